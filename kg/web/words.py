"""The words of the pages, in the languages they speak."""

from __future__ import annotations

from starlette.requests import Request

from kg.lang import actions, default_actions
from kg.store import forms

LANGUAGES = ("en", "fr")
WORDS: dict[str, dict[str, str]] = {
    "en": {
        "action": "Action", "actors": "Actors", "agents": "By", "all_types": "all types", "also": "Also called",
        "any": "any", "api": "API", "articles": "Articles", "asserted": "Asserted", "certainty": "Certainty",
        "contents": "It is about", "denied": "Denied", "disputed": "disputed", "editor": "SPARQL",
        "error": "That did not work", "explore": "Timeline and graph", "find": "Search", "from": "from",
        "home": "Events", "in": "In", "iri": "IRI", "language": "Français", "matters": "topics and descriptions",
        "modality_future": "planned", "modality_hypothetical": "hypothetical", "modality_possible": "possible",
        "modality_requested": "asked for", "name": "Name", "negative": "did not happen", "next": "Next",
        "no_date": "no date", "none": "Nothing found.", "object": "What", "of": "of", "or": "or", "page": "Page",
        "partners": "Shares events with", "place": "Where", "previous": "Previous", "published": "Published",
        "same": "Also told as", "sources": "According to", "stance": "Stance", "targets": "To", "title": "Event graph",
        "type": "Type", "until": "until", "vocabulary": "Vocabulary", "when": "When", "words": "Words",
        "skip": "To the content", "order_after": "After", "order_before": "Before", "order_during": "During",
        "order_same-day": "On the same day as", "PER": "person", "ORG": "organisation", "GPE": "country, town",
        "LOC": "place", "GROUP": "group", "OTHER": "other", "asserts": "asserts", "denies": "denies",
        "doubts": "doubts", "requests": "asks for", "promises": "promises",
    },
    "fr": {
        "action": "Action", "actors": "Acteurs", "agents": "Par", "all_types": "tous les types", "also": "Aussi appelé",
        "any": "indifférent", "api": "API", "articles": "Articles", "asserted": "Affirmé", "certainty": "Certitude",
        "contents": "Porte sur", "denied": "Démenti", "disputed": "contesté", "editor": "SPARQL",
        "error": "Cela n’a pas marché", "explore": "Chronologie et graphe", "find": "Chercher", "from": "du",
        "home": "Événements", "in": "Dans", "iri": "IRI", "language": "English", "matters": "sujets et descriptions",
        "modality_future": "prévu", "modality_hypothetical": "hypothétique", "modality_possible": "possible",
        "modality_requested": "demandé", "name": "Nom", "negative": "n’a pas eu lieu", "next": "Suivants",
        "no_date": "sans date", "none": "Rien trouvé.", "object": "Quoi", "of": "sur", "or": "ou", "page": "Page",
        "partners": "Partage des événements avec", "place": "Où", "previous": "Précédents", "published": "Publié",
        "same": "Aussi raconté ainsi", "sources": "Selon", "stance": "Position", "targets": "À",
        "title": "Graphe d’événements", "type": "Type", "until": "au", "vocabulary": "Vocabulaire", "when": "Quand",
        "words": "Mots", "skip": "Au contenu", "order_after": "Après", "order_before": "Avant",
        "order_during": "Pendant", "order_same-day": "Le même jour que", "PER": "personne", "ORG": "organisation",
        "GPE": "pays, ville", "LOC": "lieu", "GROUP": "groupe", "OTHER": "autre", "asserts": "affirme", "denies": "nie",
        "doubts": "met en doute", "requests": "demande", "promises": "promet",
    },
}  # fmt: skip

_NOUNS = {  # what pages count: of one, of several
    "en": {
        "actor": ("actor", "actors"), "article": ("article", "articles"), "event": ("event", "events"),
        "matter": ("topic or description", "topics and descriptions"),
    },
    "fr": {
        "actor": ("acteur", "acteurs"), "article": ("article", "articles"), "event": ("événement", "événements"),
        "matter": ("sujet ou description", "sujets et descriptions"),
    },
}  # fmt: skip
_ALONE = {"en": (1,), "fr": (0, 1)}  # numbers that go with one


def noun(number: int, what: str, language: str) -> str:
    """The noun behind a number.

    >>> noun(0, "event", "en"), noun(0, "event", "fr"), noun(1, "actor", "fr")
    ('events', 'événement', 'acteur')
    """
    one, several = _NOUNS[language][what]
    return one if number in _ALONE[language] else several


def kind_of(event_type: str, language: str) -> str:
    """What a type of event is called: the noun of the action that says the type and no more.

    >>> kind_of("STATE", "fr"), kind_of("unheard of", "fr")
    ('déclaration', 'unheard of')
    """
    action = actions().get(default_actions().get(event_type, ""))
    return action.nouns.get(language, event_type) if action is not None else event_type


def language_of(request: Request) -> str:
    """The language of a page: the one its address asks for, else the one the browser likes best."""
    asked = request.query_params.get("lang", "")
    if asked in LANGUAGES:
        return asked
    ranges = request.headers.get("accept-language", "")
    primary = ", ".join(part.strip().partition("-")[0] + _quality(part) for part in ranges.split(",") if part.strip())
    return forms.preferred(primary, LANGUAGES) or LANGUAGES[0]


def _quality(part: str) -> str:
    return ";" + part.partition(";")[2] if ";" in part else ""
