"""A document as words with their classes: split at apostrophes, hyphens and digits, whatever the tokenizer did."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from kg.annotate.doc import Doc, Token
from kg.extract.times.lexicon import BREAK, GLUED, Classes, Lexicon, digit_classes, form, spelled_classes

# Thousands ("17.000"), decimals and times ("18.30"), runs of digits, words, single marks.
PIECES = re.compile(r"\d{1,3}(?:[.,]\d{3})+(?!\d)|\d+|[^\W\d_]+|\S")


class Unit(NamedTuple):
    """One word, number or mark with its classes; `char` stands for the classes in the text's class string."""

    start: int
    end: int
    token: int  # index into Doc.tokens, of the first token it touches
    classes: Classes
    char: str


class Piece(NamedTuple):
    """One word, number or mark before it has classes; `digits` is its text where it is a number, else ""."""

    form: str
    start: int
    end: int
    token: int
    digits: str


NOTHING: Classes = {}
REACH = 8  # tokens on either side of a trigger word that a pattern can cover
MOST_WORDS = 1 << 16  # word forms whose look-up is kept


@lru_cache(maxsize=1 << 16)
def _split(text: str) -> tuple[tuple[str, int, int, str], ...]:
    if text.isalpha():
        return ((form(text), 0, len(text), ""),)
    return tuple(
        (form(found[0]), found.start(), found.end(), found[0] if found[0][0].isdecimal() else "")
        for found in PIECES.finditer(text)
    )


def units(doc: Doc, words: Lexicon) -> list[Unit]:
    """The units around the words that may begin a time, in order, with breaks between what is not contiguous.

    Nothing else of the text is looked at: most of it has no such word, and the search costs a look-up a token.
    """
    found: list[Unit] = []
    for first, last in _windows(doc, words):
        _read(doc.tokens[first:last], doc, words, found)
    return found


def _windows(doc: Doc, words: Lexicon) -> list[tuple[int, int]]:
    """Ranges of tokens that lie near a trigger word, joined where they overlap."""
    hot, known = words.hot, []
    for token in doc.tokens:
        text = token.text
        is_hot = hot.get(text)
        if is_hot is None:
            is_hot = _is_hot(text, words)
            if len(hot) < MOST_WORDS:
                hot[text] = is_hot
        if is_hot:
            known.append(token.i)
    ranges: list[tuple[int, int]] = []
    for i in known:
        first, last = max(0, i - REACH), min(len(doc.tokens), i + REACH + 1)
        if ranges and first <= ranges[-1][1]:
            ranges[-1] = (ranges[-1][0], last)
        else:
            ranges.append((first, last))
    return ranges


def _is_hot(text: str, words: Lexicon) -> bool:
    if text[0].isdecimal() and (len(text) >= 4 or not text.isdecimal()):
        return True
    return any(piece in words.starters or len(digits) == 4 for piece, _, _, digits in _split(text))


def _read(tokens: Sequence[Token], doc: Doc, words: Lexicon, found: list[Unit]) -> None:
    pieces: list[Piece] = []
    paragraph: tuple[int, bool] | None = None
    sentence = -1
    for token in tokens:
        if token.sent != sentence:
            sentence = token.sent
            here = (doc.sentences[sentence].paragraph, doc.sentences[sentence].heading) if sentence >= 0 else None
            if here != paragraph:
                _flush(pieces, doc, words, found)
                pieces, paragraph = [], here
                found.append(Unit(token.start, token.start, token.i, NOTHING, BREAK))
        for spelled, start, end, digits in _split(token.text):
            pieces.append(
                Piece(
                    words.capital_a if token.text == "A" else spelled,
                    token.start + start,
                    token.start + end,
                    token.i,
                    digits,
                )
            )
    _flush(pieces, doc, words, found)


def _flush(pieces: Sequence[Piece], doc: Doc, words: Lexicon, found: list[Unit]) -> None:
    i, single, phrases = 0, words.words, words.phrases
    while i < len(pieces):
        piece = pieces[i]
        size, classes = 1, NOTHING
        if piece.digits:
            size, classes = _number(pieces, i, words)
        else:
            if piece.form in phrases:
                size, classes = _phrase(pieces, i, phrases[piece.form])
            if not classes:
                size, classes = 1, single.get(piece.form, NOTHING)
                if classes and "card" in classes:
                    size, classes = _spelled(pieces, i, classes, words)
                if classes and not _is_time_word(piece, doc, words, found):
                    classes = NOTHING
                if piece.form in GLUED and _glued(pieces, i):
                    classes = {**classes, GLUED[piece.form]: 1}
        char = words.char(classes) if classes else BREAK
        found.append(Unit(piece.start, pieces[i + size - 1].end, piece.token, classes, char))
        i += size


def _phrase(
    pieces: Sequence[Piece], i: int, candidates: tuple[tuple[tuple[str, ...], Classes], ...]
) -> tuple[int, Classes]:
    for forms, classes in candidates:
        size = len(forms)
        if i + size <= len(pieces) and all(pieces[i + k].form == forms[k] for k in range(1, size)):
            return size, classes
    return 1, NOTHING


def _number(pieces: Sequence[Piece], i: int, words: Lexicon) -> tuple[int, Classes]:
    digits = pieces[i].digits
    if len(digits) > 9:
        return 1, {"num": 10**9} if digits.isdecimal() else NOTHING
    if not digits.isdecimal():  # thousands
        return 1, {"num": int(re.sub(r"\D", "", digits))}
    if i + 1 < len(pieces) and pieces[i + 1].start == pieces[i].end:
        if found := words.ordinal.fullmatch(digits + pieces[i + 1].form):
            value = int(found[1])
            is_day = found[2] in words.day_ordinals and 1 <= value <= 31
            return 2, {"ord": value, "daynum": value} if is_day else {"ord": value}
        if (
            i + 2 < len(pieces)
            and pieces[i + 1].form == words.decimal
            and pieces[i + 2].digits.isdecimal()
            and pieces[i + 2].start == pieces[i + 1].end
            and len(digits + pieces[i + 2].digits) < 9
            and not (i + 3 < len(pieces) and pieces[i + 3].form == words.decimal and _glued(pieces, i + 3))
        ):
            value_text = f"{digits}.{pieces[i + 2].digits}"
            is_clock = words.decimal == "." and re.fullmatch(r"([01]?\d|2[0-4])\.[0-5]\d", value_text)
            number: dict[str, Any] = {"num": float(value_text)}
            return 3, number | {"hm": int(value_text.replace(".", ""))} if is_clock else number
    return 1, digit_classes(digits)


def _spelled(pieces: Sequence[Piece], i: int, classes: Classes, words: Lexicon) -> tuple[int, Classes]:
    """A number in words: "quatre-vingt-dix", "deux cent trente", "twenty-one"."""
    total, group, k, last = 0, int(classes["card"]), i + 1, i
    while k < len(pieces):
        if pieces[k].form in words.number_joiners and k + 1 < len(pieces) and k == last + 1:
            k += 1
            continue
        value = words.words.get(pieces[k].form, NOTHING).get("card")
        if value is None or (k - 1 > last and value >= 20 and not (value == 20 and group == 4)):
            break
        if value in (100, 1000) or (value == 20 and group % 100 == 4):
            group = group * int(value)
            total, group = (total + group, 0) if value == 1000 else (total, group)
        elif group % 100 == 0 or (group % 10 == 0 and value < 20):
            group += int(value)
        else:
            break
        last, k = k, k + 1
    if last == i:
        return 1, classes
    return last - i + 1, spelled_classes(total + group)


def _glued(pieces: Sequence[Piece], i: int) -> bool:
    return 0 < i < len(pieces) - 1 and pieces[i - 1].end == pieces[i].start and pieces[i].end == pieces[i + 1].start


def _is_time_word(piece: Piece, doc: Doc, words: Lexicon, found: Sequence[Unit]) -> bool:
    token: Token = doc.tokens[piece.token]
    if piece.form in words.capitals and not doc.article.text[piece.start : piece.start + 1].isupper():
        return False
    if token.pos not in words.blocked.get(piece.form, ()):
        return True
    return (
        bool(found) and "det" in found[-1].classes and token.pos in ("AUX", "VERB")
    )  # "l'été": whatever the tagger says
