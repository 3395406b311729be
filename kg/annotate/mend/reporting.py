"""Who reports a quotation: the verb beside it and that verb's subject, found on the surface.

Parsers trained on written prose know "X a dit que …" well and "« … » a dit X" badly: they take the inverted
subject for an object, or hang the verb on another clause. The order of the words is plain, though: a reporting
verb right behind a quotation has its subject behind it, and the quotation under it.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.annotate.doc import Token
from kg.annotate.tree import VERBS, is_below
from kg.ids import fold
from kg.lang import Lexicon
from kg.model import Segment

_TAGGED = ("VERB", "NOUN", "ADJ", "AUX")  # what taggers make of reporting verbs in that place
_OBJECTS = ("obj", "xcomp", "obl:mod", "dep", "obl:arg", "ccomp", "iobj", "appos")  # and parsers of their subjects
_SUBJECT = ("nsubj", "nsubj:pass", "expl:subj", "csubj")
_ASTRAY = ("parataxis", "conj", "advcl", "acl", "ccomp", "xcomp", "dep", "advmod", "obl:mod", "obl:arg", "dislocated")
_AUX = ("AUX", "PRON", "ADV", "PART")
_CLOSING = ("»", "”", '"', "’", "'")
_CLAUSE = 40  # tokens of a clause
_GAP = 6  # tokens between the quotation and its verb: ", a-t-il encore", ", he has since"


def mend_reporting(tokens: list[Token], quotes: Sequence[Segment], words: Lexicon) -> None:
    """Hang each quotation under the reporting verb that follows it, and make the noun behind that verb its subject."""
    at = 0
    for quote in quotes:
        if quote.level:
            continue
        while at < len(tokens) and tokens[at].start < quote.span.end:
            at += 1
        verb = None if _complete(tokens, at) else verb_after(tokens, at, words)
        if verb is None:
            continue
        _subject_after(tokens, verb, words)
        _tagged(tokens, verb, words)
        inside = [t for t in tokens[:at] if quote.span.start <= t.start]
        _hang(tokens, inside, verb)
    _after_commas(tokens, words)


def _lemma(token: Token, words: Lexicon) -> str:
    """The verb, also where it is taken for a noun: "peste Anna Berg"."""
    lemma = words.lemma_fix(token.text.lower(), token.lemma.lower())
    stem = token.text.lower().removesuffix("e")
    if lemma in words.reporting or token.pos in VERBS or stem == token.text.lower():
        return lemma
    return next((v for e in words.grammar.infinitive_endings if (v := stem + e) in words.reporting), lemma)


def _tagged(tokens: list[Token], verb: Token, words: Lexicon) -> None:
    """ "« … », s'indigne Anna Berg": what has its subject behind it and a quotation before is no noun or adjective."""
    if verb.pos in VERBS or verb.text.lower() in words.participles or not words.grammar.articles:
        return
    reach = tokens[verb.i + 1 : verb.i + _GAP]
    opens = bool(reach) and (reach[0].pos == "PROPN" or reach[0].pos == "DET")
    subject = next((t for t in reach if t.head == verb.i and t.dep == "nsubj"), None)
    subject = subject or next((t for t in reach if opens and t.pos in ("PROPN", "NOUN")), None)
    if subject is not None:
        verb.lemma = _lemma(verb, words)
        verb.pos = "VERB"
        verb.morph = {"VerbForm": "Fin", "Mood": "Ind", "Tense": "Pres", "Person": "3"}
        subject.head, subject.dep = verb.i, "nsubj"


def _complete(tokens: list[Token], at: int) -> bool:
    """Does a full stop end the quotation before `at`, and does a new sentence begin behind it?"""
    last = next((t for t in reversed(tokens[max(0, at - 3) : at]) if t.text not in _CLOSING), None)
    after = next((t for t in tokens[at : at + 3] if t.text not in _CLOSING), None)
    return last is not None and after is not None and last.text == "." and after.text[0].isupper()


def _after_commas(tokens: list[Token], words: Lexicon) -> None:
    """Mend "…, a annoncé jeudi le parquet": an inverted reporting clause behind a comma takes the clause before it."""
    for comma in tokens:
        if comma.text != "," or comma.i + 2 >= len(tokens):
            continue
        verb = verb_after(tokens, comma.i + 1, words)
        if verb is None or verb.morph.get("VerbForm") not in ("Fin", "Part") or verb.morph.get("Tense") == "Imp":
            continue
        own = [t for t in tokens[max(0, verb.i - 40) : verb.i + 25] if t.head == verb.i and t.i != verb.i]
        before = any(t.dep in _SUBJECT and not t.text.startswith("-") and t.i < verb.i for t in own)
        before = before and not _give_back(tokens, own, verb, comma)
        if before or any(t.dep == "quote" for t in own):
            continue
        if _listed(tokens, own, verb, words):
            if verb.dep in ("ccomp", "parataxis", "dep") and tokens[verb.head].i < comma.i:
                verb.dep = "conj"
            continue
        helped = any(t.dep.startswith("aux") and t.i > comma.i for t in own)
        if verb.morph.get("VerbForm") == "Part" and not helped:
            continue
        _subject_after(tokens, verb, words)
        subject = next((t for t in tokens[verb.i : verb.i + 25] if t.head == verb.i and t.dep in _SUBJECT), None)
        above = tokens[verb.head]
        if subject is not None and (told := _clause_before(tokens, verb, comma)) is not None:
            told.dep = "quote"
        if subject is None or above.i >= comma.i or above.pos not in ("VERB", "AUX", "ADJ", "NOUN"):
            continue
        if above.head == above.i and verb.dep in _ASTRAY:
            verb.head, verb.dep = verb.i, "root"
            above.head, above.dep = verb.i, "quote"


def _give_back(tokens: list[Token], own: list[Token], verb: Token, comma: Token) -> bool:
    """ "L'État aidera les élus, a promis le maire": a finite verb hung on its subject, which the report took."""
    subject = next((t for t in own if t.dep in _SUBJECT and t.i < comma.i), None)
    speaker = next((t for t in own if t.dep in _OBJECTS and t.i > verb.i and t.pos in ("NOUN", "PROPN")), None)
    if subject is None or speaker is None or any(t.dep == "case" and t.head == speaker.i for t in tokens[verb.i :]):
        return False
    inner = (t for t in tokens[subject.i + 1 : comma.i] if t.head == subject.i and t.dep == "acl" and t.pos in VERBS)
    told = next((t for t in inner if t.morph.get("VerbForm") == "Fin"), None)
    if told is None or any(t.head == told.i and t.dep in (*_SUBJECT, "mark") for t in tokens[subject.i : comma.i]):
        return False
    told.head, told.dep = verb.i, "quote"
    subject.head, speaker.dep = told.i, "nsubj"
    return True


def _clause_before(tokens: list[Token], verb: Token, comma: Token) -> Token | None:
    """A main clause that hangs, as if it were an adverb, on the verb behind its comma."""
    for told in tokens[max(0, comma.i - _CLAUSE) : comma.i]:
        if told.head != verb.i or told.pos not in VERBS or told.dep not in ("advcl", *_ASTRAY):
            continue
        own = [t for t in tokens[max(0, told.i - _CLAUSE) : comma.i] if t.head == told.i]
        finite = any(t.morph.get("VerbForm") == "Fin" for t in (told, *own) if t is told or t.dep.startswith("aux"))
        marked = any(t.dep in ("mark", "case") or t.pos == "SCONJ" for t in own)
        if finite and not marked and any(t.dep in _SUBJECT for t in own):
            return told
    return None


def _listed(tokens: list[Token], own: list[Token], verb: Token, words: Lexicon) -> bool:
    """ "praised the army, condemned the raid, and urged …": the second of three verbs has its object behind it."""
    joined = (t for t in own if t.dep == "conj" and t.pos == "VERB" and t.i > verb.i)
    for other in joined:
        joint = any(t.text.lower() in words.grammar.joints for t in tokens[other.i - 2 : other.i])
        if joint and not any(t.head == other.i and t.dep in _SUBJECT for t in tokens[verb.i : other.i]):
            return True
    return False


def verb_after(tokens: list[Token], at: int, words: Lexicon) -> Token | None:
    """The reporting verb that begins right behind position `at`, past commas, auxiliaries and clitics."""
    for token in tokens[at : at + _GAP]:
        if token.pos == "PUNCT" and token.text in (",", "»", "”", '"', "-", "–", "—"):
            continue
        lemma = _lemma(token, words) if token.pos in _TAGGED else ""
        himself = bool(lemma) and token.i > 0 and fold(tokens[token.i - 1].text) in words.grammar.reflexive
        if lemma in words.reporting or (himself and words.reflexive(lemma) in words.reporting):
            return token
        if token.pos not in _AUX and not token.text.startswith("-"):
            return None
    return None


def _subject_after(tokens: list[Token], verb: Token, words: Lexicon) -> None:
    """Without a subject before it, the nearest noun behind the verb that no preposition marks is its subject."""
    own = [t for t in tokens[verb.i - 8 if verb.i > 8 else 0 : verb.i + 25] if t.head == verb.i and t.i != verb.i]
    if any(t.dep in _SUBJECT for t in own):
        return
    for token in own:
        if token.i < verb.i or token.dep not in _OBJECTS or token.pos not in ("NOUN", "PROPN", "PRON"):
            continue
        marked = any(t.dep == "case" and t.head == token.i for t in tokens[verb.i + 1 : token.i])
        if not marked and not words.is_time_noun(token.lemma.lower()):
            token.dep = "nsubj"
            return
    astray = _next_noun(tokens, verb, words) or _behind_hearer(tokens, verb, words)
    if astray is not None:
        astray.head, astray.dep = verb.i, "nsubj"


def _next_noun(tokens: list[Token], verb: Token, words: Lexicon) -> Token | None:
    """The first unmarked noun behind the verb, past a date, wherever it hangs: "a annoncé jeudi le parquet"."""
    reach = tokens[verb.i + 1 : verb.i + 8]
    for token in reach:
        if token.sent != verb.sent or token.pos in ("ADP", "PUNCT", "VERB", "AUX", "SCONJ", "CCONJ", "PRON"):
            return None
        if token.pos in ("NOUN", "PROPN") and not words.is_time_noun(token.lemma.lower()):
            outside = token.head < verb.i or (tokens[token.head] in reach and token.head < token.i)
            return token if outside and token.head != token.i else None
    return None


def _behind_hearer(tokens: list[Token], verb: Token, words: Lexicon) -> Token | None:
    """ "a affirmé jeudi à la presse le ministre": the noun right behind the one that is told it, without a comma."""
    reach = tokens[verb.i + 1 : verb.i + 12]
    hearers = {t.i for t in reach if t.head == verb.i and t.dep.startswith("obl") and t.pos in ("NOUN", "PROPN")}
    if not words.grammar.articles:
        return None
    for token in reach:
        if token.i in hearers:
            marked = any(t.dep == "case" and t.head == token.i for t in reach)
            if not marked and not words.is_time_noun(token.lemma.lower()):
                return None
        if token.pos in ("PUNCT", "VERB", "AUX", "SCONJ", "CCONJ", "PRON"):
            return None
        if token.pos not in ("NOUN", "PROPN") or token.head not in hearers:
            continue
        own = [t for t in tokens[token.head + 1 : token.i] if t.head == token.i]
        marks = [t.text.lower() for t in own if t.dep == "case"]
        many = any(t.head == verb.i and t.dep.startswith("aux") and t.morph.get("Number") == "Plur" for t in tokens)
        plain = not marks or (many and all(m in words.grammar.plural_articles for m in marks))
        return token if plain and (own or token.ent_start) and token.dep in ("conj", "appos", "nmod") else None
    return None


def _hang(tokens: list[Token], inside: list[Token], verb: Token) -> None:
    """Make the roots of a quotation hang under its verb, unless that would close a circle."""
    members = {t.i for t in inside}
    if verb.i in members or not members:
        return
    for token in inside:
        if token.head in members and token.head != token.i:
            continue
        if token.head == verb.i:
            if token.dep in ("conj", "advcl", "ccomp", "obj") and token.pos in VERBS:
                token.dep = "quote"
            continue
        if token.pos not in VERBS and token.dep != "quote":
            continue  # a partial quotation stays a part of its frame
        if is_below(tokens, verb, token):
            # the verb hung inside the quotation: it takes the quotation's place
            verb.head, verb.dep = (token.head, token.dep) if token.head != token.i else (verb.i, "root")
        token.head, token.dep = verb.i, "quote"
