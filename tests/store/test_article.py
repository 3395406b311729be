from __future__ import annotations

from datetime import datetime
from types import ModuleType

import pytest

from kg.model import (
    Article,
    Bound,
    Claim,
    Conflict,
    Event,
    Extraction,
    Filler,
    Interval,
    Linkage,
    Ref,
    Relation,
    Role,
    Span,
    Statement,
)
from kg.store import Store, vocab
from kg.store.article import article_quads
from kg.store.rdf import entity_quads, kb, link_quads, parameter, provenance_quads, text_digest, vocabulary_quads
from kg.store.reading import OrderRow, events
from kg.store.validate import validate


def stored(extraction: Extraction, linkage: Linkage | None = None) -> Store:
    store = Store()
    store.put(extraction, linkage or Linkage())
    return store


def test_the_event_of_the_example(store: Store) -> None:
    found = store.query("SELECT ?p ?o { ?e ev:action act:submits ; ev:lemma 'soumettre'@fr ; ?p ?o }")
    pairs = {(row["p"], row["o"]) for row in found}
    assert {
        ("rdf:type", "ev:Event"),
        ("ev:agent", "kb:NATO"),
        ("ev:target", "kb:Russia"),
        ("ev:theme", "kb:security_proposals"),
        ("ev:eventType", "act:PROPOSE"),
        ("ev:polarity", "ev:Positive"),
        ("ev:modality", "ev:Actual"),
        ("ev:confidence", "0.9"),
        ("ev:salience", "core"),
        ("rdfs:label", "NATO submits “des propositions sur la sécurité” to Russia"),
        ("rdfs:label", "L'OTAN soumet des propositions sur la sécurité à la Russie"),
    } <= pairs


def test_statements_carry_stance_and_content(store: Store) -> None:
    found = store.query(
        "SELECT ?who ?stance ?x { ?s a ev:Statement ; ev:agent ?who ; ev:stance ?stance ; ev:content ?x }"
    )
    rows = {(row["who"], row["stance"]) for row in found}
    assert rows == {("kb:NATO", "ev:Asserts"), ("kb:Russia", "ev:Denies")}
    assert len({row["x"] for row in found}) == 1


def test_a_claim_without_a_speech_verb_is_no_event(store: Store) -> None:
    (row,) = store.query("SELECT ?who ?words { ?c a ev:Claim ; ev:agent ?who ; ev:mention/oa:exact ?words }").dicts()
    assert row == {"who": "kb:Sweden", "words": "Selon la Suède"}
    assert store.query("ASK { ?c a ev:Claim , ev:Event }").truth is False


def test_a_second_stance_of_one_speech_event_is_kept_apart(samples: ModuleType) -> None:
    text = "A dit oui et non."
    here, a = Span(0, 17), Filler("A", Span(0, 1))
    events = (
        Event("e1", "STATE", "says", "dire", (Span(2, 5),), here, (a,), content="e2"),
        Event("e2", "OTHER", "acts", "x", (Span(6, 9),), here),
        Event("e3", "OTHER", "acts", "y", (Span(13, 16),), here),
    )
    claims = (
        Claim("e2", "asserts", a, "e1", here, "r"),
        Claim("e3", "denies", a, "e1", here, "r"),
        Claim("e3", "asserts", None, "", here, "r"),
    )
    store = stored(Extraction(Article("a", text), events=events, claims=claims))
    rows = store.query("SELECT ?type ?stance ?x { ?s ev:stance ?stance ; ev:content/ev:lemma ?x ; a ?type }").dicts()
    assert {(row["type"], row["stance"], row["x"]) for row in rows} == {
        ("ev:Event", "ev:Asserts", "x"),
        ("ev:Statement", "ev:Asserts", "x"),
        ("ev:Claim", "ev:Denies", "y"),
    }


def test_offsets_and_words_agree(store: Store, samples: ModuleType) -> None:
    texts = {"a_seed": samples.DENIAL, "a_b": samples.PLAN}
    rows = store.query(
        "SELECT ?a ?start ?end ?words { ?m ev:inArticle ?a ; oa:start ?start ; oa:end ?end ; oa:exact ?words }"
    )
    assert len(rows) > 20
    for row in rows:
        text = next(text for name, text in texts.items() if row["a"].startswith(f"kb:{name}"))
        assert text[int(row["start"]) : int(row["end"])] == row["words"]


def test_offsets_count_code_points() -> None:
    text = "🙂🙂 A part."
    event = Event("e1", "MOVE", "leaves", "partir", (Span(5, 9),), Span(0, 10))
    store = stored(Extraction(Article("a", text), events=(event,)))
    assert store.query("SELECT ?w { ?e ev:mention/oa:exact ?w }").dicts() == [{"w": "part"}]


def test_doubtful_dates(store: Store) -> None:
    rows = store.query("SELECT ?p ?o { ?e ev:action act:wounds ; ?p ?o }").dicts()
    found = {(row["p"], row["o"]) for row in rows}
    assert {
        ("ev:when", "[2022-02-02,2022-02-09]"),
        ("ev:earliest", "2022-02-02"),
        ("ev:latest", "2022-02-09"),
        ("ev:possibleDate", "2022-02-02"),
        ("ev:possibleDate", "2022-02-09"),
        ("ev:timeExpression", "mercredi 2 février"),
        ("ev:timeAnchor", "publication"),
    } <= found


def ordered(bounds: tuple[Bound, ...] = (), *, conflict: bool = False, time: Interval | None = None) -> Extraction:
    """ "A après B": e1, whose time may be given, after e2."""
    at = (Span(0, 1), Span(8, 9))
    told = tuple(
        Event(f"e{n}", "MOVE", "leaves", "partir", (span,), Span(0, 9), time=time if n == 1 else None)
        for n, span in enumerate(at, 1)
    )
    relation = Relation("e1", "after", "e2", 3, None, Span(2, 7), Span(0, 9), "cue:apres", 0.5)
    conflicts = (Conflict((relation,)),) if conflict else ()
    article = Article("a", "A après B", language="fr")
    return Extraction(article, events=told, relations=(relation,), bounds=bounds, conflicts=conflicts)


def test_order_is_written_and_read_back() -> None:
    store = stored(ordered((Bound("e1", "2022-02-03", "", ("e2",)),)))
    first, second = events(store)
    assert first.orders == (OrderRow("after", second.id, 3, None, (Span(2, 7), "après"), False),)
    assert second.orders == ()
    assert (first.earliest, first.latest, first.when, first.bounded_by) == ("2022-02-03", "", "", (second.id,))
    assert store.query("ASK { ?a ev:after ?b . ?r ev:relates ?a ; ev:relatesTo ?b ; ev:order ev:After }").truth is True


def test_an_order_in_a_conflict_is_no_plain_triple() -> None:
    store = stored(ordered(conflict=True))
    assert store.query("ASK { ?a ev:after ?b }").truth is False
    assert next(events(store)).orders[0].conflicting
    assert store.query("ASK { ?r ev:status ev:Conflicting ; ev:evidence/oa:exact ?sentence }").truth is True


@pytest.mark.parametrize(
    ("bound", "found"),
    [
        (("2022-02-09", "2022-02-09"), ("2022-02-09", "2022-02-09", ("2022-02-09",))),
        (("2022-03-01", "2022-03-01"), ("2022-02-02", "2022-02-09", ("2022-02-02", "2022-02-09"))),  # the time holds
    ],
)
def test_bounds_narrow_the_days_of_a_time(bound: tuple[str, str], found: tuple[str, str, tuple[str, ...]]) -> None:
    first, last = datetime(2022, 2, 2), datetime(2022, 2, 10)
    days = ("2022-02-02", "2022-02-09")
    time = Interval("[2022-02-02,2022-02-09]", first, first, last, last, candidates=days)
    row = next(events(stored(ordered((Bound("e1", *bound, ("e2",)),), time=time))))
    assert (row.earliest, row.latest, row.possible) == found
    assert row.when == "[2022-02-02,2022-02-09]", "what the words say stays"
    assert bool(row.bounded_by) == (bound[0] < "2022-03")


def test_orders_fit_the_shapes() -> None:
    for extraction in (ordered((Bound("e1", "", "2022-02-03", ("e2",)),)), ordered(conflict=True)):
        assert validate(article_quads(extraction, Linkage())) == []


def test_odd_dates_are_not_written() -> None:
    odd = Interval("nicht <EDTF>", candidates=("2022-02-30", "x", "2022-02-03"))
    event = Event("e1", "MOVE", "leaves", "partir", (Span(0, 1),), Span(0, 1), time=odd, confidence=float("nan"))
    store = stored(Extraction(Article("a", "A", published="0000-99"), events=(event,)))
    (row,) = store.query("SELECT ?d { ?e ev:possibleDate ?d }").dicts()
    assert row == {"d": "2022-02-03"}
    assert store.query("ASK { ?e ev:when|ev:earliest|ev:latest|ev:confidence ?d }").truth is False
    assert store.query("ASK { ?a dcterms:issued '0000-99'^^edtf:EDTF }").truth is True  # the words are kept, no bounds


def test_an_unlinked_entity_stays_in_its_article(store: Store) -> None:
    (row,) = store.query("SELECT ?g ?t { GRAPH ?g { ?x rdfs:label 'Paris'@fr ; a ?t } }").dicts()
    assert row["t"] == "ev:Polity" and row["g"].startswith("kb:a_seed")


def test_roles_are_dated_nodes(store: Store) -> None:
    (row,) = store.query(
        "SELECT ?l ?o ?d { kb:Jens_Berg ev:role ?r . ?r rdfs:label ?l ; ev:organization ?o ; ev:latest ?d }"
    ).dicts()
    assert row == {"l": "head", "o": "kb:NATO", "d": "2022-03-01"}


def test_direct_triples_come_with_their_event(store: Store) -> None:
    rows = store.query("SELECT ?s ?p ?o { GRAPH kb:direct { ?s ?p ?o } }").dicts()
    assert {tuple(row.values()) for row in rows} == {
        ("kb:NATO", "act:submits", "kb:security_proposals"),
        ("kb:NATO", "act:submits", "kb:Russia"),
        ("kb:Russia", "act:denies", "kb:no_answer"),
    }
    assert store.query("ASK { ?t rdf:object kb:no_answer ; ev:shownBy/ev:action act:denies }").truth


def test_a_statement_about_a_lost_event_is_left_out() -> None:
    lost = Statement("A", "says", "B", Ref("a", "e9"), Span(0, 1), "r", 0.5)
    role = Role("x9", "chef", "x8", Span(0, 1), "r")
    extraction = Extraction(
        Article("a", "A"), roles=(role,), claims=(Claim("e7", "asserts", None, "e8", Span(0, 1), "r"),)
    )
    store = stored(extraction, Linkage(statements=(lost,)))
    assert store.query("ASK { ?t a ev:DirectTriple }").truth is False


def test_every_graph_fits_the_shapes(samples: ModuleType) -> None:
    linkage = samples.linkage()
    for quads in (
        article_quads(samples.denial(), linkage),
        article_quads(samples.plan(), linkage),
        article_quads(samples.denial(), Linkage()),
        entity_quads(linkage),
        link_quads(linkage),
        provenance_quads(samples.plan().article, "1"),
    ):
        assert validate(quads) == []


@pytest.mark.parametrize(
    ("gone", "fault"),
    [
        ("polarity", "polarity"),
        ("inArticle", "inArticle"),
        ("stance", "stance"),
        ("exact", "exact"),
        ("action", "action"),
    ],
)
def test_shapes_find_what_is_missing(samples: ModuleType, gone: str, fault: str) -> None:
    quads = [
        q for q in article_quads(samples.denial(), samples.linkage()) if not q.predicate.value.endswith("#" + gone)
    ]
    faults = validate(quads)
    assert faults and all(fault in line for line in faults)


def test_no_blank_nodes_and_safe_names(store: Store) -> None:
    for quad in store.quads():
        for term in map(str, (quad.subject, quad.object, quad.graph_name)):
            assert "_:" not in term[:2]
            if term.startswith("<" + vocab.KB):
                assert vocab.LOCAL.fullmatch(term[1:-1][len(vocab.KB) :])


def test_every_term_is_described(store: Store) -> None:
    described = {str(quad.subject)[1:-1] for quad in vocabulary_quads()}
    used = {quad.predicate.value for quad in store.quads()} | {getattr(q.object, "value", "") for q in store.quads()}
    ours = {iri for iri in used if iri.startswith((vocab.EV, vocab.ACT)) and " " not in iri}
    assert ours - described == set()


def test_the_vocabulary_speaks_both_languages() -> None:
    labels: dict[str, set[str]] = {}
    for quad in vocabulary_quads():
        if quad.predicate.value == vocab.expand("rdfs:label"):
            labels.setdefault(str(quad.subject)[1:-1], set()).add(getattr(quad.object, "language", ""))
    terms = {name for q in vocabulary_quads() if (name := str(q.subject)[1:-1]).startswith(vocab.EV)}
    assert len(terms) > 60
    assert all(labels.get(term) == {"en", "fr"} for term in terms)
    for name in ("EV", "ACT", "KB"):
        assert f"@prefix {name.lower()}: <{getattr(vocab, name)}> ." in vocab.text()


def test_names_are_stable_and_apart(samples: ModuleType) -> None:
    first = sorted(map(str, article_quads(samples.denial(), samples.linkage())))
    assert first == sorted(map(str, article_quads(samples.denial(), samples.linkage())))
    assert kb("a/b") != kb("a_b") != kb("a.b")


def test_the_digest_follows_what_was_read() -> None:
    one = Article("a", "x", published="2022")
    assert text_digest(one) != text_digest(Article("a", "x", published="2023"))
    assert text_digest(one) != text_digest(Article("a", "y", published="2022"))


@pytest.mark.parametrize(
    ("kind", "value", "term"),
    [
        ("node", "NATO", f"<{vocab.KB}NATO>"),
        ("node", "kb:NATO", f"<{vocab.KB}NATO>"),
        ("node", "wd:Q42", "<http://www.wikidata.org/entity/Q42>"),
        ("node", "https://example.org/x?y=1", "<https://example.org/x?y=1>"),
        ("action", "meets", f"<{vocab.ACT}meets>"),
        ("text", 'a" . <x>', '"a\\" . <x>"'),
        ("integer", "3", '"3"^^<http://www.w3.org/2001/XMLSchema#integer>'),
    ],
)
def test_parameters(kind: str, value: str, term: str) -> None:
    assert str(parameter(kind, value)) == term


@pytest.mark.parametrize(
    ("kind", "value"),
    [("node", "a> ?p ?o"), ("node", "a b"), ("node", "https://x> {"), ("date", "2022-02-30"), ("integer", "1 OR")],
)
def test_parameters_that_do_not_fit(kind: str, value: str) -> None:
    with pytest.raises(ValueError):
        parameter(kind, value)
