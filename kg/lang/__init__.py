"""Language facts as data: one TOML file per language and purpose, loaded and checked once.

`actions.toml` is shared by all languages: what a verb or noun is taken to mean. `fr.toml` holds a language's
words, `fr-time.toml` its time grammar and the words that order events.

To add a language, say Portuguese:

1. Give every action of `actions.toml` a label `pt = "…"` (and `pt_noun` where it is natural).
2. Copy `fr.toml` to `pt.toml` and put Portuguese words in each table; the comments there say what a table is for. A
   table may be empty, none may be missing but `senses`, `moods`, `settled` and `prepositions` (see `patterns.py`;
   `en.toml` has all of them): without them, what words mean by their company is left to the weights. Lemmas are those
   of the spaCy pipeline you will name in `defaults.toml`; where it is wrong on a verb that matters, say so in
   `[lemmas]`.
3. Run `python -m pytest tests/lang`: it loads every language, and a word with two meanings, an unknown action or a
   light verb whose noun means nothing is named with its file.
4. Write `pt-time.toml` beside it (`kg/extract/times`), and sentences under `tests/spec/pt.json`.
"""

from __future__ import annotations

from kg.lang.lexicon import Colour, Lexicon, NounEntry, VerbEntry, lexicon
from kg.lang.tables import Action, actions, available, default_actions, given_names, load

__all__ = [
    "Action",
    "Colour",
    "Lexicon",
    "NounEntry",
    "VerbEntry",
    "actions",
    "available",
    "default_actions",
    "given_names",
    "lexicon",
    "load",
]
