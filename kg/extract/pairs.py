"""Several at once: "les deux Britanniques", "le couple", "ils" after a list of names mean those who were named.

Such a phrase has a cluster of its own, of which the article names the members; where it takes part in an event, they
all do. The words that tell how many there are stand in `grammar.counted`.
"""

from __future__ import annotations

from kg.extract.discourse import SUBJECTS, Cluster, Discourse, start
from kg.extract.lists import introduced, members
from kg.extract.mentions import Phrase
from kg.ids import fold
from kg.lang import Lexicon

_BACK = 3  # sentences back in which the list is looked for
_NEAR = 2  # and in which just so many were named
_KINDS = frozenset({"PER", "ORG", "GPE"})
_COMPLEMENTS = frozenset({"nmod", "nmod:poss", "acl", "acl:relcl", "compound", "appos"})
_HELD = frozenset({*SUBJECTS, "obj", "obl:agent", "conj", "appos", "flat:name"})


def find_pairs(talk: Discourse, lexicon: Lexicon) -> None:
    """Give each cluster of a counted plural its members, where the article names just so many."""
    if not lexicon.grammar.counted:
        return
    for phrase in talk.phrases:
        cluster = talk.cluster(phrase)
        if phrase.kind != "nominal" or (cluster is not None and (cluster.members or cluster.named)):
            continue
        if phrase.plural and (row := introduced(talk, phrase)):
            _set(talk, phrase, row)  # "les alpinistes Tom Hadley et James Orwell"
        elif (count := _count(talk, phrase, lexicon)) and (cluster is None or cluster.phrases[0] is phrase):
            _set(talk, phrase, _meant(talk, phrase, count, lexicon))


def _set(talk: Discourse, phrase: Phrase, row: list[Phrase]) -> None:
    found = tuple(dict.fromkeys(p.entity for p in row if p.entity >= 0))
    if len(found) > 1 and phrase.entity not in found:
        cluster = talk.cluster(phrase) or start(talk, phrase, phrase.label)
        cluster.members = found


def _count(talk: Discourse, phrase: Phrase, lexicon: Lexicon) -> int:
    """How many a definite phrase without complement tells of, 0 where it does not tell: "les deux hommes"."""
    counted, head = lexicon.grammar.counted, talk.doc.tokens[phrase.head]
    below = list(talk.doc.children(head))
    if not phrase.definite or any(c.dep in _COMPLEMENTS or c.morph.get("Poss") == "Yes" for c in below):
        return 0
    pointed = any(c.dep in ("det", "det:predet") for c in below)
    if not phrase.plural:
        return counted.get(head.lemma.lower(), 0) if pointed and phrase.last - phrase.first == 2 else 0
    if any(c.dep == "amod" and c.i > head.i for c in below) and not phrase.modifiers:
        return 0
    return next((n for c in below if c.i < head.i and (n := counted.get(c.text.lower(), 0)) > 1), 0)


def _meant(talk: Discourse, phrase: Phrase, count: int, lexicon: Lexicon) -> list[Phrase]:
    """The last list of just so many that fit, else those of that nationality, else all who were named just before."""
    kinds = _kinds(talk, phrase, lexicon)
    if not kinds:
        return []
    women = _women(talk, phrase, lexicon)
    rows = (_fitting(talk, row, kinds, women) for row in _rows(talk, phrase))
    if (row := next((r for r in rows if len(r) == count), None)) is not None:
        return row
    if _others(talk, phrase):
        return []
    if phrase.modifiers and kinds == {"PER"}:
        same = _fitting(talk, _named(talk, phrase, phrase.sent), kinds, women)
        same = [p for p in same if phrase.modifiers[0].key in _nations(talk.clusters[p.entity])]
        return same if len(same) == count else []
    near = _fitting(talk, _named(talk, phrase, _NEAR), kinds, women)
    return near if len(near) == count and _alike(talk, phrase, near, lexicon) else []


def _kinds(talk: Discourse, phrase: Phrase, lexicon: Lexicon) -> frozenset[str]:
    """What such a phrase may mean: persons, bodies or states."""
    lemma = talk.doc.tokens[phrase.head].lemma.lower()
    known = frozenset(lexicon.hypernyms.get(lemma, ())) & _KINDS
    if known:
        return known
    if lemma in lexicon.patterns.others:
        return _KINDS  # "les deux rivaux"
    people = phrase.label in ("PER", "GROUP") or lemma in lexicon.grammar.callings
    return frozenset({"PER"}) if people or lemma in lexicon.grammar.counted else frozenset()


def _rows(talk: Discourse, phrase: Phrase) -> list[list[Phrase]]:
    """The lists of names in the sentences before, the last first."""
    found: list[list[Phrase]] = []
    seen: set[int] = set()
    for other in reversed(talk.phrases):
        if other.head >= phrase.head:
            continue
        if phrase.sent - other.sent > _BACK:
            break
        group = talk.cluster(other)
        if group is not None and group.members:
            found.append([talk.clusters[i].phrases[0] for i in group.members])
        if other.kind != "name" or other.head in seen:
            continue
        row = sorted((other, *members(talk, other)), key=lambda p: p.head)
        seen.update(p.head for p in row)
        if len(row) > 1:
            found.append(row)
    return found


def _women(talk: Discourse, phrase: Phrase, lexicon: Lexicon) -> bool:
    """Does the noun mean women only: "les deux joueuses", not "les deux victimes"?"""
    token, grammar = talk.doc.tokens[phrase.head], lexicon.grammar
    if phrase.kind == "pronoun":
        return phrase.gender == "F"
    ending, lemma = grammar.feminine_endings, token.lemma.lower()
    told = bool(ending) and token.text.lower().removesuffix("s").endswith(ending)
    return told or (lemma in grammar.women and lexicon.hypernyms.get(lemma) == ("PER",))


def _fitting(talk: Discourse, row: list[Phrase], kinds: frozenset[str], women: bool) -> list[Phrase]:
    """One phrase for each entity, when all are single ones of one of these kinds, and no man where women are meant."""
    found = {p.entity: p for p in reversed(row) if p.entity >= 0}
    clusters = [talk.clusters[e] for e in found]
    labels = {c.label for c in clusters}
    labels = labels - {"OTHER"} if labels == {"ORG", "OTHER"} else labels  # recognisers guess
    alike = len(labels) == 1 and labels <= kinds and not any(c.plural or c.members for c in clusters)
    men = women and any(c.gender == "M" for c in clusters) and labels == {"PER"}
    return [] if not alike or men or len(found) != len({p.entity for p in row}) else list(reversed(found.values()))


def _named(talk: Discourse, phrase: Phrase, back: int) -> list[Phrase]:
    """The names in the sentences before that take part in something."""
    return [
        p
        for p in talk.phrases
        if p.kind == "name" and p.head < phrase.head and phrase.sent - p.sent <= back and p.entity >= 0
        and talk.clusters[p.entity].label in _KINDS
    ]  # fmt: skip


def _others(talk: Discourse, phrase: Phrase) -> bool:
    """Were several unnamed ones told of just before: "Deux hommes ont …", whom the phrase may mean as well?"""
    plurals = (
        p for p in talk.phrases if p.kind == "nominal" and p.plural and p.head < phrase.head
        and phrase.sent - p.sent <= _BACK and p.label in ("PER", "GROUP")
    )  # fmt: skip
    return any(any(c.dep == "nummod" for c in talk.doc.children(talk.doc.tokens[p.head])) for p in plurals)


def _nations(cluster: Cluster) -> set[str]:
    """Keys of the countries that somebody was told to be of."""
    return {m.key for p in cluster.phrases for m in p.modifiers}


def _alike(talk: Discourse, phrase: Phrase, row: list[Phrase], lexicon: Lexicon) -> bool:
    """May the noun tell of all of them? "les deux joueurs" of no ministers; states and bodies in one sentence."""
    if len({p.sent for p in row}) > 1 and talk.clusters[row[0].entity].label != "PER":
        return False
    if any(talk.clusters[p.entity].label != "PER" for p in row):
        return all(talk.doc.tokens[p.head].dep in _HELD for p in row)
    grammar, lemma = lexicon.grammar, talk.doc.tokens[phrase.head].lemma.lower()
    fields = [
        {grammar.callings.get(r) or grammar.offices.get(r, "") for r in (h.rpartition(" ")[2] for h in c.heads)}
        for c in (talk.clusters[p.entity] for p in row)
    ]
    calling = grammar.callings.get(lemma, "")
    if calling:
        return all(not f or calling in f for f in fields)
    return lexicon.hypernyms.get(lemma) == ("PER",) and all(f == fields[0] for f in fields)


def several_before(talk: Discourse, phrase: Phrase, lexicon: Lexicon) -> Cluster | None:
    """ "a arrêté X et Y. Un juge les a inculpés": the list of names in the sentence before, or the counted subject.

    Where no others were told of; the cluster of a list begins with the pronoun.
    """
    token = talk.doc.tokens[phrase.head]
    known = lexicon.pronouns.get(fold(token.text), {})
    if not phrase.plural or phrase.person != "3" or token.quote >= 0 or phrase.sent == 0:
        return None
    if known.get("role") not in ("subject", "object", "any", "indirect") or token.pos == "DET":
        return None
    for other in reversed(talk.phrases):
        if other.head >= phrase.head:
            continue
        if phrase.sent - other.sent > 1:
            return None
        if other.sent == phrase.sent:
            continue
        if other.kind == "nominal" and talk.doc.tokens[other.head].dep in SUBJECTS and other.plural:
            agrees = phrase.gender != "M" or not _women(talk, other, lexicon)
            return talk.cluster(other) if agrees and _count(talk, other, lexicon) else None
        if other.kind != "name" or talk.doc.tokens[other.head].dep not in _HELD:
            continue
        row = sorted((other, *members(talk, other)), key=lambda p: p.head)
        kinds = {c.label for p in row if (c := talk.cluster(p)) is not None}
        fitting = _fitting(talk, row, frozenset(kinds) & _KINDS, _women(talk, phrase, lexicon))
        top = talk.doc.tokens[row[0].head]
        if len(fitting) < 2 or top.dep not in (*SUBJECTS, "obj", "obl:agent", "appos"):
            continue
        return None if _plural_beside(talk, phrase, row) else _cluster_of(talk, fitting)
    return None


def _plural_beside(talk: Discourse, phrase: Phrase, row: list[Phrase]) -> bool:
    """Is another plural of persons told of in the sentence before, or between it and the pronoun?"""
    inside = {p.head for p in row}
    tokens = talk.doc.tokens
    held = tokens[phrase.head].dep in ("obj", "iobj")  # "Police arrested X and Y. A judge remanded them"
    return any(
        p.plural and p.head not in inside and row[0].sent <= p.sent and p.head < phrase.head
        and p.label in ("PER", "GROUP", "ORG") and not (held and p.label == "ORG" and tokens[p.head].dep in SUBJECTS)
        and not any(abs(p.head - i) < 3 for i in inside)
        for p in talk.phrases
    )  # fmt: skip


def _cluster_of(talk: Discourse, row: list[Phrase]) -> Cluster:
    found = tuple(p.entity for p in row)
    known = next((c for c in talk.clusters if set(c.members) == set(found)), None)
    if known is not None:
        return known
    cluster = Cluster(len(talk.clusters), talk.clusters[found[0]].label, plural=True, members=found)
    talk.clusters.append(cluster)
    return cluster
