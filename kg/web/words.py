"""The words of the pages, in the languages they speak."""

from __future__ import annotations

from starlette.requests import Request

from kg.lang import actions, default_actions
from kg.store import forms

LANGUAGES = ("en", "fr")
WORDS: dict[str, dict[str, str]] = {
    "en": {
        "about": "about", "action": "Action", "actor": "Actor", "actors": "Actors", "agents": "By",
        "all_types": "all types", "also": "Also called", "any": "any", "api": "API", "article": "Article",
        "articles": "Articles", "asserted": "Asserted", "certainty": "Certainty", "contents": "It is about",
        "denied": "Denied", "disputed": "disputed", "editor": "SPARQL", "error": "That did not work",
        "events": "Events", "explore": "Timeline and graph", "find": "Search", "from": "from", "home": "Events",
        "in": "In", "iri": "IRI", "language": "Français", "modality_future": "planned",
        "modality_hypothetical": "hypothetical", "modality_possible": "possible", "modality_requested": "asked for",
        "name": "Name", "negative": "did not happen", "next": "Next", "no_date": "no date", "none": "Nothing found.",
        "object": "What", "of": "of", "one_of": "one of", "page": "Page", "partners": "Shares events with",
        "place": "Where", "previous": "Previous", "published": "Published", "read": "Read the article",
        "same": "Also told as", "sources": "According to", "stance": "Stance", "targets": "To", "title": "Event graph",
        "topic": "Topic", "type": "Type", "until": "until", "vocabulary": "Vocabulary", "when": "When",
        "words": "Words", "skip": "To the content", "as": "As", "order_after": "After", "order_before": "Before",
        "order_during": "During", "order_same-day": "On the same day as",
        "PER": "person", "ORG": "organisation", "GPE": "country, town", "LOC": "place", "GROUP": "group",
        "OTHER": "other", "asserts": "asserts", "denies": "denies", "doubts": "doubts", "requests": "asks for",
        "promises": "promises",
    },
    "fr": {
        "about": "à propos de", "action": "Action", "actor": "Acteur", "actors": "Acteurs", "agents": "Par",
        "all_types": "tous les types", "also": "Aussi appelé", "any": "indifférent", "api": "API",
        "article": "Article", "articles": "Articles", "asserted": "Affirmé", "certainty": "Certitude",
        "contents": "Porte sur", "denied": "Démenti", "disputed": "contesté", "editor": "SPARQL",
        "error": "Cela n’a pas marché", "events": "Événements", "explore": "Chronologie et graphe",
        "find": "Chercher", "from": "du", "home": "Événements", "in": "Dans", "iri": "IRI", "language": "English",
        "modality_future": "prévu", "modality_hypothetical": "hypothétique", "modality_possible": "possible",
        "modality_requested": "demandé", "name": "Nom", "negative": "n’a pas eu lieu", "next": "Suivants",
        "no_date": "sans date", "none": "Rien trouvé.", "object": "Quoi", "of": "sur", "one_of": "l’un de",
        "page": "Page", "partners": "Partage des événements avec", "place": "Où", "previous": "Précédents",
        "published": "Publié", "read": "Lire l’article", "same": "Aussi raconté ainsi", "sources": "Selon",
        "stance": "Position", "targets": "À", "title": "Graphe d’événements", "topic": "Sujet", "type": "Type",
        "until": "au", "vocabulary": "Vocabulaire", "when": "Quand", "words": "Mots", "skip": "Au contenu",
        "as": "En", "order_after": "Après", "order_before": "Avant", "order_during": "Pendant",
        "order_same-day": "Le même jour que", "PER": "personne", "ORG": "organisation", "GPE": "pays, ville",
        "LOC": "lieu", "GROUP": "groupe", "OTHER": "autre", "asserts": "affirme", "denies": "nie",
        "doubts": "met en doute", "requests": "demande", "promises": "promet",
    },
}  # fmt: skip


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
