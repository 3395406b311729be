"""Where the patterns of a language match, and the expressions they build."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from kg.annotate.doc import Doc, Token
from kg.extract.times.expression import Expression
from kg.extract.times.lexicon import Lexicon, Rule
from kg.extract.times.tense import Tenses
from kg.extract.times.units import Unit, units
from kg.model import Span

REACH = 8  # tokens from the head of a length to the word behind it
COUNTED_FROM = frozenset({"ADP", "DET", "NOUN", "PROPN", "ADJ", "NUM", "SCONJ", "PRON"})
_NAMING = frozenset({"daynum", "month", "monthnum", "year", "weekday", "hour", "offset", "partofday", "edge", "wish"})
MONEY = {"%", "€", "$", "£", "#"}
# Classes that a pattern must keep apart but that mean the same: field that they fill.
ALIASES: Mapping[str, str] = {
    "plunit": "unit", "weekdays": "weekday", "dozen": "num", "roman": "ord", "romannum": "ord",
    "following": "wish", "relday": "offset",
    "noon": "hour", "wishes": "wish", "nightword": "partofday", "a": "num", "bigunit": "unit", "ordcentury": "ord",
    "ampm": "half", "edgenoun": "edge", "dawn": "partofday",
}  # fmt: skip


def expressions(doc: Doc, words: Lexicon) -> list[Expression]:
    """All time expressions of a document in text order, none overlapping."""
    found = units(doc, words)
    text = "".join(u.char for u in found)
    if not text:
        return []
    atoms = [_atom(rule, match, found, doc) for rule, match in _matches(text, words.atoms)]
    atoms = [a for a in atoms if _plausible(a, found, doc, words)]
    return _compose(found, atoms, words)


def dateline(doc: Doc, words: Lexicon) -> Expression | None:
    """The complete date of the article's dateline ("GENÈVE, 10 janvier 2022 –"), which no sentence holds."""
    for segment in doc.segments:
        if segment.kind == "dateline":
            text, start = segment.span.of(doc.article.text), segment.span.start
            tokens = [
                Token(i, m[0], start + m.start(), start + m.end(), m[0], "X", "dep", i, {}, -1)
                for i, m in enumerate(re.finditer(r"\w+|\S", text))
            ]
            line = Doc(doc.article, doc.language, tokens, [], (), [])
            found = [e for e in expressions(line, words) if e.kind == "date" and e.get("daynum")]
            return found[0] if found else None
    return None


def _matches(text: str, rules: Sequence[Rule]) -> list[tuple[Rule, Any]]:
    """Longest match first, earlier rule first where equally long; no two overlap."""
    found = []
    for number, rule in enumerate(rules):
        found += [(m.start() - m.end(), number, m.start(), rule, m) for m in rule.pattern.finditer(text) if m[0]]
    found.sort(key=lambda f: f[:3])
    taken = bytearray(len(text))
    kept = []
    for _, _, start, rule, match in found:
        if not any(taken[start : match.end()]):
            taken[start : match.end()] = b"\1" * (match.end() - start)
            kept.append((start, rule, match))
    return [(rule, match) for _, rule, match in sorted(kept, key=lambda k: k[0])]


def _fields(rule: Rule, match: Any, classes_at: Any) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for start, group in sorted((match.start(group), group) for group in match.groupdict() if match[group]):
        name = group.rsplit("_", 1)[0] if group[-1].isdigit() and "_" in group else group
        value = classes_at(start).get(name)
        name = ALIASES.get(name, name)
        fields[name if name not in fields else f"{name}_2"] = value
    return {**rule.constants, **fields}


def _atom(rule: Rule, match: Any, found: Sequence[Unit], doc: Doc) -> Expression:
    first, last = match.span()
    fields = _fields(rule, match, lambda i: found[i].classes)
    token = head_token(doc, found[first].token, found[last - 1].token)
    return Expression(
        kind=rule.kind, rule=rule.name, span=Span(found[first].start, found[last - 1].end), first=first, last=last,
        token=token, fields=fields, tag=rule.tag,
    )  # fmt: skip


def head_token(doc: Doc, first: int, last: int) -> int:
    """The token of a span by which it hangs in the sentence: the first noun-like one whose head lies outside."""
    tokens = doc.tokens[first : last + 1]
    outside = [t for t in tokens if not first <= t.head <= last or t.head == t.i]
    for token in outside:
        if token.pos not in ("ADP", "DET", "PUNCT"):
            return token.i
    return (outside or tokens)[0].i


def _plausible(e: Expression, found: Sequence[Unit], doc: Doc, words: Lexicon) -> bool:
    """Numbers that run on to the left ("17 000 ans"), counts read as years, ages read as lengths of time."""
    before = found[e.first - 1] if e.first else None
    after = found[e.last] if e.last < len(found) else None
    if before and "num" in before.classes and "num" in found[e.first].classes and "card" not in before.classes:
        return False
    if e.rule == "year":
        return _is_year(e, before, after, doc)
    if e.rule == "month" and words.small_months and _is_name(e, doc):
        return False
    if e.kind == "duration" and e.get("unit") == "year":
        return not _is_age(e, before, doc, words)
    return True


def _is_name(e: Expression, doc: Doc) -> bool:
    """ "Mai Fatty", "Vénus et Mars": a month of a language that writes months small is no month with a capital."""
    token = doc.tokens[e.token]
    begins = token.i == 0 or doc.tokens[token.i - 1].sent != token.sent
    alone = not e.fields.keys() & {"year", "daynum", "wish"} and e.span.end - e.span.start == len(token.text)
    shouted = token.text.isupper()
    following = doc.tokens[token.i + 1] if token.i + 1 < len(doc.tokens) else token
    return alone and token.text[0].isupper() and not shouted and (not begins or following.text[0].isupper())


def _is_year(e: Expression, before: Unit | None, after: Unit | None, doc: Doc) -> bool:
    token = doc.tokens[e.token]
    text = doc.article.text
    left, right = text[max(0, e.span.start - 2) : e.span.start].strip(), text[e.span.end : e.span.end + 2].strip()
    if right[:1] in MONEY or left[-1:] in MONEY:
        return False
    if doc.article.text[token.start : token.end] == text[e.span.start : e.span.end]:
        counted = doc.tokens[token.head] if token.dep.startswith("nummod") and token.head > token.i else None
        following = doc.tokens[token.i + 1] if token.i + 1 < len(doc.tokens) else None
        for noun in (counted, following):
            if noun is not None and noun.pos in ("NOUN", "ADJ", "SYM") and noun.morph.get("Number") == "Plur":
                return False
    return not any(unit and "num" in unit.classes for unit in (before, after))


def _is_age(e: Expression, before: Unit | None, doc: Doc, words: Lexicon) -> bool:
    """Whether a number of years is somebody's age: "âgé de 24 ans", "Paul, 37 ans,", "un électricien de 37 ans"."""
    tokens, lemmas = doc.tokens, words.verbs
    inside = [t for t in tokens[max(0, e.token - 4) : e.token + 5] if e.span.start <= t.start and t.end <= e.span.end]
    first, last = (inside[0].i, inside[-1].i) if inside else (e.token, e.token)
    left = tokens[max(0, first - 4) : first]
    following = tokens[last + 1].text if last + 1 < len(tokens) else ""
    if any(t.lemma.lower() in lemmas["age"] or t.text.lower() in lemmas["age"] for t in (*left, *inside)):
        return True
    if not left:
        return False
    stops = following in (",", ")", ".", "")
    aside = left[-1].text in (",", "(", "–") and (stops or following in lemmas["ageaside"])
    if aside and not e.get("vague"):
        return True
    if before is not None and {"gdash", "=à", "=ou"} & before.classes.keys() and left[-2:][0].text.isdigit():
        return True  # "de 2 à 8 ans"
    governor = doc.head(tokens[e.token])
    ends = stops or following in lemmas["agebefore"]
    if left[-1].lemma.lower() in lemmas["ageat"] and ends:
        return governor.lemma.lower() not in lemmas["length"]
    if left[-1].lemma.lower() in lemmas["ageof"] and governor.i < first:
        return governor.pos in ("NOUN", "PROPN", "ADJ") and governor.lemma.lower() not in lemmas["length"]
    has_age = governor.lemma in lemmas["perfect"] and governor.pos in ("VERB", "AUX") and tokens[e.token].dep == "obj"
    return has_age and ends and not e.get("vague")


def _compose(found: Sequence[Unit], atoms: Sequence[Expression], words: Lexicon) -> list[Expression]:
    """Second pass: each atom is one character now, and the patterns for ranges, lists and open ends run over them."""
    items: list[Unit | Expression] = []
    i, queue = 0, list(atoms)
    for atom in queue:
        items.extend(found[i : atom.first])
        items.append(atom)
        i = atom.last
    items.extend(found[i:])
    for level in (1, 2, 3):
        text = "".join(words.char((x.tag,)) if isinstance(x, Expression) else x.char for x in items)
        rules = [rule for rule in words.composed if rule.constants.get("level", 1) == level]
        items = _replaced(items, [(rule, match) for rule, match in _matches(text, rules) if _alike(rule, match, items)])
    return [x for x in items if isinstance(x, Expression)]


def _alike(rule: Rule, match: Any, items: Sequence[Unit | Expression]) -> bool:
    """Do the parts of a range or list name one thing each, and the same, where the rule asks for that?"""
    names = rule.constants.get("alike")
    parts = [x for x in items[match.start() : match.end()] if isinstance(x, Expression)]
    if names is None or len(parts) != 2:
        return names is None
    first, last = ({k for k in p.fields if k in _NAMING} for p in parts)
    if not first or not last or "next-day" in (parts[0].kind, parts[1].kind):
        return False
    if not rule.constants.get("strictly"):
        return first | last <= {*names.split(), "wish"}
    if len(first) != 1 or not first <= set(names.split()) or first != last - ({"year", "wish"} - first):
        return False
    return first != {"year"} or parts[0].fields["year"] < parts[1].fields["year"]


def _replaced(items: list[Unit | Expression], matches: Sequence[tuple[Rule, Any]]) -> list[Unit | Expression]:
    out: list[Unit | Expression] = []
    i = 0
    for rule, match in matches:
        out.extend(items[i : match.start()])
        out.append(_composite(rule, match, items))
        i = match.end()
    out.extend(items[i:])
    return out


def _composite(rule: Rule, match: Any, items: Sequence[Unit | Expression]) -> Expression:
    start, end = match.span()
    inside = items[start:end]
    fields = _fields(rule, match, lambda i: getattr(items[i], "classes", {}))
    parts: list[Expression] = []
    whole = [x for x in inside if isinstance(x, Expression)]
    for offset, item in enumerate(inside):
        if isinstance(item, Expression):
            if item.tag != "@night" or rule.kind != "night":
                parts.append(item)
        elif match_names := [n for n in match.groupdict() if match[n] and match.start(n) == start + offset]:
            name = match_names[0].split("_")[0]
            if name in ("daynum", "hour", "year", "month", "weekday", "monthnum") and rule.kind != "edge":
                parts.append(_bare(item, name, rule, inside, offset))
    first, last = inside[0], inside[-1]
    low = first.span.start if isinstance(first, Expression) else first.start
    high = last.span.end if isinstance(last, Expression) else last.end
    model = (
        whole[0] if rule.kind in ("night", "part-of") else whole[-1]
    )  # the night hangs in the sentence, not its days
    return Expression(
        kind=rule.kind, rule=rule.name, span=Span(low, high), first=-1, last=whole[-1].last, token=model.token,
        fields={k: v for k, v in fields.items() if v is not None}, tag=rule.tag, parts=tuple(parts),
    )  # fmt: skip


def _bare(item: Unit, name: str, rule: Rule, inside: Sequence[Unit | Expression], offset: int) -> Expression:
    """A lone number of a range or list ("du 19 au 23 juillet"): a date or hour that the rest completes."""
    start = item.start
    previous = inside[offset - 1] if offset else None
    if isinstance(previous, Unit) and "det" in previous.classes:
        start = previous.start
    kind = {"hour": "clock", "weekday": "weekday"}.get(name, "date")
    return Expression(
        kind=kind, rule=f"{rule.name}-part", span=Span(start, item.end), first=-1, last=-1, token=item.token,
        fields={name: item.classes[name]}, tag="@clock" if kind == "clock" else "@date",
    )  # fmt: skip


def with_tense(found: Sequence[Expression], doc: Doc, words: Lexicon) -> list[Expression]:
    """The expressions with their direction, and clock times tied to a date right beside them."""
    tenses = Tenses(doc, words)
    out: list[Expression] = []
    for i, e in enumerate(found):
        following = found[i + 1] if i + 1 < len(found) else None
        near = -1
        if e.tag in ("@clock", "@part", "@night") and following is not None:
            gap = doc.article.text[e.span.end : following.span.start]
            close = len(gap) <= (4 if following.tag == "@date" else 7) and "." not in gap and "\n" not in gap
            if close and (following.tag == "@date" or (following.kind == "night" and e.kind == "clock")):
                near = i + 1
        out.append(_directed(replace(e, near=near), tenses, words.historic_present))
    return out


def _measures(e: Expression, doc: Doc, words: frozenset[str]) -> bool:
    """ "trois jours après son élection": does what stands behind the length say what it is counted from?"""
    behind = [t for t in doc.tokens[e.token : e.token + REACH] if t.start >= e.span.end][:2]
    return len(behind) == 2 and behind[0].text.lower() in words and behind[1].pos in COUNTED_FROM


def _directed(e: Expression, tenses: Tenses, historic: bool) -> Expression:
    direction, verb, present = tenses.verdict(e.token)
    fields: Mapping[str, Any] = {**e.fields, "present": present, "weak": verb is None, "historic": historic}
    if verb is not None:
        fields = {**fields, "verb": verb.lemma, "quoted": tenses.doc.tokens[e.token].quote >= 0}
    parts = tuple(replace(_directed(p, tenses, historic), direction=direction) for p in e.parts)
    nominal = verb is not None and tenses.hangs_on_noun(e.token)
    if e.get("byfocus") and e.kind == "ago" and _measures(e, tenses.doc, tenses.lemmas["measured"]):
        fields = {**fields, "ofevent": 1}
    return replace(
        e, direction=direction, fields=fields, parts=parts, sentence=tenses.doc.tokens[e.token].sent, nominal=nominal
    )
