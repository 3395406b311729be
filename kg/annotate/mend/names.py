"""Mend names that the recogniser cut wrongly, where what stands around them tells.

- "Prime Minister of Armenia Nikol Pashinyan": behind a role and its country, which the gazetteer knows, the name of a
  person begins; the preposition marks the country, and role and country stand beside the person.
- "Xi Jinping" is a person in every sentence of an article that knows him as one in some, and so is his surname alone.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from kg.annotate.doc import Token
from kg.annotate.tree import Tree
from kg.gazetteer import Match, gazetteer
from kg.ids import fold
from kg.lang import Lexicon, given_names

_NEAR = 8  # words behind a verb
_LONGEST = 5  # words of a person's name
_FORMS = frozenset({"inc", "corp", "ltd", "llc", "plc", "co", "ag", "gmbh", "sa"})  # part of a company's name
_KNOWN = frozenset({"GPE", "ORG", "LOC", "GROUP"})  # what a role may be a role of


def mend_names(tokens: list[Token], words: Lexicon, language: str) -> None:
    """Set the entities of such names and hang them where they belong, in place; `children` lists are not touched."""
    if any(_role_of(tokens, t.i, words) >= 0 for t in tokens):
        tree = Tree(tokens)
        for match in gazetteer().match([t.text for t in tokens], language):
            if match.entry.type in _KNOWN and match.kind not in ("adjective", "people"):
                _officeholder(tree, match, words)
    _objects(tokens, words)
    _companies(tokens, words)
    _behind_roles(tokens, words)
    _list_persons(tokens, words)
    _given(tokens, words, language)
    _whole(tokens)
    _repeat(tokens)


def _objects(tokens: list[Token], words: Lexicon) -> None:
    """ "et exhorté Moscou à négocier": a name right behind a verb is no part of it, but its object."""
    for verb, token in pairwise(tokens) if words.grammar.articles else ():
        if token.dep not in ("flat:name", "flat") or token.head != verb.i or token.pos != "PROPN":
            continue
        whole = any(t.head == verb.i and t.dep == "obj" for t in tokens[verb.i : verb.i + _NEAR])
        if verb.pos == "VERB" and not verb.ent and not whole:
            token.dep = "obj"


def _companies(tokens: list[Token], words: Lexicon) -> None:
    """What "firm" stands right before is a firm: "ride-hailing firm Bolt"."""
    for before, token in pairwise(tokens):
        alone = token.ent_start and token.ent == "PER" and len(_entity(tokens, token.i)) == 1
        if alone and before.pos == "NOUN" and before.text.islower() and words.is_org_noun(before.lemma.lower()):
            if fold(token.text) not in given_names():
                token.ent = "ORG"


def _behind_roles(tokens: list[Token], words: Lexicon) -> None:
    """ "Federation Council Speaker Valentina Petrova" is no council: a person's name stands behind the role."""
    for i, token in enumerate(tokens):
        if not token.ent_start or token.ent == "PER":
            continue
        name = _entity(tokens, i)
        end = i + len(name)
        roles = [k for k in range(i, end) if words.is_role(tokens[k].text.lower())]
        at = roles[-1] if roles else end
        if end - at not in (3, 4) or any(t.pos != "PROPN" for t in tokens[at + 1 : end]):
            continue
        for k in range(at, end):
            tokens[k].ent, tokens[k].ent_start = ("PER", k == at + 1) if k > at else ("", False)


def _list_persons(tokens: list[Token], words: Lexicon) -> None:
    """One person, with or without a role before the name, stands beside another one in a list: no apposition."""
    named = {t.head for t in tokens if t.ent == "PER" and t.dep in ("appos", "nmod", "flat") and t.head < t.i}
    for token in tokens:
        if token.dep == "appos" and tokens[token.head].ent == "PER" and token.head < token.i:
            if token.ent == "PER" or (token.i in named and words.is_role(_lemma(token))):
                token.dep = "conj"


def _given(tokens: list[Token], words: Lexicon, language: str) -> None:
    """ "Mason Mount" is no company: two or three words, of which the first is a given name and the last no "Bank"."""
    found = []
    for i, token in enumerate(tokens):
        if token.ent_start and token.ent in ("ORG", "LOC", "MISC") and fold(token.text) in given_names():
            name = _entity(tokens, i)
            last = tokens[i + len(name) - 1]
            thing = words.is_org_noun(last.text.lower()) or words.is_place_noun(last.text.lower())
            if len(name) in (2, 3) and not thing and all(t.pos == "PROPN" for t in tokens[i : i + len(name)]):
                found.append(range(i, i + len(name)))
    if not found:
        return
    known = {k for m in gazetteer().match([t.text for t in tokens], language) for k in range(m.first, m.last)}
    for span in found:
        if not known.intersection(span):
            for k in span:
                tokens[k].ent = "PER"


def _whole(tokens: list[Token]) -> None:
    """A person's name ends with no particle: "Ursula von der" + "Leyen"."""
    for token, after in pairwise(tokens):
        if token.ent == "PER" and not after.ent and after.pos == "PROPN" and after.text[0].isupper():
            if token.text.islower() and after.i == token.i + 1:
                after.ent = "PER"


def _role_of(tokens: list[Token], mark: int, words: Lexicon) -> int:
    """The role before a preposition: "Prime Minister of", "Minister of Defence of"; -1 where there is none."""
    if mark < 1 or tokens[mark].text.lower() not in words.grammar.genitive:
        return -1
    for i in range(mark - 1, max(-1, mark - 7), -1):
        if words.is_role(_lemma(tokens[i])):
            return i if i == mark - 1 or tokens[i + 1].text.lower() in words.grammar.genitive else -1
        if (
            tokens[i].pos not in ("PROPN", "NOUN", "DET", "CCONJ")
            and tokens[i].text.lower() not in words.grammar.genitive
        ):
            return -1
    return -1


def _lemma(token: Token) -> str:
    return token.lemma.lower() if token.pos == "NOUN" else token.text.lower()


def _officeholder(tree: Tree, place: Match, words: Lexicon) -> None:
    """Cut a person's name off the place before it, and give the person the part that the whole has."""
    tokens = tree.tokens
    mark = place.first - 1
    if mark > 0 and tokens[mark].pos == "DET":
        mark -= 1
    at = _role_of(tokens, mark, words)
    if at < 0:
        return
    if place.last < len(tokens) and fold(tokens[place.last].text).strip(".") in _FORMS:
        place = place._replace(last=place.last + 1)
    end = _name_end(tokens, place.last, words)
    if end - place.last < 2:
        return
    role, town, name = tokens[at], tokens[place.last - 1], tokens[end - 1]
    span = range(_role_start(tree, role), end)
    for i in range(place.first, end):
        tokens[i].ent, tokens[i].ent_start = ("LOC", i == place.first) if i < place.last else ("PER", i == place.last)
    tops = [tokens[i] for i in span if tokens[i].head not in span or tokens[i].head == i]
    top = next((t for t in tops if not any(tree.over(tokens[i], tokens[t.head]) for i in span)), None)
    if top is None or any(tokens[i].pos in ("VERB", "AUX") for i in span):
        return
    outer, dep = tokens[top.head] if top.head != top.i else name, top.dep
    if dep == "xcomp" and outer.pos == "VERB" and not tree.has(outer, "obj"):
        dep = "obj"  # "called the President of X Y Z": nobody is called a name and its role
    rest = [c for i in span for c in tree.children(tokens[i]) if c.i not in span]
    tree.move(name, outer, dep)
    tree.move(role, name, "compound")
    tree.move(town, role, "nmod")
    tree.move(tokens[mark], town, "case")
    for i in span:
        token = tokens[i]
        if at < i < mark:
            if token.head not in range(at, mark):
                tree.move(token, role, "nmod" if token.pos in ("NOUN", "PROPN") else token.dep)
        elif i < at:
            tree.move(token, role, "det" if token.pos == "DET" else "compound")
        elif place.last <= i < end - 1:
            tree.move(token, name, "compound")
        elif mark < i < place.last - 1 and token.head not in range(mark + 1, place.last):
            tree.move(token, town, "det" if token.pos == "DET" else "compound")
    for child in rest:
        tree.move(child, role if child.dep == "det" else name, child.dep)


def _name_end(tokens: list[Token], first: int, words: Lexicon) -> int:
    """Behind the last of the capitalised words that begin right there and go on in the same sentence."""
    end = first
    while end < min(len(tokens), first + _LONGEST):
        token = tokens[end]
        if token.pos != "PROPN" or not token.text[0].isupper() or words.is_role(token.text.lower()):
            break
        if words.is_time_noun(token.text.lower()) or words.is_org_noun(token.text.lower()):
            break
        end += 1
    return end


def _role_start(tree: Tree, role: Token) -> int:
    """Where the words of a role begin: "the", "Federal", "former Prime"."""
    first = role.i
    while first > 0 and tree.tokens[first - 1].head in (role.i, tree.tokens[role.i].head):
        before = tree.tokens[first - 1]
        if before.dep not in ("compound", "amod", "det") or before.ent == "PER":
            break
        first -= 1
    return first


def _repeat(tokens: list[Token]) -> None:
    """Give a name of several words the same label wherever it stands: a person's, where it mostly is one."""
    found: dict[tuple[str, ...], Counter[str]] = {}
    for i, token in enumerate(tokens):
        if token.ent_start:
            span = _entity(tokens, i)
            if len(span) > 1:
                found.setdefault(span, Counter())[token.ent] += 1
    people = {n for n, labels in found.items() if labels["PER"] and _is_person(n, labels)}
    if not people:
        return
    _surnames(tokens, people, {t.text for t in tokens if t.ent and t.ent != "PER"})
    firsts: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted(people, key=lambda n: (-len(n), n)):
        firsts.setdefault(name[0], []).append(name)
    for i, token in enumerate(tokens):
        here = (n for n in firsts.get(token.text, ()) if tuple(t.text for t in tokens[i : i + len(n)]) == n)
        name = next(here, ())
        if not name:
            continue
        end = i + len(name)
        if token.ent == "PER" or (token.ent and not token.ent_start):
            continue
        if token.ent and _entity(tokens, i) != name:
            continue  # part of a longer name
        for k in range(i, end):
            tokens[k].ent, tokens[k].ent_start = "PER", k == i
        if end < len(tokens) and tokens[end].ent and not tokens[end].ent_start:
            tokens[end].ent_start = True


def _surnames(tokens: list[Token], people: set[tuple[str, ...]], taken: set[str]) -> None:
    """The last word of a person's name, standing alone behind it, is that person, when it names nothing else."""
    full: dict[str, int] = {}
    for i, token in enumerate(tokens):
        if token.ent_start and token.ent == "PER":
            name = _entity(tokens, i)
            if name in people:
                full.setdefault(name[-1], i)
        elif not token.ent and token.pos == "PROPN" and token.text not in taken and full.get(token.text, i) < i:
            beside = [t for t in tokens[max(0, i - 1) : i + 2] if t is not token]
            if not any(t.pos == "PROPN" for t in beside):
                token.ent, token.ent_start = "PER", True


def _is_person(name: tuple[str, ...], labels: Counter[str]) -> bool:
    return 2 * labels["PER"] >= sum(labels.values()) or fold(name[0]) in given_names()


def _entity(tokens: list[Token], first: int) -> tuple[str, ...]:
    last = first + 1
    while last < len(tokens) and tokens[last].ent == tokens[first].ent and not tokens[last].ent_start:
        last += 1
    return tuple(t.text for t in tokens[first:last])
