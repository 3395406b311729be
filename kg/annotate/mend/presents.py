"""Present forms that taggers take for nouns or adjectives: "L'OTAN critique la Chine", "La police enquête sur lui".

A form that may be one of a known verb is one where the order of the words leaves no other reading: before it a noun
phrase of its number that opens the clause, behind it another one, a clause with "que" or the preposition that the
verb governs. "… et critique des élus": behind "et" the verb shares the subject of the finite verb before it.
"Un homme arrêté à Lyon": in a headline without a finite verb the participle is the verb, and done to its noun.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.annotate.doc import Token
from kg.annotate.tree import AUXILIARIES, VERBS, Tree, roots
from kg.ids import fold
from kg.lang import Lexicon

_MISTAKEN = frozenset({"NOUN", "ADJ", "ADV", "PROPN", "X"})
_INSIDE = frozenset({"amod", "acl", "nmod", "appos", "flat:name", "flat", "dep", "punct", "compound", "conj"})
_PHRASE = frozenset({"DET", "ADJ", "NUM", "NOUN", "PROPN", "X", "ADP"})
_OPENING = frozenset({"DET", "NUM", "PROPN"})
_HEADS = ("NOUN", "PROPN")
_STOPS = frozenset({".", "!", "?", "…", "«", "»", ":", "\n"})
_PRESENT = ("it", "oit")  # no regular participle of a man
_PARTS = {"ADP": "case", "DET": "det", "PUNCT": "punct", "PROPN": "appos"}
_LONG = 12  # words of a noun phrase
_NEAR = 5  # words from a determiner to its noun


@dataclass(slots=True)
class _Clause:
    """The words under one root, cut where a stop or comma opens the subject's phrase."""

    words: list[Token]
    subject: Token
    first: int


def mend_presents(tokens: list[Token], words: Lexicon) -> None:
    """Retag and reattach, in place; `children` lists are not touched."""
    if not words.grammar.subject_relatives:
        return
    tree = Tree(tokens)
    tops = roots(tokens)
    for token in tokens[1:]:
        if not _mistaken(token, words):
            continue
        participle = words.participle(token.text)
        if token.morph.get("VerbForm") == "Fin" and not token.text.endswith(words.grammar.past_endings):
            participle = ""
        if not participle and token.pos == "VERB" and token.dep in ("conj", "root") and token.text.endswith(_PRESENT):
            if words.lemma_fix(token.text, token.lemma) in words.verbs and not tree.has(token, *AUXILIARIES):
                token.morph = {"VerbForm": "Fin", "Mood": "Ind", "Tense": "Pres"}
            continue
        lemma = "" if participle else _verb(token, words)
        if not lemma and not participle:
            continue
        before = tokens[token.i - 1]
        if before.pos == "CCONJ":
            if lemma:
                _joined(tree, token, lemma, words)
            continue
        if lemma and token.pos != "VERB" and token.dep.startswith("acl") and _who(tokens, token, words):
            token.pos, token.lemma = "VERB", lemma
            token.morph = {"VerbForm": "Fin", "Mood": "Ind", "Tense": "Pres", "Person": "3"}
            continue
        clause = _clause(tree, token, tops, words)
        if clause is None:
            continue
        if participle:
            _headline(tree, token, participle, clause, words)
        elif _plural(token, lemma) == _many(tree, clause.subject, words):
            behind = _behind(tree, token, lemma, words)
            if behind is not None:
                _raise(tree, token, lemma, clause, behind, words)
        tops = roots(tokens) if token.pos == "VERB" else tops


def _mistaken(token: Token, words: Lexicon) -> bool:
    if token.text != token.text.lower() or len(token.text) < 3 or token.ent_start:
        return False
    past = token.text.endswith(words.grammar.past_endings)
    return token.pos in _MISTAKEN or (token.pos == "VERB" and (token.dep in _INSIDE or past or _part(token)))


def _part(token: Token) -> bool:
    return token.morph.get("VerbForm") == "Part" and token.morph.get("Tense") != "Pres"


def _verb(token: Token, words: Lexicon) -> str:
    """The lemma of a known verb that a word may be a present form of, "" where it may not."""
    if token.pos == "VERB" and token.dep == "conj":
        return ""
    lemma = words.lemma_fix(token.text, token.text)
    known = lemma in words.verbs and lemma != token.text
    return lemma if known and token.text.endswith(words.grammar.present_marks) else ""


def _clause(tree: Tree, token: Token, tops: list[int], words: Lexicon) -> _Clause | None:
    """The noun phrase that ends right before the word and opens its clause; None where something else stands there."""
    tokens, end = tree.tokens, _before_aside(tree, token.i, words)
    start = end
    while start and token.i - start < _LONG and tokens[start - 1].text != ",":
        if tokens[start - 1].pos not in _PHRASE and not _told_of(tree, tokens[start - 1]):
            break
        start -= 1
    phrase = tokens[start:end]
    last = phrase[-1] if phrase else token
    if not phrase or last.pos in ("DET", "ADP") or len(phrase) == _LONG or not _opens(tokens, start, tops, words):
        return None
    first = phrase[0]
    article = first.text.lower() in words.grammar.plural_articles
    if first.pos not in _OPENING and not article and not (first.text[0].isupper() and first.pos in ("NOUN", "ADJ")):
        return None
    subject = next((t for t in phrase if t.pos in _HEADS), None)
    if subject is None or words.is_time_noun(subject.lemma.lower()):
        return None
    return _Clause([t for t in tokens if tops[t.i] == tops[token.i]], subject, start)


def _before_aside(tree: Tree, end: int, words: Lexicon) -> int:
    """Where the phrase before "ne" and before what stands between commas ends: "Luc Petit, né à Lyon, critique …"."""
    tokens = tree.tokens
    if end and fold(tokens[end - 1].text) in words.negative_particles:
        end -= 1
    if end < 4 or tokens[end - 1].text != ",":
        return end
    here = end - 2
    while here and tokens[here].text != "," and end - here < _LONG:
        if tokens[here].text in _STOPS or tokens[here].morph.get("VerbForm") == "Fin":
            return end
        here -= 1
    first = tokens[here + 1]
    named = first.ent == "PER" and first.ent_start
    told = _part(first) and not tree.has(first, *AUXILIARIES)
    return here if tokens[here].text == "," and end - here > 2 and (named or told) else end


def _told_of(tree: Tree, token: Token) -> bool:
    """ "deux hommes armés": a bare participle behind its noun."""
    return token.pos == "VERB" and _part(token) and token.dep in ("acl", "amod") and not tree.has(token, *AUXILIARIES)


def _opens(tokens: list[Token], start: int, tops: list[int], words: Lexicon) -> bool:
    """Does a clause begin there: behind a stop, or behind a comma that ends a circumstance?"""
    if start and tokens[start - 1].pos == "SCONJ" and _mark(tokens, start).dep == "mark":
        return True
    if start == 0 or tokens[start - 1].text in _STOPS or tops[start - 1] != tops[start]:
        return True
    if tokens[start - 1].text != ",":
        return False
    here = start - 1
    while here and tokens[here - 1].text not in _STOPS and tops[here - 1] == tops[start]:
        here -= 1
    before = tokens[here : start - 1]
    opens = bool(before) and (
        before[0].pos in ("ADP", "ADV") or _part(before[0]) or words.is_time_noun(before[0].lemma.lower())
    )
    return opens and not any(t.morph.get("VerbForm") == "Fin" for t in before)


def _mark(tokens: list[Token], start: int) -> Token:
    """The conjunction before a clause, or the first word of a compound one: "alors que"."""
    mark = tokens[max(start - 1, 0)]
    return tokens[mark.head] if mark.dep == "fixed" else mark


def _plural(token: Token, lemma: str = "") -> bool:
    """Has it the ending of a plural? "dément" has it of its verb, "démentent" not."""
    own = lemma.endswith("entir") and not token.text.endswith("entent")
    return token.text.endswith("nt") and not own


def _many(tree: Tree, noun: Token, words: Lexicon) -> bool:
    """Is the noun phrase a plural, by its determiner or its number?"""
    for child in tree.tokens[max(tree.first(noun), noun.i - _NEAR) : noun.i]:
        if child.pos == "NUM":
            return child.text.lower() not in words.grammar.one
        if child.pos == "DET" or child.text.lower() in words.grammar.plural_articles:
            return child.text.lower() in words.grammar.plural_articles or child.morph.get("Number") == "Plur"
    return noun.pos == "NOUN" and noun.morph.get("Number") == "Plur" and not noun.ent


def _behind(tree: Tree, token: Token, lemma: str, words: Lexicon) -> tuple[Token, str] | None:
    """What completes the verb, with its part: an object, a clause, or what its preposition marks."""
    tokens = tree.tokens
    rest = tokens[token.i + 1 : token.i + 2 * _NEAR]
    while rest and rest[0].pos == "ADV":
        rest = rest[1:]
    if len(rest) > 2 and rest[0].pos == "DET" and words.is_time_noun(rest[1].lemma.lower()):  # "ce vendredi"
        rest = rest[2:]
    if not rest:
        return None
    opens, entry = rest[0], words.verb(lemma)
    says = entry is not None and entry.klass.startswith("communication")
    if (opens.pos == "SCONJ" or opens.dep == "mark") and fold(opens.text) in words.grammar.relatives and says:
        return _told(tree, opens)
    article = opens.text.lower() in words.grammar.plural_articles
    if opens.pos == "ADP" and not article:
        mark = words.grammar.contracted.get(fold(opens.text), fold(opens.text))
        noun = _noun(rest[1:])
        return (noun, "obl:arg") if noun is not None and mark in words.patterns.valency.get(lemma, ()) else None
    name = opens.pos in _HEADS and opens.text[0].isupper()
    if not (opens.pos in ("DET", "NUM") or article or name):
        return None
    noun = _noun(rest)
    return (noun, "obj") if noun is not None and not words.is_time_noun(noun.lemma.lower()) else None


def _told(tree: Tree, mark: Token) -> tuple[Token, str] | None:
    """The verb of the clause that a conjunction opens."""
    verb = tree.tokens[mark.head]
    inner = next((t for t in tree.tokens[mark.i + 1 : mark.i + _LONG] if t.morph.get("VerbForm") == "Fin"), None)
    if inner is None or verb.i <= mark.i or verb.pos not in (*VERBS, "ADJ", "NOUN"):
        return None
    return verb, "ccomp"


def _noun(rest: list[Token]) -> Token | None:
    for token in rest[:_NEAR]:
        if token.pos in _HEADS:
            return token
        if token.pos not in ("DET", "NUM", "ADJ", "ADP"):
            return None
    return None


def _raise(tree: Tree, verb: Token, lemma: str, clause: _Clause, behind: tuple[Token, str], words: Lexicon) -> None:
    """Let the verb head its clause, with what stands before and behind it as its own."""
    tokens, (noun, part) = tree.tokens, behind
    after = [t for t in clause.words if t.i > verb.i and t.morph.get("VerbForm") == "Fin" and t.pos in VERBS]
    if after and part != "ccomp":
        between = tokens[verb.i + 1 : after[0].i]
        if not any(t.pos in ("CCONJ", "SCONJ", "PUNCT") or t.morph.get("PronType") == "Rel" for t in between):
            return  # the noun phrase goes on, and its verb stands behind it
    number = "Plur" if _plural(verb, lemma) else "Sing"
    _unname(tokens, verb)
    verb.pos, verb.lemma = "VERB", lemma
    verb.morph = {"VerbForm": "Fin", "Mood": "Ind", "Tense": "Pres", "Number": number, "Person": "3"}
    mark = _mark(tokens, clause.first) if clause.first else verb
    inner = mark.dep == "mark" and verb.head != verb.i and mark.head == verb.i  # "si l'armée frappe le port"
    if inner and not tree.over(clause.subject, verb) and not tree.over(noun, verb):
        tree.move(clause.subject, verb, "nsubj")
        tree.move(noun, verb, part)
        verb.dep = "advcl" if verb.dep.startswith(("obl", "nmod")) else verb.dep
        return
    _head(tree, verb, clause, "nsubj")
    tree.move(noun, verb, part)
    for child in tree.children(noun):
        if child.dep == "case" and child.text.lower() in words.grammar.plural_articles and part == "obj":
            child.dep, child.pos = "det", "DET"
    _take_over(tree, verb, clause, noun)


def _unname(tokens: list[Token], verb: Token) -> None:
    """No name goes on with a verb."""
    for token in tokens[verb.i :] if verb.ent else ():
        if token.ent != verb.ent or token.ent_start:
            break
        if token is not verb:
            token.ent = ""
    verb.ent = ""


def _head(tree: Tree, verb: Token, clause: _Clause, part: str) -> None:
    tree.move(verb, verb, "root")
    tree.move(clause.subject, verb, part)
    for token in clause.words:  # the words of the subject
        if clause.first <= token.i < verb.i and token is not clause.subject and not tree.over(clause.subject, token):
            if token.head == token.i or not clause.first <= token.head < verb.i:
                tree.move(token, clause.subject, _PARTS.get(token.pos, "nmod"))


def _take_over(tree: Tree, verb: Token, clause: _Clause, noun: Token) -> None:
    """Hang on the verb what stood over its clause, and what hung across it."""
    for token in clause.words:
        if token in (verb, noun, clause.subject):
            continue
        behind = token.i > verb.i
        if token.head == token.i:
            tree.move(token, verb, "conj" if behind and token.pos in VERBS else "obl:mod" if not behind else "dep")
        elif behind and token.head < verb.i:
            told = "acl" if _part(token) else "conj"
            tree.move(token, verb, told if token.pos in VERBS else "punct" if token.dep == "punct" else "obl:mod")
        elif token.i < clause.first and token.head >= clause.first and token.head != verb.i:
            tree.move(token, verb, token.dep if token.dep == "punct" else "obl:mod")


def _joined(tree: Tree, token: Token, lemma: str, words: Lexicon) -> None:
    """ "invite le maire et critique des élus": the second of two verbs with one subject."""
    tokens = tree.tokens
    before = tokens[token.i - 2] if token.i > 1 else token
    opens = tokens[token.i + 1] if token.i + 1 < len(tokens) else token
    beside = (before.pos == "ADJ" and token.pos != "ADJ") or _present(before)
    if not (before.pos in _HEADS or beside) or (token.pos == "NOUN" and opens.pos == "ADP"):
        return
    behind = _behind(tree, token, lemma, words)
    first = next((t for t in reversed(tokens[max(0, token.i - 2 * _LONG) : token.i]) if _stops(t)), None)
    if behind is None or first is None or first.pos != "VERB" or first.sent != token.sent or behind[1] != "obj":
        return
    agrees = first.morph.get("Number", "Plur" if _plural(first) else "Sing") == ("Plur" if _plural(token) else "Sing")
    if not _present(first) or not agrees or tree.over(first, behind[0]) is False:
        return
    noun = behind[0]
    token.pos, token.lemma = "VERB", lemma
    token.morph = {"VerbForm": "Fin", "Mood": "Ind", "Tense": "Pres", "Person": "3"}
    tree.move(token, first, "conj")
    tree.move(tokens[token.i - 1], token, "cc")
    if not tree.over(noun, token):
        tree.move(noun, token, "obj")
        for child in tree.children(noun):
            if child.dep == "case" and child.text.lower() in words.grammar.plural_articles:
                child.dep, child.pos = "det", "DET"


def _present(verb: Token) -> bool:
    """Is it a finite verb? Taggers err in the tense of rare ones."""
    return verb.pos == "VERB" and verb.morph.get("VerbForm") == "Fin"


def _who(tokens: list[Token], token: Token, words: Lexicon) -> bool:
    """ "qui contrôle", "qui ne critique": behind its relative pronoun stands a verb."""
    here = token.i - 1
    if here and fold(tokens[here].text) in words.negative_particles:
        here -= 1
    return tokens[here].text.lower() in words.grammar.subject_relatives


def _stops(token: Token) -> bool:
    """Does the look to the left for a finite verb end here?"""
    return token.pos in (*VERBS, "SCONJ") or token.text in _STOPS or token.morph.get("PronType") == "Rel"


def _headline(tree: Tree, token: Token, lemma: str, clause: _Clause, words: Lexicon) -> None:
    """ "Un homme arrêté à Lyon": the participle behind the phrase that opens a sentence without a finite verb."""
    tokens = tree.tokens
    if any(t.pos in VERBS and t is not token and t.morph.get("VerbForm") != "Inf" for t in clause.words):
        return
    follows = tokens[token.i + 1] if token.i + 1 < len(tokens) else None
    timed = follows is not None and (words.is_time_noun(follows.lemma.lower()) or follows.text in _STOPS)
    if follows is not None and follows.pos not in ("ADP", "ADV") and not timed:
        return
    bare = tokens[clause.first].pos not in _OPENING and any(t.pos == "ADP" for t in tokens[clause.first + 1 : token.i])
    if bare or clause.words[-1].i - token.i > 2 * _LONG or token.pos == "PROPN":
        return  # "Symbole de l'esclavage pratiqué": nothing tells of which noun
    token.pos, token.lemma, token.morph = "VERB", lemma, {"VerbForm": "Part", "Tense": "Past"}
    _head(tree, token, clause, "nsubj" if lemma in words.be_verbs else "nsubj:pass")
    _take_over(tree, token, clause, clause.subject)
    for child in list(tree.children(token)):
        marks = {fold(c.text) for c in tree.children(child) if c.dep == "case"}
        if child.i > token.i and marks & words.grammar.doer_marks:
            child.dep = "obl:agent"
        elif child.i > token.i and child.dep in ("nmod", "dep"):
            child.dep = "obl:mod"
