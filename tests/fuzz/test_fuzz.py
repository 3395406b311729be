"""Anything may come in: no reader, segmenter, grammar, serialiser or guard answers with more than a word of its own."""

from __future__ import annotations

import gzip
import importlib.util
import io
import json
import os
import sys
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings as hypothesis_settings, strategies as st

from kg.annotate import segments
from kg.config import Settings, is_date, settings as load_settings
from kg.errors import KgError, QueryError
from kg.export import EXPORTERS
from kg.extract.times import owl_time, tag
from kg.model import Span
from kg.read import READERS, readings
from kg.read.dates import byline, dateline, in_path, is_dateline, published
from kg.read.encoding import decode, is_binary
from kg.store.guard import check, check_foreign, form_of, names_dataset

TOTAL = int(os.environ.get("KG_FUZZ", "2500"))  # inputs of all targets together
TESTS = Path(__file__).resolve().parents[1]
Watch = Callable[[str], AbstractContextManager[None]]


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"kg_fuzz_{path.stem}", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look there
    spec.loader.exec_module(module)
    return module


def share(part: float) -> hypothesis_settings:
    """The settings of a target that gets this part of all inputs."""
    whole = "KG_FUZZ" in os.environ
    return hypothesis_settings(
        max_examples=max(1, round(TOTAL * part)),
        deadline=None,
        derandomize=not whole,
        database=None,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.generate, Phase.shrink],
    )


@cache
def other(name: str) -> ModuleType:
    """A test module of another room, for what it makes."""
    return _load(TESTS / name)


# Readers

SUFFIXES = sorted({*READERS, *(s + ".gz" for s in READERS), ".zip", ".gz"})
FRENCH = "Le ministre a déclaré mardi que la Russie n'a pas répondu aux propositions de l'Otan."


@cache
def config() -> Settings:
    return load_settings({})


@cache
def seeds() -> dict[str, bytes]:
    """A real file of each kind, by ending."""
    import pyarrow
    import pyarrow.parquet as pq
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    found = {p.suffix + p.stem: p.read_bytes() for p in (TESTS / "read" / "data").iterdir() if p.suffix != ".py"}
    row = {"id": "a", "title": "T", "text": FRENCH, "date_published": "2022-02-16", "language": "fr"}
    found |= {
        ".txt": f"date: 2022-02\ntitle T\n\n{FRENCH}".encode(),
        ".json": json.dumps({"articles": [row, row]}).encode(),
        ".jsonl": (json.dumps(row) + "\n").encode() * 2,
        ".csv": f'id;text;date\na;"{FRENCH}";2022\n'.encode(),
        ".tml": f'<TimeML><DCT><TIMEX3 value="2022-02-16"/></DCT><TEXT>{FRENCH}</TEXT></TimeML>'.encode(),
    }
    table, archive = io.BytesIO(), io.BytesIO()
    pq.write_table(pyarrow.table({key: [value] for key, value in row.items()}), table)
    found[".parquet"] = table.getvalue()
    writer = WARCWriter(archive, gzip=False)
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    body = io.BytesIO(found[".htmlcarnet"])
    writer.write_record(writer.create_warc_record("https://e.org/a", "response", body, http_headers=headers))
    found[".warc"] = archive.getvalue()
    return found


def pack(data: bytes, suffix: str, inner: str) -> bytes:
    """Bytes as a file of this ending holds them."""
    if suffix.endswith(".gz"):
        return gzip.compress(data, 1, mtime=0)
    if suffix != ".zip":
        return data
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"a{inner}", data)
    return sink.getvalue()


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, bytes]:
    """A real file with a few wounds, at times under a wrong name, at times packed (and wounded again)."""
    kind = draw(st.sampled_from(sorted(seeds())))
    own = "." + kind.split(".")[1][:7]
    own = next((s for s in sorted(READERS, key=len, reverse=True) if kind.startswith(s)), own)
    data = _wounded(draw, seeds()[kind])
    suffix = draw(st.sampled_from([own, own, own, own + ".gz", ".zip", draw(st.sampled_from(SUFFIXES))]))
    data = pack(data, suffix, own)
    return suffix, _wounded(draw, data) if suffix.endswith((".gz", ".zip")) and draw(st.booleans()) else data


def _wounded(draw: st.DrawFn, data: bytes) -> bytes:
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(data)))
        size = draw(st.integers(0, 40))
        how = draw(st.sampled_from(["cut", "drop", "fill", "insert", "swap", "twice"]))
        if how == "cut":
            data = data[:at]
        elif how == "drop":
            data = data[:at] + data[at + size :]
        elif how == "fill":
            data = data[:at] + draw(st.binary(min_size=1, max_size=8)) + data[at + size :]
        elif how == "insert":
            data = data[:at] + draw(st.sampled_from(PIECES)) + data[at:]
        elif how == "swap":
            data = data[at:] + data[:at]
        else:
            data = data[:at] + data[max(0, at - 10 * size) :]
    return data


PIECES = [
    *(b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r\n", b"\r", b"<!--", b"]]>", b"<![CDATA[", b"&#xD800;", b"&#0;"),
    *(b"<p>", b"</article>", b"<table><tr><td>", b"<script>", b'<meta charset="utf-7">', b"<template>", b"<svg><p>"),
    *(b'"datePublished": {"@value": 3}', b'{"@graph": [[[]]]}', b"Content-Length: 99999999\r\n", b"WARC/1.0\r\n",
      b"9" * 30),
    *(b'<?xml version="1.0" encoding="utf-16"?>', b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b'xmlns="x"', b"\\ud800",
      b"1e999"),
]  # fmt: skip
TAGS = ("p", "div", "article", "main", "h1", "time", "meta", "script", "table", "td", "li", "br", "a", "aside",
        "span", "title",
        "html", "body", "head", "template", "svg", "x:y", "link", "form", "select", "frameset", "noscript",
        "iframe")  # fmt: skip
ATTRIBUTES = ("", ' class="date"', ' class="related"', ' itemprop="datePublished"', ' datetime="2022-02-30"', ' hidden',
              ' property="article:published_time" content="x"', ' type="application/ld+json"', ' lang="fr"',
              ' rel="canonical"',
              ' href="http://["', ' charset="utf-16"', ' content="16 février 2022"', ' id="\x00"',
              ' name="date"')  # fmt: skip
words = st.one_of(
    st.sampled_from(
        [FRENCH, "12/03/2009", "Mis à jour le", "\n", '{"@type": "NewsArticle", "datePublished": []}', "[" * 50]
    ),
    st.text(max_size=12),
)
markup = st.recursive(
    words,
    lambda inner: st.builds(
        lambda tag, attribute, parts, close: f"<{tag}{attribute}>{''.join(parts)}" + (f"</{tag}>" if close else ""),
        st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES), st.lists(inner, max_size=4), st.booleans(),
    ),
    max_leaves=25,
)  # fmt: skip


def read_anything(folder: Path, suffix: str, data: bytes) -> None:
    """Read a file; what is read is sound, and what is said is one line that says where and what to do."""
    said: list[KgError] = []
    path = folder / f"a{suffix}"
    path.write_bytes(data)
    for reading in readings([path], settings=config(), on_skip=said.append, on_notice=said.append):
        article = reading.article
        assert article.text.strip() and article.id and article.where
        article.text.encode("utf-8")
        assert article.published == "" or is_date(article.published)
        assert article.published.isascii() and (reading.dated != "") == (article.published != "")
    for error in said:
        assert error.what and error.where and "\n" not in str(error).replace(str(folder), "")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


@share(0.10)
@given(suffix=st.sampled_from(SUFFIXES), data=st.one_of(st.binary(max_size=300), st.text(max_size=200).map(str.encode)))
def test_any_bytes_under_any_name(suffix: str, data: bytes, folder: Path, watched: Watch, capfd: Any) -> None:
    with watched("readers"):
        read_anything(folder, suffix, data)


@share(0.18)
@given(file=mutated())
@example(file=(".json", b'{"text": "Le ministre est dans la ville et le port.", "date": "le 6\\nnovembre\\n"}'))
def test_real_files_wounded(file: tuple[str, bytes], folder: Path, watched: Watch) -> None:
    with watched("readers"):
        read_anything(folder, *file)


@share(0.07)
@given(html=markup, suffix=st.sampled_from([".html", ".htm", ".xhtml", ".mhtml", ".rss"]))
def test_markup_of_any_shape(html: str, suffix: str, folder: Path, watched: Watch) -> None:
    head = "Content-Type: text/html; charset=utf-8\n\n" if suffix == ".mhtml" else ""
    feed = f"<rss version='2.0'><channel><item><description><![CDATA[{html}]]></description></item></channel></rss>"
    with watched("readers"):
        read_anything(folder, suffix, (feed if suffix == ".rss" else head + html).encode("utf-8", "replace"))


numbers = st.text("0123456789-/.:TZ+ ٣２, ", max_size=25)
dated = st.lists(
    st.one_of(numbers, st.text(max_size=6), st.sampled_from(["février", "May", "1er", "2022", "le", "PARIS",
              "(AFP)", " – ", "publié",
              "mis à jour", "à", "10h30", ",", "\n", "\x85", "16 février 2022", "99/99/9999", "0000-00-00"])),
    max_size=8,
).map(" ".join)  # fmt: skip


@share(0.10)
@given(text=dated, language=st.sampled_from(["", "fr", "en", "de", "xx"]))
@example(text="２０２２-02", language="fr")
@example(text="0000 A", language="xx")
@example(text="janvier 0001", language="fr")
def test_dates_of_publication(text: str, language: str, watched: Watch) -> None:
    with watched("dates"):
        found = [function(text, language=language) for function in (published, dateline, byline)]
        for day in (*found, in_path(text)):
            assert day == "" or (is_date(day) and day.isascii())
        is_dateline(text)


@share(0.05)
@given(
    data=st.binary(max_size=400),
    declared=st.one_of(st.text(max_size=12), st.sampled_from(["utf-16", "hz", "idna", "rot13", "utf-7"])),
)
def test_encodings(data: bytes, declared: str, watched: Watch) -> None:
    with watched("encodings"):
        text, doubt = decode(data, declared)
        text.encode("utf-8")
        assert isinstance(doubt, str)
        is_binary(data)


# Segmenter, time grammar

prose = st.lists(
    st.one_of(st.text(max_size=8), st.sampled_from(list("«»“”„\"'’.!?…:;–—-()\n\r\t\u2028\x85 ")), st.just("\n\n"),
              st.sampled_from(["Le ministre a dit", "PARIS (AFP) –", "12 mars 2022. -", "Lire aussi", "Read more",
                              "X" * 60])),
    max_size=30,
).map("".join)  # fmt: skip


@share(0.15)
@given(text=prose)
def test_segments(text: str, watched: Watch) -> None:
    with watched("segmenter"):
        end = 0
        for paragraph in segments.paragraphs(text):
            assert end <= paragraph.start < paragraph.end <= len(text)
            end = paragraph.end
            line = segments.dateline(text, paragraph)
            assert line is None or paragraph.start <= line.start < line.end <= paragraph.end
            segments.is_furniture(text, paragraph)
            segments.is_heading(text, paragraph)
            for quote in segments.quotations(text, paragraph):
                assert paragraph.start <= quote.span.start < quote.span.end <= paragraph.end and quote.level >= 0


@share(0.12)
@given(data=st.data(), code=st.sampled_from(["fr", "en"]))
def test_time_grammar(data: st.DataObject, code: str, watched: Watch) -> None:
    times = other("extract/times/test_properties.py")
    make = other("extract/times/conftest.py").plain_doc
    some = st.one_of(
        times.sentences(code), dated, st.lists(st.one_of(times.sentences(code), dated), max_size=4).map("".join)
    )
    text, day = data.draw(some), data.draw(times.PUBLISHED)
    with watched("times"):
        for interval in tag(make(text, day, code)):
            assert interval.span is None or Span(0, len(text)).end >= interval.span.end
            owl_time(interval)


# Serialisers

WRITTEN = [name for name in EXPORTERS if name not in ("explorer", "timeline", "graph")]


@share(0.04)
@given(data=st.data())
def test_serialisers(data: st.DataObject, watched: Watch) -> None:
    hostile = other("store/test_hostile.py")
    text = data.draw(hostile.hostile)
    with watched("serialisers"):
        store = hostile.store_of(text)
        for name in WRITTEN:
            content = EXPORTERS[name](store)
            (content if isinstance(content, bytes) else content.encode("utf-8")).decode("utf-8")


# Query guard

TOKENS = ["SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "WHERE", "*", "{", "}", "SERVICE", "LOAD", "service",
          "<http://x/>", "?s", "$p", ":o",
          '"', "'", '"""', "'''", "\\", "#", "\n", "\\u0053", "\\U00000053", "\\U00110000", "PREFIX", "BASE",
          "FROM", "NAMED", "GRAPH",
          "INSERT", "DROP ALL", "bif:x", "sql:y", "@fr", "ev:service", "LIMIT 1", ";", ".", "(", ")", "^^", "_:b",
          "%20", "\x00"]  # fmt: skip
queries = st.lists(st.one_of(st.sampled_from(TOKENS), st.text(max_size=5)), max_size=25).flatmap(
    lambda parts: st.sampled_from(["", " "]).map(lambda glue: glue.join(parts))
)


@share(0.19)
@given(sparql=queries)
def test_query_guard(sparql: str, watched: Watch) -> None:
    with watched("guard"):
        for judge in (check, check_foreign):
            try:
                judge(sparql)
            except QueryError as error:
                assert str(error)
        assert form_of(sparql) in ("", "SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
        assert names_dataset(sparql) in (True, False)
