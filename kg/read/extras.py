"""Packages that only some readers need: imported when such a file comes, and named with the line that installs them."""

from __future__ import annotations

import logging
from importlib import import_module
from typing import Any

from kg.errors import InputError, install


def needed(module: str, extra: str, where: str) -> Any:
    """The module; raises `InputError` with the line that installs it where it is missing.

    >>> needed("json", "html", "a.html").__name__
    'json'
    >>> needed("no_such_package.part", "html", "a.html")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    kg.errors.InputError: a.html: needs no_such_package, which is not installed. Install it in the clone: ...
    """
    try:
        found = import_module(module)
    except ImportError as error:
        name = (error.name or module).partition(".")[0]  # it may be there, and lack a package of its own
        what = f"needs {name}, which is not installed."
        raise InputError(what, where=where, hint=install(extra)) from error
    logging.getLogger(module.partition(".")[0]).addHandler(logging.NullHandler())  # a library of ours is silent
    return found
