"""Who asserts what another denies, and where two reports of one event disagree; nothing is overwritten."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kg.link.records import Record, Told
from kg.model import Claim, Dispute, Ref


def denials(made: Iterable[Record]) -> list[Dispute]:
    """Contents that a statement of their own article denies, with who asserts them there.

    Where nobody is named who asserts it, the denied event itself stands for the assertion: a denial answers a claim.
    """
    found = []
    for record in made:
        events = {told.event.id: told for told in record.events}
        denied: defaultdict[str, list[Claim]] = defaultdict(list)
        asserted: defaultdict[str, list[Claim]] = defaultdict(list)
        for claim in record.claims:
            if claim.event in events:
                side = {"denies": denied, "asserts": asserted}.get(claim.stance)
                if side is not None:
                    side[claim.event].append(claim)
        for content in sorted(denied):
            found.append(_denial(record, events, content, denied[content], asserted[content]))
    return [dispute for dispute in found if dispute is not None]


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
    return Dispute(event, tuple(asserting or [event]), tuple(denying), "denial", "denied-claim")


def _speaker(claim: Claim) -> str:
    return claim.source.entity if claim.source is not None and claim.source.entity else "?"


def unique(disputes: Iterable[Dispute]) -> tuple[Dispute, ...]:
    """Disputes sorted by event and kind, those of one event and kind in one."""
    by_key: defaultdict[tuple[Ref, str], list[Dispute]] = defaultdict(list)
    for dispute in disputes:
        by_key[dispute.event, dispute.kind].append(dispute)
    return tuple(_joined(same) for _, same in sorted(by_key.items()))


def _joined(same: list[Dispute]) -> Dispute:
    asserting = tuple(sorted({ref for dispute in same for ref in dispute.asserting}))
    denying = tuple(sorted({ref for dispute in same for ref in dispute.denying}))
    return Dispute(same[0].event, asserting, denying, same[0].kind, min(dispute.rule for dispute in same))
