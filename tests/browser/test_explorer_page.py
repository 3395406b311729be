"""What a reader does on the explorer, in a real browser."""

from __future__ import annotations

import copy
import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

pytestmark = pytest.mark.browser
Show = Callable[..., Any]


def total(page: Any) -> tuple[int, int]:
    """(events that pass, all events), as the page says."""
    found = re.match(r"(\d+) \S+ (\d+)", page.inner_text(".total"))
    assert found
    return int(found.group(1)), int(found.group(2))


def involved(data: dict[str, Any], actor: str) -> int:
    def ids(event: dict[str, Any]) -> set[str]:
        fillers = [*event["agents"], *event["targets"], *event["sources"], event["object"], event["place"]]
        return {filler["id"] for filler in fillers if filler}

    return sum(actor in ids(event) for event in data["events"])


def drawn(page: Any) -> int:
    """Events in the timeline: one glyph each, or counted in a bin."""
    bins = "[...document.querySelectorAll('.bin')].reduce((n, bin) => n + Number(bin.dataset.count), 0)"
    return int(page.evaluate(f"document.querySelectorAll('.ev').length + {bins}"))


def test_every_event_is_there_dateless_too(show: Show, seed: dict[str, Any]) -> None:
    page = show(seed)
    assert total(page) == (len(seed["events"]), len(seed["events"]))
    shown = set(page.evaluate("[...document.querySelectorAll('.ev')].map(node => node.dataset.id)"))
    assert shown == {event["id"] for event in seed["events"]}
    dateless = {event["id"] for event in seed["events"] if not event["earliest"] and not event["latest"]}
    assert dateless and dateless <= shown


@pytest.mark.parametrize("events", [50, 500, 2000])
def test_every_event_of_a_corpus_is_drawn_or_counted(show: Show, corpora: ModuleType, events: int) -> None:
    page = show(corpora.corpus(events))
    assert drawn(page) == events
    assert page.evaluate("document.querySelectorAll('.bin').length > 0") == (events > 1500) or events == 500


def test_click_on_an_actor_lists_its_events(show: Show, seed: dict[str, Any]) -> None:
    page = show(seed)
    page.click(".node[data-actor=Russia]")
    expected = involved(seed, "Russia")
    assert total(page)[0] == expected
    assert page.locator(".items .item").count() == expected
    assert "Russie" in page.inner_text(".tab-body h2")
    page.click(".node[data-actor=Russia]")
    assert total(page)[0] == len(seed["events"])


def test_click_on_a_link_lists_its_events(show: Show, seed: dict[str, Any]) -> None:
    page = show(seed)
    page.locator('.link[data-link="NATO>Russia>act"]').dispatch_event("click")
    pairs = [
        e
        for e in seed["events"]
        if "NATO" in [f["id"] for f in e["agents"]] and "Russia" in [f["id"] for f in e["targets"]]
    ]
    assert total(page)[0] == len(pairs) > 1


def test_event_shows_its_evidence_with_marks(show: Show, seed: dict[str, Any]) -> None:
    page = show(seed)
    page.locator(".ev[data-id=e8]").dispatch_event("click")
    event = next(event for event in seed["events"] if event["id"] == "e8")
    assert page.inner_text("blockquote").strip() == event["evidence"]["text"]
    words = page.locator("blockquote mark").all_inner_texts()
    marks = [event["evidence"]["text"][mark["start"] : mark["end"]] for mark in event["evidence"]["marks"]]
    assert words == marks
    assert page.locator("blockquote .m-time").count() == 1


def test_dispute_shows_both_versions(show: Show, seed: dict[str, Any]) -> None:
    page = show(seed, hash="e=e30")
    sides = page.locator(".versions .side").all_inner_texts()
    assert len(sides) == 2
    assert "OTAN" in sides[0] and "affirmé" in sides[0]
    assert "Russie" in sides[1] and "réfuté" in sides[1]
    assert page.locator(".ev[data-id=e30] .ring").count() == 1


def test_type_and_status_filters(show: Show, seed: dict[str, Any]) -> None:
    page = show(seed)
    page.click(".type[data-family=say]")
    said = sum(event["type"] == "STATE" for event in seed["events"])
    assert total(page)[0] == said
    page.click(".status[data-status=neg]")
    assert total(page)[0] == sum(e["type"] == "STATE" and e["polarity"] == "negative" for e in seed["events"]) > 0
    page.click(".clear")
    assert total(page)[0] == len(seed["events"])


def test_counts_of_the_legend(show: Show, seed: dict[str, Any]) -> None:
    page = show(seed)
    counts = [int(text) for text in page.locator(".type .n").all_inner_texts()]
    assert sum(counts) == len(seed["events"])


def test_search_folds_accents(show: Show, seed: dict[str, Any]) -> None:
    page = show(seed)
    page.keyboard.press("/")
    page.keyboard.type("REPONSE")
    found = total(page)[0]
    assert found == sum(
        "réponse" in json.dumps(e["label"], ensure_ascii=False).lower() + e["evidence"]["text"] for e in seed["events"]
    )
    page.keyboard.press("Escape")
    assert total(page)[0] == len(seed["events"])


def test_keys_step_and_escape_clears(show: Show, seed: dict[str, Any]) -> None:
    page = show(seed)
    page.keyboard.press("ArrowRight")
    first = page.evaluate("document.querySelector('.ev.chosen').dataset.id")
    page.keyboard.press("ArrowRight")
    second = page.evaluate("document.querySelector('.ev.chosen').dataset.id")
    assert first != second
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.querySelector('.ev.chosen').dataset.id") == first
    page.keyboard.press("End")
    assert page.evaluate("document.querySelector('.ev.chosen').dataset.id") not in (first, second)
    page.keyboard.press("Escape")
    assert page.locator(".ev.chosen").count() == 0
    page.click(".type[data-family=ask]")
    page.keyboard.press("Escape")
    assert total(page)[0] == len(seed["events"])


def brush(page: Any, start: float, end: float) -> None:
    strip = page.locator(".brush .overlay").bounding_box()
    y = strip["y"] + strip["height"] / 2
    page.mouse.move(strip["x"] + strip["width"] * start, y)
    page.mouse.down()
    for step in range(1, 6):
        page.mouse.move(strip["x"] + strip["width"] * (start + (end - start) * step / 5), y)
    page.mouse.up()


def test_brush_filters_and_the_network_fades(show: Show, seed: dict[str, Any]) -> None:
    page = show(seed)
    brush(page, 0.86, 0.995)
    passing, all_of_them = total(page)
    assert 0 < passing < all_of_them
    assert page.locator(".ev:not(.dim)").count() == passing
    assert page.locator(".node.dim").count() > 0
    dateless = page.evaluate("[...document.querySelectorAll('.ev:not(.dim)')].map(node => node.dataset.when)")
    assert set(dateless) <= {"none", "until", "from", "span"}
    page.wait_for_timeout(250)
    assert "t=" in page.evaluate("location.hash")


def test_hash_restores(show: Show, seed: dict[str, Any]) -> None:
    page = show(seed)
    page.click(".node[data-actor=NATO]")
    page.click(".type[data-family=ask]")
    page.click(".items .item >> nth=1")
    brush(page, 0.1, 0.6)
    page.wait_for_timeout(250)
    state = page.evaluate("location.hash").lstrip("#")
    before = (total(page), page.inner_text(".tab-body h2"))
    again = show(seed, hash=state)
    assert (total(again), again.inner_text(".tab-body h2")) == before
    assert again.evaluate("document.querySelectorAll('.brush .selection')[0].getAttribute('width')") is not None


def test_bad_hash_is_harmless(show: Show, seed: dict[str, Any]) -> None:
    page = show(seed, hash="e=%E0%A4%A&a=nobody&t=x~y&n=-3&f=zz&__proto__=1&lang=xx&view=zz")
    assert total(page) == (0, len(seed["events"]))


def test_language_and_theme(show: Show, seed: dict[str, Any]) -> None:
    page = show(seed)
    assert page.evaluate("document.documentElement.lang") == "fr"
    page.click("#language")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert "No date" in page.text_content(".tl-head")
    assert page.title() == seed["meta"]["title"]["en"]
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("#theme")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light


def test_timeline_page_opens_on_the_timeline(show: Show, seed: dict[str, Any]) -> None:
    page = show(seed, view="timeline")
    assert not page.is_visible(".graph") and page.is_visible(".timeline")
    assert drawn(page) == len(seed["events"])
    page.click(".views button >> nth=0")
    assert page.is_visible(".graph")
    assert page.locator(".node").count() > 3


def test_as_of_hides_what_was_not_yet_known(show: Show, corpora: ModuleType) -> None:
    data = corpora.corpus(120, articles=6)
    page = show(data)
    days = sorted({article["published"] for article in data["articles"]})
    page.locator("#as-of").fill("1")
    late = {article["id"] for article in data["articles"] if article["published"] > days[1]}
    assert total(page)[0] == sum(event["article"] not in late for event in data["events"])
    assert drawn(page) == total(page)[0]


def test_show_more_actors(show: Show, corpora: ModuleType) -> None:
    page = show(corpora.corpus(900, actors=150), view="graph")
    assert page.locator(".node").count() == 60
    page.click(".net-more")
    assert page.locator(".node").count() == 120


def test_zoom_turns_bins_into_events(show: Show, corpora: ModuleType) -> None:
    page = show(corpora.corpus(2400, actors=60))
    assert page.locator(".bin").count() > 0 and page.locator(".ev").count() == 0
    for _ in range(5):
        page.click(".tl-tools .tool >> nth=2")
    assert page.locator(".ev").count() > 0


@pytest.mark.parametrize("kind", ["span", "until", "from", "cands", "about", "none"])
def test_a_vague_date_is_never_a_sharp_point(show: Show, corpora: ModuleType, kind: str) -> None:
    page = show(corpora.corpus(400, actors=40), hash="u=1")
    selectors = {"span": ".bar", "until": ".bar", "from": ".bar", "cands": ".ghost", "about": ".halo", "none": ""}
    missing = page.evaluate(
        "([kind, mark]) => [...document.querySelectorAll(`.ev[data-when=${kind}]`)]"
        ".filter(node => mark && !node.querySelector(mark)).length",
        [kind, selectors[kind]],
    )
    assert page.locator(f".ev[data-when={kind}]").count() > 0
    assert missing == 0
    assert page.locator(".ev[data-when=day] .bar, .ev[data-when=day] .halo, .ev[data-when=day] .ghost").count() == 0
    if kind == "none":
        edge = page.evaluate("Number(document.querySelector('.tl-body .band.k-none').getAttribute('x'))")
        starts = page.evaluate("[...document.querySelectorAll('.ev[data-when=none]')].map(node => node.getBBox().x)")
        assert min(starts) >= edge - 3


def test_csv_json_svg_and_png(show: Show, seed: dict[str, Any]) -> None:
    page = show(seed, hash="a=Russia")

    def export(name: str) -> bytes:
        page.click(".menu summary")
        with page.expect_download() as waiting:
            page.click(f"[data-export={name}]")
        return Path(waiting.value.path()).read_bytes()

    rows = list(csv.DictReader(io.StringIO(export("exportCsv").decode("utf-8-sig"))))
    assert len(rows) == involved(seed, "Russia")
    assert json.loads(export("exportJson"))["events"] == page.evaluate(
        "JSON.parse(document.getElementById('data').textContent).events"
    )
    for name in ("exportSvgTimeline", "exportSvgGraph"):
        text = export(name).decode("utf-8")
        assert text.count("<text") > 10 and "class=" not in text and "Russie" in text
    assert export("exportPng")[:8] == b"\x89PNG\r\n\x1a\n"


def test_article_tab_marks_triggers(show: Show, seed: dict[str, Any]) -> None:
    page = show(seed, hash="tab=article")
    text = page.inner_text(".tab-body")
    assert all(paragraph["text"][:40] in text for paragraph in seed["articles"][0]["paragraphs"])
    page.click(".trigger >> nth=2")
    assert page.locator("blockquote").count() == 1


def test_phone_has_no_overflow(show: Show, seed: dict[str, Any]) -> None:
    page = show(seed, hash="e=e30", width=390, height=844)
    for tab in ("evidence", "list", "article"):
        page.click(f"#tab-{tab}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_print_lists_everything(show: Show, corpora: ModuleType) -> None:
    page = show(corpora.corpus(400))
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".items .item").count() == 400
    assert not page.is_visible("#search")


def test_few_days_make_story_bands(show: Show, seed: dict[str, Any]) -> None:
    page = show(seed)
    assert page.locator(".col-title").all_text_contents() == ["Avant", "mercredi ?", "jeudi ?", "À venir", "Sans date"]
    assert page.locator(".chip-text").all_text_contents() == ["2", "9", "16", "23", "3", "10", "17", "24"]
    assert "ordre du texte" in page.locator(".col-note").first.text_content()
    assert page.locator(".tick").count() == 0
    box = "node => node.getBoundingClientRect()"
    xs = page.evaluate(f"[...document.querySelectorAll('.ev[data-when=cands] .glyph')].map({box}).map(b => b.x)")
    bands = page.evaluate(
        f"[...document.querySelectorAll('.tl-head .band.k-day')].map({box}).map(b => [b.left, b.right])"
    )
    assert all(any(left - 9 <= x <= right for left, right in bands) for x in xs)


def test_many_days_make_a_calendar(show: Show, corpora: ModuleType) -> None:
    page = show(corpora.corpus(80))
    assert page.locator(".tl-head .tick").count() > 3
    assert page.locator(".col-note").count() == 0


def test_one_old_event_does_not_flatten_the_rest(show: Show, corpora: ModuleType) -> None:
    data = corpora.corpus(80)
    data["events"].append(corpora.event(999, earliest="1949-04-04", latest="1949-04-04", edtf="1949-04-04"))
    page = show(data)
    assert page.text_content(".ev[data-id=e999] .ev-text").startswith("1949 · ")
    assert re.search(r"20\d\d – ", page.text_content(".tick-span"))


def test_phone_timeline_shows_every_event_in_rows(show: Show, seed: dict[str, Any], corpora: ModuleType) -> None:
    page = show(seed, width=390, height=844)
    assert drawn(page) == len(seed["events"])
    page.locator(".ev[data-id=e30]").dispatch_event("click")
    assert page.locator(".versions").count() == 1
    assert drawn(show(corpora.corpus(600), width=390, height=844)) == 600


def test_click_on_a_lane_and_scroll_to_it(show: Show, corpora: ModuleType) -> None:
    page = show(corpora.corpus(300))
    lane = page.locator(".lane-name.is-actor").nth(8)
    actor = lane.get_attribute("data-actor")
    page.locator(f".node[data-actor={actor}]").dispatch_event("click")
    assert lane.is_visible() and "chosen" in (lane.get_attribute("class") or "")
    frame, spot = page.locator(".tl").bounding_box(), lane.bounding_box()
    assert frame["y"] <= spot["y"] < frame["y"] + frame["height"]


def test_undated_events_are_folded_and_counted(show: Show, corpora: ModuleType) -> None:
    data = corpora.corpus(400)
    undated = sum(not event["earliest"] and not event["latest"] for event in data["events"])
    page = show(data, view="timeline")

    def counted() -> list[int]:
        return [int(text) for text in page.locator(".fold-count").all_text_contents()]

    assert sum(counted()) == undated and page.locator(".ev[data-when=none]").count() == 0
    assert str(undated) in page.locator(".fold-head [role=button]").get_attribute("aria-label")
    width = "Number(document.querySelector('.tl-body .band.k-none').getAttribute('width'))"
    narrow = page.evaluate(width)
    page.click(".type[data-family=say]")
    assert 0 < sum(counted()) < undated  # what a filter hides is not counted
    page.click(".clear")
    page.locator(".fold-head [role=button]").focus()
    page.keyboard.press("Enter")
    assert page.locator(".fold").count() == 0 and drawn(page) == 400
    assert page.evaluate(width) > narrow * 1.5
    page.wait_for_timeout(250)
    assert "u=1" in page.evaluate("location.hash")
    page.locator(".fold-head [role=button]").focus()
    page.keyboard.press("Enter")
    assert sum(counted()) == undated


def test_a_chosen_undated_event_shows_in_its_fold(show: Show, corpora: ModuleType) -> None:
    data = corpora.corpus(400)
    event = next(event for event in data["events"] if not event["earliest"] and not event["latest"])
    page = show(data, hash=f"e={event['id']}")
    assert page.locator(".fold.chosen").count() == 1


def test_a_few_undated_events_stand_open(show: Show, corpora: ModuleType) -> None:
    page = show(corpora.corpus(50))
    assert page.locator(".fold, .fold-head").count() == 0
    assert page.locator(".ev[data-when=none]").count() > 0


def test_phone_shows_fewer_actors_and_a_few_undated_events(show: Show, corpora: ModuleType) -> None:
    page = show(corpora.corpus(400, actors=80), width=390, height=844)
    assert page.locator(".node").count() == 20
    assert page.locator(".ev[data-when=none]").count() <= 8
    tools, head = page.locator(".tl-tools").bounding_box(), page.locator(".tl-head").bounding_box()
    assert tools["y"] + tools["height"] <= head["y"] + 1  # they cover no words
    page.locator(".bin").last.dispatch_event("click")
    assert page.locator(".ev[data-when=none]").count() > 8 and drawn(page) == 400


def test_empty_graph(show: Show, corpora: ModuleType) -> None:
    data = corpora.corpus(0, actors=0, articles=0)
    page = show(data)
    assert total(page) == (0, 0)
    assert page.locator(".empty").count() == 1


def test_a_brush_step_draws_nothing_anew(show: Show, corpora: ModuleType) -> None:
    """What keeps it quick (`python -m benchmarks pages` has the figures): marks and actors only change their class."""
    page = show(corpora.corpus(1000, actors=60))
    drawn = page.evaluate(
        """() => { const drawn = () => [...document.querySelectorAll('.ev, .bin, .lane-name, .node, .edge')];
        const before = drawn(), dim = () => document.querySelectorAll('.dim').length, counts = [];
        for (let i = 0; i < 3; i += 1) {
          location.hash = `t=0.${i + 10}~0.${i + 40}`; window.dispatchEvent(new HashChangeEvent('hashchange'));
          counts.push(dim()); }
        const after = drawn();
        return { counts, size: before.length,
          kept: before.length === after.length && before.every((node, k) => node === after[k]) }; }"""
    )
    assert drawn["size"] > 60 and drawn["kept"]
    assert all(count > 0 for count in drawn["counts"])


def test_the_list_goes_by_date_then_background_then_the_surest_without_a_date(show: Show, seed: dict[str, Any]) -> None:
    data = copy.deepcopy(seed)
    undated = [event for event in data["events"] if not (event["earliest"] or event["latest"] or event["candidates"])]
    dated = next(event for event in data["events"] if event not in undated)
    dated.update(earliest="1997-05-01", latest="1997-05-01", candidates=[], edtf="1997-05-01", time_text="")
    for share, event in enumerate(undated):
        event.update(salience="core", polarity="positive", modality="actual", same=[], confidence=0.1 + share / 100)
    page = show(data, hash="tab=list")
    order = page.eval_on_selector_all(".items .item", "found => found.map((item) => item.dataset.event)")
    assert page.locator("h3.part").count() == 3
    assert order[-len(undated) :] == [event["id"] for event in reversed(undated)]
    assert order[-len(undated) - 1] == dated["id"] and len(order) == len(data["events"])
    page.keyboard.press("ArrowRight")
    page.wait_for_function("id => location.hash.includes(`e=${id}&`)", arg=order[0])  # the keys go the way of the list
