"""The first word of a sentence has its capital from there: "Rebels", "Prosecutors" are people, and no name.

Only where a language tells the plural of a noun by its ending alone (`[grammar] plurals`).
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.tree import opens_sentence
from kg.lang import Lexicon


def mend_capitals(tokens: list[Token], words: Lexicon) -> None:
    """Make such words common nouns with the lemma of their singular, in place."""
    if not words.grammar.plurals:
        return
    for token in tokens:
        if token.pos != "PROPN" or token.ent or token.text.isupper() or not opens_sentence(tokens, token):
            continue
        after = tokens[token.i + 1] if token.i + 1 < len(tokens) else token
        if after.pos == "PROPN" and after.head == token.i:
            continue  # the first word of a name
        surface = token.text.lower()
        for ending, singular in words.grammar.plurals.items():
            lemma = surface.removesuffix(ending) + singular
            if surface.endswith(ending) and _people(lemma, words):
                token.pos, token.lemma, token.morph = "NOUN", lemma, {**token.morph, "Number": "Plur"}
                break


def _people(lemma: str, words: Lexicon) -> bool:
    return words.is_person_noun(lemma) or words.is_role(lemma) or words.is_org_noun(lemma)
