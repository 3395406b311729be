"""Names of bodies that the recogniser cut off before what they are of: "Conseil français" du culte musulman.

A name that begins with the word for a body and holds nothing but common words goes on with its complement, unless the
gazetteer knows it as it is.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.tree import Tree
from kg.gazetteer import gazetteer
from kg.ids import fold
from kg.lang import Lexicon

_UP = frozenset({"nmod", "obl:mod", "obl:arg"})
_LONGEST = 4  # words of a complement behind its noun


def mend_complements(tokens: list[Token], words: Lexicon, language: str) -> None:
    """Let the names reach over their complements, in place; only where adjectives stand behind their nouns."""
    if not words.grammar.first_heads or not words.grammar.articles:
        return
    tree = Tree(tokens)
    for first in [t.i for t in tokens if t.ent_start and t.ent and t.ent != "PER"]:
        last = _cut(tokens, first, _end(tokens, first), words)
        if not _body(tokens, first, last, words) or _known(tokens, first, last, language):
            continue
        end = _over(tree, first, last, words)
        while (after := _second(tree, first, end, words)) > end:
            end = after
        for token in tokens[first:end]:
            token.ent, token.ent_start = "ORG", token.i == first


def _end(tokens: list[Token], first: int) -> int:
    last = first + 1
    while last < len(tokens) and tokens[last].ent == tokens[first].ent and not tokens[last].ent_start:
        last += 1
    return last


def _cut(tokens: list[Token], first: int, last: int, words: Lexicon) -> int:
    """ "Institut national de la statistique" + "avec la région": no name goes on with such a preposition."""
    for token in tokens[first + 1 : last]:
        word = fold(token.text)
        if token.pos == "ADP" and word in words.grammar.no_names:
            for after in tokens[token.i : last]:
                after.ent, after.ent_start = "", False
            return token.i
    return last


def _body(tokens: list[Token], first: int, last: int, words: Lexicon) -> bool:
    """Does it begin with the word for a body, with a capital, and hold no proper name?"""
    own = [t for t in tokens[first:last] if t.pos not in ("DET", "ADP", "CCONJ")]
    head = next((t for t in own if t.pos in ("NOUN", "PROPN")), None)
    if head is None or not tokens[first].text[0].isupper() or head.text.isupper():
        return False
    known = words.is_org_noun(head.text.lower()) or words.is_org_noun(head.lemma.lower())
    return known and all(t.text.islower() for t in own if t.i > head.i)


def _known(tokens: list[Token], first: int, last: int, language: str) -> bool:
    found = gazetteer().match([t.text for t in tokens[first:last]], language)
    return any(m.last - m.first == last - first for m in found)


def _over(tree: Tree, first: int, last: int, words: Lexicon) -> int:
    """Behind the complement or the adjective that follows the name at once; `last` where none does."""
    tokens = tree.tokens
    if last >= len(tokens):
        return last
    after = tokens[last]
    noun = tokens[last - 1]
    if after.pos == "ADJ" and after.dep == "amod" and after.head == noun.i and after.text.islower():
        alike = after.morph.get("Number") == noun.morph.get("Number") and noun.i > first
        return last + 1 if alike and not list(tree.children(after)) else last
    return _complement(tree, first, last, words)


def _complement(tree: Tree, first: int, mark: int, words: Lexicon) -> int:
    """Behind "du culte musulman" at `mark`; `mark` where no complement of a name stands there."""
    tokens = tree.tokens
    word = fold(tokens[mark].text)
    word = words.grammar.contracted.get(word, word)
    of = word in words.grammar.owner_marks
    if tokens[mark].pos not in ("ADP", "DET") or not (of or word in words.grammar.body_marks):
        return mark
    at, article = mark + 1, fold(tokens[mark].text) in words.grammar.contracted
    if at < len(tokens) and tokens[at].pos == "DET" and tokens[at].morph.get("Definite") == "Def":
        at, article = at + 1, True
    noun = tokens[at] if at < len(tokens) else tokens[mark]
    lemma = noun.lemma.lower()
    plain = noun.pos == "NOUN" and noun.text.islower() and not words.is_time_noun(lemma)
    inside = first <= noun.head < at or tokens[noun.head].i == noun.i
    hangs = noun.dep in _UP and (inside or not of)
    one = (words.is_role(lemma) or words.is_person_noun(lemma)) and noun.morph.get("Number") != "Plur"
    if not plain or not hangs or one or not (article or of) or lemma in words.hypernyms:
        return mark
    if not of and not (article and (inside or noun.dep == "obl:mod")):
        return mark
    end = at + 1
    while end < min(len(tokens), at + _LONGEST):
        token = tokens[end]
        adjective = token.pos == "ADJ" and token.dep == "amod" and token.head == noun.i and token.text.islower()
        if not adjective or list(tree.children(token)):
            break
        end += 1
    return end


def _second(tree: Tree, first: int, end: int, words: Lexicon) -> int:
    """ "Service d'incendie" et de secours: a second complement joined by "et", with the same preposition."""
    tokens = tree.tokens
    if end + 2 >= len(tokens) or end - first < 3 or tokens[end].text.lower() not in words.grammar.joints:
        return end
    noun = next((t for t in tokens[end + 2 : end + 4] if t.pos == "NOUN"), None)
    joined = noun is not None and noun.dep == "conj" and first <= noun.head < end
    mark = fold(tokens[end + 1].text)
    of = words.grammar.contracted.get(mark, mark) in words.grammar.owner_marks
    if noun is None or not joined or not of or not noun.text.islower() or words.is_time_noun(noun.lemma.lower()):
        return end
    return noun.i + 1
