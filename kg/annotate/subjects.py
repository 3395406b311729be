"""Give finite verbs the subject that the parser lost: in a language that never leaves it out, there is one.

- "les partisans rassemblés place Tahrir ont laissé …": the nearest noun before, without preposition, that is
  nobody's subject ("les liens avec la monarchie continuent": not the one behind "avec").
- "le Canada et l'Union européenne ont signé": the list that noun is part of comes along.
- "et la préfecture demande": what stands between a conjunction and a finite verb is that verb's subject, and not a
  member of the list before.
- "Vers 11 h intervient un camion": with nothing before it, the noun right behind the verb.
- "Yasser Arafat aurait été empoisonné": a participle of a known verb behind "been" is a passive, not an adjective.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.lang import Lexicon

_SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "csubj:pass", "expl:subj", "expl")
_AUX = ("aux", "aux:tense", "aux:pass", "cop")
_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")
_REACH = 25  # tokens to the left in which a subject is looked for
_STOPS = frozenset(".;:!?—–()")


def find_subjects(tokens: list[Token], words: Lexicon) -> None:
    """Reattach, in place; `children` lists are not touched."""
    children: dict[int, list[Token]] = {}
    for token in tokens:
        if token.head != token.i:
            children.setdefault(token.head, []).append(token)
    for token in tokens:
        own = children.get(token.i, [])
        if token.pos in ("ADJ", "VERB"):
            _passive(token, own, words)
        if not _needs_subject(token, own):
            continue
        if token.dep == "conj":
            subject = _before(token, own, tokens, children, close=True)
        else:
            subject = _before(token, own, tokens, children, close=False) or _behind(token, own, tokens, children)
        if subject is not None:
            _attach(token, own, subject, tokens, children)


def _passive(token: Token, own: list[Token], words: Lexicon) -> None:
    """Read "a été empoisonné" as a passive where the tagger saw an adjective."""
    copula = next((c for c in own if c.dep == "cop" and c.i < token.i and c.morph.get("VerbForm") == "Part"), None)
    lemma = words.participles.get(token.text.lower())
    if copula is None or lemma is None:
        return
    token.pos, token.lemma = "VERB", lemma
    token.morph = {**token.morph, "VerbForm": "Part", "Tense": "Past", "Voice": "Pass"}
    copula.dep = "aux:pass"
    for child in own:
        if child.dep == "nsubj":
            child.dep = "nsubj:pass"


def _needs_subject(token: Token, own: list[Token]) -> bool:
    """Is it a verb in a finite form that nothing tells to be without subject?"""
    if token.pos != "VERB" or any(c.dep in _SUBJECTS for c in own):
        return False
    if token.dep in ("acl:relcl", "aux", "aux:tense", "aux:pass", "cop", "fixed", "xcomp", "quote", "amod", "acl"):
        return False
    forms = [token, *(c for c in own if c.dep in _AUX)]
    finite = [f for f in forms if f.morph.get("VerbForm") == "Fin"]
    if not finite or any(f.morph.get("Mood") == "Imp" or f.morph.get("Person") in ("1", "2") for f in finite):
        return False
    return not any(c.dep in ("nsubj", "expl") or c.text.lower() in ("qui", "who", "which", "que", "qu'") for c in own)


def _number(token: Token, own: list[Token]) -> str:
    forms = [*(c for c in own if c.dep in _AUX), token]
    return next((f.morph["Number"] for f in forms if f.morph.get("VerbForm") == "Fin" and "Number" in f.morph), "")


def _free(noun: Token, own: list[Token], tokens: list[Token]) -> bool:
    """A noun without preposition that is no part of another clause's core."""
    if noun.pos not in _NOMINAL or any(c.dep == "case" for c in own):
        return False
    if noun.dep in (*_SUBJECTS, "flat:name", "flat", "fixed", "compound", "obj", "appos", "obl:mod", "nummod"):
        above = tokens[noun.head]
        return (noun.dep == "nsubj" and above.pos in ("PROPN", "NOUN")) or (noun.dep == "nsubj" and above.dep == "dep")
    return noun.morph.get("PronType") not in ("Rel", "Int") and noun.morph.get("Reflex") != "Yes"


def _start(token: Token, own: list[Token]) -> int:
    """First token of the verb's own words: its auxiliaries, clitics and adverbs before it."""
    near = [c.i for c in own if c.i < token.i and (c.dep in _AUX or c.pos in ("ADV", "PRON", "PART"))]
    return min([token.i, *near])


def _before(
    token: Token, own: list[Token], tokens: list[Token], children: dict[int, list[Token]], close: bool
) -> Token | None:
    """The noun to the left; `close`: only one that stands alone between a conjunction and the verb."""
    number = _number(token, own)
    start = _start(token, own)
    commas = 0
    for i in range(start - 1, max(-1, start - _REACH), -1):
        noun = tokens[i]
        if noun.sent != token.sent or noun.text in _STOPS or noun.pos in ("SCONJ", "CCONJ"):
            return None
        if noun.morph.get("PronType") in ("Rel", "Int"):
            return None
        commas += noun.text == ","
        below = children.get(noun.i, [])
        if noun.pos == "VERB" and any(c.dep in _AUX or c.dep in _SUBJECTS for c in below):
            return None  # another clause
        if _within(token, noun, tokens) or not _free(noun, below, tokens):
            continue
        first = min([noun.i, *(c.i for c in below if c.i < noun.i and c.dep in ("det", "amod", "nummod"))])
        opened = first > 0 and tokens[first - 1].pos == "CCONJ" and tokens[first - 1].sent == token.sent
        if not opened and first > 0 and tokens[first - 1].text == "," and commas:
            continue  # between commas: another word for what stands before
        if first > 0 and (tokens[first - 1].text == "-" or (noun.pos == "PROPN" and tokens[first - 1].pos == "NOUN")):
            continue  # the last part of a name, or the name of what stands before: "place Tahrir"
        if opened and commas:
            return None  # "entre Tabriz et Mashhad, serait tombé": the end of an insertion
        if close:
            return noun if opened and not commas and _agree(noun, below, number) else None
        top = noun
        while top.dep == "conj" and _free(tokens[top.head], children.get(top.head, []), tokens):
            top = tokens[top.head]
        listed = any(c.dep == "conj" for c in children.get(top.i, ())) or top is not noun or opened
        if _agree(noun, below, number) or (number == "Plur" and listed):
            return noun
    return None


def _within(verb: Token, noun: Token, tokens: list[Token]) -> bool:
    """Does the verb hang below the noun? Then it tells of it in another way."""
    here, steps = verb, 0
    while here.head != here.i and steps < 30:
        here, steps = tokens[here.head], steps + 1
        if here.i == noun.i:
            return True
    return False


def _agree(noun: Token, below: list[Token], number: str) -> bool:
    forms = [*(c for c in below if c.dep == "det"), noun]
    own = next((f.morph["Number"] for f in forms if "Number" in f.morph), "")
    return not own or not number or own == number


def _behind(token: Token, own: list[Token], tokens: list[Token], children: dict[int, list[Token]]) -> Token | None:
    """The noun right behind a verb before which nothing can be the subject."""
    objects = [c for c in own if c.dep == "obj" and c.i > token.i and c.pos in ("NOUN", "PROPN")]
    begins = token.i == 0 or tokens[_start(token, own) - 1].sent != token.sent
    if begins or len(objects) != 1 or any(c.dep in ("ccomp", "xcomp") for c in own):
        return None
    for before in reversed(tokens[: _start(token, own)]):
        if before.sent != token.sent or before.text in _STOPS or before.pos == "SCONJ":
            break
        marked = any(c.dep == "case" and c.text.lower() not in ("de", "des", "d'") for c in children.get(before.i, ()))
        if (
            before.pos in _NOMINAL
            and not marked
            and before.dep in ("root", "nsubj", "flat:name", "conj", "dep", "nmod")
        ):
            return None
    noun = objects[0]
    below = children.get(noun.i, [])
    first = min([noun.i, *(c.i for c in below if c.i < noun.i)])
    return noun if first == token.i + 1 and _agree(noun, below, _number(token, own)) else None


def _attach(
    token: Token, own: list[Token], subject: Token, tokens: list[Token], children: dict[int, list[Token]]
) -> None:
    """Hang the subject under the verb; the list it is part of before it comes along."""
    top = subject
    while top.dep == "conj" and top.head < top.i and token.dep != "conj":
        above = tokens[top.head]
        if not _free(above, children.get(above.i, []), tokens) or _within(token, above, tokens):
            break
        top = above
    chain = [subject] if top is not subject else []
    siblings = [t for t in children.get(top.head, []) if t.dep == "conj" and top.i < t.i < token.i] if not chain else []
    children[top.head] = [c for c in children.get(top.head, []) if c is not top]
    passive = any(c.dep == "aux:pass" for c in own)
    if top.head == top.i:  # the verb takes the sentence over
        token.head, token.dep = token.i, "root"
        top.dep = "nsubj"
    for other in siblings:
        if _free(other, children.get(other.i, []), tokens):
            other.head, other.dep = top.i, "conj"
            children.setdefault(top.i, []).append(other)
    top.head, top.dep = token.i, "nsubj:pass" if passive else "nsubj"
    own.append(top)
    children[token.i] = own
