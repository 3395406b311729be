"""TimeML documents: the raw text and the creation time. The annotations in them are not looked at."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

from kg.errors import InputError
from kg.model import Article
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
        raw = file.read_text(encoding="utf-8-sig")
        if "<!ENTITY" in raw:
            raise InputError("declares entities, which are not expanded.", where=str(file), hint="Remove the DOCTYPE.")
        raw = re.sub(r"<\?xml[^>]*\?>", "", raw, count=1)
        root = ET.fromstring(re.sub(r"<!DOCTYPE[^>]*>", "", raw, count=1).strip())
    except (OSError, UnicodeDecodeError, ET.ParseError) as error:
        raise InputError(f"cannot be read as TimeML: {error}.", where=str(file)) from error
    body = root.find("TEXT")
    if body is None:
        raise InputError("has no <TEXT>.", where=str(file), hint="Is it a TimeML document?")
    text = "".join(body.itertext())
    return Article(file.stem, text, published=_created(root), language=detect(text), where=str(file))


def _created(root: ET.Element) -> str:
    """The day (month, year) of the creation time, or ""."""
    marked = [t for t in root.iter("TIMEX3") if t.get("functionInDocument") in _CREATED]
    section = root.find("DCT")
    marked += list(section.iter("TIMEX3")) if section is not None else []
    for timex in marked:
        if found := re.match(r"\d{4}(-\d\d){0,2}", timex.get("value", "")):
            return found[0]
    return ""
