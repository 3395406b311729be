"""Names as newspapers write them, and the tables they come from."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from kg.gazetteer import gazetteer
from kg.gazetteer.table import entries
from kg.model import ENTITY_TYPES

TOKEN = re.compile(r"\w+['’](?=\w)|(?:[A-Za-z]\.){2,}|St\.|\w+(?:[-.&]\w+)*|\S")


def found(text: str, language: str) -> list[tuple[str, str, str]]:
    words = TOKEN.findall(text)
    return [(" ".join(words[m.first : m.last]), m.entry.key, m.kind) for m in gazetteer().match(words, language)]


FRENCH = [
    ("L'OTAN demande à la Russie de choisir", [("OTAN", "NATO", "acronym"), ("Russie", "Russia", "name")]),
    ("le chef de l’Otan", [("Otan", "NATO", "acronym")]),
    ("l'Alliance transatlantique et l'Alliance atlantique", "NATO:name NATO:name"),
    ("le Conseil Otan-Russie (COR)", "NATO-Russia_Council:name NATO-Russia_Council:acronym"),
    ("un sommet Otan-Russie", "NATO:acronym Russia:name"),
    ("la présence otanesque", "NATO:adjective"),
    ("les troupes russes à la frontière ukrainienne", "Russia:adjective Ukraine:adjective"),
    ("les Russes et les Ukrainiens", "Russia:people Ukraine:people"),
    ("une Ukrainienne", "Ukraine:people"),
    ("TROUPES RUSSES EN CRIMÉE", "Russia:adjective Crimea:name"),
    ("Moscou a réfuté", [("Moscou", "Moscow", "capital")]),
    ("le Kremlin dément", [("Kremlin", "Kremlin", "seat")]),
    ("la Maison-Blanche et la Maison Blanche", "White_House:seat White_House:seat"),
    ("l'Élysée, Matignon et le Quai d'Orsay", "Elysee_Palace:seat Matignon:seat Quai_d_Orsay:seat"),
    ("l'Elysee annonce", "Elysee_Palace:seat"),
    ("à Bruxelles", "Brussels:capital"),
    ("les États-Unis et le Royaume-Uni", "United_States:name United_Kingdom:name"),
    ("ETATS-UNIS: Biden reçoit", "United_States:name"),
    ("les Etats - Unis", "United_States:name"),
    ("l'armée américaine et l'US Air Force", "United_States:adjective United_States:acronym"),
    ("le Conseil de sécurité de l'ONU se réunit", "UN_Security_Council:name"),
    ("le Conseil de sécurité russe se réunit", "Russian_Security_Council:name"),
    ("les Nations unies et l'Onu", "United_Nations:name United_Nations:acronym"),
    ("une source onusienne", "United_Nations:adjective"),
    ("l'Union européenne (UE) et la Commission européenne", "European_Union European_Union European_Commission"),
    ("les dirigeants européens", "Europe:adjective"),
    ("l'union européenne de football", "Europe:adjective"),
    ("l'OSCE à Vienne", "OSCE:acronym Vienna:capital"),
    ("la Côte d'Ivoire et le Bénin", "Cote_d_Ivoire:name Benin:name"),
    ("la Corée du Nord, des missiles nord-coréens", "North_Korea:name North_Korea:adjective"),
    ("les Sud-Africains", "South_Africa:people"),
    ("la guerre russo-ukrainienne", "Russia:adjective Ukraine:adjective"),
    ("un accord franco-allemand", "France:adjective Germany:adjective"),
    ("des séparatistes pro-russes", "Russia:adjective"),
    ("au Caire", "Cairo:capital"),
    ("La Haye", "The_Hague:capital"),
    ("un diplomate grec et une loi grecque", "Greece:adjective Greece:adjective"),
    ("les frégates turques", "Turkey:adjective"),
    ("le Nigeria, l'armée nigériane, le gouvernement nigérien", "Nigeria Nigeria:adjective Niger:adjective"),
    ("la Suisse, une banque suisse, les Suisses", "Switzerland:name Switzerland:adjective Switzerland:people"),
    ("le gouvernement burkinabè", "Burkina_Faso:adjective"),
    ("selon l'AFP et Reuters", "AFP:acronym Reuters:name"),
    ("l'État islamique (EI) ou Daech", "Islamic_State Islamic_State Islamic_State"),
    ("les talibans", "Taliban:name"),
    ("la République populaire de Donetsk", "Donetsk_Peoples_Republic:name"),
    ("la mer Noire et la mer d'Azov", "Black_Sea:name Sea_of_Azov:name"),
    ("l'ex-URSS", "Soviet_Union:acronym"),
    ("le gazoduc Nord Stream 2 de Gazprom", "Nord_Stream_2:name Gazprom:name"),
    ("La Réunion", "Reunion:name"),
    ("l'est de l'Ukraine", "Eastern_Ukraine:name"),
    ("le Parlement européen à Strasbourg", "European_Parliament:name Strasbourg:capital"),
    ("le Sénat américain et le Sénat", "United_States_Senate:name Senate:name"),
    ("la bande de Gaza", "Gaza_Strip:name"),
    ("les forces britanniques", "United_Kingdom:adjective"),
    ("l'Île-de-France", "Ile-de-France:name"),
    ("Le monde entier lit Le Monde", "Le_Monde:name"),
]

ENGLISH = [
    ("NATO's secretary general", "NATO:acronym"),
    ("the NATO-Russia Council (NRC)", "NATO-Russia_Council:name NATO-Russia_Council:acronym"),
    ("Russian troops and the Russians", "Russia:adjective Russia:people"),
    ("the U.S. and the US told us", "United_States:acronym United_States:acronym"),
    ("the U.N. Security Council", "UN_Security_Council:name"),
    ("the White House and the Pentagon", "White_House:seat Pentagon:seat"),
    ("Washington said", "Washington:capital"),
    ("Downing Street denied it", "Downing_Street:seat"),
    ("Kyiv or Kiev", "Kyiv:capital Kyiv:capital"),
    ("a U.S.-led coalition", "United_States:acronym"),
    ("Russian-backed separatists", "Russia:adjective"),
    ("the UK's British premier, a Briton", "United_Kingdom United_Kingdom:adjective United_Kingdom:people"),
    ("Poles and Polish officials", "Poland:people Poland:adjective"),
    ("two Frenchmen", "France:people"),
    ("the People's Republic of China", "China:name"),
    ("the Organization for Security and Co-operation in Europe", "OSCE:name"),
    ("St. Petersburg and St Petersburg", "Saint_Petersburg:name Saint_Petersburg:name"),
    ("polish the turkey in china", ""),
    ("the Donetsk People's Republic", "Donetsk_Peoples_Republic:name"),
    ("McDonald's in Moscow", "McDonalds:name Moscow:capital"),
    ("a South Korean ship", "South_Korea:adjective"),
    ("the Swiss", "Switzerland:adjective"),
    ("who heads the WHO", "World_Health_Organization:acronym"),
    ("Munich Security Conference", "Munich_Security_Conference:name"),
    ("Al-Qaeda and al-Qaeda", "Al-Qaeda:name Al-Qaeda:name"),
    ("eastern Ukraine", "Eastern_Ukraine:name"),
    ("the European Union, or EU", "European_Union:name European_Union:acronym"),
]

NOT_NAMES = [
    ("il nous a us", "fr"),
    ("un conseil de sécurité privée", "fr"),
    ("Fort-de-Chine", "fr"),
    ("Jean-Chad", "fr"),
    ("Saint-Paris", "fr"),
    ("la maison blanche du village", "fr"),
    ("François Hollande", "fr"),
    ("une orange et un total", "fr"),
    ("il a une nation unie", "fr"),
    ("Notre-Dame-de-Russie", "fr"),
    ("tell us who is in", "en"),
    ("a security council", "en"),
    ("the white house on the hill", "en"),
]


def check(text: str, language: str, expected: object) -> None:
    got = found(text, language)
    if isinstance(expected, list):
        assert got == expected
        return
    wanted = [item.partition(":") for item in str(expected).split()]
    assert [key for _, key, _ in got] == [key for key, _, _ in wanted]
    for (_, _, kind), (_, _, asked) in zip(got, wanted, strict=True):
        assert not asked or kind == asked


@pytest.mark.parametrize(("text", "expected"), FRENCH)
def test_french_names(text: str, expected: object) -> None:
    check(text, "fr", expected)


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english_names(text: str, expected: object) -> None:
    check(text, "en", expected)


@pytest.mark.parametrize(("text", "language"), NOT_NAMES)
def test_common_words_are_no_names(text: str, language: str) -> None:
    assert found(text, language) == []


@pytest.mark.parametrize(
    "words",
    [
        ["Conseil", "Otan-Russie"],
        ["Conseil", "Otan", "-", "Russie"],
        ["Conseil", "OTAN", "‑", "Russie"],
    ],
)
def test_longest_name_wins_however_it_is_cut(words: list[str]) -> None:
    (match,) = gazetteer().match(words, "fr")
    assert (match.first, match.last, match.entry.key) == (0, len(words), "NATO-Russia_Council")


@pytest.mark.parametrize("words", [["l'", "ONU"], ["l'ONU"], ["l’ONU"], ["l", "'", "ONU"], ["d’ONU"]])
def test_elision_cut_or_not(words: list[str]) -> None:
    assert [m.entry.key for m in gazetteer().match(words, "fr")] == ["United_Nations"]


@pytest.mark.parametrize(
    "words", [[], [""], ["-"], ["'"], ["-", "-"], ["Otan", "-"], ["-", "Otan"], ["...", "’"], ["\u2028", "😀"]]
)
def test_odd_tokens_never_raise(words: list[str]) -> None:
    assert [m.entry.key for m in gazetteer().match(words, "fr")] == ["NATO"] * ("Otan" in words)


def test_a_language_without_names_gives_nothing() -> None:
    assert gazetteer().match(["Moscow"], "pt") == []


@pytest.mark.parametrize(
    ("key", "seat_of"),
    [("Moscow", "Russia"), ("Kremlin", "Russia"), ("Matignon", "France"), ("Pentagon", "United_States"),
     ("Kyiv", "Ukraine"), ("Brussels", ""), ("Geneva", ""), ("Lyon", ""), ("San_Jose", "")],
)  # fmt: skip
def test_seats(key: str, seat_of: str) -> None:
    entry = gazetteer().get(key)
    assert entry is not None and entry.seat_of == seat_of


def test_ambiguous_seat_keeps_its_candidates() -> None:
    brussels = gazetteer().get("Brussels")
    assert brussels is not None and set(brussels.stands_for) == {"European_Union", "Belgium", "NATO"}


@pytest.mark.parametrize(
    ("key", "wikidata"),
    [("NATO", "Q7184"), ("Russia", "Q159"), ("Ukraine", "Q212"), ("France", "Q142"), ("Denmark", "Q35"),
     ("Netherlands", "Q55"), ("European_Union", "Q458"), ("United_Nations", "Q1065"), ("Moscow", "Q649")],
)  # fmt: skip
def test_wikidata_ids(key: str, wikidata: str) -> None:
    entry = gazetteer().get(key)
    assert entry is not None and entry.wikidata == wikidata


def test_tables_are_sound() -> None:
    rows = list(entries())
    keys = [row.key for row in rows]
    assert [key for key, n in Counter(keys).items() if n > 1] == []
    assert {row.type for row in rows} <= set(ENTITY_TYPES)
    assert [row.key for row in rows if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_-]*", row.key)] == []
    assert [row.key for row in rows if row.wikidata and not re.fullmatch(r"Q[1-9]\d*", row.wikidata)] == []
    ids = Counter(row.wikidata for row in rows if row.wikidata)
    assert [q for q, n in ids.items() if n > 1] == []
    assert [(row.key, held) for row in rows for held in row.stands_for if held not in set(keys)] == []
    assert [row.key for row in rows if not all(row.names["en"]) or not all(row.names["fr"])] == []
    assert [row.key for row in rows if row.generic and row.wikidata] == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_name_stands_for_two_entities(language: str) -> None:
    owners = Counter(name for row in entries() for name in row.names[language])
    assert [name for name, n in owners.items() if n > 1] == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_name_finds_its_own_entry(language: str) -> None:
    for entry in gazetteer().entries():
        for name in entry.names[language]:
            assert [m.entry.key for m in gazetteer().match(name.split(), language)] == [entry.key], name


def test_states_have_demonyms() -> None:
    capitals = {e.seat_of for e in gazetteer().entries() if e.seat_of}
    lacking = [key for key in sorted(capitals) if not (gazetteer().get(key).demonyms or {})["fr"]]  # type: ignore[union-attr]
    assert set(lacking) <= {"Saint_Kitts_and_Nevis", "Republic_of_the_Congo", "Saint_Vincent_and_Grenadines"}
    assert len(capitals) > 180
