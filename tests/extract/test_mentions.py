from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.annotate.doc import Doc
from kg.extract.mentions import Phrase, noun_label, phrases
from kg.extract.named import names
from kg.lang import Lexicon

Parse = Callable[..., Doc]
pytestmark = pytest.mark.model


def spelled(doc: Doc, phrase: Phrase) -> str:
    return " ".join(t.text for t in doc.tokens[phrase.first : phrase.last])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("La Norvège a signé l'accord avec l'Otan.", ["Norvège", "Otan"]),
        ("Le Conseil Otan-Russie s'est réuni.", ["Conseil Otan-Russie"]),
        ("Des soldats russes ont quitté la base.", []),
        ("Le Kremlin et la Maison-Blanche ont réagi.", ["Kremlin", "Maison-Blanche"]),
        ("Le PCC (Premier commando de la capitale) a tiré.", ["PCC", "Premier commando de la capitale"]),
        ("Il pleut sur la ville.", []),
    ],
)
def test_names(text: str, expected: list[str], parse: Parse, words: Lexicon) -> None:
    doc = parse(text)
    assert [
        doc.article.text[doc.tokens[n.first].start : doc.tokens[n.last - 1].end] for n in names(doc, words)
    ] == expected


@pytest.mark.parametrize(
    ("lemma", "label"),
    [
        ("ministre", "PER"),
        ("président", "PER"),
        ("soldat", "PER"),
        ("otage", "GROUP"),
        ("police", "ORG"),
        ("ville", "LOC"),
        ("idée", ""),
    ],
)
def test_label_of_a_common_noun(lemma: str, label: str, words: Lexicon) -> None:
    assert noun_label(lemma, words) == label


@pytest.mark.parametrize(
    "text", ["Le ministre danois a rencontré trois otages à Rome.", "Elle a vendu sa maison et son terrain."]
)
def test_phrases_are_inside_their_sentence_and_hold_their_head(text: str, parse: Parse, words: Lexicon) -> None:
    doc = parse(text)
    found = phrases(doc, words)
    assert [p.head for p in found] == sorted({p.head for p in found})
    for phrase in found:
        sentence = doc.sentences[phrase.sent]
        assert sentence.first <= phrase.first <= phrase.head < phrase.last <= sentence.last


def test_kinds(parse: Parse, words: Lexicon) -> None:
    doc = parse("Elle a vendu sa maison à Paul Morand.")
    assert [(spelled(doc, p), p.kind) for p in phrases(doc, words)] == [
        ("Elle", "pronoun"), ("sa", "pronoun"), ("sa maison", "nominal"), ("Paul Morand", "name"),
    ]  # fmt: skip


def test_a_demonym_is_a_participant_and_a_modifier(parse: Parse, words: Lexicon) -> None:
    doc = parse("Les soldats français ont quitté la base.")
    found = {spelled(doc, p): p for p in phrases(doc, words)}
    assert found["français"].entry_kind == "adjective"
    soldiers = next(p for text, p in found.items() if text.startswith("Les soldats"))
    assert [entry.wikidata for entry in soldiers.modifiers] == ["Q142"]


@pytest.mark.parametrize(
    ("text", "word", "gender", "plural"),
    [
        ("La présidente est partie.", "présidente", "F", False),
        ("Le président est parti.", "président", "M", False),
        ("Les otages sont partis.", "otages", "", True),
        ("Trois otages sont partis.", "otages", "", True),
    ],
)
def test_agreement(text: str, word: str, gender: str, plural: bool, parse: Parse, words: Lexicon) -> None:
    doc = parse(text)
    phrase = next(p for p in phrases(doc, words) if doc.tokens[p.head].text == word)
    assert phrase.plural is plural
    assert not gender or phrase.gender == gender


def test_a_relative_pronoun_is_no_part_of_the_phrase(parse: Parse, words: Lexicon) -> None:
    doc = parse("Ils ferment les réacteurs, dont les cuves présentent des fissures.")
    assert "les cuves" in [spelled(doc, p) for p in phrases(doc, words)]


def test_letters_that_the_article_explains_are_no_other_body(parse: Parse, words: Lexicon) -> None:
    own = parse("Le PCC (Premier commando de la capitale) a tiré.")
    other = parse("Le PCC (Parti communiste chinois) a voté.")
    assert names(own, words)[0].entry is None
    assert names(other, words)[0].entry is not None


@pytest.mark.parametrize("word", ["Celui-ci", "Celui-là", "Ceux-ci", "Ceux-là"])
def test_a_demonstrative_with_its_pointer_is_one_pronoun(word: str, parse: Parse, words: Lexicon) -> None:
    doc = parse(f"Le maire a reçu le préfet. {word} a refusé.")
    found = [(p.kind, "".join(spelled(doc, p).split())) for p in phrases(doc, words) if p.sent == 1]
    assert found == [("pronoun", word)]


def test_what_points_back_behind_other_words_is_no_pronoun(parse: Parse, words: Lexicon) -> None:
    doc = parse("Ceux qui sont venus ce jour-là ont refusé.")
    assert all(p.kind != "pronoun" for p in phrases(doc, words) if doc.tokens[p.head].text == "Ceux")
