"""Pages saved by a browser, feeds of several generators, web archives and Parquet: what is taken, and what is not."""

from __future__ import annotations

import gzip
import io
import json
import shutil
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from kg.config import settings
from kg.errors import KgError
from kg.read import Reading, extras, readings

pytest.importorskip("trafilatura", reason="trafilatura is not installed: pip install 'kg[html]'")
feedparser = pytest.importorskip("feedparser", reason="feedparser is not installed: pip install 'kg[feeds]'")
pytest.importorskip("warcio", reason="warcio is not installed: pip install 'kg[warc]'")
pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install 'kg[parquet]'")

DATA = Path(__file__).parent / "data"
FRENCH = "Le ministre a déclaré mardi que la Russie n'a pas répondu aux propositions de l'Otan."
ENGLISH = "The minister said on Tuesday that Russia has not answered the proposals of the alliance."


class Heard:
    """What was read, and what was said of it."""

    def __init__(self, *paths: Path, **flags: object) -> None:
        self.skipped: list[KgError] = []
        self.notices: list[KgError] = []
        hear = {"on_skip": self.skipped.append, "on_notice": self.notices.append}
        self.found = list(readings(paths, settings=settings(flags), **hear))

    @property
    def only(self) -> Reading:
        (reading,) = self.found
        return reading

    @property
    def ids(self) -> list[str]:
        return [reading.article.id for reading in self.found]

    @property
    def said(self) -> list[str]:
        return [str(error) for error in (*self.skipped, *self.notices)]


def write(path: Path, content: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


# Pages

PAGES = {
    "courrier.html": ("2023-11-04", "metadata", "fr", "Le port de Valmer rouvre après la tempête"),
    "courrier.mhtml": ("", "", "fr", "Le port de Valmer rouvre après la tempête"),  # Chromium leaves out its JSON-LD
    "carnet.html": ("2022-05-17", "metadata", "fr", "La mairie refuse le tramway"),
    "archives.html": ("2009-03-12", "dateline", "fr", "Grève à l'arsenal de Kerlann"),
    "gazette.html": ("2024-02-09", "metadata", "en", "Harbour strike ends"),
}
AROUND = ("cookies", "Accueil", "Lire aussi", "Partager", "réflexions", "merci la mairie", "Météo", "Copyright",
          "droits", "privacy", "Sign up", "More from", "photo d'archives", "Sport", "Publié le", "Updated",
          "Par Claire")  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_pages_saved_by_a_browser(name: str) -> None:
    heard = Heard(DATA / name)
    article = heard.only.article
    assert (article.published, heard.only.dated, article.language, article.title) == PAGES[name]
    assert heard.only.reader == name.rpartition(".")[2] and article.id == name.partition(".")[0]
    assert not heard.skipped and not [n for n in heard.notices if "date_published" not in n.what]
    assert not [words for words in AROUND if words in article.text]
    paragraphs = article.text.split("\n\n")
    assert len(paragraphs) >= 3 and all(paragraph[-1] in ".»" or "fermeture" in paragraph for paragraph in paragraphs)
    assert article.title not in article.text


def test_the_words_of_a_page_are_whole() -> None:
    article = Heard(DATA / "courrier.html").only.article
    assert article.text.startswith(
        "Le préfet de la Côte a annoncé samedi la réouverture du port de Valmer, fermé depuis"
    )
    assert "La région avait demandé cette mesure dès vendredi.\n\n« Les navires" in article.text  # a link, a paragraph
    assert article.text.endswith("Les syndicats se réuniront lundi à Brive-sur-Mer pour décider de la suite.")
    assert article.url == "https://courrier.example/regions/port-de-valmer"
    assert article.source == "Le Courrier de la Côte"
    assert Heard(DATA / "courrier.mhtml").only.article.text == article.text


HTML = (
    '<html lang="fr"><head>{head}</head><body>{beside}'
    "<article><h1>Titre</h1><p>{text}</p><p>{text}</p></article></body></html>"
)
LINKED = '<script type="application/ld+json">{}</script>'


@pytest.mark.parametrize(
    ("head", "beside", "day", "dated"),
    [
        (LINKED.format('{"@type":"NewsArticle","datePublished":"2022-02"}'), "", "2022-02", "metadata"),
        (LINKED.format('[{"@type":["Report","Thing"],"datePublished":"16 février 2022"}]'), "",
         "2022-02-16", "metadata"),
        (LINKED.format('{"@type":"WebPage","mainEntity":{"@type":"BlogPosting","datePublished":"2022-02-16"}}'), "",
         "2022-02-16", "metadata"),
        (LINKED.format('{"@type":"NewsArticle",,,'), '<meta name="pubdate" content="20220216">',
         "2022-02-16", "metadata"),
        ('<meta name="DC.date.issued" content="2022-02-16">', "", "2022-02-16", "metadata"),
        ('<meta property="article:modified_time" content="2022-03-01">', "", "", ""),
        ("", '<span itemprop="datePublished">16 février 2022</span>', "2022-02-16", "metadata"),
        ("", '<header><time datetime="2022-02-16T09:00">hier</time></header>', "2022-02-16", "metadata"),
        ("", '<header><time class="updated" datetime="2022-03-01">1er mars</time></header>', "", ""),
        ("", '<div class="date-maj">Mis à jour le 1er mars 2022, publié le 16 février 2022</div>',
         "2022-02-16", "dateline"),
        ("", '<aside><div class="date">1er mars 2022</div></aside>', "", ""),
        ('<link rel="canonical" href="https://e.org/2022/02/16/titre.html">', "", "2022-02-16", "url"),
        ("<title>2022-02-16</title>", "", "", ""),
    ],
)  # fmt: skip
def test_where_a_page_has_its_date(tmp_path: Path, head: str, beside: str, day: str, dated: str) -> None:
    html = HTML.format(head='<meta charset="utf-8">' + head, beside=beside, text=FRENCH)
    reading = Heard(write(tmp_path / "a.html", html)).only
    assert (reading.article.published, reading.dated) == (day, dated)


@pytest.mark.parametrize(
    ("declared", "real", "said"),
    [
        ("utf-8", "utf-8", ""),
        ("iso-8859-1", "iso-8859-1", ""),
        ("iso-8859-1", "cp1252", ""),
        ("windows-1252", "utf-8", "declared windows-1252, but is UTF-8."),
        ("utf-8", "cp1252", "declared utf-8, but is not; read as Windows-1252 (Latin-1)."),
        ("utf-8", "mac_roman", "declared utf-8, but is not; read as Mac OS Roman."),
        ("no-such", "cp1252", "not UTF-8; read as Windows-1252 (Latin-1)."),
        ("unicode_escape", "cp1252", "not UTF-8; read as Windows-1252 (Latin-1)."),
        ("utf-16", "utf-8", ""),
        ("utf-8", "utf-16", ""),
        ("", "utf-16-le", "not UTF-8; read as UTF-16."),
    ],
)
def test_encodings_of_pages(tmp_path: Path, declared: str, real: str, said: str) -> None:
    text = "Le préfet a déclaré à Nîmes que « l’été » n'est pas fini et que la région a été prévenue."
    if real == "iso-8859-1":
        text = text.replace("’", "'")
    head = f'<meta charset="{declared}"><meta name="date" content="2022-02-16">'
    heard = Heard(write(tmp_path / "a.html", HTML.format(head=head, beside="", text=text).encode(real)))
    assert heard.only.article.text.split("\n\n")[0] == text
    assert [n.what for n in heard.notices] == ([said] if said else [])


def test_an_xml_declaration_does_not_garble(tmp_path: Path) -> None:
    head = '<?xml version="1.0" encoding="iso-8859-1"?><!DOCTYPE html>'
    file = write(tmp_path / "a.xhtml", head + HTML.format(head="", beside="", text=FRENCH))
    assert Heard(file).only.article.text.startswith(FRENCH)


def test_a_page_in_a_mirror_is_called_after_its_folder(tmp_path: Path) -> None:
    html = HTML.format(head="", beside="", text=FRENCH)
    heard = Heard(write(tmp_path / "2022" / "02" / "16" / "sommet" / "index.html", html))
    assert (heard.only.article.id, heard.only.article.published, heard.only.dated) == ("sommet", "2022-02-16", "path")
    assert [n.what for n in heard.notices] == ["no date is given; the one in its path was taken."]


def test_what_a_browser_saves_beside_a_page_is_left_alone(tmp_path: Path) -> None:
    html = HTML.format(head="", beside="", text=FRENCH)
    write(tmp_path / "Le sommet.html", html)
    write(tmp_path / "Le sommet_fichiers" / "publicité.html", HTML.format(head="", beside="", text=ENGLISH))
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        for file in (tmp_path / "Le sommet.html", tmp_path / "Le sommet_fichiers" / "publicité.html"):
            archive.write(file, file.relative_to(tmp_path))
    heard = Heard(tmp_path)
    assert heard.ids == ["Le sommet"] and any("kept once" in n.what for n in heard.notices)


def test_paragraphs_that_stand_in_no_section_stay_whole(tmp_path: Path) -> None:
    text = 'Le conseil a <a href="x">refusé lundi</a> le projet, et la maire a dit <b>non</b> dans la salle.'
    file = write(tmp_path / "a.html", f"<html><body><h1>Vote</h1><p>{text}</p><p>{FRENCH}</p></body></html>")
    whole = "Le conseil a refusé lundi le projet, et la maire a dit non dans la salle."
    assert Heard(file).only.article.text == f"{whole}\n\n{FRENCH}"


def test_a_page_nested_too_deep_costs_nothing_else(tmp_path: Path) -> None:
    write(tmp_path / "a.html", "<html><body>" + "<div>" * 100_000 + f"<p>{FRENCH}</p>")
    write(tmp_path / "b.html", HTML.format(head="", beside="", text=FRENCH))
    assert Heard(tmp_path).ids[-1] == "b"


# Feeds

PONT, PLAINTE = "le-pont-de-sauve-d0b562e2", "plainte-0e5dc7f0"
FEEDS = {
    "wordpress.rss": ((PONT, "2023-03-08"), (PLAINTE, "2023-03-09")),
    "depeches.rss": ((PONT, "2023-03-08"), (PLAINTE, "2023-03-09")),
    "site.atom": ((PONT, "2023-03-07"), (PLAINTE, "2023-03-09")),  # written in Greenwich time, forty minutes before
    "pelican.atom": (("depeche-1-05a0154a", "2023-03-09"), ("depeche-0-179e76fd", "2023-03-08")),
}


@pytest.mark.parametrize("name", FEEDS)
def test_feeds_of_four_generators(name: str) -> None:
    heard = Heard(DATA / name)
    assert not heard.skipped and not heard.notices
    assert [(r.article.id, r.article.published) for r in heard.found] == list(FEEDS[name])
    assert {(r.reader, r.dated, r.article.language) for r in heard.found} == {("feed", "metadata", "fr")}
    first = min((r.article for r in heard.found), key=lambda a: a.published)
    assert first.title == "Le pont de Sauve fermé aux camions" and first.source.startswith("Dépêches")
    assert " ".join(first.text.split()) == (
        "Le département a interdit mardi le pont de Sauve aux camions, après la découverte d'une fissure. "
        "Les transporteurs ont protesté. Leur président, Luc Arnaud, a demandé une expertise indépendante."
    )
    assert first.where.startswith(str(DATA / name) + "[") and first.url.startswith("https://depeches.example/")


def rss(items: str, head: str = "") -> str:
    return f'<?xml version="1.0"?>{head}<rss version="2.0"><channel><title>S</title>{items}</channel></rss>'


def test_a_summary_is_better_than_nothing(tmp_path: Path) -> None:
    file = write(tmp_path / "a.xml", rss(f"<item><title>T</title><description>{FRENCH}</description></item>"))
    article = Heard(file).only.article
    assert (article.text, article.title, article.url, article.published) == (FRENCH, "T", "", "")
    assert article.id.startswith("a")


def test_a_feed_with_bad_xml_is_read_with_a_notice(tmp_path: Path) -> None:
    item = f"<item><title>R & D</title><link>https://e.org/a</link><description>{FRENCH}</description></item>"
    heard = Heard(write(tmp_path / "a.rss", rss(item)), published="2022")
    assert [r.article.text for r in heard.found] == [FRENCH]
    (notice,) = heard.notices
    assert notice.what.startswith("its XML is broken (") and notice.where.endswith("a.rss:1") and notice.hint


def test_a_feed_opens_no_file_and_expands_no_bomb(tmp_path: Path) -> None:
    secret = write(tmp_path / "secret.txt", "Le secret de la ville est ici.")
    evil = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "boum "}">' for n in range(9))
    head = f'<!DOCTYPE rss [<!ENTITY file SYSTEM "{secret.as_uri()}">{evil}]>'
    item = f"<item><title>&file;</title><description>{FRENCH} &file; &e8;</description></item>"
    heard = Heard(write(tmp_path / "a.rss", rss(item, head)), published="2022")
    assert not any("secret" in r.article.text + r.article.title or len(r.article.text) > 1000 for r in heard.found)
    assert heard.found or heard.skipped


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
def test_a_web_archive(tmp_path: Path, packed: bool, capfd: pytest.CaptureFixture[str]) -> None:
    file = warc(tmp_path / ("a.warc.gz" if packed else "a.warc"), packed=packed, pages=answers())
    heard = Heard(file)
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
    tmp_path: Path, packed: bool, share: float, capfd: pytest.CaptureFixture[str]
) -> None:
    pages = {k: v for k, v in answers().items() if k not in ("https://e.org/bomb", "https://e.org/broken")}
    file = warc(tmp_path / ("a.warc.gz" if packed else "a.warc"), packed=packed, pages=pages)
    whole = {r.article.id: r.article.text for r in Heard(file).found}
    data = file.read_bytes()
    file.write_bytes(data[: int(len(data) * share)])
    heard = Heard(file)
    (error,) = heard.skipped
    assert (
        error.what == "is cut off: its end is missing." and error.where == str(file) and "records before" in error.hint
    )
    assert all(whole[r.article.id] == r.article.text for r in heard.found)  # no half article
    assert len(heard.found) >= (len(whole) - 1 if share == 0.99 else 0)
    assert capfd.readouterr() == ("", "")


def test_extracted_text_of_an_archive(tmp_path: Path) -> None:
    from warcio.warcwriter import WARCWriter

    with (tmp_path / "a.warc.wet.gz").open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        body = io.BytesIO(FRENCH.encode())
        kind = "text/plain"
        writer.write_record(
            writer.create_warc_record("https://e.org/2022/02/16/a", "conversion", body, warc_content_type=kind)
        )
    reading = Heard(tmp_path).only
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
def test_parquet(tmp_path: Path, value: object, day: str) -> None:
    columns = {"Headline": ["T"], "Body": [FRENCH], "date": [value], "url": ["https://e.org"], "vector": [[1.0, 2.0]]}
    reading = Heard(parquet(tmp_path / "a.parquet", columns)).only
    article = reading.article
    assert (article.title, article.text, article.published, article.url) == ("T", FRENCH, day, "https://e.org")
    assert article.where.endswith("a.parquet:1") and reading.reader == "parquet"


def test_many_rows_of_parquet_keep_their_numbers(tmp_path: Path) -> None:
    texts = [f"{FRENCH} Numéro {n}." if n != 300 else None for n in range(600)]
    heard = Heard(
        parquet(tmp_path / "a.parquet", {"text": texts, "id": [str(n) for n in range(600)]}), published="2022"
    )
    assert len(heard.found) == 599 and heard.found[-1].article.where.endswith(":600")
    assert [(e.where.rpartition(":")[2], e.what) for e in heard.skipped] == [("301", "the article has no text.")]


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
def test_every_kind_packed(tmp_path: Path, name: str, how: str) -> None:
    data = KINDS[name]()
    if how == "plain":
        write(tmp_path / name, data)
    elif how == "gz":
        write(tmp_path / f"{name}.gz", gzip.compress(data))
    elif how == "gz without a name":
        write(tmp_path / "a.gz", gzip.compress(data))
        if name in ("a.txt", "a.csv"):  # nothing tells what it is
            assert [e.what for e in Heard(tmp_path).skipped] == ['no reader for "a.gz".']
            return
    else:
        with zipfile.ZipFile(tmp_path / "z.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            inner = gzip.compress(data) if how == "gz in zip" else data
            archive.writestr(f"folder/{name}" + (".gz" if how == "gz in zip" else ""), inner)
    heard = Heard(tmp_path, published="2022")
    assert heard.ids == ["a"] and heard.only.article.text.split("\n\n")[0] == FRENCH, heard.said
    assert "zip" not in how or heard.only.article.where.startswith(f"{tmp_path}/z.zip/folder/a.")


def test_gzip_on_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BufferedReader(io.BytesIO(gzip.compress(json.dumps({"id": "x", "text": FRENCH}).encode())))

    monkeypatch.setattr("sys.stdin", Stdin)
    assert Heard(Path("-"), published="2022").ids == ["x"]


def test_names_that_lead_out_of_an_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        for name in ("../up.txt", "/etc/abs.txt", "a/../../b.txt", "C:/drive.txt", "good.txt", ".hidden.txt",
                     "__MACOSX/x.txt", "red\x1b[31m.txt", "x.exe", "inner.zip"):  # fmt: skip
            archive.writestr(name, f"{FRENCH} {len(name)}")
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    heard = Heard(tmp_path / "z.zip", published="2022")
    assert [i for i in heard.ids if "red" not in i] == ["good"] and len(heard.ids) == 2
    out = [e.where.removeprefix(f"{tmp_path}/z.zip/") for e in heard.skipped if "leads out" in e.what]
    assert sorted(out) == ["../up.txt", "/etc/abs.txt", "C:/drive.txt", "a/../../b.txt"]
    assert [e.what for e in heard.skipped if e.where.endswith("inner.zip")] == ["is an archive inside an archive."]
    assert [n.what for n in heard.notices] == ["files without a reader were left aside: 1 .exe, 1 .txt."]
    assert not any("\x1b" in r.article.where for r in heard.found)


def test_a_bomb_is_given_up_early(tmp_path: Path) -> None:
    zeros = b" " * (300 << 20)
    write(tmp_path / "a.jsonl.gz", gzip.compress(zeros, 9))
    with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.jsonl", zeros)
        archive.writestr("b.txt", FRENCH)
    heard = Heard(tmp_path)
    bombs = [e for e in heard.skipped if e.what == "unpacks to more than 250 times its size, as no text does."]
    assert [e.where.removeprefix(str(tmp_path)) for e in bombs][:2] == ["/a.jsonl.gz", "/b.zip/a.jsonl"]


def test_an_encrypted_member_costs_only_itself(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        archive.writestr("a.txt", FRENCH)
        archive.writestr("b.txt", ENGLISH)
    data = bytearray((tmp_path / "z.zip").read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1  # "a.txt" is encrypted
    write(tmp_path / "z.zip", bytes(data))
    heard = Heard(tmp_path, published="2022")
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
def test_a_broken_file_costs_one_line(tmp_path: Path, name: str, capfd: pytest.CaptureFixture[str]) -> None:
    make, what = BROKEN[name]
    write(tmp_path / "0-before.txt", FRENCH)
    write(tmp_path / name, make())
    write(tmp_path / "zz-after.txt", ENGLISH)
    heard = Heard(tmp_path, published="2022")
    inside = ["inside"] if name == "member.zip" else []
    assert heard.ids == ["0-before", *inside, "zz-after"]
    (error,) = heard.skipped
    assert error.what.startswith(what) and name in error.where and error.hint
    assert "\n" not in str(error) and "\x1b" not in str(error)
    assert capfd.readouterr() == ("", "")


def test_articles_before_a_cut_are_kept(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"id": str(n), "text": f"{FRENCH} {n * 7919}"}) + "\n" for n in range(3000))
    write(tmp_path / "a.jsonl.gz", _cut(gzip.compress(lines.encode())))
    heard = Heard(tmp_path, published="2022")
    assert 1000 < len(heard.found) < 2000
    assert [e.what for e in heard.skipped] == ["is cut off: its end is missing."]


@pytest.mark.parametrize(
    ("name", "module", "extra"),
    [("a.html", "trafilatura", "html"), ("a.rss", "feedparser", "feeds"), ("a.warc", "warcio", "warc"),
     ("a.parquet", "pyarrow", "parquet")],
)  # fmt: skip
def test_a_missing_package_is_named_with_its_install_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, module: str, extra: str
) -> None:
    def missing(wanted: str) -> None:
        raise ImportError(wanted)

    monkeypatch.setattr(extras, "import_module", missing)
    write(tmp_path / name, KINDS.get(name, lambda: b"WARC/1.0\r\n")())
    write(tmp_path / "b.txt", FRENCH)
    heard = Heard(tmp_path)
    assert heard.ids == ["b"]
    install = f'Install it: pip install "kg[{extra}]".'
    assert str(heard.skipped[0]) == f"{tmp_path}/{name}: needs {module}, which is not installed. {install}"


def test_a_whole_folder_of_everything(tmp_path: Path) -> None:
    for file in DATA.iterdir():
        if file.suffix not in (".py", ".md"):
            (tmp_path / file.suffix[1:]).mkdir(exist_ok=True)
            shutil.copy(file, tmp_path / file.suffix[1:])
    heard = Heard(tmp_path)
    assert {r.reader for r in heard.found} == {"feed", "html", "mhtml"} and not heard.skipped
    again = Heard(tmp_path)
    assert again.found == heard.found and again.said == heard.said
