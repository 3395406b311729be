"""kg: from news articles to an event timeline knowledge graph.

The front door. Each verb has a room of the same name (`kg.read.read`, `kg.annotate.annotate`, `kg.extract.extract`,
`kg.link.link`); `build` is the whole sentence. Names below are imported when they are first asked for.

>>> import kg
>>> kg.Span(0, 4).of("OTAN demande")
'OTAN'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.config import Settings as Settings, settings as settings
    from kg.errors import KgError as KgError
    from kg.model import (
        Article as Article,
        Claim as Claim,
        Entity as Entity,
        Event as Event,
        Extraction as Extraction,
        Filler as Filler,
        Interval as Interval,
        Linkage as Linkage,
        Mention as Mention,
        Span as Span,
    )
    from kg.pipeline import BuildReport as BuildReport, build as build
    from kg.store import Store as Store

__version__ = "0.1.0"

_DOORS = {
    "kg.config": ("Settings", "settings"),
    "kg.errors": ("KgError",),
    "kg.model": (
        "Article", "Claim", "Entity", "Event", "Extraction", "Filler", "Interval", "Linkage", "Mention", "Span",
    ),
    "kg.pipeline": ("BuildReport", "build"),
    "kg.store": ("Store",),
}  # fmt: skip
_HOME = {name: module for module, names in _DOORS.items() for name in names}
__all__ = ["__version__", *sorted(_HOME)]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return __all__
