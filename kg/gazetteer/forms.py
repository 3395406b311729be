"""How demonyms inflect, so that the tables hold one form each."""

from __future__ import annotations

_NO_PLURAL_EN = ("ese", "sh", "nch", "tch", "ic", "s", "x", "z")


def french_forms(entry: str) -> tuple[str, ...]:
    """Masculine, feminine and both plurals of a French adjective; `masculine/feminine` where it is irregular.

    >>> french_forms("ukrainien")
    ('ukrainien', 'ukrainienne', 'ukrainiens', 'ukrainiennes')
    >>> french_forms("grec/grecque"), french_forms("russe")
    (('grec', 'grecque', 'grecs', 'grecques'), ('russe', 'russes'))
    """
    masculine, _, feminine = entry.partition("/")
    feminine = feminine or _feminine(masculine)
    forms = (masculine, feminine, _plural(masculine), _plural(feminine))
    return tuple(dict.fromkeys(forms))


def _feminine(masculine: str) -> str:
    if masculine.endswith("e"):
        return masculine
    return masculine + "ne" if masculine.endswith("en") else masculine + "e"


def _plural(word: str) -> str:
    if word.endswith(("s", "x")):
        return word
    return word[:-2] + "aux" if word.endswith("al") else word + "s"


def english_plural(word: str) -> str:
    """The plural that names the people, or "" where an adjective has none ("Polish", "Chinese", "French").

    >>> [english_plural(w) for w in ("Russian", "Iraqi", "Chinese", "Frenchman", "Czech", "Tory")]
    ['Russians', 'Iraqis', '', 'Frenchmen', 'Czechs', 'Tories']
    """
    if word.endswith(_NO_PLURAL_EN):
        return ""
    if word.endswith(("hman", "woman")):  # Frenchman, Dutchwoman; not German, Roman
        return word[:-2] + "en"
    if word.endswith("y"):
        return word[:-1] + "ies"
    return word + "s"
