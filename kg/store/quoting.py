"""The words of a speaker: what an article puts in quotation before the verb that tells who said it."""

from __future__ import annotations

import re

from kg.model import Event, Span

INVERTED = re.compile(r"\b(\w+?)(?:-t)?-(?:il|elle|ils|elles|on)\s+")  # "a-t-elle ": its verb is the first group
QUOTES = re.compile(r"«\s?|\s?»|[“”\"]")
_SAID = 12, 100  # letters of a quotation that a label gives: at least, at most
_INVERTED_END = re.compile(INVERTED.pattern + "$")
_INTRODUCTION = re.compile(
    r"^[^«“\"]*[:,]\s*(?=[«“\"]\s?\w)"
)  # what stands before a quotation and is none of its words


def quotation(event: Event, group: str, text: str, language: str) -> str:
    """The words before a verb of speech and its auxiliaries that the text gives as said, in quotes; "" for none."""
    head = event.triggers[0]
    agents = [agent.span.start for agent in event.agents if within(agent.span, event.evidence)]
    left = text[event.evidence.start : min((head.start, *agents))].rstrip()
    plain = _INVERTED_END.sub("", f"{left} ").rstrip()
    inverted = plain != left or max(agents, default=0) > head.start
    left = plain.removesuffix(group).rstrip()
    if not left.endswith((",", "»", "”", '"')) or not (inverted or QUOTES.search(left)):
        return ""  # "In Oslo, she said": no words of hers
    said = " ".join(QUOTES.sub("", _INTRODUCTION.sub("", left)).split()).strip(" ,")
    if len(said) < _SAID[0]:
        return ""
    if len(said) > _SAID[1]:
        said = said[: _SAID[1]].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
    return f"« {said} »" if language == "fr" else f"“{said}”"


def within(span: Span, evidence: Span) -> bool:
    """Whether a stretch lies in another one."""
    return evidence.start <= span.start and span.end <= evidence.end
