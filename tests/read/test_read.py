"""Files in, articles out: every format, dates of any precision, and all that can be wrong with a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings as hypothesis_settings, strategies as st

from kg.config import settings
from kg.errors import InputError, KgError, LanguageError
from kg.model import Article
from kg.read import READERS, read, readings
from kg.read.dates import dateline, in_path, published
from kg.read.encoding import decode, is_binary
from kg.read.language import detect
from kg.read.text import split_header

FRENCH = "Le ministre a déclaré mardi que la Russie n'a pas répondu aux propositions de l'Otan."
ENGLISH = "The minister said on Tuesday that Russia has not answered the proposals of the alliance."
GERMAN = "Der Minister sagte am Dienstag, dass Russland die Vorschläge der Nato nicht beantwortet hat."


class Heard:
    """Articles read, and what was said of them."""

    def __init__(self, *paths: Path | str, **flags: Any) -> None:
        self.skipped: list[KgError] = []
        self.notices: list[KgError] = []
        config = settings(flags)
        self.articles = list(read(paths, settings=config, on_skip=self.skipped.append, on_notice=self.notices.append))

    @property
    def only(self) -> Article:
        (article,) = self.articles
        return article


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


# Text


@pytest.mark.parametrize(
    ("content", "date", "title", "text"),
    [
        (f" date 2022-02 {FRENCH}", "2022-02", "", FRENCH),
        (f"date 2022-02\n{FRENCH}", "2022-02", "", FRENCH),
        (f"date 2022-02\n\n\n{FRENCH}\n", "2022-02", "", FRENCH + "\n"),
        (
            f"date 16 février 2022\ntitle Le sommet\nurl https://example.org/a\n\n{FRENCH}",
            "2022-02-16",
            "Le sommet",
            FRENCH,
        ),
        (f"Title: Le sommet\r\nDate: 2022-02-16T10:00:00Z\r\n\r\n{FRENCH}", "2022-02-16", "Le sommet", FRENCH),
        (FRENCH, "", "", FRENCH),
        (f"  {FRENCH}", "", "", f"  {FRENCH}"),
        (f"date limite dépassée. {FRENCH}", "", "", f"date limite dépassée. {FRENCH}"),
    ],
)
def test_text_header(tmp_path: Path, content: str, date: str, title: str, text: str) -> None:
    article = Heard(write(tmp_path / "a1.txt", content)).only
    assert (article.id, article.published, article.title, article.text) == ("a1", date, title, text)
    assert article.language == "fr"


@pytest.mark.shared
def test_the_seed_is_read_as_its_gold_has_it(shared: Path) -> None:
    (file,) = (shared / "seed").glob("*.txt")
    wanted = json.loads((shared / "gold" / "articles" / "rtbf-2022-02-otan.json").read_text(encoding="utf-8"))
    article = Heard(file).only
    assert article.text == wanted["text"]
    assert (article.id, article.published, article.language) == (file.stem, "2022-02", "fr")


@given(st.text())
@hypothesis_settings(max_examples=200, deadline=None)
def test_header_never_changes_what_follows(text: str) -> None:
    header, rest = split_header(text)
    assert text.endswith(rest)
    assert header or rest == text


def test_windows_line_ends_are_kept(tmp_path: Path) -> None:
    text = FRENCH + "\r\n\r\n" + FRENCH
    assert Heard(write(tmp_path / "a.txt", text)).only.text == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    heard = Heard(write(tmp_path / "a.txt", FRENCH.encode(encoding)), published="2022")
    assert heard.only.text == FRENCH
    assert [n.what for n in heard.notices] == (
        ["not UTF-8; read as Windows-1252 (Latin-1)."] if encoding in ("latin-1", "cp1252") else []
    )


# JSON Lines, JSON, CSV


ROW = {"id": "r1", "title": "T", "text": FRENCH, "date_published": "2022-02-16", "url": "https://e.org", "source": "S"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", json.dumps(ROW)),
        ("a.jsonl", json.dumps(ROW) + "\n\n"),
        ("a.ndjson", json.dumps(ROW)),
        ("a.json", json.dumps(ROW)),
        ("a.json", json.dumps([ROW])),
        ("a.json", json.dumps({"articles": [ROW]})),
        ("a.csv", f'id,title,text,date_published,url,source\nr1,T,"{FRENCH}",2022-02-16,https://e.org,S'),
        ("a.csv", f'id;headline;body;date;link;publisher\nr1;T;"{FRENCH}";2022-02-16;https://e.org;S'),
        ("a.tsv", f"ID\tTitle\tText\tDate\tURL\tSource\nr1\tT\t{FRENCH}\t2022-02-16\thttps://e.org\tS"),
        ("a.jsonl", json.dumps({"article_id": "r1", "headline": "T", "body": FRENCH, "date": "16 février 2022",
                                "link": "https://e.org", "publisher": "S"})),
    ],
)  # fmt: skip
def test_records(tmp_path: Path, name: str, content: str) -> None:
    heard = Heard(write(tmp_path / name, content))
    article = heard.only
    assert (article.id, article.title, article.text, article.published) == ("r1", "T", FRENCH, "2022-02-16")
    assert (article.url, article.source, article.language) == ("https://e.org", "S", "fr")
    assert not heard.skipped and not heard.notices


def test_a_row_is_named_by_its_first_line(tmp_path: Path) -> None:
    text = f'id,text\n1,"{FRENCH}\n\n{FRENCH}"\n2,"{FRENCH}\n{FRENCH}"\n'
    assert [a.where.rpartition(":")[2] for a in Heard(write(tmp_path / "a.csv", text)).articles] == ["2", "5"]


def test_ids_come_from_the_file_or_the_content(tmp_path: Path) -> None:
    assert Heard(write(tmp_path / "one.json", json.dumps({"text": FRENCH}))).only.id == "one"
    many = write(tmp_path / "many.jsonl", "\n".join(json.dumps({"text": t}) for t in (FRENCH, ENGLISH)))
    first, second = Heard(many).articles
    assert first.id != second.id
    assert [a.id for a in Heard(many).articles] == [first.id, second.id]


def test_an_id_taken_twice_gets_a_name_of_its_own(tmp_path: Path) -> None:
    for folder, text in (("a", FRENCH), ("b", FRENCH), ("c", ENGLISH)):
        (tmp_path / folder).mkdir()
        write(tmp_path / folder / "01.txt", text)
    heard = Heard(tmp_path)
    assert heard.articles[0].id == "01"
    assert len(heard.articles) == 2 and heard.articles[1].id.startswith("01-")
    assert any("kept once" in n.what for n in heard.notices)
    assert not heard.skipped


def test_lone_surrogates_and_line_separators(tmp_path: Path) -> None:
    text = f"{FRENCH}\u2028{FRENCH}"
    file = write(tmp_path / "a.jsonl", json.dumps({"text": text + "\ud800x"}, ensure_ascii=True))
    assert Heard(file).only.text == text + "\ufffdx"
    raw = write(tmp_path / "b.jsonl", json.dumps({"text": text}, ensure_ascii=False))
    assert Heard(raw).only.text == text


def test_folders_are_walked_in_sorted_order(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/2.txt", "b/10.txt", "a.txt", ".hidden.txt"):
        write(tmp_path / name, f"{FRENCH} {name}")
    write(tmp_path / "README.md", "Not an article.")
    write(tmp_path / "b" / "paper.pdf", "Not one either.")
    heard = Heard(tmp_path)
    assert [a.id for a in heard.articles] == ["a", "10", "2"]
    assert [n.what for n in heard.notices if n.where == str(tmp_path)] == [
        "files without a reader were left aside: 1 .pdf."
    ]


@pytest.mark.parametrize("content", [FRENCH, json.dumps(ROW), json.dumps([ROW])])
def test_standard_input(monkeypatch: pytest.MonkeyPatch, content: str) -> None:
    import io

    class Stdin:
        buffer = io.BufferedReader(io.BytesIO(content.encode()))

    monkeypatch.setattr("sys.stdin", Stdin)
    assert Heard("-").only.text == FRENCH


# Dates


@pytest.mark.parametrize(
    ("value", "language", "wanted"),
    [
        ("2022", "", "2022"),
        ("2022-02", "", "2022-02"),
        ("2022-02-16", "", "2022-02-16"),
        (" 2022-02-16 ", "", "2022-02-16"),
        ("2022-02-16T23:59:59+02:00", "", "2022-02-16"),
        ("2022-02-16 08:30", "", "2022-02-16"),
        ("20220216", "", "2022-02-16"),
        ("16 février 2022", "fr", "2022-02-16"),
        ("1er février 2022", "fr", "2022-02-01"),
        ("février 2022", "fr", "2022-02"),
        ("February 16, 2022", "en", "2022-02-16"),
        ("Wed, 16 Feb 2022 10:00:00 GMT", "en", "2022-02-16"),
        ("February 2022", "en", "2022-02"),
        ("16/02/2022", "en", "2022-02-16"),
        ("02/16/2022", "en", "2022-02-16"),
        ("02/03/2022", "fr", "2022-03-02"),
        ("02/03/2022", "en", ""),
        ("03/03/2022", "en", "2022-03-03"),
        ("2022-02-30", "", ""),
        ("2022-13", "", ""),
        ("yesterday", "en", ""),
        ("hier", "fr", ""),
        ("mercredi", "fr", ""),
        ("in 2022 perhaps", "en", ""),
        ("", "", ""),
    ],
)
def test_published(value: str, language: str, wanted: str) -> None:
    assert published(value, language=language) == wanted


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("Wed, 16 Feb 2022 23:30:00 +0100", "2022-02-16"),
        ("16 Feb 2022 23:30:00 EST", "2022-02-16"),
        ("2022/02/16", "2022-02-16"),
        ("2022/02/16 10:30", "2022-02-16"),
        ("2022-02-16Z", "2022-02-16"),
        ("2022-02-16+01:00", "2022-02-16"),
        ("20220216T103000Z", "2022-02-16"),
        ("Wed, 31 Feb 2022 23:30:00 +0100", ""),
        ("２０２２-02", "2022-02"),
    ],
)
def test_dates_as_machines_write_them(value: str, wanted: str) -> None:
    assert published(value) == wanted


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        (f"GENÈVE, 10 janvier 2022 (Agence) – {FRENCH}", "fr", "2022-01-10"),
        (f"Genève, le 10 janvier 2022. – {FRENCH}", "fr", "2022-01-10"),
        (f"PORT-AU-PRINCE, 1er mars 2022 — {FRENCH}", "fr", "2022-03-01"),
        (f"WASHINGTON, Feb. 16, 2022 — {ENGLISH}", "en", "2022-02-16"),
        (f"LONDON, 16 February 2022 (Agency) - {ENGLISH}", "en", "2022-02-16"),
        (f"(Bruxelles, 10 janvier 2022) – {FRENCH}", "fr", "2022-01-10"),
        (f"Un titre\n\nPublié le mardi 12 mars 2019 à 18h05\n\n{FRENCH}", "fr", "2019-03-12"),
        (f"Un titre\n12/03/2019 à 18:05\n{FRENCH}", "fr", "2019-03-12"),
        (f"Bruxelles, le 12 mars 2019\n{FRENCH}", "fr", "2019-03-12"),
        (f"Publié le 12 mars 2019, mis à jour le 14 mars 2019\n{FRENCH}", "fr", "2019-03-12"),
        (f"Published on March 12, 2019 at 6:05 pm\n{ENGLISH}", "en", "2019-03-12"),
        (f"Mis à jour le 14 mars 2019\n{FRENCH}", "fr", ""),
        (f"Le 10 janvier 2022, le ministre est parti. {FRENCH}", "fr", ""),
        (f"GENÈVE, 10 janvier (Agence) – {FRENCH}", "fr", ""),
        (f"GENÈVE, 31 février 2022 (Agence) – {FRENCH}", "fr", ""),
        (f"PARIS, 02/03/2022 – {ENGLISH}", "en", ""),
        (f"{FRENCH} Il était là le 10 janvier 2022.", "fr", ""),
        ("Accord du 10 janvier 2022\n" + FRENCH, "fr", ""),
        ("\n" * 9 + "1\n2\n3\n4\n5\n12 mars 2019\n", "fr", ""),
    ],
)
def test_datelines(text: str, language: str, wanted: str) -> None:
    assert dateline(text, language=language) == wanted


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("https://e.org/monde/2022/02/16/un-sommet_6113_3210.html", "2022-02-16"),
        ("https://e.org/2022/2/6/x", "2022-02-06"),
        ("https://e.org/article-20220216-sommet", "2022-02-16"),
        ("archive/2021/2022-02-16.jsonl", "2022-02-16"),
        ("archive/2021/2022-02/a.txt", "2022-02"),
        ("rtbf-2022-02-otan.txt", "2022-02"),
        ("a_2022.02.16.txt", "2022-02-16"),
        ("https://e.org/2022/02", "2022-02"),
        ("https://e.org/2022/", ""),
        ("budget-2022.txt", ""),
        ("https://e.org/a/202202161030123", ""),
        ("2022-02-30.txt", ""),
        ("https://e.org/1234-2022-0216", ""),
        ("", ""),
    ],
)
def test_dates_in_paths(path: str, wanted: str) -> None:
    assert in_path(path) == wanted


def test_the_surest_place_of_a_date_counts(tmp_path: Path) -> None:
    row = {
        "text": f"GENÈVE, 10 janvier 2022 (Agence) – {FRENCH}",
        "url": "https://e.org/2022/01/11/x",
        "date": "2022-01-09",
    }
    file = tmp_path / "2022-01-12.jsonl"
    seen = []
    for gone in ("", "date", "text", "url", "option"):
        row.update({gone: FRENCH if gone == "text" else ""} if gone in row else {})
        flags = {} if gone == "option" else {"published": "2022-01-13"}
        (found,) = readings([write(file, json.dumps(row))], settings=settings(flags))
        seen.append((found.article.published, found.dated))
    assert seen == [
        ("2022-01-09", "metadata"), ("2022-01-10", "dateline"), ("2022-01-11", "url"), ("2022-01-13", "option"),
        ("2022-01-12", "path"),
    ]  # fmt: skip


# Encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman"])
@pytest.mark.parametrize("text", ["Né à Nîmes.", "« L’été », a dit Anaïs, coûte 3 €…", "Œuvre d’art : çà et là, où ?"])
def test_accents_tell_the_encoding(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding))[0] == text


@pytest.mark.parametrize("text", ["Né à Nîmes.", "« L'été », a dit Anaïs, coûte cher.", "Ça et là, où êtes-vous ?"])
def test_accents_of_old_systems(text: str) -> None:
    assert decode(text.encode("cp850")) == (text, "not UTF-8; read as code page 850 (DOS).")


def test_one_damaged_letter_does_not_garble_the_rest() -> None:
    data = (FRENCH * 3).encode().replace("é".encode(), b"\xff", 1)
    text, doubt = decode(data)
    assert text == (FRENCH * 3).replace("é", "\ufffd", 1) and doubt == "damaged UTF-8; 1 characters are lost."


def test_a_missing_date_says_what_to_do(tmp_path: Path) -> None:
    file = write(tmp_path / "a.jsonl", json.dumps({"id": "x", "text": FRENCH}))
    (notice,) = Heard(file).notices
    hint = "Add it, or pass --published 2022-02."
    assert str(notice) == f'{file}:1: no "date_published", so weekdays cannot be placed. {hint}'
    heard = Heard(file, published="2022-02")
    assert heard.only.published == "2022-02" and not heard.notices


# Language


@pytest.mark.parametrize(
    ("text", "code"), [(FRENCH, "fr"), (ENGLISH, "en"), (GERMAN, "de"), ("OK", "und"), ("", "und")]
)
def test_detect(text: str, code: str) -> None:
    assert detect(text) == code


@pytest.mark.shared
@pytest.mark.parametrize(("file", "code"), [("fr/articles", "fr"), ("en/kremlin", "en"), ("en/wikinews_apple", "en")])
def test_detect_on_news(shared: Path, file: str, code: str) -> None:
    lines = (shared / "corpus" / f"{file}.jsonl").read_text(encoding="utf-8").splitlines()
    assert {detect(json.loads(line)["text"]) for line in lines} == {code}


@pytest.mark.parametrize(
    ("record", "line"),
    [
        ({"text": GERMAN}, 'no language "de". Available: '),
        ({"text": FRENCH, "language": "tlh"}, 'no language "tlh". Available: '),
        ({"text": "OK 123"}, "its language cannot be told."),
    ],
)
def test_unknown_language(tmp_path: Path, record: dict[str, str], line: str) -> None:
    rows = [{"text": FRENCH, "id": "before"}, record, {"text": FRENCH, "id": "after"}]
    heard = Heard(write(tmp_path / "a.jsonl", "\n".join(map(json.dumps, rows))))
    assert [a.id for a in heard.articles] == ["before", "after"]
    (error,) = heard.skipped
    assert isinstance(error, LanguageError)
    assert error.what.startswith(line) and error.hint and error.where.endswith("a.jsonl:2")


def test_regional_codes(tmp_path: Path) -> None:
    assert Heard(write(tmp_path / "a.jsonl", json.dumps({"text": "OK", "language": "fr-BE"}))).only.language == "fr"


# What can be wrong


BAD = {
    "empty.txt": (b"", "is empty."),
    "blank.txt": (b" \n\n", "is empty."),
    "binary.txt": (b"\x7fELF\x02\x01\x00\x00" + bytes(range(256)), "is binary, not text."),
    "image.jsonl": (b"\x89PNG\r\n\x1a\n\x00\x00", "is binary, not text."),
    "broken.jsonl": (b'{"text": "half', "broken JSON at column 10 (Unterminated string starting at)."),
    "number.jsonl": (b"42", "not a JSON object."),
    "notext.jsonl": (b'{"title": "x"}', "the article has no text."),
    "broken.json": (b'[{"text": 1},', "broken JSON at column"),
    "string.json": (b'"text"', "holds no article."),
    "none.json": (b"[]", "holds no article."),
    "deep.json": (b"[" * 100_000, "JSON nested too deep."),
    "columns.csv": (b"a,b\n1,2", "no text column among: a, b."),
    "quotes.csv": (b'id,text\n1,"x"y\n', "broken CSV"),
    "long.txt": (b"La Russie a dit. " * 130_000, "text of 2,210,000 characters, more than 1,000,000."),
    "long.jsonl": (json.dumps({"text": "La Russie. " * 200_000}).encode(), "text of 2,200,000 characters"),
    "paper.pdf": (b"%PDF-1.4 text", 'no reader for ".pdf".'),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_files_cost_one_line_each(tmp_path: Path, name: str) -> None:
    content, what = BAD[name]
    good = write(tmp_path / "good.txt", FRENCH)
    heard = Heard(write(tmp_path / name, content), tmp_path / "missing.txt", good)
    assert [a.id for a in heard.articles] == ["good"]
    bad, missing = heard.skipped
    assert isinstance(bad, InputError)
    assert bad.what.startswith(what) and name in bad.where and bad.hint
    assert "\n" not in str(bad)
    assert missing.what == "no such file or folder."


def test_a_broken_line_in_the_middle_costs_that_line(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": "1", "text": FRENCH}),
        '{"id": "2", "text": "La',
        json.dumps({"id": "3", "text": FRENCH}),
    ]
    file = write(tmp_path / "a.jsonl", "\n".join(lines))
    heard = Heard(file)
    assert [a.id for a in heard.articles] == ["1", "3"]
    (error,) = heard.skipped
    assert error.where == f"{file}:2"


def test_without_a_listener_errors_are_raised(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        list(read([tmp_path / "missing"]))


def test_an_empty_folder_is_named(tmp_path: Path) -> None:
    (error,) = Heard(tmp_path).skipped
    assert error.what == "no article files in this folder."


@given(st.binary(max_size=300))
@hypothesis_settings(max_examples=200, deadline=None)
def test_any_bytes_decode(data: bytes) -> None:
    text, _ = decode(data)
    text.encode("utf-8")
    is_binary(data)


@given(st.binary(max_size=200), st.sampled_from(sorted(READERS)))
@hypothesis_settings(max_examples=150, deadline=None)
def test_any_file_is_read_or_named(tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str) -> None:
    file = write(tmp_path_factory.mktemp("any") / f"a{suffix}", data)
    heard = Heard(file, language="fr")
    assert heard.articles or heard.skipped or not data.strip() or suffix != ".txt"
