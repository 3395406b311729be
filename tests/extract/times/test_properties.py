"""What holds for every text: valid EDTF, ordered bounds, candidates within them, more knowledge never widens."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import cache
from itertools import pairwise
from re._parser import parse

import pytest
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException
from edtf_validate.valid_edtf import is_valid
from hypothesis import HealthCheck, given, settings, strategies as st

from kg.annotate.doc import Doc
from kg.extract.times import owl_time, tag
from kg.extract.times.lexicon import GLUED, digit_classes, lexicon
from kg.model import Interval

SETTINGS = settings(
    max_examples=80, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
CODES = ("fr", "en")
Make = Callable[..., Doc]


@cache
def phrases(code: str, each: int = 12) -> list[str]:
    """Instances of every pattern of the grammar, in words: what the tagger is made to find."""
    words, chance = lexicon(code), random.Random(7)
    spelled: dict[str, list[str]] = {}
    for word, classes in words.words.items():
        spelled.setdefault(words.char(classes), []).append(word)
    for found in words.phrases.values():
        for forms, classes in found:
            spelled.setdefault(words.char(classes), []).append(" ".join(forms))
    for number in (*range(0, 62), *(f"{n:02d}" for n in range(10)), 75, 98, 100, 1789, 1999, 2014, 2022, 2031, 5000):
        spelled.setdefault(words.char(digit_classes(str(number))), []).append(str(number))
    for n in range(1, 32):
        text = f"{n}{'er' if n == 1 else 'e'}" if code == "fr" else f"{n}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(n, 'th') }"
        spelled.setdefault(words.char({"ord", "daynum"} if code == "en" or n == 1 else {"ord"}), []).append(text)
    for mark, name in GLUED.items():
        for char in words.chars.values():
            if name in next(c for c, k in words.chars.items() if k == char):
                spelled.setdefault(char, []).append(f"\x08{mark}\x08")
    out: list[str] = []
    for rules in (words.atoms, words.composed):
        made: list[tuple[str, str]] = []
        for rule in rules:
            made += [(rule.tag, _instance(parse(rule.pattern.pattern), spelled, chance)) for _ in range(each)]
        for tag_, text in made:
            spelled.setdefault(words.char((tag_,)), []).append(text)
        out += [text for _, text in made]
    return sorted({re.sub(r"\s*\x08\s*", "", text) for text in out})


def _instance(nodes: Iterable[tuple[object, object]], spelled: dict[str, list[str]], chance: random.Random) -> str:
    out: list[str] = []
    for kind, value in nodes:
        name = str(kind)
        if name == "LITERAL":
            out.append(chance.choice(spelled.get(chr(value), ["?"])))
        elif name == "IN":
            chars = [chr(c) for k, low in value for c in (range(low[0], low[1] + 1) if str(k) == "RANGE" else [low])]
            out.append(chance.choice(spelled.get(chance.choice(chars), ["?"])))
        elif name == "BRANCH":
            out.append(_instance(chance.choice(value[1]), spelled, chance))
        elif name == "SUBPATTERN":
            out.append(_instance(value[-1], spelled, chance))
        elif name == "MAX_REPEAT":
            low, high, inner = value
            out += [_instance(inner, spelled, chance) for _ in range(chance.randint(low, min(int(high), low + 1)))]
        elif name == "ASSERT":
            out.append(_instance(value[1], spelled, chance))
    return " ".join(part for part in out if part)


def sentences(code: str) -> st.SearchStrategy[str]:
    filler = ["Il", "a", "dit", ".", ",", "\n\n", "été", "The", "will", "and", "à", "12", "h"]
    return st.lists(st.one_of(st.sampled_from(phrases(code)), st.sampled_from(filler)), max_size=8).map(" ".join)


PUBLISHED = st.one_of(
    st.just(""),
    st.dates(date(1800, 1, 1), date(2200, 12, 31)).map(str),
    st.dates(date(1800, 1, 1), date(2200, 12, 31)).map(lambda d: str(d)[:7]),
    st.integers(1800, 2200).map(str),
)


VALID: dict[str, str] = {}  # shape -> the first string of it, which both judges passed; they are slow


def valid(shape: str, text: str) -> bool:
    short = re.sub(r"((?:,[^,\]}]+){3})(?:,[^,\]}]+)+", r"\1", text)
    try:
        parse_edtf(short)
    except EDTFParseException:
        return False
    VALID[shape] = text
    return bool(is_valid(short))


def every(found: tuple[Interval, ...]) -> Iterator[Interval]:
    for interval in found:
        yield interval
        yield from every(interval.parts)


def check(interval: Interval, text: str) -> None:
    if interval.edtf:
        for day in re.findall(r"\d{4}-\d\d-\d\d", interval.edtf):
            date.fromisoformat(day)
        named = re.sub(r"(?<!-)(\d{4})-2[1-4](?!\d)", r"\1-season", interval.edtf)
        shape = re.sub(r"(,0000-00-00)+", ",0000-00-00", re.sub(r"\d", "0", named))
        assert VALID.setdefault(shape, "") or valid(shape, interval.edtf), interval
    es, ls, ee, le = interval.earliest_start, interval.latest_start, interval.earliest_end, interval.latest_end
    for low, high in ((es, ls), (ee, le), (es, le), (es, ee), (ls, le)):
        assert low is None or high is None or low <= high, interval
    for candidate in interval.candidates:
        first = datetime.fromisoformat(candidate)
        assert es is not None and es <= first + timedelta(days=1), interval
        assert le is not None and first <= le, interval
    assert interval.span is not None and 0 <= interval.span.start < interval.span.end <= len(text)
    owl_time(interval)


@pytest.mark.parametrize("code", CODES)
@SETTINGS
@given(data=st.data())
def test_words_of_time_in_any_order(code: str, data: st.DataObject, plain: Make) -> None:
    text, published = data.draw(sentences(code)), data.draw(PUBLISHED)
    found = tag(plain(text, published, code))
    for interval in every(found):
        check(interval, text)
    spans = [i.span for i in found if i.span]
    assert spans == sorted(spans) and all(a.end <= b.start for a, b in pairwise(spans))
    assert found == tag(plain(text, published, code))


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("published", ["", "2022", "2022-02", "2022-02-16"])
def test_every_pattern(code: str, published: str, plain: Make) -> None:
    """Each instance alone: whatever the grammar can say has valid outputs."""
    some = phrases(code)[:: 7 if published == "2022" else 2]
    seen = set()
    for text in some:
        for interval in every(tag(plain(text, published, code))):
            check(interval, text)
            seen.add(interval.rule)
    assert len(seen) > 0.6 * len({rule.name for rule in (*lexicon(code).atoms, *lexicon(code).composed)}), sorted(seen)


@SETTINGS
@given(text=st.text(max_size=200), published=PUBLISHED)
def test_no_exception_on_any_text(text: str, published: str, plain: Make) -> None:
    for code in CODES:
        for interval in every(tag(plain(text, published, code))):
            check(interval, text)


@pytest.mark.parametrize("code", CODES)
@SETTINGS
@given(data=st.data())
def test_a_narrower_publication_date_never_widens(code: str, data: st.DataObject, plain: Make) -> None:
    text = data.draw(sentences(code))
    day = data.draw(st.dates(date(1990, 1, 1), date(2030, 12, 31))).isoformat()
    vague = {(i.span, i.rule): i for i in tag(plain(text, day[:7], code))}
    if len(vague) and any("dateline" in i.rule for i in vague.values()):
        return
    for interval in tag(plain(text, day, code)):
        wide = vague[interval.span, interval.rule]
        if day not in _possible(plain(text, day[:7], code)):
            continue  # clues of the text exclude that day: another story
        for low in ("earliest_start", "earliest_end"):
            a, b = getattr(wide, low), getattr(interval, low)
            assert a is None or b is None or a <= b, (wide, interval)
        for high in ("latest_start", "latest_end"):
            a, b = getattr(wide, high), getattr(interval, high)
            assert a is None or b is None or a >= b, (wide, interval)


def _possible(doc: Doc) -> set[str]:
    from kg.extract.times.calendar import from_edtf
    from kg.extract.times.grammar import expressions, with_tense
    from kg.extract.times.publication import clues, publication_days

    words = lexicon(doc.language)
    found = with_tense(expressions(doc, words), doc, words)
    period = from_edtf(doc.article.published)
    assert period is not None
    return {d.isoformat() for d in publication_days(doc.article.published, clues(found, period))}


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "31 février 2022", "24 h 60", "le 45 mars", "29 février", "00/00/0000", "9999-12-31"]
)
def test_odd_dates_are_no_error(text: str, plain: Make) -> None:
    for interval in every(tag(plain(text))):
        check(interval, text)


def test_impossible_days_have_no_value(plain: Make) -> None:
    assert not [i for i in tag(plain("le 31 février 2022")) if re.fullmatch(r"2022-02-31.*", i.timex_value)]
