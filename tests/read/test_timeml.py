"""TimeML in: the raw text, the creation time, nothing of the annotations."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InputError, KgError
from kg.read import read
from kg.read.timeml import read_tml

BODY = '<TEXT>\nIl <EVENT eid="e1">part</EVENT> <TIMEX3 tid="t1" value="XXXX">demain</TIMEX3> &amp; revient.\n</TEXT>'


def write(folder: Path, text: str) -> Path:
    file = folder / "a.tml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<DCT><TIMEX3 functionInDocument="CREATION_TIME" value="2022-02-16"/></DCT>', "2022-02-16"),
        ('<DCT><TIMEX3 value="2022-02-16T10:00"/></DCT>', "2022-02-16"),
        ('<DCT><TIMEX3 value="2022-02"/></DCT>', "2022-02"),
        ("", ""),
    ],
)
def test_text_and_date(tmp_path: Path, head: str, published: str) -> None:
    article = read_tml(write(tmp_path, f"<?xml version='1.0'?><!DOCTYPE TimeML><TimeML>{head}{BODY}</TimeML>"))
    assert article.text == "\nIl part demain & revient.\n"
    assert (article.id, article.published) == ("a", published)


@pytest.mark.parametrize(
    "text",
    ["", "no xml", "<TimeML></TimeML>", "<!DOCTYPE x [<!ENTITY a 'b'>]><TimeML><TEXT>&a;</TEXT></TimeML>"],
)
def test_what_is_no_timeml_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError) as caught:
        read_tml(write(tmp_path, text))
    assert str(caught.value).startswith(str(tmp_path))


def test_it_is_read_as_an_article_with_the_offsets_of_its_text(tmp_path: Path) -> None:
    text = "\nLe ministre est parti, et il a dit qu'il revient <TIMEX3 tid='t1'>demain</TIMEX3>.\n"
    head = '<DCT><TIMEX3 value="2022-02-16"/></DCT>'
    write(tmp_path, f"<TimeML>{head}<TEXT>{text}</TEXT></TimeML>")
    (tmp_path / "b.tml").write_text("<TimeML></TimeML>", encoding="utf-8")
    skipped: list[KgError] = []
    (article,) = read([tmp_path], on_skip=skipped.append)
    assert (article.id, article.published, article.language) == ("a", "2022-02-16", "fr")
    assert article.text == "\nLe ministre est parti, et il a dit qu'il revient demain.\n"
    assert [error.where for error in skipped] == [str(tmp_path / "b.tml")]
