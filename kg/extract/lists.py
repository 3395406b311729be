"""Lists of participants: "la France, l'Allemagne et la Pologne", from the tree and from the surface."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from kg.annotate.doc import Doc, Token
from kg.extract.arguments import case_of, conjuncts
from kg.extract.discourse import Discourse
from kg.extract.fillers import ACTORS, label
from kg.extract.mentions import Phrase
from kg.extract.predicates import Predicate
from kg.ids import fold
from kg.lang import Lexicon

_STOPS = frozenset({".", ";", "!", "?"})
_PARTS_OF_VERB = frozenset({"subj", "obj", "pass-subj", "by"})
_TOWNS = frozenset({"GPE", "LOC"})
_PARTS = 4  # tokens of a name among which its head stands
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X", "ADJ"})


Filler = tuple[Phrase, float]  # who takes the part, and how likely that is


def identity(phrase: Phrase) -> int:
    """Whom a phrase means: equal for all phrases of one entity, and its own where it is of none."""
    return phrase.entity if phrase.entity >= 0 else -1 - phrase.head


def listed(talk: Discourse, phrase: Phrase | None, odds: float, but: set[int]) -> list[Filler]:
    """A part's phrase with the other members of its list, in text order; entities in `but` are taken."""
    if phrase is None:
        return []
    found = {identity(phrase): (phrase, odds)}
    for other in members(talk, phrase):
        if identity(other) not in but:
            found.setdefault(identity(other), (other, odds))
    for one, _ in list(found.values()):
        if names := introduced(talk, one):  # "les députés X et Y": who they are
            del found[identity(one)]
            found.update((identity(p), (p, odds)) for p in names if identity(p) not in but and identity(p) not in found)
    row = [p for p, _ in found.values()]
    # "les gangs de Kobra et leurs semblables": who is named inside a member is none
    return sorted((f for f in found.values() if not any(_within(f[0], p) for p in row)), key=lambda f: f[0].head)


def members(talk: Discourse, phrase: Phrase) -> list[Phrase]:
    """The other members of the list that a phrase stands in: "la France, l'Allemagne et la Pologne".

    Read from the tree and, as parsers lose lists, from the surface.
    """
    doc = talk.doc
    called = _roll(talk, phrase)
    if called:
        return [p for p in called if identity(p) != identity(phrase)]
    top = doc.tokens[phrase.head]
    while top.head != top.i and _hangs_in_list(talk, top):
        top = doc.tokens[top.head]
    marked = bool(case_of(doc, top))
    found: dict[int, Phrase] = {}
    # "la Belge X et la Suisse Y": hung on the name
    beside = [c for c in doc.children(top) if c.dep == "appos" and _hangs_in_list(talk, c)]
    for token in (top, *conjuncts(doc, top), *(t for c in beside for t in conjuncts(doc, c))):
        other = talk.at_head.get(token.i)
        # "le président du Tchad et de l'Union": the second hangs on "président" only by the parser's mistake
        if other is not None and (marked or not case_of(doc, token)) and not _of_another_kind(talk, phrase, other):
            found[other.head] = other
    found.update((p.head, p) for p in _enumeration(talk, phrase))
    found.pop(phrase.head, None)
    return [found[h] for h in sorted(found) if not (talk.articled and _only_describes(talk, found[h]))]


def introduced(talk: Discourse, phrase: Phrase) -> list[Phrase]:
    """ "les députés X et Y", "deux ministres, X et Y", "son ami X": the persons whom a description names behind it."""
    if not talk.articled or phrase.kind == "pronoun" or label(talk, phrase) not in ("PER", "GROUP"):
        return []
    doc, end = talk.doc, phrase.last
    name = _named_at(talk, phrase, end) or _named_at(talk, phrase, phrase.head + 1)
    if not phrase.plural:
        beside = next((p for p in talk.phrases if p.first == end and p.sent == phrase.sent), None)
        if name is None and beside is not None and _person(talk, beside):
            name = _named_at(talk, beside, beside.last)  # "son ami le pianiste X"
        return [name] if name is not None and identity(name) != identity(phrase) and _person(talk, phrase) else []
    apart = name is None and end < len(doc.tokens) and doc.tokens[end].text == ","
    name = _named_at(talk, phrase, end + 1) if apart else name
    if name is None:
        return []
    row = [p for p in members(talk, name) if p.head > name.head]
    row = [name, *(row or [p for p in members(talk, phrase) if p.head > name.head])]
    if len({identity(p) for p in row}) < 2 or any(label(talk, p) != "PER" for p in row):
        return []
    last = max(_end(talk, p) for p in row)
    after = doc.tokens[last].text if last < len(doc.tokens) else "."
    counted = any(c.dep == "nummod" for c in doc.children(doc.tokens[phrase.head]))
    # "les ministres, X et Y" alone may be a list
    return row if not apart or after == "," or (counted and after in _STOPS) else []


def _end(talk: Discourse, phrase: Phrase) -> int:
    """Where a phrase ends, with the name that it stands right before: "la Belge Ana Costa"."""
    tokens, end = talk.doc.tokens, phrase.last
    if not talk.articled or not _person(talk, phrase):
        own = (c for c in talk.doc.children(tokens[phrase.head]) if c.dep == "appos") if talk.articled else ()
        beside = next((p for c in own if (p := talk.at_head.get(c.i)) is not None and p.first == end), None)
        same = beside is not None and beside.kind == "name" and label(talk, beside) == label(talk, phrase) == "ORG"
        return beside.last if beside is not None and same else end  # "le syndicat CGT"
    name = _named_at(talk, phrase, end)
    if name is None and end < len(tokens) and tokens[end].text == ",":  # "le maire, Paul Costa, et"
        name = _named_at(talk, phrase, end + 1)
        closed = name is not None and name.last < len(tokens) and tokens[name.last].text == ","
        name = name if name is not None and closed and name.entity == phrase.entity >= 0 else None
    return name.last if name is not None else end


def _named_at(talk: Discourse, phrase: Phrase, at: int) -> Phrase | None:
    """The person in the same sentence whose name begins at a token."""
    for token in talk.doc.tokens[at : at + _PARTS]:
        name = talk.at_head.get(token.i)
        if name is not None and name.kind == "name" and name.first == at and name.sent == phrase.sent:
            return name if label(talk, name) == "PER" and name.head != phrase.head else None
    return None


def _person(talk: Discourse, phrase: Phrase) -> bool:
    """Is it a common noun for one person, or for one of a people?"""
    nominal = phrase.kind == "nominal" and talk.doc.tokens[phrase.head].pos in ("NOUN", "PROPN", "ADJ")
    return nominal and not phrase.plural and label(talk, phrase) == "PER"


_CALLED = 4  # persons that make a roll
_BETWEEN = frozenset({"ADP", "DET", "CCONJ", "ADV"})  # what stands in titles beside words with capitals


def _roll(talk: Discourse, phrase: Phrase) -> list[Phrase]:
    """ "Speaker of the House Anna Berg, Minister for Energy, Trade and Transport Paul Olsen and …": all who are named.

    Parsers lose such rolls of titles and names. Empty where other words than titles stand between the names.
    """
    doc = talk.doc
    end = doc.sentences[phrase.sent].last
    if phrase.kind != "name" or label(talk, phrase) != "PER":
        return []
    named = [p for p in talk.phrases if p.sent == phrase.sent and p.kind == "name" and label(talk, p) == "PER"]
    row: list[Phrase] = []
    for other in sorted(named, key=lambda p: p.name[0]):
        last = other.name[1]
        if last < end and doc.tokens[last].text[0].isupper():
            continue  # a name inside a title
        between = doc.tokens[row[-1].name[1] : other.name[0]] if row else []
        opens = bool(between) and (between[0].text == "," or between[0].text.lower() in talk.joints)
        if not opens or not all(_titled(talk, t) for t in between):
            if phrase in row:
                break
            row = []
        row.append(other)
    return row if phrase in row and len({identity(p) for p in row}) >= _CALLED else []


def _titled(talk: Discourse, token: Token) -> bool:
    """May it stand in a title, or between a name and the next title?"""
    joint = token.text.lower() in talk.joints or token.dep == "fixed"
    return token.text[0].isupper() or token.text in (",", "-", "–") or joint or token.pos in _BETWEEN


_FEWEST = 3  # names that a list must have to tell who "several members" are
_AHEAD = 4  # tokens behind a noun in which "comme" may open its list


def spelled_out(talk: Discourse, phrase: Phrase, verb: int) -> list[Phrase]:
    """ "Dix membres ont voté contre : l'Italie, le Togo et l'Ukraine", "diverses personnalités comme X, Y et Z": who.

    `verb` is where the predicate stands; empty where the sentence has no such list of names.
    """
    doc = talk.doc
    end = doc.sentences[phrase.sent].last
    near = doc.tokens[phrase.head + 1 : min(phrase.head + 1 + _AHEAD, end)]
    opens = [t.i for t in near if t.text.lower() in talk.examples]
    head = doc.tokens[phrase.head]
    counted = head.pos == "NUM" or any(c.dep == "nummod" for c in doc.children(head))
    colon = next((t.i for t in doc.tokens[max(verb, phrase.head) : end] if t.text == ":"), end)
    if counted and not any(c.dep == "obj" and c.i < colon for c in doc.children(doc.tokens[verb])):
        opens.append(colon)  # "ont cité trois villes : …" tells which towns
    for i in (i for i in opens if i < end):
        name = next((p for p in talk.phrases if p.sent == phrase.sent and p.first in (i + 1, i + 2)), None)
        row = _enumeration(talk, name) if name is not None and name.kind == "name" else []
        row = [p for p in row if p.head > i]
        named = len(row) >= _FEWEST and all(p.kind == "name" for p in row)
        closed = bool(row) and (doc.tokens[i].text != ":" or end - row[-1].last <= 1)
        if named and closed:
            return row
    return []


def included(talk: Discourse, phrase: Phrase, lexicon: Lexicon) -> list[Phrase]:
    """ "Other retailers, including Tesco and Lidl": the names of those who are meant, too."""
    doc = talk.doc
    if phrase.kind != "nominal" or not lexicon.grammar.including:
        return []
    for child in doc.children(doc.tokens[phrase.head]):
        marked = any(c.dep == "case" and fold(c.text) in lexicon.grammar.including for c in doc.children(child))
        if child.dep == "nmod" and child.i > phrase.head and marked:
            row = [talk.at_head.get(t.i) for t in (child, *conjuncts(doc, child))]
            return [p for p in row if p is not None and p.kind == "name" and p.entity != phrase.entity]
    return []


def completed(
    talk: Discourse, fillers: list[Filler], rules: Mapping[int, Sequence[str]], odds: float, but: set[int]
) -> list[Filler]:
    """With one member of a list the name or actor that opens it, and with that one alone the actors that follow."""
    if talk.articled or not fillers:
        return fillers
    tokens = talk.doc.tokens
    first = fillers[0][0]
    top = tokens[tokens[first.head].head]
    one = talk.at_head.get(top.i)
    known = but | {identity(p) for p, _ in fillers}
    if tokens[first.head].dep == "conj" and top.pos in ("NOUN", "PROPN") and one is not None:
        named = top.pos == "PROPN" or label(talk, one) in ACTORS
        if named and _of_verb(rules, one) and identity(one) not in known:
            return [(one, odds), *fillers]
    if len(fillers) > 1 or not _of_verb(rules, first) or label(talk, first) not in ACTORS:
        return fillers
    row = (talk.at_head.get(t.i) for t in conjuncts(talk.doc, tokens[first.head]))
    more = [p for p in row if p is not None and p.head > first.head and label(talk, p) in ACTORS]
    return [*fillers, *((p, odds) for p in more if identity(p) not in known)]


def _of_verb(rules: Mapping[int, Sequence[str]], phrase: Phrase) -> bool:
    return any(rule in _PARTS_OF_VERB for rule in rules.get(phrase.head, ()))


def _hangs_in_list(talk: Discourse, token: Token) -> bool:
    """Is it a member of the list that the word above opens, or the name of that one?"""
    if token.dep == "conj":
        return talk.doc.tokens[token.head].pos in _NOMINAL
    one, other = talk.at_head.get(token.i), talk.at_head.get(token.head)
    if token.dep != "appos" or one is None or other is None or other.label not in (one.label, "GROUP"):
        return False
    return one.entity == other.entity >= 0


def _within(phrase: Phrase, other: Phrase) -> bool:
    return other.kind == "nominal" and phrase.head != other.head and other.first <= phrase.head < other.last


def _only_describes(talk: Discourse, phrase: Phrase) -> bool:
    """ "le banquier et philanthrope X": the second noun, without an article, tells of the same person."""
    marks = ("det", "nummod", "case", "nmod:poss")
    own = talk.doc.children(talk.doc.tokens[phrase.head])
    return phrase.kind == "nominal" and not phrase.plural and not any(c.dep in marks for c in own)


def _enumeration(talk: Discourse, phrase: Phrase) -> list[Phrase]:
    """Phrases of the same kind joined by commas and a last "et": the surface of a list."""
    doc = talk.doc
    sentence = doc.sentences[phrase.sent]
    near = (p for p in talk.phrases if p.sent == phrase.sent and is_actor(talk, p))
    at = {p.first: p for p in near if p is phrase or not (talk.articled and _only_describes(talk, p))}
    ends = {_end(talk, p): p for p in reversed(at.values())}  # of two with one end, the outer one
    row = [phrase]
    joined = False
    while (link := _link(talk, _end(talk, row[-1]), sentence.last)) is not None and link[0] in at:
        if joined and not link[1]:
            break  # "A and B, C": what follows the last member stands beside it
        if link[1] and _opens_clause(doc, phrase, at[link[0]]):
            break
        if _inside(talk, row[-1], at[link[0]]):
            break
        row.append(at[link[0]])
        joined = joined or link[1]
    beside = ends.get(phrase.last)  # "la Belge Ana Costa", of Ana Costa
    start = min(phrase.first, beside.first) if beside is not None else phrase.first
    while start > sentence.first + 1:
        comma = doc.tokens[start - 1]
        before = ends.get(start - 1)
        joint = comma.text.lower() in talk.joints
        if before is None or not (comma.text == "," or joint):
            break
        if _opens_clause(doc, before, row[0]):
            break  # "was fired by the company and he founded another one"
        joined = joined or joint
        row.insert(0, before)
        start = before.first
    same = all(
        (p.kind, p.plural or p.kind == "name") == (phrase.kind, phrase.plural or phrase.kind == "name") for p in row
    )
    alike = same or len(row) == 2 or _mixed(talk, row)
    return row if joined and alike and len({p.entity for p in row if p.entity >= 0}) > 1 else []


def _mixed(talk: Discourse, row: list[Phrase]) -> bool:
    """ "l'Unicef, Airbus et le syndicat": names beside nouns, where none may only tell who the one before it is."""
    doc = talk.doc
    kinds = {label(talk, p) for p in row}
    if not talk.articled or (kinds & _TOWNS and kinds - _TOWNS) or not all(_definite(talk, p) for p in row):
        return False
    opens = row[0].first <= doc.sentences[row[0].sent].first + 1
    if opens and case_of(doc, doc.tokens[row[0].head]):
        return False  # "Pour la banque, l'État et la ville"
    for one, other in pairwise(row):
        apart = doc.tokens[other.first - 1].text.lower() not in talk.joints
        alone = not one.plural and not other.plural and {label(talk, one), label(talk, other)} == {"PER"}
        if apart and alone and one.kind != other.kind:
            return False  # "Paul Brun, le maire de Lyon, et"
    return True


def _definite(talk: Discourse, phrase: Phrase) -> bool:
    """Is it a name, or does its determiner not open what a plural consists of: "six élèves, un Suisse et un Belge"?"""
    marks = [c for c in talk.doc.children(talk.doc.tokens[phrase.head]) if c.dep in ("det", "nummod")]
    return phrase.kind == "name" or (bool(marks) and all(c.morph.get("Definite") != "Ind" for c in marks))


def _of_another_kind(talk: Discourse, phrase: Phrase, other: Phrase) -> bool:
    """ "the Pope and his contribution": a thing is no member of a list of persons."""
    cluster = talk.cluster(phrase)
    person = ((cluster.label if cluster is not None else "") or phrase.label) in ("PER", "GROUP")
    return person and other.kind == "nominal" and not other.label and not other.plural


def _inside(talk: Discourse, phrase: Phrase, other: Phrase) -> bool:
    """ "the presidents of France and Germany": the second name stands in a list with one of the same kind inside."""
    doc = talk.doc
    token = doc.tokens[other.head]
    while token.dep == "conj" and token.head != token.i:
        token = doc.tokens[token.head]
    inner = talk.at_head.get(token.i)
    if inner is None or token.i == other.head or not phrase.first <= token.i < phrase.last or token.i == phrase.head:
        return False
    return inner.kind == other.kind and (inner.label == "PER") == (other.label == "PER")


def _opens_clause(doc: Doc, phrase: Phrase, other: Phrase) -> bool:
    """ "sent teams to the region, and the union pledged": a subject behind "and" is no member of a list of objects."""
    subject = doc.tokens[other.head]
    acts = subject.dep in ("nsubj", "nsubj:pass") and subject.head > subject.i > phrase.head
    first = doc.sentences[phrase.sent].first
    told = any(t.pos in ("VERB", "AUX") for t in doc.tokens[first : phrase.head])  # a clause stands before it
    return acts and told and doc.tokens[phrase.head].dep not in ("nsubj", "nsubj:pass", "conj")


def is_actor(talk: Discourse, phrase: Phrase) -> bool:
    """Does the phrase, itself no pronoun, mean somebody or a body?"""
    return phrase.kind != "pronoun" and label(talk, phrase) in ACTORS


def _link(talk: Discourse, i: int, end: int) -> tuple[int, bool] | None:
    """Where the next member of a list may begin behind token `i`, and whether an "et" stands before it."""
    tokens = talk.doc.tokens
    coordinated = i < end and tokens[i].text.lower() in talk.joints
    if i >= end or not (tokens[i].text == "," or coordinated):
        return None
    i += 1
    if i < end and tokens[i].text.lower() in talk.joints:
        coordinated, i = True, i + 1
    if coordinated and i < end and (tokens[i].dep == "fixed" or tokens[i].pos == "ADV"):
        i += 1  # "ainsi que", "ou encore"
    return i, coordinated


def last_of_list(doc: Doc, predicate: Predicate, phrase: Phrase) -> bool:
    """ "the coaches and all those who helped": without a comma, the clause tells of the last one alone.

    So does a participle in the singular: "Ana Costa, décédée en 1977, Luis Mora, décédé en 1951".
    """
    token, head = predicate.token, doc.tokens[phrase.head]
    if token.dep == "acl" and token.head == head.i and token.morph.get("VerbForm") == "Part":
        return token.morph.get("Number") == "Sing"
    if token.dep != "acl:relcl" or token.head != head.i or head.dep != "conj":
        return False
    return all(t.text != "," for t in doc.tokens[head.i + 1 : token.i])
