"""View data made up for the page tests: any size, every kind of date and status, hostile words."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

TYPES = ("STATE", "DENY", "REQUEST", "CONSULT", "MOBILIZE", "ASSAULT", "OFFICE", "DISASTER", "BUSINESS", "OTHER")
VERBS = ("dit", "nie", "demande", "rencontre", "déploie", "attaque", "élit", "subit", "achète", "fait")
HOSTILE = (
    "</script><script>window.hacked=1</script>",
    '<img src=x onerror="window.hacked=1">',
    "a href=javascript:window.hacked=1",
    "line\u2028paragraph\u2029separators",
    "مرحبا بالعالم \u202eevil\u202c",
    "👩‍👩‍👧 🇫🇷 émoji",
    "nul\x00and\x07bell",
    "lone \ud83d surrogates \udc00",
    "{{ 7*7 }} ${7*7} <!-- --!> ]]>",
    "'\"`><svg onload=window.hacked=1>",
)


def event(number: int, **change: Any) -> dict[str, Any]:
    """One event with every field; `change` overrides."""
    words = f"Phrase {number} : Alpha rencontre Beta mercredi."
    at = words.index("rencontre")
    found: dict[str, Any] = {
        "id": f"e{number}",
        "type": "STATE",
        "action": "says",
        "label": {"fr": f"Événement {number}", "en": f"Event {number}"},
        "agents": [],
        "targets": [],
        "object": None,
        "place": None,
        "edtf": "",
        "earliest": "",
        "latest": "",
        "candidates": [],
        "time_text": "",
        "anchor": "",
        "polarity": "positive",
        "modality": "actual",
        "disputed": False,
        "sources": [],
        "stance": "",
        "contents": [],
        "confidence": 0.9,
        "rule": "rule",
        "article": "a0",
        "heading": False,
        "salience": "core",
        "order": number,
        "same": [],
        "evidence": {"start": 0, "text": words, "marks": [{"start": at, "end": at + 9, "kind": "trigger", "id": ""}]},
    }
    return found | change


def actor(name: str, kind: str = "GPE") -> dict[str, Any]:
    return {
        "id": name.replace(" ", "_"),
        "type": kind,
        "label": {"fr": name, "en": name},
        "names": [],
        "wikidata": "",
        "count": 1,
    }


def corpus(events: int, *, actors: int = 30, days: int = 900, articles: int = 20, seed: int = 7) -> dict[str, Any]:
    """A corpus of any size; the same arguments give the same value."""
    rng = Random(seed)
    kinds = ("PER", "ORG", "GPE", "LOC", "GROUP", "OTHER")
    people = [actor(f"Acteur {i}", kinds[i % 6]) for i in range(actors)]
    start = date(2015, 1, 1)
    published = sorted(rng.randrange(days) for _ in range(articles))
    texts = [
        {
            "id": f"a{i}",
            "title": f"Article {i}",
            "url": f"https://example.org/{i}",
            "published": (start + timedelta(day)).isoformat(),
            "language": "fr",
            "source": "Essai",
            "paragraphs": [{"start": 0, "text": f"Texte de l’article {i}.", "heading": False}],
        }
        for i, day in enumerate(published)
    ]
    return {
        "meta": {
            "title": {"fr": f"Essai de {events} événements", "en": f"A trial of {events} events"},
            "language": "fr",
            "actions": {},
        },
        "articles": texts,
        "actors": people,
        "disputes": [],
        "events": [_made_up(i, rng, people, published, start) for i in range(events)],
    }


def _made_up(
    number: int, rng: Random, people: list[dict[str, Any]], published: list[int], start: date
) -> dict[str, Any]:
    def pick() -> dict[str, Any]:
        chosen = people[int(len(people) * rng.random() ** 2)]
        return {"id": chosen["id"], "text": chosen["label"]["fr"]}

    article = rng.randrange(len(published))
    day = start + timedelta(max(0, published[article] - int(rng.expovariate(0.2))))
    kind = rng.choice(("day", "day", "day", "day", "none", "none", "span", "until", "from", "cands", "about"))
    iso = day.isoformat()
    later = (day + timedelta(rng.randrange(2, 40))).isoformat()
    dates: dict[str, dict[str, Any]] = {
        "day": {"edtf": iso, "earliest": iso, "latest": iso},
        "about": {"edtf": f"{iso}~", "earliest": iso, "latest": iso},
        "none": {},
        "span": {"edtf": f"{iso}/{later}", "earliest": iso, "latest": later},
        "until": {"edtf": f"../{iso}", "latest": iso},
        "from": {"edtf": f"{iso}/..", "earliest": iso},
        "cands": {
            "candidates": [(day + timedelta(7 * i)).isoformat() for i in range(4)],
            "earliest": iso,
            "latest": (day + timedelta(21)).isoformat(),
        },
    }
    when = dates[kind]
    which = rng.randrange(len(TYPES))
    agents = [pick()]
    targets = [pick()] if rng.random() < 0.6 else []
    words = f"{agents[0]['text']} {VERBS[which]} {targets[0]['text'] if targets else 'quelque chose'} ({number})"
    return event(
        number,
        type=TYPES[which],
        label={"fr": words, "en": words},
        agents=agents,
        targets=targets,
        article=f"a{article}",
        sources=[pick()] if rng.random() < 0.3 else [],
        polarity="negative" if rng.random() < 0.1 else "positive",
        modality=rng.choice(("actual",) * 6 + ("future", "requested", "possible")),
        **when,
    )


def hostile() -> dict[str, Any]:
    """A corpus in which every word that comes from an article tries to get out of its place."""
    data = corpus(0, actors=0)
    people = [
        actor("x", "PER") | {"id": f"h{i}", "label": {"fr": words, "en": words}, "names": list(HOSTILE)}
        for i, words in enumerate(HOSTILE)
    ]
    data["meta"]["title"] = {"fr": HOSTILE[0], "en": HOSTILE[1]}
    data["actors"] = people
    data["articles"] = [
        {
            "id": f"a{i}",
            "title": words,
            "url": "javascript:window.hacked=1",
            "published": "2022-02-16",
            "language": 'fr" onload="x',
            "source": words,
            "paragraphs": [{"start": 0, "text": words, "heading": False}],
        }
        for i, words in enumerate(HOSTILE)
    ]
    data["events"] = [
        event(
            i,
            label={"fr": words, "en": words},
            agents=[{"id": f"h{i}", "text": words}],
            targets=[{"id": f"h{(i + 1) % len(HOSTILE)}", "text": words}],
            object={"id": "", "text": words},
            place={"id": "", "text": words},
            time_text=words,
            rule=words,
            article=f"a{i}",
            anchor=words,
            edtf=words,
            disputed=i == 0,
            evidence={"start": 0, "text": words, "marks": [{"start": 0, "end": 3, "kind": "trigger", "id": ""}]},
        )
        for i, words in enumerate(HOSTILE)
    ]
    data["disputes"] = [{"event": "e0", "kind": "denial", "asserting": ["e1"], "denying": ["e2"]}]
    return data
