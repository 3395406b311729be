"""Three small articles written out as records, with what linking would say of them."""

from __future__ import annotations

from datetime import datetime, timedelta

from kg.model import (
    Actor,
    Article,
    Claim,
    Dispute,
    Entity,
    Event,
    Extraction,
    Filler,
    Interval,
    Linkage,
    Ref,
    Relation,
    Role,
    Segment,
    Span,
    Statement,
)

DENIAL = (
    "L'Otan a soumis à la Russie des propositions sur la sécurité et a affirmé ne pas avoir eu de réponse, "
    "ce que Moscou a réfuté. Selon la Suède, trois policiers ont été blessés mercredi 2 février à Paris."
)
PLAN = 'Russia will meet Sweden on 3 March 2022. Jens Berg, head of NATO, said "so be it" <b>&amp;</b>.'


def span(text: str, words: str, nth: int = 0) -> Span:
    """Where `words` stand in `text` (the nth time)."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def filler(text: str, words: str, entity: str = "", nth: int = 0) -> Filler:
    return Filler(words, span(text, words, nth), entity)


def day(iso: str, **more: object) -> Interval:
    start = datetime.fromisoformat(iso)
    end = start + timedelta(days=1)
    return Interval(iso, start, start, end, end, **more)  # type: ignore[arg-type]


def denial() -> Extraction:
    """NATO proposes, affirms that it had no answer, and Russia denies that."""
    text = DENIAL
    nato, russia = filler(text, "L'Otan", "x1"), filler(text, "la Russie", "x2")
    moscow, sweden = filler(text, "Moscou", "x2"), filler(text, "la Suède", "x3")
    first = Span(0, text.index(" Selon"))
    second = Span(first.end + 1, len(text))
    one_of = Interval(
        "[2022-02-02,2022-02-09]", datetime(2022, 2, 2), datetime(2022, 2, 9), datetime(2022, 2, 3),
        datetime(2022, 2, 10), candidates=("2022-02-02", "2022-02-09"), span=span(text, "mercredi 2 février"),
        anchor="publication", rule="weekday", timex_value="2022-02-02",
    )  # fmt: skip
    events = (
        Event("e1", "PROPOSE", "submits", "soumettre", (span(text, "a soumis"), span(text, "propositions")), first,
              (nato,), (russia,), filler(text, "des propositions sur la sécurité"), rule="verb", confidence=0.9),
        Event("e2", "STATE", "affirms", "affirmer", (span(text, "a affirmé"),), first, (nato,), content="e3",
              rule="verb", confidence=0.85),
        Event("e3", "STATE", "answers", "réponse", (span(text, "réponse"),), first, (Filler("", moscow.span, "x2"),),
              (nato,), polarity="negative", sources=(nato,), salience="minor", rule="noun", confidence=0.7),
        Event("e4", "DENY", "denies", "réfuter", (span(text, "a réfuté"),), first, (moscow,), content="e3",
              rule="verb", confidence=0.8),
        Event("e5", "ASSAULT", "wounds", "blesser", (span(text, "blessés"),), second,
              targets=(filler(text, "trois policiers"),), place=filler(text, "Paris", "x4"), time=one_of,
              sources=(sweden,), rule="passive", confidence=1.0),
    )  # fmt: skip
    claims = (
        Claim("e3", "asserts", nato, "e2", span(text, "a affirmé"), "que-clause", 0.85),
        Claim("e3", "denies", moscow, "e4", span(text, "a réfuté"), "ce-que", 0.8),
        Claim("e5", "asserts", sweden, "", span(text, "Selon la Suède"), "selon", 0.95),
    )
    entities = (
        Entity("x1", "ORG", "Otan", ("Otan", "l'Otan"), "Q7184"),
        Entity("x2", "GPE", "Russie", ("Russie", "Moscou"), "Q159"),
        Entity("x3", "GPE", "Suède"),
        Entity("x4", "GPE", "Paris"),
    )
    address = "https://example.org/a?b=c&d"
    article = Article("seed/2022 a", text, "L'Otan et la Russie", "2022-02", "fr", address, "Test")
    segments = (Segment("paragraph", Span(0, len(text))),)
    order = (Relation("e4", "after", "e2", 0, None, span(text, "ce que"), first, "cue:after", 0.8),)
    return Extraction(article, segments, entities=entities, events=events, claims=claims, relations=order)


def plan() -> Extraction:
    """A planned meeting, and a role; hostile marks in the text."""
    text = PLAN
    russia, sweden = filler(text, "Russia", "x1"), filler(text, "Sweden", "x2")
    berg = filler(text, "Jens Berg", "x3")
    first = Span(0, text.index(" Jens"))
    events = (
        Event("e1", "CONSULT", "meets", "meet", (span(text, "meet"),), first, (russia,), (sweden,),
              time=day("2022-03-03", span=span(text, "on 3 March 2022")), modality="future", rule="verb",
              confidence=0.9),
        Event("e2", "STATE", "says", "say", (span(text, "said"),), Span(first.end + 1, len(text)), (berg,),
              object=filler(text, '"so be it" <b>&amp;</b>'), heading=True, confidence=0.5),
    )  # fmt: skip
    entities = (
        Entity("x1", "GPE", "Russia", wikidata="Q159"),
        Entity("x2", "GPE", "Sweden"),
        Entity("x3", "PER", "Jens Berg"),
        Entity("x4", "ORG", "NATO", wikidata="Q7184"),
    )
    roles = (Role("x3", "head", "x4", span(text, "head of NATO"), "apposition", 0.9),)
    return Extraction(Article("b", text, "Plan", "2022-03-01", "en"), entities=entities, events=events, roles=roles)


def linkage() -> Linkage:
    """What linking says of both: shared actors, one topic, one dispute, one direct triple of each kind."""
    a = "seed/2022 a"
    actors = (
        Actor("NATO", "ORG", {"en": "NATO", "fr": "OTAN"}, ("NATO", "Otan"), "Q7184"),
        Actor("Russia", "GPE", {"en": "Russia", "fr": "Russie"}, ("Russie", "Moscou"), "Q159"),
        Actor("Sweden", "GPE", {"en": "Sweden", "fr": "Suède"}),
        Actor("Jens_Berg", "PER", {"en": "Jens Berg", "fr": "Jens Berg"}),
    )
    actor_of = {
        Ref(a, "x1"): "NATO", Ref(a, "x2"): "Russia", Ref(a, "x3"): "Sweden", Ref("b", "x1"): "Russia",
        Ref("b", "x2"): "Sweden", Ref("b", "x3"): "Jens_Berg", Ref("b", "x4"): "NATO",
    }  # fmt: skip
    text = DENIAL
    statements = (
        Statement("NATO", "submits", "security_proposals", Ref(a, "e1"), span(text, "a soumis"), "theme", 0.9),
        Statement("NATO", "submits", "Russia", Ref(a, "e1"), span(text, "a soumis"), "target", 0.9),
        Statement("Russia", "denies", "no_answer", Ref(a, "e4"), span(text, "a réfuté"), "content", 0.8),
    )
    return Linkage(
        actors,
        actor_of,
        {
            "security_proposals": {"fr": "des propositions sur la sécurité"},
            "no_answer": {"en": "no answer", "fr": "absence de réponse"},
        },
        (),
        (Dispute(Ref(a, "e3"), (Ref(a, "e2"),), (Ref(a, "e4"),), "denial", "ce-que"),),
        statements,
    )
