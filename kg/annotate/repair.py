"""Mend what parsers often get wrong about clauses, where grammar alone can tell.

- A finite verb coordinated with an infinitive or participle ("visant à renforcer … et a affirmé") belongs to the
  nearest finite clause above.
- "a, pour sa part, ajouté": an auxiliary far from its participle is still its auxiliary.
- "a-t-il dit": the t is no word, and what follows it is the subject.
- "a soumis à la Russie des propositions": plural things behind a name or a date are the verb's object.
- "le groupe autoproclamé X a revendiqué": a bare participle is not the main verb where a finite one follows.
- "l'homme qui a tué trois personnes a été arrêté": what stands right behind the inner verb is its object.
- "partirons", "négocierait": the ending tells the mood where the tagger errs.
- "ordonne aux manifestants de partir": the infinitive belongs to the verb that has such complements.
- "à choisir …, à inverser … et à retirer": infinitives with one marker are a list, not one another's complement.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.lang import Lexicon

_VERBS = ("VERB", "AUX")
_BELOW = ("xcomp", "ccomp", "conj", "parataxis", "advcl")
_AUX = ("aux", "aux:tense", "aux:pass", "cop")


def repair(tokens: list[Token], words: Lexicon) -> None:
    """Reattach, in place; `children` lists are not touched."""
    children: dict[int, list[Token]] = {}
    for token in tokens:
        if token.head != token.i:
            children.setdefault(token.head, []).append(token)
    for token in tokens:
        if token.pos in _VERBS:
            _mend_mood(token, words)
        if token.text.lower() == "-t" and token.i + 1 < len(tokens) and tokens[token.i + 1].text.startswith("-"):
            clitic = tokens[token.i + 1]
            clitic.head, clitic.dep = token.head, "nsubj"
            token.dep, token.pos = "discourse", "PART"
        elif token.pos == "AUX" and token.dep not in _AUX and token.lemma.lower() == "avoir":
            _rejoin(token, tokens, children)
    for token in tokens:
        if token.dep in ("nsubj", "nsubj:pass") and token.i < token.head:
            _give_down(token, tokens, children)
        above = tokens[token.head]
        if token.dep == "nmod" and (above.pos == "PROPN" or words.is_time_noun(above.lemma.lower())):
            _give_back(token, tokens, children)
    for token in tokens:
        if token.pos not in _VERBS:
            continue
        if token.head == token.i:
            _step_down(token, children)
            continue
        if token.dep == "conj" and _finite(token, children):
            _climb(token, tokens, children)
        elif token.dep == "acl" and _infinitive(token):
            _hand_up(token, tokens, _mark(token, children), words)
        elif token.dep in ("xcomp", "advcl", "obl:arg") and _infinitive(token):
            above = tokens[token.head]
            mark = _mark(token, children)
            if mark and _infinitive(above) and mark == _mark(above, children) and tokens[token.i - 2].text == ",":
                token.dep = "conj"


def _mend_mood(token: Token, words: Lexicon) -> None:
    """Read future and conditional from infinitive and ending; both written the same in no other form."""
    surface, lemma = token.text.lower(), token.lemma.lower()
    lemma = words.lemma_fix(surface, lemma)
    stem = lemma.removesuffix("e")
    if not stem.endswith("r") or not surface.startswith(stem) or surface == lemma:
        return
    ending = surface[len(stem) :]
    for mood, endings in words.mood_endings.items():
        if ending in endings:
            tense = {"Mood": "Ind", "Tense": "Fut"} if mood == "Fut" else {"Mood": mood, "Tense": "Pres"}
            token.morph = {**token.morph, **tense, "VerbForm": "Fin"}
            token.lemma = lemma


def _hand_up(infinitive: Token, tokens: list[Token], mark: str, words: Lexicon) -> None:
    """An infinitive behind an addressee is the complement of the verb above, when that takes such a one."""
    noun = tokens[infinitive.head]
    verb = tokens[noun.head]
    if verb.pos not in _VERBS or verb.i == noun.i or not (noun.dep in ("obj", "iobj") or noun.dep.startswith("obl")):
        return
    entry = words.verb(words.lemma_fix(verb.text.lower(), verb.lemma.lower()))
    person = noun.pos == "PROPN" or words.is_person_noun(noun.lemma.lower()) or words.is_role(noun.lemma.lower())
    person = person or words.is_org_noun(noun.lemma.lower())
    if entry is not None and person and f"{mark}+inf" in entry.complements and entry.addressee:
        infinitive.head, infinitive.dep = verb.i, "xcomp"


def _step_down(participle: Token, children: dict[int, list[Token]]) -> None:
    """Let the finite verb below a bare participle take the sentence and its subject; the participle modifies that."""
    if participle.morph.get("VerbForm") != "Part" or _finite(participle, children):
        return
    own = children.get(participle.i, [])
    if any(c.dep in _AUX for c in own):
        return
    subject = next((c for c in own if c.dep in ("nsubj", "nsubj:pass") and c.i < participle.i), None)
    verb = next((c for c in own if c.i > participle.i and c.dep in _BELOW and _finite(c, children)), None)
    if subject is None or verb is None or any(c.dep.startswith("nsubj") for c in children.get(verb.i, ())):
        return
    verb.head, verb.dep = verb.i, "root"
    subject.head, subject.dep = verb.i, "nsubj"
    participle.head, participle.dep = subject.i, "acl"
    for child in own:
        if child.dep == "punct" and child.i > verb.i:
            child.head = verb.i
    children[participle.i] = [c for c in own if c not in (subject, verb)]
    children.setdefault(subject.i, []).append(participle)
    children.setdefault(verb.i, []).append(subject)


def _give_down(noun: Token, tokens: list[Token], children: dict[int, list[Token]]) -> None:
    """A subject right behind an inner verb without object is that verb's object; the noun above is the subject."""
    own = children.get(noun.i, [])
    first = min([noun.i, *(c.i for c in own if c.dep in ("det", "nummod", "amod") and c.i < noun.i)])
    inner, main = tokens[first - 1] if first else noun, tokens[noun.head]
    if inner.pos != "VERB" or inner.sent != noun.sent or any(c.dep == "case" for c in own):
        return
    if any(c.dep in ("obj", "ccomp") for c in children.get(inner.i, ())):
        return
    above, steps = inner, 0
    while above.pos == "VERB" and above.dep in ("xcomp", "acl", "acl:relcl", "advcl", "conj") and steps < 4:
        above, steps = tokens[above.head], steps + 1
    if above.pos not in ("NOUN", "PROPN", "PRON") or above.i > inner.i:
        return
    if _below(tokens, main, above):
        if above.head != above.i or not _finite(main, children):
            return
        # "le député soupçonné d'avoir détourné des fonds a démissionné": the verb takes its subject's place
        children[main.head] = [c for c in children[main.head] if c is not main]
        main.head, main.dep = main.i, "root"
    others = [c for c in children.get(main.i, ()) if c.dep.startswith("nsubj") and c.i < inner.i and c is not above]
    if others:
        return
    above.head, above.dep = main.i, noun.dep
    noun.head, noun.dep = inner.i, "obj"
    children[main.i] = [*(c for c in children[main.i] if c not in (noun, above)), above]
    children.setdefault(inner.i, []).append(noun)


def _below(tokens: list[Token], token: Token, top: Token) -> bool:
    """Does `token` hang, at any depth, below `top`?"""
    here, steps = token, 0
    while here.head != here.i and steps < 60:
        here, steps = tokens[here.head], steps + 1
        if here.i == top.i:
            return True
    return False


def _give_back(noun: Token, tokens: list[Token], children: dict[int, list[Token]]) -> None:
    """Make a noun with "des" behind a name the object of the verb above, when that has none."""
    mark = next((c for c in children.get(noun.i, ()) if c.dep == "case"), None)
    holder = name = tokens[noun.head]
    if name.dep == "nmod" and tokens[name.head].pos == "NUM":
        name = tokens[name.head]  # "le 26 janvier"
    verb = tokens[name.head]
    if mark is None or mark.text.lower() != "des" or verb.pos != "VERB" or not name.dep.startswith("obl"):
        return
    if any(c.dep in ("obj", "ccomp", "xcomp") for c in children.get(verb.i, ())):
        return
    noun.head, noun.dep, mark.dep = verb.i, "obj", "det"
    children[holder.i] = [c for c in children[holder.i] if c is not noun]
    children[verb.i].append(noun)


def _rejoin(auxiliary: Token, tokens: list[Token], children: dict[int, list[Token]]) -> None:
    """Let the next participle of the same clause take the auxiliary's place in the tree."""
    if auxiliary.morph.get("VerbForm") != "Fin":
        return
    for token in tokens[auxiliary.i + 1 : auxiliary.i + 20]:
        if token.sent != auxiliary.sent or token.morph.get("VerbForm") == "Fin" or token.text in ".;:":
            return
        if token.pos == "VERB" and token.morph.get("VerbForm") == "Part" and token.morph.get("Tense") != "Pres":
            if not auxiliary.i <= token.head <= token.i or token.head == token.i:
                return
            if any(c.dep in _AUX for c in children.get(token.i, ())):
                return
            top = auxiliary.head == auxiliary.i
            token.head, token.dep = (token.i, "root") if top else (auxiliary.head, auxiliary.dep)
            for child in children.get(auxiliary.i, ()):
                if child.i != token.i:
                    child.head = token.i
            auxiliary.head, auxiliary.dep = token.i, "aux:tense"
            children.setdefault(token.i, []).extend([*children.pop(auxiliary.i, []), auxiliary])
            return


def _finite(token: Token, children: dict[int, list[Token]]) -> bool:
    if token.morph.get("VerbForm") == "Fin":
        return True
    return any(c.dep in _AUX and c.morph.get("VerbForm") == "Fin" for c in children.get(token.i, ()))


def _infinitive(token: Token) -> bool:
    return token.pos in _VERBS and token.morph.get("VerbForm") == "Inf"


def _mark(token: Token, children: dict[int, list[Token]]) -> str:
    return next((c.text.lower() for c in children.get(token.i, ()) if c.dep == "mark"), "")


def _climb(token: Token, tokens: list[Token], children: dict[int, list[Token]]) -> None:
    above = tokens[token.head]
    if _finite(above, children) or (above.pos not in _VERBS and above.dep == "root"):
        return
    seen = {token.i}
    while above.head != above.i and above.i not in seen:
        seen.add(above.i)
        above = tokens[above.head]
        if above.pos in _VERBS and _finite(above, children) and above.dep != "acl:relcl":
            token.head = above.i
            return
