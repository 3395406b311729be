"""Unknown names that their sentences tell to be somebody: "Halden closed its plant", "Norvo said it had …".

Recognisers guess, and guess worst at single words; who owns "its" things is a body, and so is who, no known person,
speaks, hires or sues. Only in a language whose pronouns tell persons from things.
"""

from __future__ import annotations

from kg.annotate.doc import Doc, Token
from kg.extract.discourse import SUBJECTS, Discourse
from kg.extract.mentions import Phrase
from kg.ids import fold
from kg.lang import Lexicon, given_names

_ACTS = frozenset(
    {"OFFICE", "BUSINESS", "JUSTICE", "PROMISE", "REQUEST", "ACCUSE", "AGREE", "DENY", "PROPOSE", "SUPPORT"}
)
_OPEN = ("OTHER", "")


def find_bodies(talk: Discourse, lexicon: Lexicon) -> None:
    """Make bodies of names that own or speak like one, at all their mentions, and people of those that look so."""
    if talk.articled or not any(known.get("of") == "thing" for known in lexicon.pronouns.values()):
        return
    named = [(p, _words(talk, p)) for p in talk.phrases if p.kind == "name" and p.entry is None]
    surnames = {words[-1] for p, words in named if p.label == "PER" and len(words) > 1}
    bodies: dict[tuple[str, ...], str] = {}
    for phrase, words in named:
        person = len(words) > 1 or words[0] in surnames or fold(words[0]) in given_names() or _titled(talk, phrase)
        if phrase.label == "PER" and person:
            continue
        token = talk.doc.tokens[phrase.head]
        owns = phrase.label in (*_OPEN, "PER") and _owns(talk.doc, token, lexicon)
        if owns or (phrase.label in _OPEN and _acts(talk.doc, token, lexicon)):
            bodies[words] = "ORG" if owns or not _fullname(talk, phrase, lexicon) else "PER"
    for phrase, words in named:
        if words in bodies and phrase.label in (*_OPEN, "PER"):
            phrase.label = bodies[words]


def _fullname(talk: Discourse, phrase: Phrase, lexicon: Lexicon) -> bool:
    """ "Emil Brandt": two words such as people's names are, without an article."""
    tokens = talk.doc.tokens[slice(*phrase.name)]
    alike = all(t.text.istitle() and t.text.isalpha() for t in tokens)
    known = any(lexicon.is_org_noun(t.text.lower()) or lexicon.is_place_noun(t.text.lower()) for t in tokens)
    bare = not any(c.dep == "det" for c in talk.doc.children(talk.doc.tokens[phrase.head]))
    return len(tokens) == 2 and alike and bare and not known


def _words(talk: Discourse, phrase: Phrase) -> tuple[str, ...]:
    return tuple(t.text for t in talk.doc.tokens[slice(*phrase.name)])


def _titled(talk: Discourse, phrase: Phrase) -> bool:
    """Does a title or role stand before the name?"""
    before = talk.doc.tokens[phrase.name[0] - 1] if phrase.name[0] else None
    return phrase.first < phrase.name[0] or (before is not None and before.dep == "compound")


def _owns(doc: Doc, token: Token, lexicon: Lexicon) -> bool:
    """Is it the subject of a verb whose object is "its", or that tells what "it" did?"""
    verb = doc.tokens[token.head]
    if token.dep not in SUBJECTS or token.i > verb.i or verb.pos != "VERB":
        return False
    for child in doc.children(verb):
        if child.dep == "obj" and child.i > verb.i:
            if any(c.dep == "nmod:poss" and _thing(c, lexicon) for c in doc.children(child)):
                return True
        elif child.dep in ("ccomp", "xcomp") and child.pos == "VERB" and child.i > verb.i:
            lemma = lexicon.lemma_fix(verb.text.lower(), verb.lemma.lower())
            own = [c for c in doc.children(child) if c.dep in SUBJECTS and _thing(c, lexicon)]
            clause = any(c.dep in ("ccomp", "csubj", "xcomp") for c in doc.children(child))
            if own and lemma in lexicon.reporting and not clause and child.head == verb.i:
                return True
    return False


def _acts(doc: Doc, token: Token, lexicon: Lexicon) -> bool:
    """Is it the subject of what only somebody does?"""
    verb = doc.tokens[token.head]
    entry = lexicon.verb(lexicon.lemma_fix(verb.text.lower(), verb.lemma.lower()))
    if token.dep != "nsubj" or token.i > verb.i or entry is None or verb.pos != "VERB":
        return False
    objects = any(c.dep in ("obj", "ccomp", "xcomp") for c in doc.children(verb))
    return objects and (entry.type in _ACTS or entry.klass.startswith("communication"))


def _thing(token: Token, lexicon: Lexicon) -> bool:
    known = lexicon.pronouns.get(fold(token.text), {})
    return known.get("of") == "thing" or token.morph.get("Gender") == "Neut"
