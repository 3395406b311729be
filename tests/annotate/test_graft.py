from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.annotate.doc import Doc, Token

Parse = Callable[..., Doc]
Find = Callable[[Doc, str], Token]
pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "said", "verb", "speaker"),
    [
        ("« La banque a perdu deux milliards », a déclaré Pierre Lenoir.", "perdu", "déclaré", "Pierre"),
        ("Pierre Lenoir a déclaré : « La banque a perdu deux milliards. »", "perdu", "déclaré", "Pierre"),
        ('"L\'accord a été signé", annonce la ministre.', "signé", "annonce", "ministre"),
        ("“Le pont rouvrira en mars”, précise le maire.", "rouvrira", "précise", "maire"),
        ("« Le projet a échoué », a-t-elle reconnu.", "échoué", "reconnu", "-elle"),
        ("« Les négociations ont repris », a, pour sa part, ajouté Louise Perrin.", "repris", "ajouté", "Louise"),
        ("« Le vote aura lieu lundi », a indiqué hier le porte-parole du groupe.", "aura", "indiqué", "porte-parole"),
        ("Le directeur a répondu : “Nous avons vendu l'usine.”", "vendu", "répondu", "directeur"),
    ],
)
def test_quotation_hangs_under_its_verb(
    text: str, said: str, verb: str, speaker: str, parse: Parse, token: Find
) -> None:
    doc = parse(text)
    root, above = token(doc, said), token(doc, verb)
    assert (root.dep, root.head) == ("quote", above.i)
    assert above.head == above.i
    subjects = [t.text for t in doc.children(above) if t.dep.startswith("nsubj")]
    assert subjects == [speaker]
    assert root.quote == 0
    assert above.quote == -1
    assert len({t.sent for t in doc.tokens}) == 1


def test_quotation_without_a_verb_is_the_main_clause(parse: Parse, token: Find) -> None:
    doc = parse("« Le pont a été fermé », selon Pierre Lenoir.")
    root = token(doc, "fermé")
    assert root.head == root.i
    assert token(doc, "Pierre").head == root.i


def test_partial_quotation_stays_in_its_frame(parse: Parse, token: Find) -> None:
    doc = parse("Le pape a dénoncé une guerre « absurde et cruelle ».")
    assert doc.tokens[token(doc, "absurde").head].text == "guerre"
    assert token(doc, "absurde").quote == 0


def test_innermost_quotation_wins(parse: Parse, token: Find) -> None:
    doc = parse('« Le ministre a répété "nous ne céderons jamais" hier soir », a dit Anne Sorel.')
    assert [doc.quotes[token(doc, w).quote].level for w in ("répété", "céderons")] == [0, 1]


def test_headings_and_paragraphs_are_sentences_of_their_own(parse: Parse) -> None:
    doc = parse("Un pont fermé\n\nLe pont est fermé. Il rouvrira en mars.\n\nLe maire a parlé.")
    assert [s.heading for s in doc.sentences] == [True, False, False, False]
    assert [s.paragraph for s in doc.sentences] == [0, 1, 1, 2]
    assert [s.kind for s in doc.segments].count("sentence") == 4


@pytest.mark.parametrize(
    "text",
    [
        "",
        "…",
        "« »",
        "« … »",
        "« « « »",
        '"""',
        "« Un. » « Deux. » « Trois. »",
        "Il dit « … » et « … ».",
        "« Oui, je viens », dit-il, « et toi aussi », a-t-elle répondu.",
    ],
)
def test_trees_are_trees(text: str, parse: Parse) -> None:
    doc = parse(text)
    for token in doc.tokens:
        here, steps = token, 0
        while here.head != here.i:
            here = doc.tokens[here.head]
            steps += 1
            assert steps <= len(doc.tokens), "a circle"
        assert here.sent == token.sent
        assert all(doc.tokens[k].head == token.i for k in token.children)
