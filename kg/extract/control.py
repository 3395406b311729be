"""Who is told to do it, where a pronoun or a relative clause names them: "lui a interdit de voyager".

A verb of asking, forbidding or accusing has its infinitive done by whom it speaks to, never by its own subject.
"""

from __future__ import annotations

from kg.annotate.doc import Doc, Token
from kg.extract.discourse import Discourse
from kg.extract.fillers import SUBJECTS
from kg.extract.mentions import Phrase
from kg.extract.predicates import Predicate
from kg.ids import fold
from kg.lang import Lexicon

_CLITIC = ("object", "indirect", "any")  # roles of pronouns that may stand right before a verb
_BETWEEN = ("AUX", "ADV", "PART")


def turns(lemma: str, lexicon: Lexicon) -> bool:
    """Is what hangs under the verb done by whom it speaks to?"""
    entry = lexicon.verb(lemma)
    return entry is not None and entry.klass.startswith("communication") and entry.control == "addressee"


def told(doc: Doc, verb: Token, lexicon: Lexicon) -> Token | None:
    """The pronoun before the verb, or the noun whose relative clause it is, that tells to whom it speaks."""
    for token in reversed(doc.tokens[max(0, verb.i - 4) : verb.i]):
        role = lexicon.pronouns.get(fold(token.text), {}).get("role")
        if token.pos == "PRON" and role in _CLITIC and token.dep not in SUBJECTS:
            return token
        if token.pos not in _BETWEEN:
            break
    relative = (c for c in doc.children(verb) if c.dep == "obj" and fold(c.text) in lexicon.grammar.complementizers)
    return doc.tokens[verb.head] if verb.dep == "acl:relcl" and any(relative) else None


def asker(talk: Discourse, predicate: Predicate, phrase: Phrase, lexicon: Lexicon) -> bool:
    """Does the phrase tell another to do it: "La cour lui a interdit de voyager", of "voyager"?"""
    doc, token = talk.doc, predicate.token
    verb = doc.tokens[token.head]
    if verb.pos != "VERB" or predicate.form != "inf" or not talk.articled:
        return False
    if not turns(lexicon.lemma_fix(verb.text.lower(), verb.lemma.lower()), lexicon):
        return False
    subject = next((c for c in doc.children(verb) if c.dep == "nsubj"), None)
    if subject is None and verb.dep == "conj":
        subject = next((c for c in doc.children(doc.head(verb)) if c.dep == "nsubj"), None)
    asks = talk.at_head.get(subject.i) if subject is not None else None
    same = asks is not None and (asks is phrase or (asks.entity >= 0 and asks.entity == phrase.entity))
    return same and told(doc, verb, lexicon) is not None
