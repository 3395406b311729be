"""Web archives and Parquet: each page and each row is an article; what is cut costs no whole one."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("trafilatura", reason="trafilatura is not installed: pip install -e '.[html]'")
pytest.importorskip("warcio", reason="warcio is not installed: pip install -e '.[warc]'")
pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install -e '.[parquet]'")

Hear = Callable[..., Any]
DATA = Path(__file__).parent / "data"
FRENCH = "Le ministre a déclaré mardi que la Russie n'a pas répondu aux propositions de l'Otan."
ENGLISH = "The minister said on Tuesday that Russia has not answered the proposals of the alliance."
HTML = (
    '<html lang="fr"><head>{head}</head><body>{beside}'
    "<article><h1>Titre</h1><p>{text}</p><p>{text}</p></article></body></html>"
)


# Web archives


def warc(path: Path, *, packed: bool, pages: Mapping[str, tuple[str, str, bytes, list[tuple[str, str]]]]) -> Path:
    """An archive with these answers: address -> status, content type, body, headers."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=packed)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "kg"}))
        for address, (status, kind, body, more) in pages.items():
            headers = StatusAndHeaders(status, [("Content-Type", kind), *more], protocol="HTTP/1.1")
            record = writer.create_warc_record(address, "response", payload=io.BytesIO(body), http_headers=headers)
            writer.write_record(record)
    return path


def answers() -> dict[str, tuple[str, str, bytes, list[tuple[str, str]]]]:
    import brotli

    carnet = (DATA / "carnet.html").read_bytes()
    greve = (DATA / "archives.html").read_bytes()
    packed = [("Content-Encoding", "gzip")]
    plain = HTML.format(head='<meta name="date" content="2022-02-16">', beside="", text=FRENCH).encode()
    chunks = b"%x\r\n%s\r\n0\r\n\r\n" % (len(plain), plain)
    return {
        "https://carnet.example/2022/05/tramway/": ("200 OK", "text/html; charset=utf-8", carnet, []),
        "https://carnet.example/old": ("301 Moved", "text/html", b"", [("Location", "/")]),
        "https://carnet.example/x.png": ("200 OK", "image/png", b"\x89PNG\r\n\x1a\n\x00", []),
        "https://archives.example/r/greve.htm": ("200 OK", "text/html", gzip.compress(greve, mtime=0), packed),
        "https://e.org/br": ("200 OK", "text/html", brotli.compress(plain), [("Content-Encoding", "br")]),
        "https://e.org/already": ("200 OK", "text/html", plain.replace(b"Titre", b"Autre"), packed),
        "https://e.org/chunked": ("200 OK", "text/html", chunks, [("Transfer-Encoding", "chunked")]),
        "https://e.org/bomb": ("200 OK", "text/html", gzip.compress(b"<p>a</p>" * 4_000_000), packed),
        "https://e.org/broken": ("200 OK", "text/html", b"nonsense", [("Content-Encoding", "br")]),
    }


WARC_IDS = ["tramway-0440a4d8", "greve-618fabc8", "br-2537d5be", "already-4bee7e4a", "chunked-21753d9b"]


@pytest.mark.parametrize("packed", [True, False])
def test_a_web_archive(hear: Hear, tmp_path: Path, packed: bool, capfd: pytest.CaptureFixture[str]) -> None:
    file = warc(tmp_path / ("a.warc.gz" if packed else "a.warc"), packed=packed, pages=answers())
    heard = hear(file)
    assert heard.ids == WARC_IDS
    first = heard.found[0].article
    assert (first.published, first.title, first.url) == (
        "2022-05-17", "La mairie refuse le tramway", "https://carnet.example/2022/05/tramway/"
    )  # fmt: skip
    assert first.where == f"{file}[2] https://carnet.example/2022/05/tramway/"
    assert [n.what for n in heard.notices] == ["records without an article were left aside: 1 answer 301, 1 image/png."]
    assert [(e.where.rpartition("/")[2], e.what) for e in heard.skipped] == [
        ("bomb", "is larger than 20 MB."), ("broken", "was sent packed, and does not unpack.")
    ]  # fmt: skip
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("share", [0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95, 0.99])
def test_a_web_archive_cut_anywhere(
    hear: Hear, tmp_path: Path, packed: bool, share: float, capfd: pytest.CaptureFixture[str]
) -> None:
    pages = {k: v for k, v in answers().items() if k not in ("https://e.org/bomb", "https://e.org/broken")}
    file = warc(tmp_path / ("a.warc.gz" if packed else "a.warc"), packed=packed, pages=pages)
    whole = {r.article.id: r.article.text for r in hear(file).found}
    data = file.read_bytes()
    file.write_bytes(data[: int(len(data) * share)])
    heard = hear(file)
    (error,) = heard.skipped
    assert (
        error.what == "is cut off: its end is missing." and error.where == str(file) and "records before" in error.hint
    )
    assert all(whole[r.article.id] == r.article.text for r in heard.found)  # no half article
    assert len(heard.found) >= (len(whole) - 1 if share == 0.99 else 0)
    assert capfd.readouterr() == ("", "")


def test_extracted_text_of_an_archive(hear: Hear, tmp_path: Path) -> None:
    from warcio.warcwriter import WARCWriter

    with (tmp_path / "a.warc.wet.gz").open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        body = io.BytesIO(FRENCH.encode())
        kind = "text/plain"
        writer.write_record(
            writer.create_warc_record("https://e.org/2022/02/16/a", "conversion", body, warc_content_type=kind)
        )
    reading = hear(tmp_path).only
    assert (reading.article.text, reading.article.published, reading.dated) == (FRENCH, "2022-02-16", "url")


# Parquet


def parquet(path: Path, columns: Mapping[str, list[object]]) -> Path:
    import pyarrow.parquet as pq

    pq.write_table(pyarrow.table(dict(columns)), path)
    return path


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2022-02-16", "2022-02-16"),
        (date(2022, 2, 16), "2022-02-16"),
        (datetime(2022, 2, 16), "2022-02-16"),
        (datetime(2022, 2, 16, 23, 30, tzinfo=timezone(timedelta(hours=0))), "2022-02-16"),
        (2022, "2022"),
        (None, ""),
    ],
)
def test_parquet(hear: Hear, tmp_path: Path, value: object, day: str) -> None:
    columns = {"Headline": ["T"], "Body": [FRENCH], "date": [value], "url": ["https://e.org"], "vector": [[1.0, 2.0]]}
    reading = hear(parquet(tmp_path / "a.parquet", columns)).only
    article = reading.article
    assert (article.title, article.text, article.published, article.url) == ("T", FRENCH, day, "https://e.org")
    assert article.where.endswith("a.parquet:1") and reading.reader == "parquet"


def test_many_rows_of_parquet_keep_their_numbers(hear: Hear, tmp_path: Path) -> None:
    texts = [f"{FRENCH} Numéro {n}." if n != 300 else None for n in range(600)]
    heard = hear(parquet(tmp_path / "a.parquet", {"text": texts, "id": [str(n) for n in range(600)]}), published="2022")
    assert len(heard.found) == 599 and heard.found[-1].article.where.endswith(":600")
    assert [(e.where.rpartition(":")[2], e.what) for e in heard.skipped] == [("301", "the article has no text.")]
