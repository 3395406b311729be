"""Names made from content: never random, never the time."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache


def digest(*parts: str, length: int = 12) -> str:
    """A short hexadecimal name of some text; parts are kept apart.

    >>> digest("a", "b") == digest("a", "b"), digest("ab") == digest("a", "b")
    (True, False)
    """
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()[:length]


def slug(text: str) -> str:
    """A local name that is safe in every RDF syntax and file system: `[A-Za-z_][A-Za-z0-9_-]*`.

    >>> slug("Conseil Otan-Russie"), slug("États-Unis"), slug("2022"), slug("北京")
    ('Conseil_Otan-Russie', 'Etats-Unis', '_2022', 'x_68c77e155132')
    """
    folded = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "Oe"))
    plain = re.sub(r"[^A-Za-z0-9-]+", "_", folded.encode("ascii", "ignore").decode()).strip("_-")
    if not plain or len(plain) * 2 < len(text.strip()):  # mostly another script: a hash keeps names apart
        return "x_" + digest(text)
    plain = plain[:80].rstrip("_-")
    return plain if plain[0].isalpha() else "_" + plain


@lru_cache(maxsize=1 << 16)  # the same words come again and again
def fold(text: str) -> str:
    """Accents, case, typographic apostrophes and runs of space aside, for comparing names.

    >>> fold("L’État  islamique")
    "l'etat islamique"
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.replace("’", "'")) if not unicodedata.combining(c))
    return re.sub(r"\s+", " ", bare.lower()).strip()
