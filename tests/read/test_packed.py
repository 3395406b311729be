"""Every kind of file packed and broken: one line that says where, what and what to do, and the rest is read."""

from __future__ import annotations

import gzip
import io
import json
import shutil
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from kg.errors import install
from kg.read import extras

pytest.importorskip("trafilatura", reason="trafilatura is not installed: pip install -e '.[html]'")
pytest.importorskip("feedparser", reason="feedparser is not installed: pip install -e '.[feeds]'")
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


def write(path: Path, content: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def rss(items: str, head: str = "") -> str:
    return f'<?xml version="1.0"?>{head}<rss version="2.0"><channel><title>S</title>{items}</channel></rss>'


# Packed


KINDS: Mapping[str, Callable[[], bytes]] = {
    "a.txt": FRENCH.encode,
    "a.jsonl": json.dumps({"id": "a", "text": FRENCH}).encode,
    "a.json": json.dumps([{"id": "a", "text": FRENCH}]).encode,
    "a.csv": lambda: b"id,text\na," + FRENCH.encode(),
    "a.html": HTML.format(head="", beside="", text=FRENCH).encode,
    "a.rss": rss(f"<item><guid>a</guid><description>{FRENCH}</description></item>").encode,
    "a.parquet": lambda: _parquet_bytes(),
}


def _parquet_bytes() -> bytes:
    import pyarrow.parquet as pq

    sink = io.BytesIO()
    pq.write_table(pyarrow.table({"id": ["a"], "text": [FRENCH]}), sink)
    return sink.getvalue()


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("how", ["plain", "gz", "zip", "gz in zip", "gz without a name"])
def test_every_kind_packed(hear: Hear, tmp_path: Path, name: str, how: str) -> None:
    data = KINDS[name]()
    if how == "plain":
        write(tmp_path / name, data)
    elif how == "gz":
        write(tmp_path / f"{name}.gz", gzip.compress(data))
    elif how == "gz without a name":
        write(tmp_path / "a.gz", gzip.compress(data))
        if name in ("a.txt", "a.csv"):  # nothing tells what it is
            assert [e.what for e in hear(tmp_path).skipped] == ['no reader for "a.gz".']
            return
    else:
        with zipfile.ZipFile(tmp_path / "z.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            inner = gzip.compress(data) if how == "gz in zip" else data
            archive.writestr(f"folder/{name}" + (".gz" if how == "gz in zip" else ""), inner)
    heard = hear(tmp_path, published="2022")
    assert heard.ids == ["a"] and heard.only.article.text.split("\n\n")[0] == FRENCH, heard.said
    assert "zip" not in how or heard.only.article.where.startswith(f"{tmp_path}/z.zip/folder/a.")


def test_gzip_on_standard_input(hear: Hear, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BufferedReader(io.BytesIO(gzip.compress(json.dumps({"id": "x", "text": FRENCH}).encode())))

    monkeypatch.setattr("sys.stdin", Stdin)
    assert hear(Path("-"), published="2022").ids == ["x"]


def test_names_that_lead_out_of_an_archive(hear: Hear, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        for name in ("../up.txt", "/etc/abs.txt", "a/../../b.txt", "C:/drive.txt", "good.txt", ".hidden.txt",
                     "__MACOSX/x.txt", "red\x1b[31m.txt", "x.exe", "inner.zip"):  # fmt: skip
            archive.writestr(name, f"{FRENCH} {len(name)}")
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    heard = hear(tmp_path / "z.zip", published="2022")
    assert [i for i in heard.ids if "red" not in i] == ["good"] and len(heard.ids) == 2
    out = [e.where.removeprefix(f"{tmp_path}/z.zip/") for e in heard.skipped if "leads out" in e.what]
    assert sorted(out) == ["../up.txt", "/etc/abs.txt", "C:/drive.txt", "a/../../b.txt"]
    assert [e.what for e in heard.skipped if e.where.endswith("inner.zip")] == ["is an archive inside an archive."]
    assert [n.what for n in heard.notices] == ["files without a reader were left aside: 1 .exe, 1 .txt."]
    assert not any("\x1b" in r.article.where for r in heard.found)


def test_a_bomb_is_given_up_early(hear: Hear, tmp_path: Path) -> None:
    zeros = b" " * (300 << 20)
    write(tmp_path / "a.jsonl.gz", gzip.compress(zeros, 9))
    with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.jsonl", zeros)
        archive.writestr("b.txt", FRENCH)
    heard = hear(tmp_path)
    bombs = [e for e in heard.skipped if e.what == "unpacks to more than 250 times its size, as no text does."]
    assert [e.where.removeprefix(str(tmp_path)) for e in bombs][:2] == ["/a.jsonl.gz", "/b.zip/a.jsonl"]


def test_an_encrypted_member_costs_only_itself(hear: Hear, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        archive.writestr("a.txt", FRENCH)
        archive.writestr("b.txt", ENGLISH)
    data = bytearray((tmp_path / "z.zip").read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1  # "a.txt" is encrypted
    write(tmp_path / "z.zip", bytes(data))
    heard = hear(tmp_path, published="2022")
    assert heard.ids == ["b"] and [e.what for e in heard.skipped] == ["is encrypted."]


# What is broken: each costs one line that says where, what and what to do, and the rest is read


def _cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _broken_member() -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", FRENCH * 20)
        archive.writestr("inside.txt", ENGLISH)
    data = bytearray(sink.getvalue())
    data[50:60] = b"\xff" * 10
    return bytes(data)


def _columns() -> bytes:
    import pyarrow.parquet as pq

    sink = io.BytesIO()
    pq.write_table(pyarrow.table({"a": [1], "b": ["x"]}), sink)
    return sink.getvalue()


BROKEN: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "cut.txt.gz": (lambda: _cut(gzip.compress(FRENCH.encode() * 50)), "is cut off: its end is missing."),
    "damaged.txt.gz": (lambda: gzip.compress(b"a" * 9)[:10] + b"\xff" * 40, "is damaged and cannot be unpacked ("),
    "no.txt.gz": (lambda: b"no gzip at all, but plain words", "is damaged and cannot be unpacked ("),
    "empty.txt.gz": (lambda: gzip.compress(b""), "is empty."),
    "none.gz": (lambda: b"", "is empty."),
    "member.zip": (_broken_member, "is damaged and cannot be unpacked ("),
    "cut.zip": (lambda: _cut(_broken_member()), "cannot be opened as a zip archive ("),
    "empty.zip": (lambda: b"PK\x05\x06" + b"\x00" * 18, "no article files in this archive."),
    "none.zip": (lambda: b"", "is empty."),
    "binary.html": (lambda: b"\x7fELF\x02\x01\x00\x00" + bytes(range(256)), "is binary, not text."),
    "image.html": (lambda: b"\x89PNG\r\n\x1a\n\x00\x00", "is binary, not text."),
    "packed.html": (lambda: gzip.compress(b"<p>x</p>"), "is binary, not text."),
    "none.html": (lambda: b"", "is empty."),
    "nothing.html": (lambda: b"<html><body><script>x()</script></body></html>", "no article was found in the page."),
    "none.mhtml": (lambda: b"From: x\r\n\r\nwords", "holds no web page."),
    "bad.rss": (lambda: b'<rss version="2.0"><channel><title>x', "this feed has no entries (no element found)."),
    "other.xml": (lambda: b"<book><title>x</title></book>", "is no RSS or Atom feed"),
    "noentries.atom": (lambda: b'<feed xmlns="http://www.w3.org/2005/Atom"></feed>', "this feed has no entries."),
    "none.rss": (lambda: b"", "is empty."),
    "words.warc": (lambda: b"no archive at all", "is no web archive, or a damaged one ("),
    "none.warc": (lambda: b"", "is empty."),
    "columns.parquet": (_columns, "no text column among: a, b."),
    "cut.parquet": (lambda: _cut(_parquet_bytes()), "is no Parquet file, or a damaged one ("),
    "words.parquet": (lambda: b"no parquet at all", "is no Parquet file, or a damaged one ("),
    "none.parquet": (lambda: b"", "is empty."),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_costs_one_line(hear: Hear, tmp_path: Path, name: str, capfd: pytest.CaptureFixture[str]) -> None:
    make, what = BROKEN[name]
    write(tmp_path / "0-before.txt", FRENCH)
    write(tmp_path / name, make())
    write(tmp_path / "zz-after.txt", ENGLISH)
    heard = hear(tmp_path, published="2022")
    inside = ["inside"] if name == "member.zip" else []
    assert heard.ids == ["0-before", *inside, "zz-after"]
    (error,) = heard.skipped
    assert error.what.startswith(what) and name in error.where and error.hint
    assert "\n" not in str(error) and "\x1b" not in str(error)
    assert capfd.readouterr() == ("", "")


def test_articles_before_a_cut_are_kept(hear: Hear, tmp_path: Path) -> None:
    lines = "".join(json.dumps({"id": str(n), "text": f"{FRENCH} {n * 7919}"}) + "\n" for n in range(3000))
    write(tmp_path / "a.jsonl.gz", _cut(gzip.compress(lines.encode())))
    heard = hear(tmp_path, published="2022")
    assert 1000 < len(heard.found) < 2000
    assert [e.what for e in heard.skipped] == ["is cut off: its end is missing."]


@pytest.mark.parametrize(
    ("name", "module", "extra"),
    [("a.html", "trafilatura", "html"), ("a.rss", "feedparser", "feeds"), ("a.warc", "warcio", "warc"),
     ("a.parquet", "pyarrow", "parquet")],
)  # fmt: skip
def test_a_missing_package_is_named_with_its_install_line(
    hear: Hear, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, module: str, extra: str
) -> None:
    def missing(wanted: str) -> None:
        raise ImportError(wanted)

    monkeypatch.setattr(extras, "import_module", missing)
    write(tmp_path / name, KINDS.get(name, lambda: b"WARC/1.0\r\n")())
    write(tmp_path / "b.txt", FRENCH)
    heard = hear(tmp_path)
    assert heard.ids == ["b"]
    assert str(heard.skipped[0]) == f"{tmp_path}/{name}: needs {module}, which is not installed. {install(extra)}"


def test_a_whole_folder_of_everything(hear: Hear, tmp_path: Path) -> None:
    for file in DATA.iterdir():
        if file.suffix not in (".py", ".md"):
            (tmp_path / file.suffix[1:]).mkdir(exist_ok=True)
            shutil.copy(file, tmp_path / file.suffix[1:])
    heard = hear(tmp_path)
    assert {r.reader for r in heard.found} == {"feed", "html", "mhtml"} and not heard.skipped
    again = hear(tmp_path)
    assert again.found == heard.found and again.said == heard.said
