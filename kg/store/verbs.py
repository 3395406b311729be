"""Forms of verbs for labels: the third person of the present, in English and French, with its negation."""

from __future__ import annotations

import re
from functools import cache

from kg.lang import lexicon, load

_CLITICS = {"se", "le", "la", "les", "lui", "en", "y"}
_GLUED = ("s'", "s’", "l'", "l’")
_VOWEL = re.compile(r"[aeiouyéèêàâîôûh]", re.IGNORECASE)  # an "h" too, but for those of the table "aspirated"


def third_person(third: str, language: str, *, plural: bool = False, negative: bool = False) -> str:
    """A verb given in the third person singular ("meets", "se retire"), as its subject and its truth want it.

    >>> third_person("meets", "en", plural=True), third_person("se retire", "fr", plural=True, negative=True)
    ('meet', 'ne se retirent pas')
    """
    return _english(third, plural, negative) if language == "en" else _french(third, plural, negative)


def conjugated(lemma: str, language: str, *, plural: bool = False, negative: bool = False) -> str:
    """The same of a verb given as its lemma; "" for what is no verb of the language.

    >>> conjugated("call for", "en"), conjugated("se retirer", "fr", plural=True), conjugated("réunion", "fr")
    ('calls for', 'se retirent', '')
    >>> conjugated("veto", "en"), conjugated("focus on", "en", plural=True), conjugated("se heurter", "fr")
    ('vetoes', 'focus on', 'se heurte')
    """
    if language == "en":
        first, _, rest = lemma.partition(" ")
        return _told_en(_third_en(first), _many_en(first), rest, plural, negative)
    clitic, verb = _clitic(lemma)
    forms = _present(verb)
    return _negated_fr(clitic, forms[1 if plural else 0], negative) if forms else ""


def plural_of(third: str) -> str:
    """The plural of a French third person, "" where the tables do not know the verb.

    >>> plural_of("dit"), plural_of("accepte"), plural_of("prend")
    ('disent', 'acceptent', 'prennent')
    """
    if third in ("est", "a", "va"):
        return {"est": "sont", "a": "ont", "va": "vont"}[third]
    return _plurals().get(third, "") or (third + "nt" if third.endswith("e") else "")


def _english(third: str, plural: bool, negative: bool) -> str:
    first, _, rest = third.partition(" ")
    return _told_en(first, _base(first), rest, plural, negative)


def _told_en(one: str, many: str, rest: str, plural: bool, negative: bool) -> str:
    if not negative:
        told = many if plural else one
    elif one == "is":
        told = f"{many if plural else one} not"
    else:
        told = f"{'do' if plural else 'does'} not {many}"
    return f"{told} {rest}".rstrip()


def _base(third: str) -> str:
    for forms in load("labels")["en"]["irregular"].values():
        one, many = forms.split()
        if one == third:
            return str(many)
    if third.endswith("ies"):
        return third[:-3] + "y"
    if re.search(r"(ch|sh|ss|x|zz)es$", third):
        return third[:-2]
    return third[:-1] if third.endswith("s") and not third.endswith("ss") else third


def _third_en(lemma: str) -> str:
    irregular = load("labels")["en"]["irregular"].get(lemma)
    if irregular is not None:
        return str(irregular.split()[0])
    if re.search(r"[^aeiou]y$", lemma):
        return lemma[:-1] + "ies"
    return lemma + ("es" if re.search(r"(ch|sh|s|x|z|[^aeiou]o)$", lemma) else "s")


def _many_en(lemma: str) -> str:
    irregular = load("labels")["en"]["irregular"].get(lemma)
    return str(irregular.split()[1]) if irregular is not None else lemma


def _french(third: str, plural: bool, negative: bool) -> str:
    clitic, rest = _clitic(third)
    verb, _, tail = rest.partition(" ")
    if plural:
        many = plural_of(verb)
        if not many:  # unknown: a colon keeps the line grammatical
            return ": " + _french(third, False, negative)
        verb = many
    return f"{_negated_fr(clitic, verb, negative)} {tail}".rstrip()


def _clitic(verb: str) -> tuple[str, str]:
    """The pronoun before a French verb ("se ", "s'"), and the rest."""
    if verb[:2] in _GLUED:
        return verb[:2], verb[2:]
    first, _, rest = verb.partition(" ")
    return (first + " ", rest) if rest and first.lower() in _CLITICS else ("", verb)


def _negated_fr(clitic: str, verb: str, negative: bool) -> str:
    if clitic in ("se ", "s'", "s’"):
        clitic = "s'" if _elides(verb) else "se "
    if not negative:
        return clitic + verb
    head, _, tail = verb.partition(" ")
    glue = "n'" if not clitic and _elides(verb) else "ne "
    return f"{glue}{clitic}{head} pas {tail}".rstrip()


def _elides(verb: str) -> bool:
    return bool(_VOWEL.match(verb)) and not verb.startswith(tuple(load("labels")["fr"]["aspirated"].split()))


@cache
def _endings() -> tuple[tuple[str, tuple[str, str]], ...]:
    """Ends of infinitives with their two forms, the longest first."""
    table = load("labels")["fr"]["present"]
    rows = ((end, tuple(forms.split())) for end, forms in table.items())
    return tuple(sorted(((end, (one, many)) for end, (one, many) in rows), key=lambda row: (-len(row[0]), row[0])))


def _present(infinitive: str) -> tuple[str, str] | None:
    for end, (one, many) in _endings():
        if infinitive.endswith(end):
            stem = infinitive[: -len(end)]
            return (stem + one, stem + many) if stem or len(end) > 3 else None
    return None


@cache
def _plurals() -> dict[str, str]:
    """The two forms of every verb of the lexicon that the table of endings knows."""
    verbs = (_present(_clitic(verb)[1]) for verb in sorted(lexicon("fr").verbs))
    return dict(filter(None, verbs))
