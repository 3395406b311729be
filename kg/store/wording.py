"""A label in the article's own words: the name of who acts, then the verb and what follows it as the sentence has them.

Nothing is invented: the words between a verb and its participants are those of the evidence, so that prepositions,
tenses and negations are as they were written. What cannot be told so (a pronoun object before the verb, a
participant named elsewhere) is left to the table of actions in `kg/store/labels.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kg.lang import lexicon
from kg.model import Event, Filler, Span
from kg.store.quoting import INVERTED, QUOTES, quotation, within
from kg.store.verbs import conjugated
from kg.store.wordlists import ending, entry, group_pattern, is_plural, short_phrase, speaking, tokens, words as lists

REST = 120  # letters of the sentence after the verb: more is no label
_GAP = 60  # letters between a verb and its first participant
_NOUN_GAP = 32
_END = re.compile(r"[,.](?!\d)|[;:!?()«»“”\"–—]|\s-\s")  # where a clause may end: not inside "1,500"
_QUOTED = re.compile(r"«([^«»]*)»|“([^“”]*)”")


@dataclass(frozen=True, slots=True)
class Wording:
    """What the sentence says of an event: the line, and whether its words show that it is denied or not yet so."""

    line: str
    negated: bool = False
    modal: bool = False
    told: bool = False  # the content of a statement is in it


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one article. `name` gives the phrase of a participant, `contents` the article's events by id."""

    language: str
    text: str
    name: Callable[[Filler], str]
    join: Callable[[tuple[Filler, ...]], str]
    contents: Mapping[str, Event]

    def of(self, event: Event) -> Wording | None:
        """The event in the words of its sentence, None where they cannot tell it."""
        kind = event.rule.split("/")[0]
        if not event.triggers or not self.text or kind not in ("finite", "inf", "gerund", "light", "noun", "part"):
            return None
        if kind == "noun":
            return self._noun(event)
        if kind == "part":
            return self._participle(event)
        return self._happening(event) or self._passive(event) or self._active(event, kind)

    def _happening(self, event: Event) -> Wording | None:
        """ "The talks resumed": an event noun before a verb that says how it went."""
        if len(event.triggers) < 2:
            return None
        noun, verb = event.triggers[0], event.triggers[-1]
        start = re.sub(r"^(se |s['’])", "", event.lemma)[:3]
        if noun.of(self.text)[:3] == start or verb.of(self.text)[:3] != start or verb.start - noun.end > _NOUN_GAP:
            return None
        things = (*event.targets, *((event.object,) if event.object else ()), *event.agents)
        behind = [f.span.end for f in things if f.span.start >= verb.end and within(f.span, event.evidence)]
        rest = self._rest(event, verb.end, self._on(event, verb.end, max(behind, default=verb.end)))
        if rest is None:
            return None
        agents = tuple(a for a in event.agents if not within(a.span, event.evidence) or a.span.end <= noun.start)
        left = ending(self.language, "determiners").search(self.text[event.evidence.start : noun.start])
        start_at = noun.start - (len(left[0]) if left else 0)
        told = f"{' '.join(self.text[start_at : verb.end].split())} {rest}".strip()
        modal = bool(lists(self.language)["modal"] & tokens(told))
        negated = self._denies(told)
        if agents:
            told = f"{self.join(agents)}{self._colon}{told[:1].lower()}{told[1:]}"
        return Wording(told, negated, modal)

    def _participle(self, event: Event) -> Wording | None:
        """ "The crisis opened by the king": a participle right behind what it is done to."""
        head = event.triggers[0]
        things = (*event.targets, *((event.object,) if event.object else ()))
        behind = [a.span.end for a in event.agents if a.span.start >= head.end and within(a.span, event.evidence)]
        if len(things) != 1 or len(behind) < len(event.agents) or event.content:
            return None
        gap = self.text[things[0].span.end : head.start]
        if not within(things[0].span, event.evidence) or gap.strip(" ,") or not gap:
            return None
        last = max(behind) if behind else self._on(event, head.end, head.end)
        rest = self._rest(event, head.end, last)
        if rest is None or (behind and not rest.startswith(f"{entry(self.language, 'by')} ")):
            return None
        return Wording(f"{self.name(things[0])}{gap.rstrip()} {head.of(self.text)} {rest}".strip())

    def _attribute(self, event: Event, head: Span, surface: str, kind: str) -> bool:
        """A participle that no auxiliary makes a verb ("nous restons attachés")."""
        if kind != "finite" or "conj" in event.rule or not self._ends(surface, "participles"):
            return False
        left = ending(self.language, "between").sub("", self.text[event.evidence.start : head.start])
        return not ending(self.language, "had").search(left) and not _is_present(event, surface)

    def _on(self, event: Event, start: int, last: int) -> int:
        """Where the clause ends that goes on behind the participants: "flew to Kyiv" tells more than "flew"."""
        words = lists(self.language)
        piece = _QUOTED.sub(lambda found: f" {found[1] or found[2] or ''} ", self.text[last : event.evidence.end])
        piece = re.split(_END, piece, maxsplit=1)[0]
        end, joined = last, 0
        for found in re.finditer(r"\d[\d.,]*(?:\s?[%€$£])?|[\w-]+(?:['’](?=\w))?", piece):
            word = found[0].lower().replace("’", "'")
            if word in words["limits"] and event.polarity == "negative":  # "not until June" is no plain denial
                end = last + found.end()
                continue
            if word in words["stops"] and not (last == start and end == last and word in ("that", "que", "qu'")):
                break
            if word in words["joins"]:
                tail = re.findall(r"[\w-]+", piece[found.end() :])
                if len(tail) > 3 or joined or (tail and tail[0].lower() in words["infinitives"]):
                    break
                joined = 1
            end = last + found.end()
        while end > last:
            loose = re.search(r"([\w-]+['’]?)\s*$", self.text[last:end])
            if loose is None or loose[1].lower().replace("’", "'") not in words["loose"]:
                break
            end = last + len(self.text[last:end][: loose.start()].rstrip())
        return end if end - start <= REST else last

    def _active(self, event: Event, kind: str) -> Wording | None:
        head = event.triggers[0]
        if any(self._group(event, trigger) for trigger in event.triggers[1:]):
            return None  # the verb stands behind its noun: "no meeting was held"
        last, told = self._last(event)
        inverted = any(agent.span.start >= head.end and within(agent.span, event.evidence) for agent in event.agents)
        speech = event.lemma in speaking(self.language)
        if last is None or (inverted and (last > head.end or not speech)):
            return None
        if not inverted:
            last = self._on(event, head.end, last)
        group = self._group(event, head)
        if kind not in ("finite", "light") and not (
            event.rule == "inf/subj" or (kind == "inf" and lists(self.language)["modal"] & tokens(group or ""))
        ):
            group = None
        rest, surface = self._rest(event, head.end, last), head.of(self.text)
        if rest is None:
            return None
        subject = self.join(event.agents) or self._pronoun(event, head, group)
        plural = len(event.agents) > 1 or any(
            is_plural(self.name(agent), self.language, named=bool(agent.entity)) for agent in event.agents
        )
        told = told or (rest[:5].lower().startswith(("that ", "que ", "qu'", "qu’")))
        if group is None or not self._fits(event, group, surface):
            if self._attribute(event, head, surface, kind):
                return None
            return self._conjugated(event, subject, plural, rest, told)
        negated = self._denies(" ".join((group, subject.lower(), *rest.split()[:3])))
        if self._half(f"{subject} {group} {rest}") or (event.polarity == "negative" and not negated):
            # "neither Ann nor Bob signed"
            return self._conjugated(event, subject, plural, rest, told)
        if self._mismatch(event, plural):
            subject = self._surface(event) or subject
        line = " ".join(filter(None, (subject, group, surface, rest))).replace("' ", "'")
        if speech and not rest and not event.content and (quoted := quotation(event, group, self.text, self.language)):
            line = f"{line}{self._colon}{quoted}"
        modal = bool(lists(self.language)["modal"] & tokens(group)) or (self._ends(surface, "futures"))
        return Wording(line, negated, modal, told)

    def _conjugated(self, event: Event, subject: str, plural: bool, rest: str, told: bool) -> Wording | None:
        negative, words = event.polarity == "negative", lists(self.language)
        first = rest.split()[0].lower() if rest else ""
        if negative and self.language == "fr" and first in ("pas", "plus"):
            rest = rest[len(first) :].strip()
        nobody = bool(tokens(subject) & words["none"])
        negated = negative and not (self.language == "en" and (first in words["none"] or nobody))
        lemma = event.lemma.split()[0] if self.language == "en" and rest else event.lemma
        known = event.lemma in lexicon(self.language).verbs or len(event.triggers) > 1 or bool(rest)
        verb = conjugated(lemma, self.language, plural=plural, negative=negated) if known else ""
        if negative and self.language == "fr" and (first in words["none"] or nobody):
            verb = verb.removesuffix(" pas")
        return Wording(f"{subject} {verb} {rest}".strip(), negated=negative, told=told) if verb and subject else None

    def _passive(self, event: Event) -> Wording | None:
        """ "X was expelled by Y": whom it is done to stands before the verb, who does it behind it if anywhere."""
        head, words = event.triggers[0], lists(self.language)
        group = self._group(event, head)
        if not group or not words["passive"] & tokens(group) or {"se", "s'"} & tokens(group):
            return None
        if head.of(self.text).endswith("ing"):
            return None
        things = (*event.targets, *((event.object,) if event.object else ()))
        subjects = tuple(t for t in things if t.span.end <= head.start and within(t.span, event.evidence))[:1]
        behind = [agent for agent in event.agents if agent.span.start >= head.end]
        others = [t for t in things if t not in subjects and not _overlaps(t, event)]
        if not subjects or len(behind) < len(event.agents) or any(t.span.start < head.end for t in others):
            return None
        last = max((f.span.end for f in (*behind, *others) if within(f.span, event.evidence)), default=head.end)
        inner = self._content_end(event, 2)
        told = bool(inner) and inner - head.end <= REST
        last = max(last, inner) if told else last
        last = last if behind and not told else self._on(event, head.end, last)
        rest = self._rest(event, head.end, last)
        if rest is None or (behind and not re.match(rf"(.*\s)?{entry(self.language, 'by')}\b", rest)):
            return None
        line = f"{self.name(subjects[0])} {group} {head.of(self.text)} {rest}".strip()
        if self._half(line):
            return None
        modal = bool(words["modal"] & tokens(group))
        return Wording(line, self._denies(f"{self.name(subjects[0])} {group}"), modal, told)

    def _noun(self, event: Event) -> Wording | None:
        """ "Ann: meeting with Bob": the noun, and what it governs as the sentence has it."""
        head = event.triggers[0]
        things = (*event.targets, *((event.object,) if event.object else ()))
        if len(things) == 1 and not event.agents and not things[0].entity and _overlaps(things[0], event):
            return Wording(self.name(things[0]))  # "three dead"
        behind = sorted(
            (f.span for f in (*things, *event.agents) if head.end <= f.span.start and within(f.span, event.evidence)),
        )
        last, stops = head.end, lists(self.language)["stops"]
        for span in behind:
            gap = self.text[last : span.start]
            if len(gap) <= _NOUN_GAP and not re.search(r"[.,;:()]", gap) and not tokens(gap) & stops:
                last = max(last, span.end)
        if any(f.span.end > last or f.span.start < head.start for f in things):
            return None
        if last == head.end and self._governed(event, head):
            last = self._on(event, head.end, last)
        rest = self._rest(event, head.end, last)
        if rest is None:
            return None
        told = f"{head.of(self.text)} {rest}".strip()
        agents = tuple(a for a in event.agents if not head.end <= a.span.start < last)
        return Wording(f"{self.join(agents)}{self._colon}{told}" if agents else told)

    @property
    def _colon(self) -> str:
        return " : " if self.language == "fr" else ": "

    def _governed(self, event: Event, head: Span) -> bool:
        """Whether a noun stands behind a verb or preposition, and before what it governs."""
        words = lists(self.language)
        left = self.text[event.evidence.start : head.start]
        before = re.search(r"(\w+)\s+(?:[\w'’-]+\s+|l['’])?$", left)
        behind = re.match(r"\s+([\w]+['’]?)", self.text[head.end : event.evidence.end])
        if before is None or behind is None or behind[1].lower().replace("’", "'") not in words["governing"]:
            return False
        return before[1].lower() not in words["stops"] | words["joins"]

    def _last(self, event: Event) -> tuple[int | None, bool]:
        """Where the words of an event end, None where a participant is not among them; whether its content is."""
        head, end = event.triggers[0], max(t.end for t in event.triggers)
        for thing in (*event.targets, *((event.object,) if event.object else ())):
            if _overlaps(thing, event) or (head.end <= thing.span.start and within(thing.span, event.evidence)):
                end = max(end, thing.span.end)
            else:
                return None, False
        inner = self._content_end(event, 2)
        return (max(end, inner), True) if inner and inner - head.end <= REST else (end, False)

    def _content_end(self, event: Event, depth: int) -> int:
        """Where the content of a statement ends, 0 where it is told elsewhere."""
        content = self.contents.get(event.content)
        if content is None or content.id == event.id or not content.triggers:
            return 0
        head = content.triggers[0]
        if head.start < event.triggers[-1].end or not within(head, event.evidence):
            return 0
        things = (*content.targets, *((content.object,) if content.object else ()), *content.agents)
        ends: list[int] = [f.span.end for f in things if f.span.start >= head.start and within(f.span, event.evidence)]
        deeper = self._content_end(content, depth - 1) if depth else 0
        ends += [deeper, *(t.end for t in content.triggers)]
        return max(ends)

    def _rest(self, event: Event, start: int, last: int) -> str | None:
        """The words behind the verb, without the time (which is told apart) and with names for pronouns."""
        if last - start > REST + _GAP:
            return None
        text = self.text
        changes: list[tuple[Span, str]] = []
        time = event.time.span if event.time is not None else None
        limited = (
            event.polarity == "negative" and self._before(time) in lists(self.language)["limits"] if time else False
        )
        if time is not None and start <= time.start and time.end <= last and not limited:
            changes.append((time, ""))
        tonic = lists(self.language)["tonic"]
        for filler in (*event.targets, *((event.object,) if event.object else ())):
            if filler.span.of(text).lower() in tonic and start <= filler.span.start and filler.span.end <= last:
                changes.append((filler.span, self.name(filler)))
        out, at = "", start
        for span, words in sorted(set(changes)):
            if span.start < at:
                continue
            before = text[at : span.start]
            out += before if words else ending(self.language, "before_time").sub("", before)
            out, at = out + words, span.end
        out = " ".join((out + text[at:last]).split())
        out = " ".join(QUOTES.sub("", out).split())
        return re.sub(r"\s+([,.])", r"\1", out).strip(" ,;:.-–—") if not re.match(r"\s*[.!?]", out) else None

    def _before(self, span: Span) -> str:
        """The word before a stretch, or its own first one: "until" of "until [2024]" and of "[until 2024]"."""
        limits = lists(self.language)["limits"]
        first = span.of(self.text).lower().split()[:1]
        return first[0] if first and first[0] in limits else "".join(self.text[: span.start].lower().split()[-1:])

    def _group(self, event: Event, head: Span) -> str | None:
        """Auxiliaries, negations and adverbs before a verb; None where a pronoun object stands among them."""
        left = INVERTED.sub(r"\1 ", self.text[event.evidence.start : head.start])
        found = group_pattern(self.language).search(left)
        before = left[: found.start()] if found else left
        clitic = re.search(r"(?:^|[\s])([\w]+['’]?)\s*$", before)
        if clitic and clitic[1].lower().replace("’", "'") in lists(self.language)["clitics"]:
            return None
        group = " ".join(found[0].split()).replace("n' ", "n'").replace("s' ", "s'") if found else ""
        first = [word for word in group.lower().split() if word in lists(self.language)["auxiliaries"]][:1]
        return None if first and first[0] in lists(self.language)["nonfinite"] else group  # "is expected to be closed"

    def _fits(self, event: Event, group: str, surface: str) -> bool:
        """Whether verb and auxiliaries can stand behind a name as they are."""
        words = lists(self.language)
        for agent in event.agents:
            first = agent.span.of(self.text).lower().split()
            if first and first[0] in words["first"]:
                return False
        if self._ends(surface, "spoken"):
            return False
        if set(group.lower().split()[-1:]) & words["causative"] and not event.lemma.endswith(surface):
            return False  # "a tout à fait compris"
        alone = not tokens(group) & words["auxiliaries"]
        if alone and (surface == event.lemma or surface.endswith("ing")):
            return bool(self.language == "fr" and conjugated(event.lemma, "fr") == surface)
        return not (alone and self._ends(surface, "participles") and not _is_present(event, surface))

    def _mismatch(self, event: Event, plural: bool) -> bool:
        """A singular name for words in the plural: "les Occidentaux accusent" fits no "Occident"."""
        surfaces = [agent.span.of(self.text) for agent in event.agents]
        return len(surfaces) == 1 and self.language == "fr" and is_plural(surfaces[0], self.language) != plural

    def _surface(self, event: Event) -> str:
        """The words for who acts, unless they are a mere pronoun."""
        words = " ".join(event.agents[0].span.of(self.text).split())
        return words if " " in words or words[:1].isupper() else ""

    def _pronoun(self, event: Event, head: Span, group: str | None) -> str:
        """The subject of a verb whose agent nobody could name: a pronoun, or what the sentence opens with; else "…"."""
        left = self.text[event.evidence.start : head.start].rstrip()
        left = left[: len(left) - len(group)].rstrip() if group and left.endswith(group) else left
        found = re.search(r"(\w+)$", left)
        if found and found[1].lower() in lists(self.language)["subjects"]:
            return found[1]
        return " ".join(left.split()) if short_phrase(self.language).fullmatch(left) else "…"

    def _ends(self, word: str, key: str) -> bool:
        return word.endswith(tuple(lists(self.language)[key]))

    def _half(self, words: str) -> bool:
        """Whether a French "ne" lacks the word that it wants: "pas", "rien", or the "que" of "ne … que en 2024"."""
        found, table = tokens(words), lists(self.language)
        return (
            self.language == "fr" and bool({"ne", "n'"} & found) and not found & (table["none"] | table["completing"])
        )

    def _denies(self, words: str) -> bool:
        found = re.findall(r"[\w]+['’]?\w*", words.lower().replace("’", "'"))
        marks = lists(self.language)["negations"]
        return any(w in marks or w.split("'")[0] + "'" in marks or w.endswith("n't") for w in found)


def _is_present(event: Event, surface: str) -> bool:
    return surface in (conjugated(event.lemma, "fr"), conjugated(event.lemma, "fr", plural=True))


def _overlaps(thing: Filler, event: Event) -> bool:
    return any(thing.span.start < t.end and t.start < thing.span.end for t in event.triggers)
