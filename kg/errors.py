"""The errors users may meet: each says where, what, and what to do next."""

from __future__ import annotations


class KgError(Exception):
    """Something a user can mend. Rendered in one place (`kg.cli`) as *where: what. What to do.*

    >>> print(KgError("no such file.", where="a.txt", hint="Check the path."))
    a.txt: no such file. Check the path.
    """

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(what)
        self.what, self.where, self.hint = what, where, hint

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head} {self.hint}".rstrip()


class InputError(KgError):
    """A file or record that cannot be read; it is skipped, counted and named at the end."""


class ArticleError(InputError):
    """An article that extraction fails on, by an error of ours or by killing its worker; it is set aside."""


class LanguageError(KgError):
    """No language data or no spaCy pipeline for a language."""


class StoreError(KgError):
    """The store cannot be opened, read or written."""


class QueryError(KgError):
    """A query that is malformed, refused or over its limits."""


class LimitError(QueryError):
    """A query that was stopped: it took more time or memory, or gave more, than it may."""


class AcceptError(QueryError):
    """The client accepts no form that the answer could take."""


class OutputError(KgError):
    """A result that cannot be written where it was asked for."""


def install(extra: str) -> str:
    """What to do where an extra is missing; the package is installed from its clone, as no index has it.

    >>> install("html")
    'Install it in the clone: pip install -e ".[html]".'
    """
    return f'Install it in the clone: pip install -e ".[{extra}]".'
