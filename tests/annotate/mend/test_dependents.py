from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.annotate.doc import Doc, Token

Parse = Callable[..., Doc]
Find = Callable[[Doc, str], Token]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "word", "head", "dep"),
    [
        ("La police a arrêté Karim Haddad et Julien Roux.", "Karim", "arrêté", "obj"),
        ("L'explosion a tué un ouvrier et deux passants.", "passants", "ouvrier", "conj"),
        ("L'Italie ainsi que la Grèce ont refusé le plan.", "Grèce", "Italie", "conj"),
        ("Paris et Berlin ont signé un accord.", "Paris", "signé", "nsubj"),
        ("Paris et Berlin ont signé un accord.", "Berlin", "Paris", "conj"),
        ("Le chanteur, dont la police a fouillé la maison, dénonce un complot.", "chanteur", "dénonce", "nsubj"),
        ("Le chanteur, dont la police a fouillé la maison, dénonce un complot.", "fouillé", "chanteur", "acl:relcl"),
        ("La police a empêché les manifestants d'entrer.", "entrer", "empêché", "xcomp"),
        ("La juge a autorisé l'accusé à quitter le pays.", "accusé", "autorisé", "obj"),
        ("L'attaque des rebelles contre le convoi a échoué.", "convoi", "attaque", "nmod"),
        ("Le constructeur automobile Norvo a fermé une usine.", "automobile", "constructeur", "amod"),
        ("La compagnie pétrolière Total a vendu ses parts.", "Total", "compagnie", "appos"),
        ("Le procès aura lieu lundi à Bordeaux.", "lieu", "aura", "obj"),
        ("Le procès aura lieu lundi à Bordeaux.", "lundi", "aura", "obl:mod"),
    ],
)
def test_mended(text: str, word: str, head: str, dep: str, parse: Parse, token: Find) -> None:
    doc = parse(text)
    found = token(doc, word)
    assert (doc.tokens[found.head].text, found.dep) == (head, dep)


@pytest.mark.model
def test_a_person_is_not_part_of_the_group_before_the_name(parse: Parse, token: Find) -> None:
    doc = parse("Head of the DPR Denis Pushilin signed a treaty.", "en")
    group, person = token(doc, "DPR"), token(doc, "Pushilin")
    assert (doc.tokens[group.head].text, group.dep) == ("Head", "nmod")
    assert (doc.tokens[person.head].text, person.dep) == ("signed", "nsubj")


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "word", "dep"),
    [
        ("Paul a parlé et Marie a écouté.", "Marie", "nsubj"),
        ("Le maire a reçu un prix et le ministre a souri.", "ministre", "nsubj"),
        ("La ville que Paul aime dort.", "Paul", "nsubj"),
    ],
)
def test_left_alone(text: str, word: str, dep: str, parse: Parse, token: Find) -> None:
    assert token(parse(text), word).dep == dep


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "word", "mood"),
    [
        ("« Libérez nos enfants ! », ont crié les parents.", "Libérez", "Imp"),
        ("« Ne signez pas ce traité », a demandé Ines Pacheco.", "signez", "Imp"),
        ("« Vous signez ce traité », a demandé Ines Pacheco.", "signez", "Ind"),
    ],
)
def test_imperatives(text: str, word: str, mood: str, parse: Parse, token: Find) -> None:
    assert token(parse(text), word).morph.get("Mood") == mood
