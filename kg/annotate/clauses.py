"""Mend clauses without a finite verb, where the lexicon knows which verb takes them.

- "accused the opposition of lying", "accused by her partner of forging it": the gerund belongs to the verb that has
  such complements, not to the noun before it.
- "gave the president of China an account": of two objects the first is to whom it is given.
- "informed the leaders of the outcome": of what somebody is informed belongs to the verb.
- "The chair, Anna Berg, called on Spain": the participle behind an apposition is the verb, where there is no other.
- "found the surgeon guilty": the subject of a clause without verb is the object of the verb above.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.lang import Lexicon

_VERBS = ("VERB", "AUX")
_NOMINAL = ("NOUN", "PROPN", "PRON")
_OF_VERB = ("obj", "obl:agent", "nsubj:pass", "obl")
_GERUND = "ing"  # how the lexicon names the complement


def mend_clauses(tokens: list[Token], words: Lexicon) -> None:
    """Reattach, in place; `children` lists are not touched."""
    children: dict[int, list[Token]] = {}
    for token in tokens:
        if token.head != token.i:
            children.setdefault(token.head, []).append(token)
    for token in tokens:
        if token.head == token.i and token.pos in _NOMINAL:
            _main_verb(token, children, tokens)
    for token in tokens:
        own = children.get(token.i, [])
        if token.pos == "VERB":
            _two_objects(token, own, children)
        if token.pos in _VERBS and token.dep in ("advcl", "nmod", "acl"):
            _gerund(token, own, tokens, words)
        elif token.pos == "ADJ" and token.dep == "ccomp":
            _small(token, own, tokens)
        elif token.dep == "nmod" and token.pos == "NOUN":
            _topic(token, own, tokens, words)


def _main_verb(noun: Token, children: dict[int, list[Token]], tokens: list[Token]) -> None:
    """Let the participle behind a noun and its apposition be the main verb of a sentence that has none."""
    own = children.get(noun.i, [])
    verb = next((c for c in own if c.dep == "acl" and c.pos == "VERB" and c.i > noun.i), None)
    beside = [c for c in own if c.dep == "appos" and verb is not None and noun.i < c.i < verb.i]
    if verb is None or not beside or tokens[verb.i - 1].text != "," or verb.morph.get("Tense") != "Past":
        return
    todo, seen = [noun], set()
    while todo:
        token = todo.pop()
        seen.add(token.i)
        if token is not verb and token.morph.get("VerbForm") == "Fin":
            return
        todo += [c for c in children.get(token.i, []) if c.i not in seen]
    verb.head, verb.dep = verb.i, "root"
    verb.morph = {**verb.morph, "VerbForm": "Fin"}
    noun.head, noun.dep = verb.i, "nsubj"
    for child in own:
        if child.i > verb.i:
            child.head = verb.i
    children[verb.i] = [*children.get(verb.i, []), noun, *(c for c in own if c.i > verb.i)]
    children[noun.i] = [c for c in own if c.i < verb.i]


def _two_objects(verb: Token, own: list[Token], children: dict[int, list[Token]]) -> None:
    """Of two objects side by side the first is to whom it is given: "gave the president of China an account"."""
    objects = [c for c in own if c.dep == "obj" and c.i > verb.i and c.pos in _NOMINAL]
    if len(objects) != 2:
        return
    marked = any(c.dep in ("case", "cc") for o in objects for c in children.get(o.i, []))
    if not marked:
        min(objects, key=lambda t: t.i).dep = "iobj"


def _topic(noun: Token, own: list[Token], tokens: list[Token], words: Lexicon) -> None:
    """A thing behind "of" and the person told about it hangs on the verb of telling."""
    person = tokens[noun.head]
    verb = tokens[person.head]
    marked = any(c.dep == "case" and c.text.lower() in words.grammar.genitive for c in own)
    if not marked or person.dep not in ("obj", "nsubj:pass") or verb.pos != "VERB" or verb.i > person.i:
        return
    lemma = noun.lemma.lower()
    body = words.is_person_noun(lemma) or words.is_org_noun(lemma) or words.is_place_noun(lemma) or words.is_role(lemma)
    if not body and words.lemma_fix(verb.text.lower(), verb.lemma.lower()) in words.grammar.of_topics:
        noun.head, noun.dep = verb.i, "obl"


def _gerund(token: Token, own: list[Token], tokens: list[Token], words: Lexicon) -> None:
    noun = tokens[token.head]
    verb = tokens[noun.head]
    mark = next((c for c in own if c.dep in ("mark", "case") and c.i == token.i - 1), None)
    if (
        noun.dep == "obl:agent"
        and verb.pos in _VERBS
        and mark is not None
        and mark.text.lower() in words.patterns.moods.why
    ):
        token.head, token.dep, mark.dep = verb.i, "advcl", "mark"  # "fined by the court for polluting"
        return
    if noun.pos not in _NOMINAL or noun.dep not in _OF_VERB or verb.pos not in _VERBS or mark is None:
        return
    entry = words.verb(words.lemma_fix(verb.text.lower(), verb.lemma.lower()))
    if entry is not None and _GERUND in entry.complements and entry.control == "addressee" and noun.i < token.i:
        token.head, token.dep, mark.dep = verb.i, "advcl", "mark"


def _small(token: Token, own: list[Token], tokens: list[Token]) -> None:
    verb = tokens[token.head]
    subject = next((c for c in own if c.dep == "nsubj" and c.i < token.i), None)
    linked = any(c.dep in ("mark", "cop", "aux") or c.pos in _VERBS for c in own)
    if subject is not None and not linked and verb.pos == "VERB" and verb.i < subject.i:
        subject.head, subject.dep, token.dep = verb.i, "obj", "xcomp"
