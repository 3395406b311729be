"""Mend reports between a subject and its verb: "Le traité, a expliqué Anna Berg, protège la ville".

Parsers take the subject of the clause around for that of the report, and the clause's verb for one in a row with it.
The commas, the reporting verb right behind the first and its subject before the second tell what is what.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.mend.direct import direct_object
from kg.annotate.mend.reporting import verb_after
from kg.annotate.tree import AUXILIARIES, VERBS, Tree
from kg.ids import fold
from kg.lang import Lexicon

_SUBJECTS = ("nsubj", "nsubj:pass", "expl:subj", "csubj")
_REACH = 14  # words from a reporting verb to the comma behind its subject
_ENDS = frozenset(".?!;:…")
_BEHIND = 20  # words from that comma to the verb of the clause around


def mend_inserted(tokens: list[Token], words: Lexicon) -> None:
    """Reattach, in place; `children` lists of the tokens are not touched."""
    tree = Tree(tokens)
    for comma in tokens:
        if comma.text == "," and 0 < comma.i < len(tokens) - 3:
            report = verb_after(tokens, comma.i + 1, words)
            _cited(tree, comma, words)
            if report is not None and (close := _close(tokens, report)) is not None:
                _mend(tree, (comma.i, close), report, words)


def _cited(tree: Tree, comma: Token, words: Lexicon) -> None:
    """ "des pressions exercées, selon elle, par le maire": who did it, and who tells it, hang on the participle."""
    tokens, verb = tree.tokens, tree.tokens[comma.i - 1]
    if verb.pos != "VERB" or verb.dep != "acl" or verb.morph.get("VerbForm") != "Part":
        return
    if not any(fold(" ".join(t.text for t in tokens[comma.i + 1 : comma.i + n])) in words.citing for n in (2, 3)):
        return
    close = next((t.i for t in tokens[comma.i + 2 : comma.i + _REACH] if t.text == ","), len(tokens))
    mark = tokens[close + 1] if close + 1 < len(tokens) else comma
    doer = tokens[mark.head]
    if mark.text.lower() not in words.grammar.doer_marks or mark.dep != "case" or tree.over(doer, verb):
        return
    for token in tokens[comma.i + 1 : close]:
        if not comma.i < token.head < close:
            tree.move(token, verb, "obl:mod")
    tree.move(doer, verb, "obl:agent")


def _close(tokens: list[Token], report: Token) -> int | None:
    """Where the comma stands that ends the report, with nothing but its subject before it."""
    for token in tokens[report.i + 1 : report.i + _REACH]:
        if token.quote != report.quote or token.pos in (*VERBS, "SCONJ", "CCONJ"):
            return None
        if token.pos == "PUNCT":
            return token.i if token.text == "," else None
    return None


def _mend(tree: Tree, commas: tuple[int, int], report: Token, words: Lexicon) -> None:
    first, close = commas
    tokens = tree.tokens
    speaker = _speaker(tokens, first, report, close, words)
    helper = tokens[first - 1] if tokens[first - 1].pos == "AUX" else None  # "L'armée a, explique Anna Berg, attaqué"
    verb = _participle(tokens, close) if helper is not None else _around(tokens, close)
    opening = _opening(tokens, first - 1 if helper is not None else first)
    between = tokens[first + 1 : report.i]  # "a-t-elle", "a encore"
    bare = report.morph.get("VerbForm") == "Part" and helper is None and not any(t.pos == "AUX" for t in between)
    if bare and words.grammar.subject_relatives:
        return  # "le roi, aussi appelé le Sage, a abdiqué": what somebody is called
    if any(t.pos not in ("AUX", "ADV", "PART") and not t.text.startswith("-") for t in between) or not opening:
        return
    # a comma before may set an apposition apart: "Anna Berg, maire de Norvo, a défendu le projet, …"
    if any(t.text == "," or (t.pos in VERBS and t.morph.get("VerbForm") == "Fin") for t in opening):
        return
    if speaker is None or verb is None or verb.quote != report.quote or tree.over(speaker, report):
        return
    if not _above(tree, report, verb):
        return
    if speaker.head != report.i or speaker.dep not in _SUBJECTS:
        tree.move(speaker, report, "nsubj")
    if helper is not None:
        acts = words.lemma_fix(helper.text.lower(), helper.lemma.lower()) in words.grammar.perfect
        tree.move(helper, verb, "aux:tense" if acts else "aux:pass")
    passive = tree.has(verb, "aux:pass")
    own = any(c.dep in _SUBJECTS and close < c.i < verb.i for c in tree.children(verb))
    for child in list(tree.children(report)):
        if child in (speaker, verb) or first <= child.i <= close or child.dep == "punct":
            continue
        dep = child.dep
        if dep in _SUBJECTS:
            dep = "dislocated" if own else "nsubj:pass" if passive else "nsubj"
        tree.move(child, verb, dep)
    if not own:
        direct_object(tree, verb, words)


def _opening(tokens: list[Token], end: int) -> list[Token]:
    """What stands before a comma in its sentence."""
    begin = end
    while begin > 0 and end - begin < _BEHIND and tokens[begin - 1].text not in _ENDS:
        begin -= 1
    return tokens[begin:end]


def _speaker(tokens: list[Token], first: int, report: Token, close: int, words: Lexicon) -> Token | None:
    """Who reports: a pronoun tied to the verb, or the noun behind it that no preposition marks."""
    for token in tokens[first + 1 : close]:
        if token.pos == "PRON" and token.text.startswith("-") and token.text != "-t":
            return token
    for token in tokens[report.i + 1 : close]:
        if token.pos == "ADP":
            return None
        if token.pos in ("NOUN", "PROPN") and not words.is_time_noun(token.lemma.lower()):
            return token
    return None


def _around(tokens: list[Token], close: int) -> Token | None:
    """The finite verb behind the report, or the participle of its auxiliary."""
    for token in tokens[close + 1 : close + _BEHIND]:
        if token.text in _ENDS or token.pos in ("SCONJ", "CCONJ"):
            return None
        if token.pos in VERBS and token.morph.get("VerbForm") == "Fin":
            head = tokens[token.head]
            return head if token.dep in AUXILIARIES and head.i > token.i else token
    return None


def _participle(tokens: list[Token], close: int) -> Token | None:
    """The participle behind the report, past an adverb: its auxiliary stands before."""
    for token in tokens[close + 1 : close + 3]:
        if token.morph.get("VerbForm") == "Part":
            return token
        if token.pos != "ADV":
            return None
    return None


def _above(tree: Tree, report: Token, verb: Token) -> bool:
    """Hang the clause around under the report, in whose place it stands; False where the two are strangers."""
    if tree.over(verb, report):
        root, above, dep = verb.head == verb.i, tree.tokens[verb.head], verb.dep
        tree.move(report, report if root else above, dep)
    elif not tree.over(report, verb):
        return False
    tree.move(verb, report, "quote")
    return True
