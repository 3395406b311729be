"""Who asserts what another denies, and where two reports of one event disagree; nothing is overwritten."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from kg.lang import default_actions
from kg.link.events import SPEECH
from kg.link.quantities import disagree
from kg.link.records import Record, Told
from kg.link.rivals import rivals
from kg.link.times import Days, may_be_same
from kg.link.views import Seen
from kg.link.words import stems, words
from kg.model import Claim, Dispute, Filler, Ref

Sides = tuple[list[Ref], list[Ref], str]  # those who assert, those who contradict, and the rule


def denials(record: Record) -> list[Dispute]:
    """Contents that a statement of their own article denies, with who asserts them there.

    A denial that answers nobody named is no dispute: it has one side only.
    """
    events = {told.event.id: told for told in record.events}
    denied: defaultdict[str, list[Claim]] = defaultdict(list)
    asserted: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in record.claims:
        if claim.event in events:
            side = {"denies": denied, "asserts": asserted}.get(claim.stance)
            if side is not None and not _refusal(claim, events):
                side[claim.event].append(claim)
    found = [_denial(record, events, key, denied[key], asserted[key]) for key in sorted(denied)]
    for key, claims in asserted.items():  # who denies that he did it says that he did it not
        if events[key].event.polarity == "negative":
            denied[key] += claims
    for key in sorted(denied):
        told = [claim for claim in denied[key] if _denies(claim, events)]
        found += [_answer(record, told, other, asserted[other]) for other in _answered(events, key) if told]
    return [dispute for dispute in found if dispute is not None]


def _denies(claim: Claim, events: Mapping[str, Told]) -> bool:
    """Is it told by a verb of denying? Who says what was not done, without one, seldom answers anybody."""
    by = events.get(claim.by)
    return by is not None and by.event.type == "DENY"


def _answered(events: Mapping[str, Told], key: str) -> Iterator[str]:
    """The denied content as another sentence of its article asserts it: "X says Y fired", "Y denies having fired"."""
    told = events[key]
    for other in events.values():
        if other.event.polarity == "positive" and other.event.evidence != told.event.evidence and _same(told, other):
            yield other.event.id


def _same(told: Told, other: Told) -> bool:
    """Do both tell one act of one doer, with nothing that speaks against it?"""
    a, b = told.event, other.event
    act = a.lemma == b.lemma or (a.action == b.action and a.action != default_actions().get(a.type, ""))
    if a.type != b.type or not act or a.type in SPEECH or "requested" in (a.modality, b.modality):
        return False
    if not _names(a.agents) & _names(b.agents) or (
        a.targets and b.targets and not _names(a.targets) & _names(b.targets)
    ):
        return False
    return a.time is None or b.time is None or may_be_same(a.time, b.time)


def _answer(record: Record, denied: Sequence[Claim], content: str, asserted: Sequence[Claim]) -> Dispute | None:
    """The dispute about a content that its article tells twice: by those who assert it and by those who deny it."""
    denying = sorted({record.ref(claim.by) for claim in denied})
    told = [claim for claim in asserted if claim.by]
    others = [a for a in told if not any(_one_speaker(a, b, record.language) for b in denied)]
    asserting = sorted({record.ref(claim.by) for claim in others} - set(denying))
    if not told:
        asserting = [record.ref(content)]  # the article itself does
    if not asserting:
        return None  # somebody says two things
    return Dispute(record.ref(content), tuple(asserting), tuple(denying), "denial", "denied-in-answer")


def _refusal(claim: Claim, events: Mapping[str, Told]) -> bool:
    """Who refuses to do something disputes nothing."""
    by = events.get(claim.by)
    if claim.stance != "denies" or by is None or by.event.type != "REJECT":
        return False
    return bool(_names(events[claim.event].event.agents) & _names(by.event.agents))


def _names(fillers: Iterable[Filler]) -> set[str]:
    """Whom they are, within their article."""
    return {filler.entity or filler.text for filler in fillers}


def _denial(
    record: Record, events: dict[str, Told], content: str, denied: Sequence[Claim], asserted: Sequence[Claim]
) -> Dispute | None:
    denying = sorted({record.ref(claim.by) for claim in denied if claim.by in events})
    if not denying:
        return None
    speakers = {claim.source.entity for claim in denied if claim.source}
    carried = {claim.by for claim in asserted if claim.by in events and _speaker(claim) not in speakers}
    asserting = sorted(record.ref(by) for by in carried - {ref.id for ref in denying})
    event = record.ref(content)
    return Dispute(event, tuple(asserting), tuple(denying), "denial", "denied-claim") if asserting else None


def _one_speaker(a: Claim, b: Claim, language: str) -> bool:
    """May both be said by one? Speakers without a name are two where no word of one is said of the other."""
    if (a.source and a.source.entity) or (b.source and b.source.entity):
        return _speaker(a) == _speaker(b)
    said = [stems(words(claim.source.text), language) if claim.source is not None else frozenset() for claim in (a, b)]
    return not all(said) or bool(said[0] & said[1])


def _speaker(claim: Claim) -> str:
    return claim.source.entity if claim.source is not None and claim.source.entity else "?"


def contradictions(members: Sequence[Seen], denied_by: Mapping[Ref, Sequence[Ref]]) -> list[Dispute]:
    """Where the reports of one event disagree: whether it happened, how many, when, and who did it.

    The side of the first report (in order of articles) is given as asserting, the others as denying. `denied_by` has
    the statements that deny a report in its own article.
    """
    found = []
    first = members[0].ref
    for kind, sides in (
        ("polarity", _polarity(members)),
        ("number", _number(members)),
        ("date", _date(members)),
        ("agent", _agent(members)),
    ):
        if sides:
            asserting, denying, rule = sides
            found.append(Dispute(first, tuple(sorted(asserting)), tuple(sorted(denying)), kind, rule))
    denying_refs = sorted({by for event in members for by in denied_by.get(event.ref, ())})
    asserting_refs = sorted(event.ref for event in members if event.ref not in denied_by)
    if denying_refs and asserting_refs:
        found.append(Dispute(first, tuple(asserting_refs), tuple(denying_refs), "denial", "denied-elsewhere"))
    return found


def denied_in(record: Record) -> dict[Ref, list[Ref]]:
    """Content -> the statements of its own article that deny it."""
    found: defaultdict[Ref, list[Ref]] = defaultdict(list)
    events = {told.event.id: told for told in record.events}
    for claim in record.claims:
        known = claim.by in events and claim.event in events
        if claim.stance == "denies" and known and not _refusal(claim, events):
            found[record.ref(claim.event)].append(record.ref(claim.by))
    return dict(found)


def _polarity(members: Sequence[Seen]) -> Sides | None:
    sides = _split(members, lambda event: event.event.polarity)
    return (*sides, "opposite-polarity") if sides else None


def _number(members: Sequence[Seen]) -> Sides | None:
    """Reports that count the same thing differently; a report that gives both numbers takes no side."""
    for unit in sorted({quantity.unit for event in members for quantity in event.told.quantities}):
        counted = {
            event.ref: [q for q in event.told.quantities if q.unit == unit]
            for event in members
            if any(q.unit == unit for q in event.told.quantities)
        }
        first = next(iter(counted), None)
        if first is None:
            continue
        other = {ref: [disagree(a, b) for a in counted[first] for b in counts] for ref, counts in counted.items()}
        against = [ref for ref, found in other.items() if all(found)]
        if against:
            sure = any("stated" in other[ref] for ref in against)
            return [ref for ref in counted if ref not in against], against, "number" if sure else "number-loose"
    return None


def _date(members: Sequence[Seen]) -> Sides | None:
    dated = [event for event in members if event.dated == 2 and event.span is not None]
    against = [e.ref for e in dated[1:] if e.span and dated[0].span and _apart(dated[0].span, e.span)]
    return ([e.ref for e in dated if e.ref not in against], against, "disjoint-dates") if against else None


def _apart(a: Days, b: Days) -> bool:
    return a[1] < b[0] or b[1] < a[0]


def _agent(members: Sequence[Seen]) -> Sides | None:
    """Reports that name another doer than the first one that names any; who may stand for the same takes no side."""
    named = [event for event in members if event.agents]
    against = [e.ref for e in named[1:] if rivals(named[0], e)]
    agreeing = [e.ref for e in named if e.doers & named[0].doers]
    return (agreeing, against, "other-agent") if against else None


def _split(members: Sequence[Seen], key: Callable[[Seen], str]) -> tuple[list[Ref], list[Ref]] | None:
    """Members that say the same as the first one, and the others."""
    first = key(members[0])
    others = [event.ref for event in members if key(event) != first]
    return ([event.ref for event in members if event.ref not in others], others) if others else None


def unique(disputes: Iterable[Dispute], first: Mapping[Ref, Ref]) -> tuple[Dispute, ...]:
    """Disputes sorted by event and kind, those of one event and kind in one; a clustered event goes by its `first`."""
    by_key: defaultdict[tuple[Ref, str], list[Dispute]] = defaultdict(list)
    for dispute in disputes:
        by_key[first.get(dispute.event, dispute.event), dispute.kind].append(dispute)
    return tuple(_joined(event, same) for (event, _), same in sorted(by_key.items()))


def _joined(event: Ref, same: list[Dispute]) -> Dispute:
    asserting = tuple(sorted({ref for dispute in same for ref in dispute.asserting}))
    denying = tuple(sorted({ref for dispute in same for ref in dispute.denying}))
    return Dispute(event, asserting, denying, same[0].kind, min(dispute.rule for dispute in same))
