"""Predicate and phrase -> how the grammar ties them: the readings that the scorer weighs.

Each reading has a short name ("subj", "pass-subj", "by", "ctrl-subj", "rel-obj", "noun-de" …). A phrase may
have several, and several phrases the same; none of them decides alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from kg.annotate.doc import Doc, Token
from kg.extract.discourse import Discourse, Readings, inverted
from kg.extract.mentions import Phrase
from kg.extract.predicates import TO_DO, Predicate, undergone_by
from kg.extract.words import own_death
from kg.ids import fold
from kg.lang import Lexicon, lexicon as words_of

_SUBJECTS = ("nsubj", "nsubj:pass", "expl:subj", "csubj")
_STEPS = frozenset({"conj", "xcomp", "advcl", "ccomp", "parataxis", "acl", "acl:relcl", "quote", "obl:arg"})


def readings(talk: Discourse, predicate: Predicate, lexicon: Lexicon) -> Readings:
    """Head token of a phrase -> names of the readings that tie it to the predicate."""
    found = Readings()
    doc = talk.doc
    for token, name in _readings(doc, predicate, lexicon):
        phrase = talk.at_head.get(token.i)
        if phrase is None:
            continue
        rules = found.setdefault(phrase.head, [])
        if name not in rules:
            rules.append(name)
        for other in conjuncts(doc, token):
            if other.i in talk.at_head:
                found.setdefault(other.i, []).append(name + "+conj")
    return found


def conjuncts(doc: Doc, token: Token) -> Iterator[Token]:
    """The other members of a list; the parser hangs them on the first or each on the one before."""
    todo, seen, found, joined = [token], {token.i}, [], False
    while todo:
        for child in doc.children(todo.pop()):
            joined = joined or child.dep == "cc"
            if child.dep == "conj" and child.pos not in ("VERB", "AUX", "ADV") and child.i not in seen:
                seen.add(child.i)
                todo.append(child)
                found.append(child)
    if joined or len(found) > 2:  # "le porte-parole, Ivan Melnik": without an "et" it is an apposition
        yield from found


def case_of(doc: Doc, token: Token) -> str:
    """The preposition that marks a noun, folded and in its plain form ("du" is "de"); "" when there is none."""
    for child in doc.children(token):
        if child.dep == "case":
            return _preposition(child.text, doc.language)
    return ""


@lru_cache(maxsize=1 << 12)  # few words, asked for at every noun
def _preposition(form: str, language: str) -> str:
    folded = fold(form)
    return words_of(language).grammar.contracted.get(folded, folded)


def _readings(doc: Doc, predicate: Predicate, lexicon: Lexicon) -> Iterator[tuple[Token, str]]:
    if predicate.casualty is not None and not own_death(doc, predicate.casualty, lexicon):
        told = [c for c in doc.children(predicate.casualty) if c.dep in _SUBJECTS]  # "treize mineurs sont morts"
        yield from ((c, "self") for c in told or [predicate.casualty])  # "86 morts": the dead are the target
    if predicate.kind == "noun":
        yield from _of_noun(doc, predicate.token, lexicon)
        return
    verb = predicate.token
    yield from _own(doc, predicate, lexicon)
    if predicate.partner is not None:
        yield from ((t, "light-" + n) for t, n in _of_noun(doc, predicate.partner, lexicon) if t.i != verb.i)
    above = doc.tokens[verb.head]
    if predicate.passive and (helper := undergone_by(doc, verb, lexicon)) is not None:
        yield from ((c, "pass-subj") for c in doc.children(helper) if _is_subject(c) or c.dep == "expl:subj")
    if verb.dep == "acl:relcl":
        above = _whole(doc, above, lexicon)
        yield above, "rel-" + _relative(doc, verb, lexicon)
        if (mark := _behind_mark(doc, verb, lexicon)) and not predicate.passive:
            yield above, f"obl-{mark}"
    elif verb.dep == "acl" or (verb.dep == "amod" and predicate.form in ("part", "gerund")):
        yield above, "acl-" + predicate.form
    if not any(c.dep in _SUBJECTS for c in doc.children(verb)):
        yield from _inherited(doc, predicate, lexicon)


def _whole(doc: Doc, noun: Token, lexicon: Lexicon) -> Token:
    """ "le tremblement de terre qui a tué": what a clause hangs on, where the parser hung it on a bare noun inside."""
    above = doc.tokens[noun.head]
    bare = not any(c.dep == "det" or fold(c.text) in lexicon.determiners for c in doc.children(noun))
    inside = noun.dep == "nmod" and noun.pos == "NOUN" and above.pos == "NOUN" and noun.morph.get("Number") == "Sing"
    return above if inside and bare and lexicon.grammar.articles else noun


def _own(doc: Doc, predicate: Predicate, lexicon: Lexicon) -> Iterator[tuple[Token, str]]:
    verb, marks = predicate.token, lexicon.grammar.act_marks
    for child in doc.children(verb):
        dep = child.dep
        yield from ((inner, "obl-" + mark) for inner, mark in _beyond(doc, child, lexicon))
        if dep == "obj" and f"{predicate.lemma} {child.lemma.lower()}" in lexicon.happening:
            continue  # "a lieu": a word of the verb's
        if dep in _SUBJECTS:
            if dep == "expl:subj" and not inverted(child):
                continue
            yield child, "pass-subj" if predicate.passive else "subj"
            if predicate.passive and child.pos == "NOUN" and lexicon.grammar.articles:
                yield from _owners(doc, child, "pass-subj")
        elif dep == "obl:agent":
            yield child, "by"
        elif dep.startswith("obl") or dep in ("obj", "iobj", "nmod"):
            case = case_of(doc, child)
            if case and predicate.lemma.endswith(" " + case):
                case, dep = "", "obj"  # the preposition is part of the verb: "call on the rebels"
            for inner in doc.children(child):  # "dénoncer le projet de loi du gouvernement"
                yield from ((beyond, "obl-" + mark) for beyond, mark in _beyond(doc, inner, lexicon))
                if inner.dep in ("nmod", "nmod:poss"):
                    yield inner, f"{'obj' if not case else 'obl-' + case}-{case_of(doc, inner) or 'bare'}"
                elif inner.dep == "acl" and inner.lemma.lower() in lexicon.grammar.aiming and dep == "obj" and not case:
                    yield from ((c, "obj-contre") for c in doc.children(inner) if c.dep == "obj")
                elif inner.dep == "det" and inner.morph.get("Poss") == "Yes":
                    yield inner, "obj-poss"
                    if case:
                        yield inner, f"obl-{case}-poss"
            if marks.get(case) == "by" and (predicate.passive or predicate.form == "part"):
                if not _is_time(doc, child, lexicon):  # "will be extradited by Friday"
                    yield child, "by"
            elif dep in ("obj", "iobj") and not case:
                yield child, dep
            else:
                yield child, "obl-" + (case or "bare")
        elif dep == "dislocated":
            yield child, "subj"
        elif dep == "expl:comp" and lexicon.pronouns.get(fold(child.text), {}).get("role") in ("any", "indirect"):
            yield child, "iobj"  # "lui a rendu hommage": no reflexive


def _owners(doc: Doc, noun: Token, part: str) -> Iterator[tuple[Token, str]]:
    """ "son mandat a été entaché", "l'actrice dont la liberté est menacée": whose it is."""
    for inner in doc.children(noun):
        if inner.dep in ("nmod", "nmod:poss"):
            yield inner, f"{part}-{case_of(doc, inner) or 'bare'}"
        elif inner.dep == "det" and inner.morph.get("Poss") == "Yes":
            yield inner, f"{part}-poss"


def _beyond(doc: Doc, word: Token, lexicon: Lexicon) -> Iterator[tuple[Token, str]]:
    """ "auprès du maire", "à l'encontre du maire": what stands behind a preposition of several words, and which."""
    mark = lexicon.grammar.long_marks.get(fold(word.text), "")
    for inner in doc.children(word) if mark else ():
        if inner.dep.startswith(("obl", "nmod")) and inner.i > word.i:
            yield inner, mark


def _is_time(doc: Doc, noun: Token, lexicon: Lexicon) -> bool:
    """ "Friday", "the end of the month"."""
    nouns = (noun, *(c for c in doc.children(noun) if c.dep == "nmod"))
    return any(lexicon.is_time_noun(t.lemma.lower()) for t in nouns)


def _relative(doc: Doc, verb: Token, lexicon: Lexicon) -> str:
    """The relative pronoun's part in its clause: subj, obj, pass, or its own form."""
    for child in doc.children(verb):
        if child.morph.get("PronType") == "Rel" or fold(child.text) in lexicon.grammar.relatives:
            if child.dep in ("nsubj", "csubj"):
                return "subj"
            if child.dep == "nsubj:pass":
                return "pass"
            if child.dep == "obj":
                return "obj"
            return fold(child.text).strip("'")
        if child.dep == "advmod" and child.i < verb.i and fold(child.text) in lexicon.questions:
            return fold(child.text)  # "Haiti, where 40 people died"
    return "bare"


def _behind_mark(doc: Doc, verb: Token, lexicon: Lexicon) -> str:
    """ "deux hommes avec qui elle a parlé": the preposition that marks the relative pronoun, "" where none does."""
    for child in doc.children(verb):
        if child.i < verb.i and child.pos == "PRON" and fold(child.text) in lexicon.grammar.whom_relatives:
            return case_of(doc, child)
    return ""


def _inherited(doc: Doc, predicate: Predicate, lexicon: Lexicon) -> Iterator[tuple[Token, str]]:
    """The understood subject of an infinitive, participle or coordinated verb, from the verbs above it.

    Named by the first step and the part the phrase has up there ("xcomp-subj", "advcl-obj"); the nearest one is
    also called "understood", and what lies beyond a first subject is "far".
    """
    verb, link, met = predicate.token, "", False
    for hop in range(6):
        if verb.head == verb.i:
            return
        above = doc.tokens[verb.head]
        step = verb.dep if verb.dep in _STEPS else "other"
        link = link or step
        reach = "far-" if met else ""
        if above.pos in ("VERB", "AUX", "ADJ"):
            asks = _control(lexicon, lexicon.lemma_fix(above.text.lower(), above.lemma.lower()))
            found = [c for c in doc.children(above) if c.i != verb.i and _is_subject(c)]
            for child in found:
                yield child, f"{reach}{link}-subj{asks}"
                if not met:
                    yield child, f"understood:{min(hop, 2)}{asks}"
            for child in doc.children(above):
                if child.i == verb.i or step not in ("xcomp", "advcl", "ccomp", "obl:arg"):
                    continue
                if child.dep in ("obj", "iobj"):
                    yield child, f"{reach}{link}-obj{asks}"
                elif child.dep.startswith("obl") and case_of(doc, child) in lexicon.grammar.goal_marks:
                    yield child, f"{reach}{link}-to{asks}"
                elif child.dep == "obl:agent":
                    yield child, f"{reach}{link}-by"
            if above.dep in ("acl:relcl", "acl") and not found:
                part = _relative(doc, above, lexicon) if above.dep == "acl:relcl" else "acl"
                yield doc.tokens[above.head], f"{reach}{link}-{part}"
                if part in ("subj", "acl", "pass") and not met:
                    yield doc.tokens[above.head], f"understood:{min(hop, 2)}"
            met = met or bool(found)
        elif above.pos in ("NOUN", "PROPN", "PRON"):
            yield above, f"{reach}{link}-noun"
            for child in doc.children(above):
                if child.dep in ("nmod", "nmod:poss", "det"):
                    yield child, f"{reach}{link}-noun-" + (case_of(doc, child) or "bare")
        verb = above


def _control(lexicon: Lexicon, lemma: str) -> str:
    """Who does the infinitive under a verb: its addressee (":asked"), its subject (":told"), or unknown ("")."""
    entry, colour = lexicon.verb(lemma), lexicon.colours.get(lemma)
    if colour is not None and colour.control != "subj":
        return ":asked"
    if entry is None or not entry.klass.startswith("communication"):
        return ""
    return ":asked" if entry.control == "addressee" or entry.content in TO_DO else ":told"


def _is_subject(token: Token) -> bool:
    return token.dep in _SUBJECTS and not (token.dep == "expl:subj" and not inverted(token))


def _of_noun(doc: Doc, noun: Token, lexicon: Lexicon) -> Iterator[tuple[Token, str]]:
    yield from _doers(doc, noun, lexicon)
    for child in doc.children(noun):
        yield from ((inner, "noun-" + mark) for inner, mark in _beyond(doc, child, lexicon))
        if child.dep in ("nmod", "obl:mod", "obl:arg", "obl", "obl:agent", "nmod:poss", "compound"):
            yield child, "noun-" + (case_of(doc, child) or child.dep)
            if child.dep == "nmod:poss":
                yield child, "noun-poss"
            for inner in doc.children(child):  # "l'assassinat de X par Y"
                case = case_of(doc, inner) if inner.dep in ("nmod", "obl:agent", "obl:mod") else ""
                if case in lexicon.grammar.doer_marks:
                    yield inner, "noun-" + case
                elif case and case in lexicon.grammar.goal_marks and not lexicon.grammar.articles:
                    yield inner, "noun-of-" + case  # "supplies of weapons to Ukraine"
                whose = inner.dep in ("amod", "nmod:poss") and not lexicon.grammar.articles
                if whose and case_of(doc, child) in lexicon.grammar.goal_marks:
                    yield inner, "noun-whose-" + case_of(doc, child)  # "a response to the Russian initiatives"
        elif child.dep == "det" and child.morph.get("Poss") == "Yes":
            yield child, "noun-poss"
        elif child.dep == "acl" and child.lemma.lower() in lexicon.grammar.aiming and child.i > noun.i:
            yield from ((c, "noun-contre") for c in doc.children(child) if c.dep == "obj")
        elif child.dep == "amod":
            yield child, "noun-adj"  # "une frappe américaine"; only adjectives of nationality are phrases
    if noun.head == noun.i:
        return
    above = doc.tokens[noun.head]
    parties = lexicon.grammar.parties  # "ont été victimes": taken for a verb
    part = parties.get(above.lemma.lower(), "") or parties.get(above.text.lower().removesuffix("s"), "")
    if (
        part and case_of(doc, noun) in lexicon.grammar.owner_marks
    ):  # "X, victime d'une attaque", "X a été l'objet d'une plainte"
        yield from ((t, part) for t in _same_thing(doc, above))
    if above.pos in ("VERB", "AUX"):
        yield from _object_of(doc, noun, above, lexicon)
        for child in doc.children(above):
            if child.i != noun.i and (child.dep in _SUBJECTS or child.dep in ("obj", "iobj", "obl:agent")):
                yield child, f"gov-{noun.dep.split(':')[0]}-{child.dep}"
    elif above.pos in ("NOUN", "PROPN"):
        yield above, "in-noun-" + (case_of(doc, noun) or "bare")


def _object_of(doc: Doc, noun: Token, verb: Token, lexicon: Lexicon) -> Iterator[tuple[Token, str]]:
    """ "ont fait l'objet d'accusations", where the parser hung the accusations on the verb."""
    named = next((c for c in doc.children(verb) if c.dep == "obj" and c.i < noun.i), None)
    part = lexicon.grammar.parties.get(named.lemma.lower(), "") if named is not None else ""
    if part and noun.dep.startswith("obl") and case_of(doc, noun) in lexicon.grammar.owner_marks:
        yield from ((c, part) for c in doc.children(verb) if c.dep in _SUBJECTS)


def _doers(doc: Doc, noun: Token, lexicon: Lexicon) -> Iterator[tuple[Token, str]]:
    """Read "l'assassinat de X par Y" and "l'attaque de X contre Y" as the clauses that they stand for."""
    if lexicon.noun(noun.lemma.lower()) is None:
        return
    marked = [(c, case_of(doc, c)) for c in doc.children(noun) if c.dep in ("nmod", "obl:agent", "obl:mod", "obl:arg")]
    aims = {case: lexicon.grammar.act_marks[case] for _, case in marked if case in lexicon.grammar.act_marks}
    if not aims:
        return
    of = "pass-subj" if "by" in aims.values() else "subj"
    for child, case in marked:
        if case in aims:
            yield child, aims[case]
        elif case in lexicon.grammar.owner_marks:
            yield child, of


def _same_thing(doc: Doc, noun: Token) -> Iterator[Token]:
    """What a noun is said of: its subject where it is predicated, or the noun that it stands beside."""
    yield from (c for c in doc.children(noun) if c.dep in _SUBJECTS)
    above = doc.tokens[noun.head]
    if noun.dep == "appos":
        yield above
    elif above.pos in ("VERB", "AUX") and (noun.dep in ("xcomp", "obj", "obl:arg", "ccomp") or _opens(doc, noun)):
        yield from (c for c in doc.children(above) if c.dep in _SUBJECTS)


def _opens(doc: Doc, noun: Token) -> bool:
    """ "Victime d'un vol, X …": a bare noun at the head of its sentence tells of the subject behind it."""
    first = doc.sentences[noun.sent].first
    return noun.i == first and not any(c.dep in ("det", "case", "nummod") for c in doc.children(noun))


def path(doc: Doc, source: Token, target: Token) -> str:
    """Dependency path between two tokens of one sentence, "" when longer than five steps.

    Up-steps are written <label, down-steps >label: "<conj>nsubj".
    """
    ups: list[int] = []
    here = source.i
    chain = {here: 0}
    while doc.tokens[here].head != here and len(ups) < 5:
        ups.append(here)
        here = doc.tokens[here].head
        chain[here] = len(ups)
    downs: list[int] = []
    there = target.i
    while there not in chain:
        if doc.tokens[there].head == there or len(downs) >= 4:
            return ""
        downs.append(there)
        there = doc.tokens[there].head
    up = ups[: chain[there]]
    if len(up) + len(downs) > 5:
        return ""
    steps = ["<" + doc.tokens[i].dep.split(":")[0] for i in up]
    return "".join(steps + [">" + doc.tokens[i].dep for i in reversed(downs)])


def distance(predicate: Predicate, phrase: Phrase) -> str:
    """Signed distance in tokens, in a few buckets: "-2" means a little before the predicate."""
    gap = phrase.head - predicate.token.i
    size = abs(gap)
    bucket = 1 if size <= 2 else 2 if size <= 5 else 3 if size <= 10 else 4
    return f"{'-' if gap < 0 else '+'}{bucket}"


def noun_content(doc: Doc, verb: Token, lexicon: Lexicon) -> str:
    """What a noun says of the infinitive right behind it: "le projet de construire", "his refusal to leave"."""
    mark = next((c for c in doc.children(verb) if c.dep == "mark" and c.i < verb.i), None)
    if verb.morph.get("VerbForm") != "Inf" or mark is None or mark.i == 0:
        return ""
    entry = lexicon.noun(doc.tokens[mark.i - 1].lemma.lower())
    return entry.content if entry is not None else ""
