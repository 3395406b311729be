"""Pages saved by a browser and feeds of several generators: what is taken, and what is not."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("trafilatura", reason="trafilatura is not installed: pip install -e '.[html]'")
pytest.importorskip("feedparser", reason="feedparser is not installed: pip install -e '.[feeds]'")

Hear = Callable[..., Any]
DATA = Path(__file__).parent / "data"
FRENCH = "Le ministre a déclaré mardi que la Russie n'a pas répondu aux propositions de l'Otan."
ENGLISH = "The minister said on Tuesday that Russia has not answered the proposals of the alliance."


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
def test_pages_saved_by_a_browser(hear: Hear, name: str) -> None:
    heard = hear(DATA / name)
    article = heard.only.article
    assert (article.published, heard.only.dated, article.language, article.title) == PAGES[name]
    assert heard.only.reader == name.rpartition(".")[2] and article.id == name.partition(".")[0]
    assert not heard.skipped and not [n for n in heard.notices if "date_published" not in n.what]
    assert not [words for words in AROUND if words in article.text]
    paragraphs = article.text.split("\n\n")
    assert len(paragraphs) >= 3 and all(paragraph[-1] in ".»" or "fermeture" in paragraph for paragraph in paragraphs)
    assert article.title not in article.text


def test_the_words_of_a_page_are_whole(hear: Hear) -> None:
    article = hear(DATA / "courrier.html").only.article
    assert article.text.startswith(
        "Le préfet de la Côte a annoncé samedi la réouverture du port de Valmer, fermé depuis"
    )
    assert "La région avait demandé cette mesure dès vendredi.\n\n« Les navires" in article.text  # a link, a paragraph
    assert article.text.endswith("Les syndicats se réuniront lundi à Brive-sur-Mer pour décider de la suite.")
    assert article.url == "https://courrier.example/regions/port-de-valmer"
    assert article.source == "Le Courrier de la Côte"
    assert hear(DATA / "courrier.mhtml").only.article.text == article.text


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
def test_where_a_page_has_its_date(hear: Hear, tmp_path: Path, head: str, beside: str, day: str, dated: str) -> None:
    html = HTML.format(head='<meta charset="utf-8">' + head, beside=beside, text=FRENCH)
    reading = hear(write(tmp_path / "a.html", html)).only
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
def test_encodings_of_pages(hear: Hear, tmp_path: Path, declared: str, real: str, said: str) -> None:
    text = "Le préfet a déclaré à Nîmes que « l’été » n'est pas fini et que la région a été prévenue."
    if real == "iso-8859-1":
        text = text.replace("’", "'")
    head = f'<meta charset="{declared}"><meta name="date" content="2022-02-16">'
    heard = hear(write(tmp_path / "a.html", HTML.format(head=head, beside="", text=text).encode(real)))
    assert heard.only.article.text.split("\n\n")[0] == text
    assert [n.what for n in heard.notices] == ([said] if said else [])


def test_an_xml_declaration_does_not_garble(hear: Hear, tmp_path: Path) -> None:
    head = '<?xml version="1.0" encoding="iso-8859-1"?><!DOCTYPE html>'
    file = write(tmp_path / "a.xhtml", head + HTML.format(head="", beside="", text=FRENCH))
    assert hear(file).only.article.text.startswith(FRENCH)


def test_a_page_in_a_mirror_is_called_after_its_folder(hear: Hear, tmp_path: Path) -> None:
    html = HTML.format(head="", beside="", text=FRENCH)
    heard = hear(write(tmp_path / "2022" / "02" / "16" / "sommet" / "index.html", html))
    assert (heard.only.article.id, heard.only.article.published, heard.only.dated) == ("sommet", "2022-02-16", "path")
    assert [n.what for n in heard.notices] == ["no date is given; the one in its path was taken."]


def test_what_a_browser_saves_beside_a_page_is_left_alone(hear: Hear, tmp_path: Path) -> None:
    html = HTML.format(head="", beside="", text=FRENCH)
    write(tmp_path / "Le sommet.html", html)
    write(tmp_path / "Le sommet_fichiers" / "publicité.html", HTML.format(head="", beside="", text=ENGLISH))
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        for file in (tmp_path / "Le sommet.html", tmp_path / "Le sommet_fichiers" / "publicité.html"):
            archive.write(file, file.relative_to(tmp_path))
    heard = hear(tmp_path)
    assert heard.ids == ["Le sommet"] and any("kept once" in n.what for n in heard.notices)


def test_paragraphs_that_stand_in_no_section_stay_whole(hear: Hear, tmp_path: Path) -> None:
    text = 'Le conseil a <a href="x">refusé lundi</a> le projet, et la maire a dit <b>non</b> dans la salle.'
    file = write(tmp_path / "a.html", f"<html><body><h1>Vote</h1><p>{text}</p><p>{FRENCH}</p></body></html>")
    whole = "Le conseil a refusé lundi le projet, et la maire a dit non dans la salle."
    assert hear(file).only.article.text == f"{whole}\n\n{FRENCH}"


def test_a_page_nested_too_deep_costs_nothing_else(hear: Hear, tmp_path: Path) -> None:
    write(tmp_path / "a.html", "<html><body>" + "<div>" * 100_000 + f"<p>{FRENCH}</p>")
    write(tmp_path / "b.html", HTML.format(head="", beside="", text=FRENCH))
    assert hear(tmp_path).ids[-1] == "b"


# Feeds

PONT, PLAINTE = "le-pont-de-sauve-d0b562e2", "plainte-0e5dc7f0"
FEEDS = {
    "wordpress.rss": ((PONT, "2023-03-08"), (PLAINTE, "2023-03-09")),
    "depeches.rss": ((PONT, "2023-03-08"), (PLAINTE, "2023-03-09")),
    "site.atom": ((PONT, "2023-03-07"), (PLAINTE, "2023-03-09")),  # written in Greenwich time, forty minutes before
    "pelican.atom": (("depeche-1-05a0154a", "2023-03-09"), ("depeche-0-179e76fd", "2023-03-08")),
}


@pytest.mark.parametrize("name", FEEDS)
def test_feeds_of_four_generators(hear: Hear, name: str) -> None:
    heard = hear(DATA / name)
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


def test_a_summary_is_better_than_nothing(hear: Hear, tmp_path: Path) -> None:
    file = write(tmp_path / "a.xml", rss(f"<item><title>T</title><description>{FRENCH}</description></item>"))
    article = hear(file).only.article
    assert (article.text, article.title, article.url, article.published) == (FRENCH, "T", "", "")
    assert article.id.startswith("a")


def test_a_feed_with_bad_xml_is_read_with_a_notice(hear: Hear, tmp_path: Path) -> None:
    item = f"<item><title>R & D</title><link>https://e.org/a</link><description>{FRENCH}</description></item>"
    heard = hear(write(tmp_path / "a.rss", rss(item)), published="2022")
    assert [r.article.text for r in heard.found] == [FRENCH]
    (notice,) = heard.notices
    assert notice.what.startswith("its XML is broken (") and notice.where.endswith("a.rss:1") and notice.hint


def test_a_feed_opens_no_file_and_expands_no_bomb(hear: Hear, tmp_path: Path) -> None:
    secret = write(tmp_path / "secret.txt", "Le secret de la ville est ici.")
    evil = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "boum "}">' for n in range(9))
    head = f'<!DOCTYPE rss [<!ENTITY file SYSTEM "{secret.as_uri()}">{evil}]>'
    item = f"<item><title>&file;</title><description>{FRENCH} &file; &e8;</description></item>"
    heard = hear(write(tmp_path / "a.rss", rss(item, head)), published="2022")
    assert not any("secret" in r.article.text + r.article.title or len(r.article.text) > 1000 for r in heard.found)
    assert heard.found or heard.skipped
