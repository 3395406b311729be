"""What the form of a verb tells of its modality: "aurait dit", "a pu partir", "devrait partir", "vient de partir"."""

from __future__ import annotations

from kg.annotate.doc import Doc, Token
from kg.ids import fold
from kg.lang import Lexicon

AUXILIARIES = ("aux", "aux:tense", "aux:pass", "cop")
SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "expl")


def by_form(doc: Doc, token: Token, lexicon: Lexicon) -> str:
    """Where the forms of verbs tell: "aurait dit" is hearsay, "a pu partir" is done, "devrait partir" is to come."""
    if any(form == "Cnd" for form, done in tenses(doc, token) if done):
        return "possible"
    if _said_to_be(doc, token, lexicon):
        return "possible"
    above = doc.tokens[token.head]
    lemma = lexicon.lemma_fix(above.text.lower(), above.lemma.lower())
    if token.dep != "xcomp" or not is_infinitive(doc, token, lexicon):
        return ""
    marks = {fold(c.text) for c in doc.children(token) if c.dep in ("mark", "case")}
    if marks & set(lexicon.grammar.recent.get(lemma, ())) and above.morph.get("Mood") == "Ind":
        return "actual"
    if (colour := lexicon.colours.get(lemma)) is None:
        return ""
    for form, done in tenses(doc, above):
        if form == "Cnd":  # "il aurait dû partir" regrets, "il aurait pu" doubts
            return "possible" if done else colour.by_tense.get("conditional", "")
        if done:
            return colour.by_tense.get("past", "")
    lets = colour.modality in ("actual", "negative") and not colour.by_tense
    return "future" if lets and above.morph.get("Tense") == "Fut" else ""  # "permettra d'aider"


def _said_to_be(doc: Doc, token: Token, lexicon: Lexicon) -> bool:
    """ "Les combattants seraient transférés": hearsay, where the passive hangs on no condition."""
    helped = any(c.dep == "aux:pass" and c.morph.get("Mood") == "Cnd" for c in doc.children(token))
    below = (m for c in doc.children(token) if c.dep == "advcl" for m in doc.children(c) if m.dep == "mark")
    return helped and not any(fold(m.text) in lexicon.patterns.moods.conditions for m in below)


def tenses(doc: Doc, token: Token) -> list[tuple[str, bool]]:
    """Mood or tense of its finite form, and whether it is told as done: "a pu", "put" and "avoir pu", not "pouvait"."""
    own = [c for c in doc.children(token) if c.dep in ("aux", "aux:tense")]
    joined = token.dep == "conj" and not any(c.dep in (*AUXILIARIES, *SUBJECTS) for c in doc.children(token))
    if not own and joined and token.morph.get("VerbForm") == "Part":  # "il aurait crié et tiré"
        own = [c for c in doc.children(doc.tokens[token.head]) if c.dep in ("aux", "aux:tense")]
    if own:
        return [(c.morph.get("Mood", ""), True) for c in own]
    return [(token.morph.get("Mood", ""), token.morph.get("Tense") == "Past" and token.morph.get("Mood") == "Ind")]


def is_infinitive(doc: Doc, token: Token, lexicon: Lexicon) -> bool:
    """Is it one, or does "to" stand before it? English taggers make it an auxiliary, others a mark."""
    marks = lexicon.grammar.infinitive_marks
    return token.morph.get("VerbForm") == "Inf" or any(c.text.lower() in marks for c in doc.children(token))
