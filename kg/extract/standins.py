"""Nouns that stand beside a verb in place of who does it: a plan, a chance, what somebody is said to be.

"a eu le temps de blesser", "ont fait le choix d'attaquer": whoever has the time or makes the choice does it.
"""

from __future__ import annotations

from kg.annotate.doc import Doc, Token
from kg.extract.arguments import case_of
from kg.extract.discourse import Discourse
from kg.extract.fillers import ACTORS, SUBJECTS, label
from kg.extract.mentions import Phrase
from kg.extract.predicates import TO_DO, Predicate
from kg.ids import fold
from kg.lang import Lexicon

_BEFALLS = frozenset({"LIFE", "DISASTER", "MOVE", "RETREAT", "OFFICE", "COMPETE"})  # told of others as well
_STEPS = 4  # verbs above one another that are climbed


def undertaken(doc: Doc, predicate: Predicate) -> Token | None:
    """The noun that is the object of the verb above and whose content the infinitive tells: "le choix d'attaquer"."""
    token = predicate.token
    above = doc.tokens[token.head]
    if predicate.kind != "verb" or predicate.form != "inf":
        return None
    if token.dep == "acl" and above.pos == "NOUN":
        noun = above
    elif token.dep in ("xcomp", "advcl") and above.pos == "VERB":  # parsers hang the infinitive on the verb, too
        first = min([token.i, *(c.i for c in doc.children(token))])
        marked = any(c.dep in ("mark", "case") and c.i == first for c in doc.children(token))
        noun = doc.tokens[first - 1] if marked and first > 0 else token
    else:
        return None
    verb = doc.tokens[noun.head]
    return noun if noun.pos == "NOUN" and noun.dep == "obj" and verb.i < noun.i < token.i else None


def undertaker(talk: Discourse, predicate: Predicate, lexicon: Lexicon) -> Phrase | None:
    """Who has or makes what the infinitive tells the content of, or does it before or after what befalls them."""
    doc, token = talk.doc, predicate.token
    undertaking = lexicon.grammar.undertaking
    if not undertaking or predicate.passive or predicate.kind != "verb":
        return None
    noun = undertaken(doc, predicate)
    if noun is None:
        return _befallen(talk, token, lexicon) if predicate.form == "inf" else None
    verb = doc.tokens[noun.head]
    entry = lexicon.noun(noun.lemma.lower())
    lemma = lexicon.lemma_fix(verb.text.lower(), verb.lemma.lower())
    asked = entry is not None and entry.content in TO_DO and undertaking.get(lemma) != "told"
    passive = any(c.dep == "aux:pass" for c in doc.children(verb))
    if lemma not in undertaking or asked or passive:
        return None
    return _actor(talk, _subject(doc, verb, lexicon), token)


def arrived(talk: Discourse, predicate: Predicate, lexicon: Lexicon) -> Phrase | None:
    """ "Partis de Lyon, les marcheurs", "un bateau venu de Libye": whom the bare participle of such a verb tells of."""
    doc, token = talk.doc, predicate.token
    if predicate.form != "part" or predicate.word not in lexicon.be_verbs or predicate.kind != "verb":
        return None
    done = any(c.dep == "obl:agent" or (c.dep in SUBJECTS and c.i > token.i) for c in doc.children(token))
    if done or any(c.dep.startswith("aux") for c in doc.children(token)):
        return None
    above = doc.tokens[token.head]
    if token.dep == "advcl" and token.i < above.i:
        subject = _subject(doc, above, lexicon)
    elif token.dep in ("acl", "amod") and above.pos in ("NOUN", "PROPN"):
        subject = above
    else:
        return None
    found = talk.at_head.get(subject.i) if subject is not None else None
    return found if found is not None and (label(talk, found) in ACTORS or found.entity >= 0) else None


def raised(talk: Discourse, predicate: Predicate, lexicon: Lexicon) -> Phrase | None:
    """ "The president is expected to sign the bill", "was seen leaving": the subject of a passive that only colours."""
    doc, token = talk.doc, predicate.token
    verb = doc.tokens[token.head]
    if token.dep != "xcomp" or predicate.form not in ("inf", "gerund") or predicate.kind != "verb":
        return None
    lemma = lexicon.lemma_fix(verb.text.lower(), verb.lemma.lower())
    seen = lemma in lexicon.grammar.perceiving
    coloured = lexicon.colour(lemma) is not None or lemma in lexicon.patterns.moods.told  # "is said to have fled"
    passive = any(c.dep == "aux:pass" for c in doc.children(verb))
    fits = seen or (coloured and predicate.form == "inf")
    return _actor(talk, _subject(doc, verb, lexicon), token) if fits and passive and not predicate.passive else None


def _befallen(talk: Discourse, token: Token, lexicon: Lexicon) -> Phrase | None:
    """ "a été abattu après avoir blessé un passant": the subject of the passive above."""
    doc = talk.doc
    above = doc.tokens[token.head]
    done = any(c.dep == "aux:tense" and fold(c.lemma) in lexicon.grammar.perfect for c in doc.children(token))
    marks = _marks(doc, token)
    same = marks & lexicon.grammar.same_subject or (done and marks & lexicon.grammar.purpose)
    passive = any(c.dep == "aux:pass" for c in doc.children(above))
    if token.dep != "advcl" or not same or not passive:
        return None
    return _actor(talk, _subject(doc, above, lexicon), token)


def _subject(doc: Doc, verb: Token, lexicon: Lexicon) -> Token | None:
    """The subject of a verb, or the one that it shares with the verb above; for "qui" the noun before it."""
    here = verb
    for _ in range(_STEPS):
        own = next((c for c in doc.children(here) if c.dep in SUBJECTS), None)
        if own is not None:
            relative = fold(own.text) in lexicon.grammar.relatives and here.dep == "acl:relcl"
            return doc.tokens[here.head] if relative else own
        shared = here.dep == "advcl" and _marks(doc, here) & (lexicon.grammar.same_subject | lexicon.grammar.purpose)
        if here.head == here.i or not (shared or here.dep in ("conj", "xcomp")):
            return None
        here = doc.tokens[here.head]
    return None


def _marks(doc: Doc, token: Token) -> set[str]:
    return {fold(c.text) for c in doc.children(token) if c.dep in ("mark", "case") and c.i < token.i}


def _actor(talk: Discourse, subject: Token | None, token: Token) -> Phrase | None:
    phrase = talk.at_head.get(subject.i) if subject is not None and subject.i < token.i else None
    return phrase if phrase is not None and label(talk, phrase) in ACTORS else None


def announced(doc: Doc, predicate: Predicate, above: Predicate, lexicon: Lexicon) -> bool:
    """ "a annoncé la fermeture de deux usines": does who announces an act do it, where nobody else is named?"""
    noun = predicate.token
    owned = any(c.dep == "det" and c.morph.get("Poss") == "Yes" for c in doc.children(noun))
    below = [c for c in doc.children(noun) if c.dep == "nmod"]
    of_doers = noun.lemma.lower() in lexicon.patterns.of_doers and any(
        case_of(doc, c) in lexicon.grammar.owner_marks for c in below
    )
    tells = above.kind == "verb" and not above.passive and above.klass == "communication:announce"
    direct = predicate.kind == "noun" and noun.dep == "obj" and noun.head == above.token.i and noun.i > above.token.i
    done = predicate.klass == "event" and predicate.type not in _BEFALLS
    return bool(lexicon.grammar.undertaking) and tells and direct and done and not owned and not of_doers


def said_of(talk: Discourse, phrase: Phrase) -> Phrase:
    """ "L'ONG est la plus grande du pays": of what somebody is said to be and who that is, the latter."""
    doc = talk.doc
    own = list(doc.children(doc.tokens[phrase.head]))
    subject = next((c for c in own if c.dep == "nsubj" and c.i < phrase.head), None)
    if phrase.kind != "nominal" or subject is None or not any(c.dep == "cop" and c.i < phrase.head for c in own):
        return phrase
    found = talk.at_head.get(subject.i)
    somebody = found is not None and (found.kind == "name" or label(talk, found) in ACTORS)
    return found if found is not None and somebody else phrase
