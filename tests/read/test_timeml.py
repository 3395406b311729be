"""TimeML in: the raw text, the creation time, nothing of the annotations."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InputError
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
