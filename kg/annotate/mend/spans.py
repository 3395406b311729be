"""Mend where the recogniser lets names begin and end, and the trees of the names that parsers scatter.

- "L'Autrichienne Nadine Fest": who comes from where is no part of the name.
- "les Nations unies visant douze personnes": no name goes on with a verb.
- "la députée de Batley et Spen": a word with a capital that is part of a name is no verb.
- "Karim Haddad": a given name and what follows it are one name.
- "président de la République" is an office and no person's name, "ministre de l'Air Ana Costa" has one at its end.
- "la Croix-Rouge": nor are the words between hyphens a list.
- "Yohan Le Berre": the words of a person's name hang together, and the name has one place in the clause.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.annotate.doc import Token
from kg.annotate.tree import Tree
from kg.gazetteer import Entry, gazetteer
from kg.ids import fold
from kg.lang import Lexicon, given_names

_BESIDE = ("appos", "flat:name", "flat")
_CORE = ("nsubj", "nsubj:pass", "obj", "iobj", "obl:agent", "root")
_WORDS = frozenset({"PROPN", "NOUN", "DET", "ADP", "ADJ", "X", "PUNCT"})


def mend_spans(tokens: list[Token], words: Lexicon, language: str) -> None:
    """Set entities, tags and heads of such names, in place; `children` lists of the tokens are not touched."""
    for hyphen in tokens[1:-1]:
        if hyphen.text == "-":
            _one_name(tokens[hyphen.i - 1], hyphen, tokens[hyphen.i + 1], language)
    for first, last in list(_entities(tokens)):
        _end_at_verb(tokens, first, last)
        _no_verb(tokens, first, last)
    if not words.grammar.first_heads:
        _full_names(tokens, words)
        return
    for first, last in list(_entities(tokens)):
        _part_people(tokens, first, last, language)
        _office(tokens, first, last, words)
        _body(tokens, first, last, words)
    tree = Tree(tokens)
    for first, last in _entities(tokens):
        if tokens[first].ent == "PER":
            _gather(tree, tokens[first:last])
        for name in _joined(tokens[first:last]):
            _gather(tree, name)
            for token in name[1:]:
                if token.dep == "conj":
                    token.dep = "flat:name"


def _full_names(tokens: list[Token], words: Lexicon) -> None:
    """ "Karim Haddad", of which the recogniser saw the first word alone, or none: a given name before a capital."""
    for token in tokens[:-1]:
        after = tokens[token.i + 1]
        if fold(token.text) not in given_names() or token.pos != "PROPN" or after.pos != "PROPN" or after.ent:
            continue
        lemma = after.text.lower()
        whole = token.head == after.i and after.text[0].isupper() and not after.text.isupper() and len(after.text) > 2
        alone = not token.ent or (token.ent_start and token.ent != "PER")
        if whole and alone and not words.is_org_noun(lemma) and not words.is_place_noun(lemma):
            token.ent, token.ent_start, after.ent, after.ent_start = "PER", True, "PER", False


def _entities(tokens: list[Token]) -> Iterator[tuple[int, int]]:
    """First token and the one behind the last of each name."""
    first = 0
    while first < len(tokens):
        last = first + 1
        if tokens[first].ent:
            while last < len(tokens) and tokens[last].ent == tokens[first].ent and not tokens[last].ent_start:
                last += 1
            yield first, last
        first = last


def _end_at_verb(tokens: list[Token], first: int, last: int) -> None:
    """Cut the name off before a present participle or a finite verb written small."""
    for token in tokens[first + 1 : last]:
        form = token.morph.get("VerbForm")
        going = form == "Fin" or (form == "Part" and token.morph.get("Tense") == "Pres")
        if token.pos in ("VERB", "AUX") and going and token.text.islower():
            for after in tokens[token.i : last]:
                after.ent, after.ent_start = "", False
            return


def _no_verb(tokens: list[Token], first: int, last: int) -> None:
    """Make a capitalised word of a name, inside its sentence, a name where the tagger saw a verb."""
    for token in tokens[first:last]:
        if token.i == last - 1 > first and token.pos == "DET" and token.text[0].isupper():
            token.pos, token.lemma, token.morph = "PROPN", token.text, {}  # "Masayoshi Son"
        inside = token.i > 0 and token.head != token.i and any(c.isalnum() for c in tokens[token.i - 1].text)
        own = token.i == first < last - 1 and token.ent == "PER" and tokens[first + 1].text[0].isupper()
        if own and token.pos in ("NOUN", "ADV", "ADJ", "X", "INTJ") and token.text[0].isupper():
            token.pos = "PROPN"  # "Ana Costa"
        if (inside or token.ent == "LOC") and token.text[0].isupper() and last - first == 1:
            if token.ent in ("ORG", "PER", "LOC") and token.pos in ("X", "ADJ", "ADV", "INTJ"):
                token.pos, token.lemma, token.morph = "PROPN", token.text, {}  # "…, indique Greenpeace"
        if token.pos in ("VERB", "AUX") and token.text[0].isupper() and not token.text.isupper() and inside:
            token.pos, token.lemma, token.morph = "PROPN", token.text, {}


def _part_people(tokens: list[Token], first: int, last: int, language: str) -> None:
    """Cut "L'Autrichienne" off the two words at least of a person's own name."""
    here = first + (tokens[first].pos == "DET")
    own = tokens[here + 1 : last]
    if len(own) < 2 or tokens[here].pos not in ("PROPN", "NOUN", "ADJ") or any(t.pos != "PROPN" for t in own):
        return
    found = gazetteer().match([tokens[here].text], language)
    if (here == first and (not first or tokens[first - 1].pos != "DET")) or not found:
        return
    if any(
        kind in ("people", "adjective") or _of_people(entry, tokens[here].text, language) for _, _, entry, kind in found
    ):
        for token in tokens[first : here + 1]:
            token.ent, token.ent_start = "", False
        for token in own:
            token.ent, token.ent_start = "PER", token is own[0]


def _of_people(entry: Entry, word: str, language: str) -> bool:
    """ "le Suisse": is the name of the country the name of its people, too?"""
    return bool(entry.demonyms) and fold(word) in {fold(form) for form in (entry.demonyms or {}).get(language, ())}


def _office(tokens: list[Token], first: int, last: int, words: Lexicon) -> None:
    """Free the words for an office from a person's name that begins with them."""
    role = tokens[first]
    named = role.ent == "PER" and role.text.islower() and last - first > 2 and tokens[first + 1].pos == "ADP"
    if not named or not words.is_role(role.lemma.lower()):
        return
    own = last
    while own > first and tokens[own - 1].pos == "PROPN":
        own -= 1
    if last - own < 2 or tokens[own - 1].pos in ("ADP", "DET"):
        own = last  # "président de la République": no name of its own
    for token in tokens[first:last]:
        token.ent, token.ent_start = ("PER", token.i == own) if token.i >= own else ("", False)


def _body(tokens: list[Token], first: int, last: int, words: Lexicon) -> None:
    """ "Confédération générale du travail" is no place: a name that begins with the word for a body is one's."""
    lemma = tokens[first].lemma.lower()
    if tokens[first].ent == "LOC" and last - first > 1 and tokens[first].pos in ("NOUN", "PROPN"):
        if words.is_org_noun(lemma) and not words.is_place_noun(lemma):
            for token in tokens[first:last]:
                token.ent = "ORG"


def _one_name(left: Token, hyphen: Token, right: Token, language: str) -> None:
    """ "Addis-Abeba": no name ends at a hyphen without blanks before another capital; but "Paris-Berlin" are two."""
    close = (
        left.end == hyphen.start and hyphen.end == right.start and left.text[0].isupper() and right.text[0].isupper()
    )
    if not (close and left.ent and right.ent and right.ent_start):
        return
    if not all(gazetteer().match([part.text], language) for part in (left, right)):
        for part in (hyphen, right):
            part.ent, part.ent_start = left.ent, False


def _joined(name: list[Token]) -> Iterator[list[Token]]:
    """The words of a name that hyphens join: "la Croix-Rouge"."""
    first = 0
    for k in range(1, len(name) + 1):
        if k < len(name) and name[k].start == name[k - 1].end and name[k].pos != "ADP":
            continue
        if k - first > 2 and any(t.text == "-" for t in name[first:k]):
            yield name[first:k]
        first = k


def _gather(tree: Tree, name: list[Token]) -> None:
    """Hang the words of a name on its first one, and that where the one with a place in the clause hangs."""
    inside = {t.i for t in name}
    tops = [t for t in name if t.head not in inside or t.head == t.i]
    if len(tops) < 2 or any(t.pos not in _WORDS for t in name):
        return
    first = name[0] if name[0].pos not in ("DET", "ADP") else tops[0]
    beside = [t for t in tops if t.dep in _BESIDE and t.head == name[0].i - 1]
    marked = [t for t in tops if tree.has(t, "case")]
    core = [t for t in tops if t.dep in _CORE or t.head == t.i]
    main = (*beside, *marked, *core, *tops)[0]
    above, dep, root = tree.tokens[main.head], main.dep, main.head == main.i
    if not root and any(above is t or tree.over(t, above) for t in name):
        return
    if not root and first is not main:
        tree.move(first, above, dep)
    elif root:
        tree.move(first, first, "root")
    for token in name:
        if token is first:
            continue
        for child in list(tree.children(token)):
            if child.i not in inside:
                tree.move(child, first, child.dep)
        if token.head != first.i or token is main or token in tops:
            tree.move(token, first, "flat:name" if token.pos != "PUNCT" else "punct")
