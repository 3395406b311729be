"""Verbs that the tagger took for something else: "La Hongrie dément avoir …", "La Grèce ferme ses ports".

A form that may be a verb of the lexicon is one where the sentence has no other finite verb and the order of the words
leaves no other reading: a noun phrase before it, and behind it an infinitive or another noun phrase. Nouns of such a
form are left alone where an article, an adjective or a preposition announces them.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.tree import VERBS, roots
from kg.ids import fold
from kg.lang import Lexicon

_MISTAKEN = frozenset({"NOUN", "ADJ", "ADV", "PROPN", "X"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "X"})
_STOPS = frozenset({".", "!", "?", "…", "«", "»", ":"})
_CLAUSE = 6  # words of a relative clause with nothing but a subject
_UP = 6  # steps from the last word of a noun phrase to its head


def find_hidden(tokens: list[Token], words: Lexicon) -> None:
    """Make such words finite verbs and hang their subject and complement under them, in place."""
    for token in tokens:
        _find_opening(tokens, token, words)
    _find_participles(tokens, words)
    _find_presents(tokens, words)
    _find_relatives(tokens, words)
    tops = roots(tokens)  # sentences are not cut yet
    finite = {tops[t.i] for t in tokens if t.pos in VERBS and t.morph.get("VerbForm") == "Fin"}
    for token in tokens[1:-1]:
        top = tops[token.i]
        if top in finite or token.pos not in _MISTAKEN:
            continue
        lemma = _verb(token, words)
        if not lemma:
            continue
        clause = [t for t in tokens if tops[t.i] == top]
        subject, behind = _subject(tokens, clause, token), _complement(tokens, clause, token)
        if subject is None or behind is None:
            continue
        _raise(clause, token, lemma, subject, behind)
        finite.add(top)


def _find_opening(tokens: list[Token], token: Token, words: Lexicon) -> None:
    """ "Arrêté en mars par les douaniers, X …": a participle that opens its sentence, tagged as a noun."""
    opens = token.i == 0 or tokens[token.i - 1].text in _STOPS
    if not opens or token.pos not in _MISTAKEN or token.i + 2 >= len(tokens):
        return
    lemma = words.participle(token.text.lower())
    top = tokens[token.head]
    follows = tokens[token.i + 1]
    alone = follows.text == "," and lemma in words.verbs and not words.is_person_noun(token.text.lower())
    if not lemma or not (follows.pos in ("ADP", "ADV") or alone) or top.i <= token.i or top.pos != "VERB":
        return
    token.pos, token.lemma, token.morph = "VERB", lemma, {"VerbForm": "Part", "Tense": "Past"}
    token.dep = "advcl"
    marks = {t.head: t.text.lower() for t in tokens[token.i + 1 : top.i] if t.dep == "case"}
    for far in tokens[token.i + 1 : top.i]:  # "en mars par les douaniers": who did it hangs on the participle
        if marks.get(far.i) in words.grammar.doer_marks and tokens[far.head].head == token.i:
            far.head, far.dep = token.i, "obl:agent"


def _find_participles(tokens: list[Token], words: Lexicon) -> None:
    """ "Le ministre a nié": a known participle with an auxiliary is a verb, whatever its tag."""
    for helper in tokens:
        token = tokens[helper.head]
        perfect = helper.lemma.lower() in words.grammar.perfect and helper.i < token.i <= helper.i + 4
        if helper.dep == "cop" and perfect:
            helper.dep = "aux:tense"  # nobody has an adjective
        if helper.dep not in ("aux:tense", "aux:pass") or token.pos in ("VERB", "AUX"):
            continue
        if token.pos == "ADJ" and not perfect:
            continue
        lemma = words.participle(token.text) if token.text.islower() else ""
        if not lemma and token.text.islower() and helper.dep == "aux:tense" and helper.i < token.i:
            lemma = _regular(token.text, words)
        if lemma:
            token.pos, token.lemma, token.morph = "VERB", lemma, {"VerbForm": "Part", "Tense": "Past"}


def _regular(surface: str, words: Lexicon) -> str:
    """The verb whose participle a word is by its ending alone, "" where it has none of a regular verb."""
    for ending in sorted(words.grammar.regular_participles, key=len, reverse=True):
        if surface.endswith(ending) and len(surface) > len(ending) + 2:
            return surface.removesuffix(ending) + words.grammar.regular_participles[ending]
    return ""


def _find_presents(tokens: list[Token], words: Lexicon) -> None:
    """ "Le journal dit que": a participle that looks like a present is one where it has a subject and no auxiliary."""
    helped = {t.head for t in tokens if t.dep.startswith("aux")}
    for subject in tokens:
        token = tokens[subject.head]
        if subject.dep != "nsubj" or subject.i > token.i or token.i in helped or token.pos != "VERB":
            continue
        if token.morph.get("VerbForm") == "Part" and token.text.endswith(words.grammar.present_endings):
            token.morph = {"VerbForm": "Fin", "Mood": "Ind", "Tense": "Pres"}


def _find_relatives(tokens: list[Token], words: Lexicon) -> None:
    """ "…, ce que le gouvernement dément": the verb that ends a relative clause in which nothing else may be one."""
    for mark in tokens[1:-2]:
        if mark.pos not in ("PRON", "SCONJ") or fold(mark.text) not in words.grammar.complementizers:
            continue
        above, here = tokens[mark.i - 1], mark.i + 1
        while here < len(tokens) - 1 and here - mark.i < _CLAUSE and tokens[here + 1].pos != "PUNCT":
            here += 1
        verb, phrase = tokens[min(here, len(tokens) - 1)], tokens[mark.i + 1 : here]
        subject = next((t for t in phrase if t.pos in ("NOUN", "PROPN")), None)
        lemma = _verb(verb, words) if verb.pos in _MISTAKEN else ""
        if not lemma or subject is None or above.pos not in ("PRON", "NOUN") or phrase[-1].pos == "DET":
            continue
        if any(t.pos not in ("DET", "ADJ", "NUM", "NOUN", "PROPN") or fold(t.text) in words.without for t in phrase):
            continue
        verb.pos, verb.lemma, verb.morph = "VERB", lemma, {"VerbForm": "Fin", "Mood": "Ind", "Tense": "Pres"}
        verb.head, verb.dep, verb.ent = above.i, "acl:relcl", ""
        subject.head, subject.dep = verb.i, "nsubj"
        mark.head, mark.dep, mark.pos = verb.i, "obj", "PRON"
        for token in phrase:
            if token is not subject and not mark.i < token.head < verb.i:
                token.head, token.dep = subject.i, "det" if token.pos == "DET" else token.dep


def _verb(token: Token, words: Lexicon) -> str:
    """The lemma of a known verb that a word may be a finite form of, "" where it may not."""
    surface = token.text.lower()
    if token.text != surface or surface in words.participles:
        return ""
    lemma = words.lemma_fix(surface, surface)
    known = lemma in words.verbs or lemma in words.colours
    return lemma if known and lemma != surface else ""


def _subject(tokens: list[Token], clause: list[Token], verb: Token) -> Token | None:
    """The head of the noun phrase that ends right before the verb and begins its clause."""
    here = tokens[verb.i - 1]
    if here.text == ")":  # "La Ligue des jardins (LJ) demande": what the brackets tell of stands before them
        here = next((tokens[t.i - 1] for t in reversed(clause) if t.text == "(" and 0 < t.i < verb.i), here)
    if here not in clause or here.pos not in _NOMINAL:
        return None
    for _ in range(_UP):
        above = tokens[here.head]
        if above.i == here.i or above.i >= verb.i or above.pos not in _NOMINAL:
            break
        here = above
    comma = max((t.i for t in clause if t.text == "," and t.i < here.i), default=-1)
    aside = any(t.pos == "ADP" for t in clause[:1])  # "À Paris, la région dément …"
    opening = [t for t in clause if (comma if aside else -1) < t.i < here.i]
    return here if all(t.pos in ("DET", "ADJ", "NUM", "PUNCT", "PROPN") for t in opening) else None


def _complement(tokens: list[Token], clause: list[Token], verb: Token) -> Token | None:
    """What follows the verb: an infinitive (with or without its mark), or a noun behind its determiner."""
    for token in tokens[verb.i + 1 : verb.i + 5]:
        if token not in clause:
            return None
        if token.morph.get("VerbForm") == "Inf":
            near = token.i - verb.i <= 2 or tokens[token.i - 1].pos == "ADV"  # "dément fermement avoir espionné"
            return _participle(tokens, token) if near else None
        if token.pos in ("NOUN", "PROPN") and token.i - verb.i > 1 and tokens[verb.i + 1].pos == "DET":
            return token
        if token.pos not in ("DET", "ADP", "ADJ", "NUM") and not (token.pos == "ADV" and token.i == verb.i + 1):
            return None
    return None


def _participle(tokens: list[Token], infinitive: Token) -> Token:
    """The word that carries a compound infinitive: "avoir espionné"."""
    following = tokens[infinitive.i + 1] if infinitive.i + 1 < len(tokens) else infinitive
    return following if following.morph.get("VerbForm") == "Part" and following.pos == "VERB" else infinitive


def _raise(clause: list[Token], verb: Token, lemma: str, subject: Token, behind: Token) -> None:
    """Let the verb head its clause: the subject before it, the complement behind it, the rest as it hangs."""
    tops = [t for t in clause if t.head == t.i]
    verb.pos, verb.lemma, verb.morph = "VERB", lemma, {"VerbForm": "Fin", "Mood": "Ind", "Tense": "Pres"}
    nominal = behind.pos in ("NOUN", "PROPN")
    if verb.ent and not verb.ent_start:  # no name goes on with it
        for token in clause:
            if token.i > verb.i and (token.ent != verb.ent or token.ent_start):
                break
            if token.i > verb.i:
                token.ent = ""
        verb.ent = ""
    if not nominal:
        for token in clause:
            if not verb.i < token.i < behind.i:
                continue
            if token.morph.get("VerbForm") == "Inf":
                token.head, token.dep, token.pos = behind.i, "aux:tense", "AUX"
            elif token.pos == "ADP":
                token.head, token.dep = behind.i, "mark"
    for token in clause:  # what hung on a noun across the verb, or on the top that the verb replaces
        if token in (subject, behind, verb):
            continue
        if token.head == subject.i and token.i > verb.i:
            token.head = behind.i
        elif token.head == behind.i and token.i < verb.i:
            token.head = subject.i
        elif token.dep == "punct" and any(token.head == t.i for t in tops):
            token.head = verb.i
    for top in tops:
        if top not in (subject, behind, verb):
            top.head, top.dep = verb.i, "parataxis"
    verb.head, verb.dep = verb.i, "root"
    subject.head, subject.dep = verb.i, "nsubj"
    behind.head, behind.dep = verb.i, "obj" if nominal else "xcomp"
