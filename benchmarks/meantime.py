"""Events, participants, dates, factuality and coreference on the Apple articles of MEANTIME, beside simple baselines.

`python -m benchmarks meantime`, or with three files: ARTICLES.jsonl MEANTIME.jsonl TIMELINES.jsonl (in the form of the
shared data). The entries of the timelines name their events' mentions in all articles: they show what is put together
across articles, which MEANTIME's own annotation does not. `kg.evaluate.meantime` says how the annotation is read and
what is compared with what. The baselines of the same run: every verb with its subject and object, actual, dated by the
publication date; and for coreference every mention alone, mentions whose last words are equal (entities), events of
one lemma.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.annotate import annotate
from kg.annotate.doc import Doc, Token
from kg.evaluate.clusters import Grouping, b_cubed
from kg.evaluate.meantime import (
    NAMED,
    GoldArticle,
    counts,
    entities_together,
    events_together,
    judged,
    pair,
    read_article,
    system_entities,
    tokens_of,
)
from kg.extract import extract
from kg.link import link
from kg.model import Article, Event, Extraction, Filler, Linkage, Ref, Span

SUBJECT = frozenset({"nsubj"})
OBJECT = frozenset({"obj", "nsubj:pass"})


def verbs(doc: Doc) -> Extraction:
    """The baseline: every verb is an event, its subject the agent, its object the target."""
    events = []
    for token in doc.tokens:
        if token.pos == "VERB":
            agents, targets = (tuple(_fillers(doc, token, deps)) for deps in (SUBJECT, OBJECT))
            events.append(Event(f"v{token.i}", "", "", token.lemma, (token.span,), token.span, agents, targets))
    return Extraction(doc.article, events=tuple(events))


def _fillers(doc: Doc, verb: Token, deps: frozenset[str]) -> Iterator[Filler]:
    for child in doc.children(verb):
        if child.dep in deps:
            below = doc.subtree(child)
            span = Span(below[0].start, below[-1].end)
            yield Filler(span.of(doc.article.text), span)


def lemmas(doc: Doc, gold: GoldArticle) -> dict[str, str]:
    """The baseline of event coreference: mentions of one lemma are one event."""
    found = {}
    for mention in gold.mentions:
        last = [t for t in doc.tokens if mention.spans[0].start <= t.start < mention.spans[0].end]
        if last:
            found[mention.id] = last[-1].lemma.lower()
    return found


def heads(doc: Doc, gold: GoldArticle) -> dict[str, str]:
    """The baseline of entity coreference: names and nouns that end in the same word are one."""
    text = doc.article.text
    return {key: one.span.of(text).split()[-1].lower() for key, one in gold.entities.items()}


def homes(extraction: Extraction, linkage: Linkage, gold: GoldArticle) -> dict[str, str]:
    """Gold event mention -> the system's event across its reports."""
    first = {ref: cluster[0] for cluster in linkage.same_events for ref in cluster}
    name = extraction.article.id
    found = {}
    for mention, event in pair(gold, judged(gold, extraction.events)):
        ref = Ref(name, event.id)
        home = first.get(ref, ref)
        found[mention.id] = f"{home.article}#{home.id}"
    return found


def rate(right: float, given: float, wanted: float) -> str:
    p, r = right / max(1, given), right / max(1, wanted)
    return f"P {p:.3f} R {r:.3f} F1 {2 * p * r / max(1e-9, p + r):.3f}  ({wanted:.0f} wanted, {given:.0f} given)"


def show(title: str, found: Mapping[str, int]) -> None:
    print(f"\n{title}")
    print(f"  events            {rate(found['event right'], found['event given'], found['event gold'])}")
    plain = found["plain right"] / max(1, found["plain gold"])
    print(f"    recall but for grammatical ones (begin, occur) {plain:.3f} of {found['plain gold']}")
    for name in ("participant", "agent", "patient"):
        print(f"  {name:17} {rate(found[f'{name} right'], found[f'{name} given'], found[f'{name} gold'])}")
    for name, words in (("own", "dates, own words"), ("told", "dates, or published")):
        print(f"  {words:19} {rate(found[f'dated {name} right'], found[f'dated {name} given'], found['dated gold'])}")
    for name, rare in (("polarity", "negative"), ("certainty", "uncertain"), ("time", "future")):
        judged_, right, usual = (found[f"{name} {key}"] for key in ("judged", "right", "usual"))
        rates = rate(found[f"{name} rare right"], found[f"{name} rare given"], found[f"{name} rare gold"])
        print(
            f"  {name:17} {right / max(1, judged_):.3f} of {judged_} (the usual value: {usual / max(1, judged_):.3f})"
        )
        print(f"    {rare:15} {rates}")


def together(title: str, found: Grouping) -> None:
    p, r, f1 = found.links
    print(
        f"  {title:34} B-cubed P {found.precision:.3f} R {found.recall:.3f} F1 {found.f1:.3f}"
        f"   links P {p:.3f} R {r:.3f} F1 {f1:.3f}"
    )


def main() -> None:
    shared = Path(os.environ.get("KG_SHARED") or Path(__file__).parents[2] / "shared") / "corpus" / "en"
    files = [shared / f"{name}.jsonl" for name in ("wikinews_apple", "meantime_apple_dev", "timelines_apple_dev")]
    files = [Path(name) for name in sys.argv[1:4]] if len(sys.argv) > 3 else files
    if not all(path.is_file() for path in files):
        print("left out: no annotated articles here (name three files, or set KG_SHARED)")
        return
    articles, rows, timelines = (
        [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] for path in files
    )
    text = {row["id"]: row for row in articles}
    chosen = [row for row in rows if row["article_id"] in text]
    given = [
        Article(row["id"], row["text"], published=row["date_published"], language="en")
        for row in (text[one["article_id"]] for one in chosen)
    ]
    gold = [read_article(row, article.text) for row, article in zip(chosen, given, strict=True)]
    docs = list(annotate(given))
    found = [extract(doc) for doc in docs]
    linkage = link(found)
    report(gold, docs, found, linkage)
    print("\ncoreference of events across articles, entries of the timelines")
    entries = told_together(timelines, chosen, given)
    words = {(doc.article.id, token.start): token.lemma.lower() for doc in docs for token in doc.tokens}
    for title, system in {
        "each alone": {},
        "same lemma": {f"{name}:{start}": words[name, start] for name, start in entries if (name, start) in words},
        "kg": reports(found, linkage, entries),
    }.items():
        together(title, b_cubed(system, {f"{name}:{start}": home for (name, start), home in entries.items()}))


Place = tuple[str, int]  # article and offset of a mention


def told_together(
    timelines: list[dict[str, Any]], rows: list[dict[str, Any]], articles: list[Article]
) -> dict[Place, str]:
    """The mentions of the timelines' events that the texts have, and the event of each: those of one entry are one."""
    sentences = {
        row["article_id"].rsplit("-", 1)[-1]: (article, dict(tokens_of(row["sentences_tokenised"], article.text)))
        for row, article in zip(rows, articles, strict=True)
    }
    found: dict[Place, str] = {}
    for number, timeline in enumerate(timelines):
        for event in timeline["events"]:
            places = []
            for mention in event["mentions"]:
                if mention["doc_id"] not in sentences:
                    continue
                article, tokens = sentences[mention["doc_id"]]
                starts = [s.start for word, s in tokens.get(mention["sentence"], ()) if word == mention["word"]]
                places += [(article.id, start) for start in starts[:1]]
            known = next(
                (found[place] for place in places if place in found), f"{number}-{event['order']}-{places[:1]}"
            )
            found.update(dict.fromkeys(places, known))  # an entry of another timeline may name the same event
    return found


def reports(found: list[Extraction], linkage: Linkage, entries: Mapping[Place, str]) -> dict[str, str]:
    """Mention of a timeline -> the system's event there, across its reports."""
    first = {ref: cluster[0] for cluster in linkage.same_events for ref in cluster}
    homes_ = {}
    for extraction in found:
        name = extraction.article.id
        for event in extraction.events:
            ref = Ref(name, event.id)
            for start in (s for article, s in entries if article == name):
                if any(trigger.start <= start < trigger.end for trigger in event.triggers):
                    homes_[f"{name}:{start}"] = str(first.get(ref, ref))
    return homes_


def report(gold: list[GoldArticle], docs: list[Doc], found: list[Extraction], linkage: Linkage) -> None:
    plain = [verbs(doc) for doc in docs]
    print(
        f"{len(gold)} articles, {sum(len(g.mentions) for g in gold)} event mentions "
        f"({sum(g.left_out for g in gold)} of titles left out), {sum(len(g.entities) for g in gold)} entity mentions"
    )
    for title, made in (("every verb, its subject and object", plain), ("kg", found)):
        show(title, sum((counts(g, x) for g, x in zip(gold, made, strict=True)), Counter()))
    print("\ncoreference of entities, within an article")
    ways = {
        "each alone": [dict[str, str]() for _ in gold],
        "same last word": [heads(doc, g) for doc, g in zip(docs, gold, strict=True)],
        "kg": [system_entities(g, x) for g, x in zip(gold, found, strict=True)],
    }
    for kinds, words in (((), "all"), (NAMED, "persons, organisations, places")):
        for title, systems in ways.items():
            sums = (entities_together(g, s, kinds) for g, s in zip(gold, systems, strict=True))
            together(f"{title}, {words}" if kinds else title, sum(sums, Grouping()))
    print("\ncoreference of events, within an article")
    for title, systems in {
        "each alone": ways["each alone"],
        "same lemma": [lemmas(doc, g) for doc, g in zip(docs, gold, strict=True)],
        "kg": [homes(x, linkage, g) for x, g in zip(found, gold, strict=True)],
    }.items():
        together(title, sum((events_together(g, s) for g, s in zip(gold, systems, strict=True)), Grouping()))


if __name__ == "__main__":
    main()
