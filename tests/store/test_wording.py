"""Labels in the words of the sentence: real forms, real prepositions, nothing invented."""

from __future__ import annotations

from typing import Any

import pytest

from kg.lang import actions
from kg.model import Event, Filler, Interval, Span
from kg.store.labels import event_label
from kg.store.naming import after, with_article
from kg.store.verbs import conjugated, third_person


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def event(text: str, action: str, lemma: str, trigger: str, **more: Any) -> Event:
    """An event of a text of one sentence; participants are given by their words."""
    slots = {key: tuple(Filler(w, span(text, w)) for w in more.pop(key, ())) for key in ("agents", "targets")}
    thing, time = more.pop("object", ""), more.pop("time", "")
    return Event(
        more.pop("id", "e1"), actions()[action].type, action, lemma,
        tuple(span(text, word) for word in trigger.split("+")), Span(0, len(text)), **slots,
        object=Filler(thing, span(text, thing)) if thing else None,
        time=Interval("2022-01-05", span=span(text, time)) if time else None,
        rule=more.pop("rule", "finite/subj"), **more,
    )  # fmt: skip


def told(language: str, text: str, found: Event, *others: Event) -> str:
    contents = {one.id: one for one in (found, *others)}
    return event_label(found, language, told_in=language, contents=contents, text=text)


CASES = [
    ("fr", "Mercredi, la Suède a coopéré avec le Danemark.", ("cooperates", "coopérer", "coopéré"),
     {"agents": ["la Suède"], "targets": ["le Danemark"]}, "La Suède a coopéré avec le Danemark"),
    ("fr", "La Suède est accusée de travailler contre le Danemark.", ("acts", "travailler", "travailler"),
     {"agents": ["La Suède"], "targets": ["le Danemark"], "rule": "inf/xcomp-obj:asked", "modality": "possible"},
     "La Suède travaille contre le Danemark (possible)"),
    ("fr", "Les maires refusent de ne pas fermer les ponts.", ("closes", "fermer", "fermer"),
     {"agents": ["Les maires"], "object": "les ponts", "rule": "inf/xcomp-subj", "polarity": "negative"},
     "Les maires ne ferment pas les ponts"),
    ("fr", "Anna Berg n'a pas signé l'accord mardi à Oslo.", ("signs", "signer", "signé"),
     {"agents": ["Anna Berg"], "object": "l'accord", "polarity": "negative", "time": "mardi"},
     "Anna Berg n'a pas signé l'accord à Oslo"),
    ("fr", "Le pont a été fermé par la police.", ("closes", "fermer", "fermé"),
     {"agents": ["la police"], "targets": ["Le pont"]}, "Le pont a été fermé par la police"),
    ("fr", "La ministre s'est rendue à Oslo.", ("moves", "se rendre", "rendue"), {"agents": ["La ministre"]},
     "La ministre s'est rendue à Oslo"),
    ("fr", "« Cela suffit », a-t-elle affirmé.", ("affirms", "affirmer", "affirmé"), {"agents": ["elle"]},
     "Elle a affirmé"),
    ("fr", "Anna Berg a parlé d'une rencontre avec le roi.", ("meets", "rencontre", "rencontre"),
     {"agents": ["Anna Berg"], "targets": ["le roi"], "rule": "noun/near"},
     "Anna Berg : rencontre avec le roi"),
    ("en", "On Monday, Anna Berg met the king in Oslo, who smiled.", ("meets", "meet", "met"),
     {"agents": ["Anna Berg"], "targets": ["the king"], "time": "Monday"}, "Anna Berg met the king in Oslo"),
    ("en", "The mayor was condemned by the judges.", ("condemns", "condemn", "condemned"),
     {"agents": ["the judges"], "targets": ["The mayor"]}, "The mayor was condemned by the judges"),
    ("en", "The mayor did not open the bridge.", ("opens", "open", "open"),
     {"agents": ["The mayor"], "object": "the bridge", "polarity": "negative"}, "The mayor did not open the bridge"),
    ("en", "Some troops will withdraw from the town.", ("withdraws", "withdraw", "withdraw"),
     {"agents": ["Some troops"], "targets": ["the town"], "modality": "future"},
     "Some troops will withdraw from the town"),
    ("en", "Anna Berg promised to hold no talks.", ("discusses", "hold", "hold"),
     {"agents": ["Anna Berg"], "object": "no talks", "polarity": "negative", "rule": "inf/xcomp-subj",
      "modality": "future"}, "Anna Berg holds no talks (planned)"),
    ("en", "The talks ended without a deal.", ("discusses", "end", "talks+ended"), {"rule": "light/none"},
     "The talks ended without a deal"),
    ("en", "The king took part in the race.", ("takes_part", "take", "took+part"),
     {"agents": ["The king"], "object": "part", "rule": "light/subj"}, "The king took part in the race"),
    ("fr", "Interrogée mardi à Oslo, Anna Berg a répondu.", ("answers", "répondre", "répondu"),
     {"agents": ["Anna Berg"]}, "Anna Berg a répondu"),
    ("fr", "À Oslo, elle a souri : « Je suis enfin libre », a déclaré Anna Berg.", ("says", "déclarer", "déclaré"),
     {"agents": ["Anna Berg"]}, "Anna Berg a déclaré : « Je suis enfin libre »"),
    ("fr", "La ville a versé 2,5 millions d'euros aux écoles.", ("trades", "verser", "versé"),
     {"agents": ["La ville"]}, "La ville a versé 2,5 millions d'euros aux écoles"),
    ("fr", "Ni le roi ni la reine n'ont signé l'accord.", ("signs", "signer", "signé"),
     {"agents": ["le roi", "la reine"], "object": "l'accord", "polarity": "negative"},
     "Le roi et la reine ne signent pas l'accord"),
    ("fr", "La ville ne fermera le pont qu'en mai.", ("closes", "fermer", "fermera"),
     {"agents": ["La ville"], "object": "le pont", "modality": "future"}, "La ville ferme le pont (prévu)"),
    ("fr", "La ville a fait fermer le pont.", ("closes", "fermer", "fermer"),
     {"agents": ["La ville"], "object": "le pont"}, "La ville a fait fermer le pont"),
    ("fr", "Le maire a-t-il été condamné ?", ("condemns", "condamner", "condamné"),
     {"targets": ["Le maire"], "modality": "possible"}, "Le maire a été condamné (possible)"),
    ("fr", "Anna Berg pourrait rencontrer le roi.", ("meets", "rencontrer", "rencontrer"),
     {"agents": ["Anna Berg"], "targets": ["le roi"], "rule": "inf/xcomp-subj", "modality": "possible"},
     "Anna Berg pourrait rencontrer le roi"),
    ("fr", "Il y a eu trois morts dans un incendie.", ("kills", "mort", "morts"),
     {"targets": ["trois morts"], "rule": "noun/none"}, "Trois morts"),
    ("en", "In Oslo on Monday morning, Anna Berg replied.", ("answers", "reply", "replied"), {"agents": ["Anna Berg"]},
     "Anna Berg replied"),
    ("en", "Neither Ann nor Bob signed the treaty.", ("signs", "sign", "signed"),
     {"agents": ["Ann", "Bob"], "object": "the treaty", "polarity": "negative"}, "Ann and Bob do not sign the treaty"),
    ("en", "The mayor won’t open the bridge until June.", ("opens", "open", "open"),
     {"agents": ["The mayor"], "object": "the bridge", "polarity": "negative", "modality": "future", "time": "June",
      "rule": "inf/subj"}, "The mayor won’t open the bridge until June"),
    ("en", "The mayor sued the town for $1,500.", ("sues", "sue", "sued"),
     {"agents": ["The mayor"], "targets": ["the town"]}, "The mayor sued the town for $1,500"),
    ("en", "Ministers want to open the bridge.", ("opens", "open", "open"),
     {"agents": ["Ministers"], "object": "the bridge", "rule": "inf/xcomp-subj", "modality": "possible"},
     "Ministers open the bridge (possible)"),
    ("en", "The bridge cannot be closed by the town.", ("closes", "close", "closed"),
     {"agents": ["the town"], "targets": ["The bridge"], "polarity": "negative"},
     "The bridge cannot be closed by the town"),
    ("en", "All were released.", ("releases", "release", "released"), {"targets": ["All"]}, "All were released"),
    ("en", "Nobody was hurt.", ("wounds", "hurt", "hurt"), {"targets": ["Nobody"], "polarity": "negative"},
     "Nobody was hurt"),
    ("fr", "La rencontre prévue lundi n'a pas eu lieu.", ("meets", "avoir", "rencontre+eu"),
     {"rule": "light/none", "polarity": "negative"}, "Rencontre (nié)"),
    ("en", "She saw a danger of war in the north.", ("fights", "war", "war"), {"rule": "noun/none"},
     "War in the north"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "what", "slots", "line"), CASES, ids=[case[4] for case in CASES])
def test_the_words_of_the_sentence(
    language: str, text: str, what: tuple[str, str, str], slots: dict[str, Any], line: str
) -> None:
    assert told(language, text, event(text, *what, **slots)) == line


def test_a_statement_goes_on_with_its_content() -> None:
    text = "Anna Berg asked the town to close the bridge."
    close = event(text, "closes", "close", "close", id="e2", agents=["the town"], object="the bridge", rule="inf/xcomp")
    ask = event(text, "asks", "ask", "asked", agents=["Anna Berg"], targets=["the town"], content="e2")
    assert told("en", text, ask, close) == "Anna Berg asked the town to close the bridge"
    text = "« Le pont a rouvert », a dit Anna Berg."
    open_ = event(text, "opens", "rouvrir", "rouvert", id="e2", agents=["Le pont"])
    say = event(text, "says", "dire", "dit", agents=["Anna Berg"], content="e2")
    assert told("fr", text, say, open_) == "Anna Berg a dit : « Le pont a rouvert »"


def test_a_passive_goes_on_with_its_content() -> None:
    text = "The town is being urged by Anna Berg to close the bridge in the north."
    close = event(text, "closes", "close", "close", id="e2", agents=["The town"], object="the bridge", rule="inf/xcomp")
    urge = event(text, "urges", "urge", "urged", agents=["Anna Berg"], targets=["The town"], content="e2")
    assert told("en", text, urge, close) == text.rstrip(".")


def test_a_pronoun_before_the_verb_is_not_lost() -> None:
    text = "La ville l'a accusée de mentir."
    accuse = event(text, "accuses", "accuser", "accusée", agents=["La ville"], targets=["l'"])
    assert told("fr", text, accuse) == "La ville accuse l'"


def test_nothing_is_taken_from_beyond_the_sentence() -> None:
    """Broken spans and hostile text give a line, never an error."""
    text = "A a vu « B ».\n<b>C</b> \u2028 x"
    odd = Event("e1", "CONSULT", "meets", "voir", (Span(4, 6),), Span(0, 3), (Filler("A", Span(0, 1)),),
                (Filler("B", Span(99, 120)),), rule="finite/subj")  # fmt: skip
    assert event_label(odd, "fr", told_in="fr", text=text) == "A rencontre B"


@pytest.mark.parametrize(
    ("name", "language", "kind", "key", "expected"),
    [
        ("Russie", "fr", "GPE", "Russia", "la Russie"), ("Israël", "fr", "GPE", "Israel", "Israël"),
        ("États-Unis", "fr", "GPE", "United_States", "les États-Unis"), ("Iran", "fr", "GPE", "Iran", "l'Iran"),
        ("Berlin", "fr", "GPE", "Berlin", "Berlin"), ("Canada", "fr", "GPE", "Canada", "le Canada"),
        ("Microsoft", "fr", "ORG", "", "Microsoft"), ("OTAN", "fr", "ORG", "NATO", "l'OTAN"),
        ("UN Security Council", "en", "ORG", "", "the UN Security Council"), ("Russia", "en", "GPE", "", "Russia"),
        ("West Virginia", "en", "GPE", "", "West Virginia"), (" ", "fr", "ORG", "", " "),
        ("the West", "en", "GROUP", "", "the West"), ("Bank of Elm", "en", "ORG", "", "the Bank of Elm"),
    ],
)  # fmt: skip
def test_names_have_their_article(name: str, language: str, kind: str, key: str, expected: str) -> None:
    assert with_article(name, language, kind, key=key) == expected


def test_prepositions_contract() -> None:
    assert [after("à", "les États-Unis"), after("de", "le roi"), after("de", "Anna")] == [
        "aux États-Unis", "du roi", "d'Anna",
    ]  # fmt: skip


@pytest.mark.parametrize("action", sorted(actions()))
def test_every_action_has_a_plural(action: str) -> None:
    words = third_person(actions()[action].labels["fr"], "fr", plural=True)
    assert not words.startswith(":") and words.split()[-1] and "  " not in words


def test_verbs_are_conjugated() -> None:
    lemmas = ["appeler", "rejeter", "finir", "prévenir", "répondre", "rejoindre", "se retirer", "guérir", "célébrer"]
    assert [conjugated(lemma, "fr") for lemma in lemmas] == [
        "appelle", "rejette", "finit", "prévient", "répond", "rejoint", "se retire", "guérit", "célèbre",
    ]  # fmt: skip
    assert [conjugated(lemma, "fr", negative=True) for lemma in ("se heurter", "harceler", "s'habituer", "régner")] == [
        "ne se heurte pas", "ne harcèle pas", "ne s'habitue pas", "ne règne pas",
    ]  # fmt: skip
    assert [conjugated(lemma, "en", plural=True) for lemma in ("focus", "cache", "be", "veto")] == [
        "focus", "cache", "are", "veto",
    ]  # fmt: skip
    assert conjugated("deny", "en") == "denies" and conjugated("deny", "en", negative=True) == "does not deny"
