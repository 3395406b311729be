"""TimeML documents: the raw text and the creation time. The annotations in them are not looked at."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

from kg.errors import InputError
from kg.model import Article
from kg.read.files import Source
from kg.read.language import detect

_CREATED = ("CREATION_TIME", "PUBLICATION_TIME")


def read_tml(path: str | Path) -> Article:
    """The text of a `.tml` file, tags stripped, and its document creation time; the id is the file's name.

    Offsets in the article count as scorers of the field count: in the raw characters of <TEXT>. Raises `InputError`
    where the file is no TimeML.

    >>> import tempfile; file = Path(tempfile.mkdtemp()) / "a.tml"
    >>> _ = file.write_text('''<TimeML><DCT><TIMEX3 functionInDocument="CREATION_TIME" value="2022-02-16"/></DCT>
    ... <TEXT>Il part <TIMEX3 tid="t1">demain</TIMEX3>.</TEXT></TimeML>''', encoding="utf-8")
    >>> read_tml(file).text, read_tml(file).published
    ('Il part demain.', '2022-02-16')
    """
    file = Path(path)
    try:
        found = _parsed(file.read_text(encoding="utf-8-sig"), str(file))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read as TimeML: {error}.", where=str(file)) from error
    text = found["text"]
    return Article(file.stem, text, published=found["published"], language=detect(text), where=str(file))


def read_timeml(source: Source) -> Iterator[dict[str, str]]:
    """TimeML: the text and the creation time of a document; annotations are not looked at."""
    yield {"id": source.stem, "where": source.name, **_parsed(source.text(), source.name)}


def _parsed(raw: str, where: str) -> dict[str, str]:
    """Text and creation time of a document."""
    if "<!ENTITY" in raw:
        raise InputError("declares entities, which are not expanded.", where=where, hint="Remove the DOCTYPE.")
    raw = re.sub(r"<\?xml[^>]*\?>", "", raw, count=1)
    try:
        root = ET.fromstring(re.sub(r"<!DOCTYPE[^>]*>", "", raw, count=1).strip())
    except ET.ParseError as error:
        raise InputError(f"cannot be read as TimeML: {error}.", where=where) from error
    body = root.find("TEXT")
    if body is None:
        raise InputError("has no <TEXT>.", where=where, hint="Is it a TimeML document?")
    return {"text": "".join(body.itertext()), "published": _created(root)}


def _created(root: ET.Element) -> str:
    """The day (month, year) of the creation time, or ""."""
    marked = [t for t in root.iter("TIMEX3") if t.get("functionInDocument") in _CREATED]
    section = root.find("DCT")
    marked += list(section.iter("TIMEX3")) if section is not None else []
    for timex in marked:
        if found := re.match(r"\d{4}(-\d\d){0,2}", timex.get("value", "")):
            return found[0]
    return ""
