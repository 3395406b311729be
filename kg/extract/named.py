"""Doc -> the names in it, from the pipeline's entity recogniser and the gazetteer.

Where they overlap the longer one wins, and a name inside a longer one ("Otan" in "Conseil Otan-Russie") is no
participant of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.annotate.doc import Doc, Token
from kg.gazetteer import Entry, gazetteer
from kg.ids import fold
from kg.lang import Lexicon, given_names

_LONG = 12  # tokens between brackets, at most
_NO_END = frozenset({"PUNCT", "ADP", "DET", "CCONJ", "PART"})  # "Norvo's"
_HYPHENS = frozenset({"-", "–"})
_LABEL = {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "MISC": "OTHER"}


@dataclass(frozen=True, slots=True)
class Name:
    """Tokens [first, last) that name something."""

    first: int
    last: int
    label: str
    entry: Entry | None = None
    kind: str = ""


def names(doc: Doc, lexicon: Lexicon, known: list[Name] | None = None) -> list[Name]:
    """Names of the article, longest first where sources overlap, in order of appearance; `known` is `listed(doc)`."""
    known = listed(doc) if known is None else known
    return _chosen([*_recognised(doc, known, lexicon), *_titled(doc, lexicon), *_given(doc, known, lexicon), *known])


def _chosen(found: list[Name]) -> list[Name]:
    # a gazetteer name beats a recognised one of the same length; otherwise the longer wins
    found.sort(key=lambda n: (n.first - n.last, n.entry is None, n.first))
    taken: set[int] = set()
    kept = []
    adjectives = {(n.first, n.last) for n in found if n.kind == "adjective"}
    for name in found:
        if name.kind == "adjective" or (name.entry is None and (name.first, name.last) in adjectives):
            continue
        span = range(name.first, name.last)
        if not taken.intersection(span):
            taken.update(span)
            kept.append(name)
    return sorted(kept, key=lambda n: n.first)


def _recognised(doc: Doc, known: list[Name], lexicon: Lexicon) -> Iterable[Name]:
    tokens = doc.tokens
    states = {i for name in known if name.label == "GPE" for i in range(name.first, name.last)}
    places = {i for name in known if name.kind not in ("adjective", "people") for i in range(name.first, name.last)}
    peoples = {i for name in known if name.kind in ("adjective", "people") for i in range(name.first, name.last)}
    i = 0
    while i < len(tokens):
        if not tokens[i].ent:
            i += 1
            continue
        j = i + 1
        while j < len(tokens) and tokens[j].ent == tokens[i].ent and not tokens[j].ent_start:
            j += 1
        first, last = _trim(tokens, i, j)
        while first < last and lexicon.is_time_noun(tokens[last - 1].text.lower()):
            if last - first > 2 and tokens[last - 2].pos == "ADP":
                break  # "le Journal du dimanche"
            if lexicon.grammar.articles and _titles(tokens[i], tokens[last - 1]):
                break  # "Le Matin", "Le Grand Soir"
            last -= 1  # "l'ONU lundi"
        last -= _score(tokens, first, last)
        while first + 1 < last and lexicon.is_role(tokens[first].lemma.lower()):
            if first and _office(tokens[first - 1], lexicon):
                break  # "officer Dean Ward"
            first += 1  # "Président Macron"
        if first < last and first and first in peoples and tokens[first].text[0].islower():
            office = lexicon.is_role(tokens[first - 1].lemma.lower())
            first, last = (last, last) if office else _trim(tokens, first + 1, last)  # "le ministre russe de la Santé"
        if tokens[i].ent == "MISC" and any(_office(t, lexicon) for t in tokens[first:last]):
            first = last  # "le Premier ministre d'Arménie": whose name follows
        called = False
        if not lexicon.grammar.articles:
            last = _before_score(tokens, first, last)
            called = _called(tokens, first, last, lexicon)
            first += called
        if tokens[i].ent == "PER":
            first = _past_article(tokens, first, last, lexicon)
            while first < last < len(tokens) and tokens[last - 1].text.islower() and _proper(tokens[last]):
                last += 1  # "Ursula von der" and "Leyen" apart
            last += 2 * _estate(tokens, first, last, places, lexicon)
        if (
            first + 1 < last
            and tokens[first].text[0].islower()
            and lexicon.noun(tokens[first].lemma.lower()) is not None
        ):
            first, last = _trim(tokens, first + 1, last)  # "l'assassinat de Milan Petrov"
        if i == first < last and i > 0 and is_title(tokens[i - 1], lexicon):
            called = called or not places & set(range(first, last))
            first -= called or tokens[i].ent == "PER"
            # "M. Lavrov", "Mr Blinken": where the title was left outside, it would be a phrase of its own
        if {first, last - 1} <= states and any(t.text in _HYPHENS for t in tokens[first:last]):
            first = last  # "Russian-US talks": two names
        if first < last and not (last - first == 1 and _common(tokens[first], lexicon)):
            state = last - first == 1 and fold(tokens[first].text) in lexicon.grammar.state
            kind = "PER" if called else "ORG" if state else _LABEL.get(tokens[i].ent, "OTHER")
            yield Name(first, last, kind)
        i = j


def _before_score(tokens: list[Token], first: int, last: int) -> int:
    """ "beat Iga Nowak 6-3": where the name ends."""
    joined = last - first > 3 and tokens[last - 1].text.isdigit() and tokens[last - 2].text in _HYPHENS
    return last - 3 if joined and tokens[last - 3].text.isdigit() else last


def _called(tokens: list[Token], first: int, last: int, lexicon: Lexicon) -> bool:
    """ "Nurse Helen Page was sued": does a calling open the sentence, written as if it were a part of the name?"""
    word = fold(tokens[first].text) if first < last else ""
    opens = first == 0 or tokens[first - 1].sent != tokens[min(first, len(tokens) - 1)].sent
    return opens and last - first > 2 and lexicon.is_person_noun(word) and word not in given_names()


def _score(tokens: list[Token], first: int, last: int) -> bool:
    """ "a battu Norvo 2 à 1": does the name end with a goal count?"""
    behind = tokens[last : last + 2]
    joined = len(behind) == 2 and behind[1].text.isdigit() and (behind[0].pos == "ADP" or behind[0].text in _HYPHENS)
    return joined and last - first > 1 and tokens[last - 1].text.isdigit()


def _estate(tokens: list[Token], first: int, last: int, places: set[int], lexicon: Lexicon) -> bool:
    """ "Jean Berg de Villerose": does a person's name go on behind a preposition, with what is no known place?"""
    if last - first < 2 or last + 1 >= len(tokens) or not lexicon.grammar.articles:
        return False
    mark, word = tokens[last], tokens[last + 1]
    joined = fold(mark.text) in lexicon.grammar.owner_forms and _proper(word) and not tokens[last - 1].text.islower()
    apart = word.i in places or word.ent == "ORG" or (word.ent == "PER" and not word.ent_start)
    return joined and not apart and word.sent == tokens[first].sent


def _office(token: Token, lexicon: Lexicon) -> bool:
    return token.pos == "NOUN" and token.text.islower() and lexicon.is_role(token.lemma.lower())


def _past_article(tokens: list[Token], first: int, last: int, lexicon: Lexicon) -> int:
    """Where the person's own name begins: behind "Justice" in "le ministre de la Justice Jane Doe".

    Persons have no article, so what follows one is no part of their name; two words at least are left.
    """
    before = fold(tokens[first - 1].text) if first else ""
    named = first + 2 < last and tokens[first].text[0].isupper() and tokens[first + 1].text[0].isupper()
    return first + 1 if named and before in lexicon.grammar.articles and not is_title(tokens[first], lexicon) else first


def _titled(doc: Doc, lexicon: Lexicon) -> Iterable[Name]:
    """Capitalised words behind a title that the recogniser missed: a person, whoever it is."""
    tokens = doc.tokens
    for token in tokens[:-1]:
        last = token.i + 1
        if not is_title(token, lexicon):
            continue
        while last < len(tokens) and tokens[last].pos == "PROPN" and not tokens[last].ent:
            last += 1
        if last > token.i + 1:
            yield Name(token.i, last, "PER")


def _given(doc: Doc, known: list[Name], lexicon: Lexicon) -> Iterable[Name]:
    """A given name and the surname it hangs on, where the recogniser saw no person: "Ana Costa"."""
    tokens = doc.tokens
    taken = {i for name in known for i in range(name.first, name.last)}
    for token in tokens[:-1]:
        head = tokens[token.head]
        if token.dep != "compound" or token.ent or head.i != token.i + 1 or not (_proper(token) and _proper(head)):
            continue
        before = tokens[token.i - 1] if token.i else None
        inner = before is not None and before.pos == "PROPN" and not _somebody(before.lemma.lower(), lexicon)
        behind = tokens[head.i + 1] if head.i + 1 < len(tokens) else None
        longer = behind is not None and (behind.ent == head.ent != "" and not behind.ent_start)
        if inner or longer or head.ent == "PER" or taken & {token.i, head.i}:
            continue
        if fold(token.text) in given_names() and not _thing(head.lemma.lower(), lexicon):
            yield Name(token.i, head.i + 1, "PER")


def _somebody(lemma: str, lexicon: Lexicon) -> bool:
    return lexicon.is_role(lemma) or lexicon.is_person_noun(lemma) or lemma.endswith(lexicon.person_endings)


def _proper(token: Token) -> bool:
    return token.pos == "PROPN" and token.text[0].isupper() and not token.text.isupper()


def _thing(lemma: str, lexicon: Lexicon) -> bool:
    """Is it a common noun, whatever its capital: "Victoria Station", "Marie Foundation"?"""
    known = lexicon.is_place_noun(lemma) or lexicon.is_org_noun(lemma) or lexicon.is_time_noun(lemma)
    return known or lexicon.is_role(lemma) or lexicon.is_abstract(lemma) or lexicon.noun(lemma) is not None


def is_title(token: Token, lexicon: Lexicon) -> bool:
    """A mere title, which is no office: "M.", "Mrs"."""
    return fold(token.text) in lexicon.titles and not lexicon.is_role(token.text.lower()) and token.text[0].isupper()


def _titles(first: Token, last: Token) -> bool:
    """Is it a title such as newspapers have, written with capitals from its article or adjective on?"""
    return first.i < last.i and first.pos in ("DET", "ADJ") and first.text[0].isupper() and last.text[0].isupper()


def _trim(tokens: list[Token], first: int, last: int) -> tuple[int, int]:
    """A name begins and ends with a word that can be part of one: no article, no stop, no lower-case verb."""
    while first < last and (tokens[first].pos in ("DET", "ADP", "PUNCT", "CCONJ", "AUX") or not is_word(tokens[first])):
        first += 1
    while last > first and (tokens[last - 1].pos in _NO_END or not is_word(tokens[last - 1])):
        last -= 1
    if not any(t.text[0].isupper() or t.text[0].isdigit() for t in tokens[first:last]):
        return first, first
    return first, last


def _common(token: Token, lexicon: Lexicon) -> bool:
    """A capitalised common noun: "le Président", "la Communication"."""
    lemma = token.lemma.lower()
    return token.pos == "NOUN" and (
        lexicon.is_role(lemma) or lexicon.is_abstract(lemma) or lexicon.noun(lemma) is not None
    )


def is_word(token: Token) -> bool:
    """Is it more than a mark?"""
    return any(c.isalnum() for c in token.text)


def listed(doc: Doc) -> list[Name]:
    """Names and adjectives that the gazetteer knows."""
    words = [t.text for t in doc.tokens]
    found = []
    for first, last, entry, kind in gazetteer().match(words, doc.language):
        if kind == "people" and last - first == 1 and doc.tokens[first].dep in ("amod", "compound"):
            kind = "adjective"  # "Russian troops": English writes both with a capital
        if kind == "name" and last - first == 1 and _one_of(doc, first, entry):
            kind = "people"
        found.append(Name(first, last, entry.type, entry, kind))
    own = {doc.tokens[n.first].text for n in found if n.kind == "acronym" and _told_otherwise(doc, n)}
    return [n for n in found if n.kind != "acronym" or doc.tokens[n.first].text not in own]


def _one_of(doc: Doc, i: int, entry: Entry) -> bool:
    """ "le Suisse Marco Keller": whom a country's own name means behind an article of men."""
    forms = entry.demonyms.get(doc.language, ()) if entry.demonyms else ()
    before = doc.tokens[i - 1] if i else None
    if before is None or before.pos != "DET" or fold(doc.tokens[i].text) not in {fold(f) for f in forms}:
        return False
    return before.morph.get("Gender") == "Masc" and before.morph.get("Number") == "Sing"


def _told_otherwise(doc: Doc, name: Name) -> bool:
    """ "le PCC (Premier commando de la capitale)": the article tells what the letters mean, and it is no known body.

    The long name stands in brackets behind them, and each of their letters begins one of its words.
    """
    tokens, entry = doc.tokens, name.entry
    if entry is None or name.last - name.first != 1 or name.last + 1 >= len(tokens) or tokens[name.last].text != "(":
        return False
    end = next((i for i in range(name.last + 1, min(name.last + _LONG, len(tokens))) if tokens[i].text == ")"), 0)
    words = [fold(t.text) for t in tokens[name.last + 1 : end] if is_word(t)]
    if len(words) < 2 or " ".join(words) in {fold(n) for names in entry.names.values() for n in names}:
        return False
    letters = [w[0] for w in words if len(w) > 3]
    return letters == list(fold(tokens[name.first].text).replace(".", ""))
