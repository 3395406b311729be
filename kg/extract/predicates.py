"""Doc -> predicates: the words that may report an event, with what the tree says of their form.

Everything that could be a trigger becomes a candidate; `kg.extract.scorer` decides which ones are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.annotate.doc import Doc, Token
from kg.extract.words import meant, noun_sense, own_sense, somebodys_death
from kg.ids import fold
from kg.lang import Lexicon
from kg.lang.lexicon import VerbEntry

_AUXILIARY = frozenset({"aux", "aux:tense", "aux:pass", "aux:caus", "cop"})
_SUBJECT = frozenset({"nsubj", "nsubj:pass", "csubj", "csubj:pass", "expl:subj"})

TO_DO = frozenset({"requested", "forbidden"})  # contents that others are to do
_STATE = VerbEntry("", "state")  # of a verb that tells of no event with such an object: "faire partie"

_HELD = frozenset(  # where a light verb has its noun
    {"obj", "iobj", "obl:arg", "obl:mod", "obl", "nsubj:pass", "xcomp", "fixed", "compound", "advmod"}
)


@dataclass(slots=True, eq=False)
class Predicate:
    """A candidate event mention. `token` is its main word; a light verb's noun is a second trigger."""

    token: Token
    lemma: str
    kind: str  # verb or noun
    form: str  # finite, inf, part, gerund, noun
    passive: bool
    reflexive: bool
    klass: str  # lexicon class: "communication:urge", "event", "state", "colour", ""
    action: str
    type: str
    content: str = ""  # what it does to its complement clause
    addressee: str = ""
    word: str = ""  # the verb as it is written, where another one's lemma tells what it means here
    partner: Token | None = None  # the other word of a light-verb construction
    casualty: Token | None = None  # the word that counts dead or wounded, when that is a trigger
    speech: str = ""  # what it does, a light verb with its noun, to what it tells: "expressed the hope that"
    colours: list[str] = field(default_factory=list)  # modal and aspect verbs above it, nearest first
    probability: float = 1.0

    @property
    def speaks(self) -> bool:
        """Is it an act of speech, which may tell of another event?"""
        return self.klass.startswith("communication") or bool(self.speech)

    @property
    def noun(self) -> Token | None:
        """The noun that tells the event, alone or with a light verb."""
        return self.token if self.kind == "noun" else self.partner

    @property
    def triggers(self) -> list[Token]:
        return [self.token] if self.partner is None else [self.token, self.partner]


def candidates(doc: Doc, lexicon: Lexicon) -> list[Predicate]:
    """Candidate events in order of their main word."""
    found: list[Predicate] = []
    partners: dict[int, Token] = {}
    verbless = _verbless(doc)
    for token in doc.tokens:
        if not _verbal(doc, token, lexicon) and not (token.sent in verbless and _hidden_verb(token, lexicon)):
            continue
        predicate = _verb(doc, token, lexicon)
        idle = idle_object(doc, token, predicate.lemma, lexicon)
        noun = _light_noun(doc, token, predicate.lemma, lexicon) if not idle else None
        if noun is not None:
            _merge(doc, predicate, noun, lexicon)
            partners[noun.i] = token
        found.append(predicate)
    for token in doc.tokens:
        if token.i not in partners and _nominal(token, lexicon):
            found.append(_noun(doc, token, lexicon))
    return sorted(found, key=lambda p: p.token.i)


def _verbless(doc: Doc) -> set[int]:
    """Sentences in which the tagger saw no finite verb."""
    finite = {t.sent for t in doc.tokens if t.pos in ("VERB", "AUX") and t.morph.get("VerbForm") != "Inf"}
    return set(range(len(doc.sentences))) - finite


def _hidden_verb(token: Token, lexicon: Lexicon) -> bool:
    """A finite form of a known verb that was tagged as something else: "la région dément toute fermeture"."""
    if token.pos not in ("NOUN", "ADV", "ADJ", "PROPN", "X") or token.dep in ("det", "case", "amod"):
        return False
    surface = token.text.lower()
    lemma = lexicon.lemma_fix(surface, surface)
    return lemma != surface and lemma in lexicon.verbs and surface not in lexicon.participles


def _verbal(doc: Doc, token: Token, lexicon: Lexicon) -> bool:
    if token.dep in _AUXILIARY:
        return False
    if token.pos in ("VERB", "AUX"):
        return len(token.text) > 1
    if token.pos in ("ADJ", "NOUN") and token.morph.get("VerbForm") == "Part":
        return True
    # a participle tagged as an adjective after an auxiliary, or heading a reduced relative
    if token.pos == "ADJ":
        lemma = lexicon.participle(token.text.lower())
        return bool(lemma) and (token.dep in ("acl", "conj") or any(c.dep in _AUXILIARY for c in doc.children(token)))
    return False


def form_of(doc: Doc, token: Token) -> str:
    """finite, inf, part or gerund; auxiliaries count for their participle."""
    form = token.morph.get("VerbForm", "")
    if form == "Fin":
        return "finite"
    for child in (*doc.children(token), *_shared_auxiliaries(doc, token)):
        if child.dep in _AUXILIARY:
            inner = child.morph.get("VerbForm", "")
            if inner == "Fin":
                return "finite"
            if inner == "Inf":
                return "inf"
            if inner == "Ger" or (inner == "Part" and child.morph.get("Tense") == "Pres"):
                return "gerund"
    if form == "Inf":
        return "inf"
    if form == "Ger" or (form == "Part" and token.morph.get("Tense") == "Pres"):
        return "gerund"
    if form == "Part":
        return "part"
    return "finite" if token.pos in ("VERB", "AUX") else "part"


def _shared_auxiliaries(doc: Doc, token: Token) -> list[Token]:
    """ "ont poursuivi et tué": the auxiliaries of the verb that a bare participle is joined to."""
    if token.pos != "VERB" or token.dep != "conj" or token.morph.get("VerbForm") != "Part":
        return []
    if any(c.dep in _AUXILIARY or c.dep in _SUBJECT for c in doc.children(token)):
        return []
    above = doc.tokens[token.head]
    own = [c for c in doc.children(above) if c.dep in _AUXILIARY]
    return own if own or above.morph.get("VerbForm") != "Part" else _shared_auxiliaries(doc, above)


def _passive(doc: Doc, token: Token, form: str) -> bool:
    """Is it done to its subject, or to the noun that it modifies? Joined participles share what stands before them."""
    if any(c.dep in ("aux:pass", "nsubj:pass") for c in doc.children(token)):
        return True
    shared = _shared_auxiliaries(doc, token)
    if shared:
        return any(c.dep == "aux:pass" for c in shared)
    return form == "part" and token.dep in ("acl", "amod", "advcl", "acl:relcl", "conj", "appos", "ccomp", "xcomp")


def undergone_by(doc: Doc, token: Token, lexicon: Lexicon) -> Token | None:
    """ "s'est fait arrêter", "s'est vu proposer": the verb whose subject undergoes the infinitive."""
    if token.morph.get("VerbForm") != "Inf":
        return None
    above = doc.tokens[token.head]
    below = [c for c in doc.children(token) if c.i < token.i and c.pos in ("VERB", "AUX")]
    for helper in (above, *below) if token.dep in ("xcomp", "ccomp") else below:
        near = helper.i < token.i <= helper.i + 2
        if near and lexicon.lemma_fix(helper.text.lower(), helper.lemma.lower()) in lexicon.grammar.undergoing:
            beside = (*doc.children(helper), *doc.children(token))
            if any(
                c.dep.startswith("expl") and c.i < helper.i and fold(c.text) in lexicon.grammar.reflexive
                for c in beside
            ):
                return helper
    return None


def _verb(doc: Doc, token: Token, lexicon: Lexicon) -> Predicate:
    lemma = lexicon.lemma_fix(token.text.lower(), token.lemma.lower())
    if token.pos in ("ADJ", "NOUN"):
        lemma = lexicon.participle(token.text.lower()) or lemma
    children = list(doc.children(token))
    reflexive = any(_reflexive(c, token, children, lexicon) for c in children)
    made_to = undergone_by(doc, token, lexicon) is not None
    reflexive = reflexive and not made_to
    word, lemma = meant(doc, token, lemma, lexicon)
    form = form_of(doc, token)
    bare = form == "part" and not any(c.dep in ("aux:pass", "nsubj:pass") for c in children)
    passive = made_to or (
        (_passive(doc, token, form) or _with_be(children, lexicon))
        and (bare or not (reflexive or _active_with_be(word, lexicon)))
    )
    entry = (lexicon.verb(lexicon.reflexive(lemma)) if reflexive else None) or lexicon.verb(lemma)
    if idle_object(doc, token, lemma, lexicon):
        entry = _STATE
    elif (entry is None or entry.klass == "event") and _says(doc, token, lemma, children, lexicon):
        entry = lexicon.verb(lexicon.grammar.to_say)
    own = own_sense(doc, token, lexicon.reflexive(word), lexicon) if reflexive else ""
    if own:
        word, lemma, entry = lexicon.reflexive(word), own, lexicon.verb(own)
    elif reflexive:
        lemma = lexicon.reflexive(lemma) if lemma == word else lemma
        word = lemma if lemma.endswith(word) else lexicon.reflexive(word)  # "s'en prendre"
    return Predicate(
        token, lemma, "verb", form, passive, reflexive, entry.klass if entry else "", entry.action if entry else "",
        entry.type if entry else "", entry.content if entry else "", entry.addressee if entry else "",
        word=word, colours=_colours(doc, token, lexicon),
    )  # fmt: skip


def idle_object(doc: Doc, verb: Token, lemma: str, lexicon: Lexicon) -> bool:
    """ "faire partie", "have the right", "take into account": beside such a noun the verb tells of no event."""
    nouns = lexicon.grammar.idle.get(lemma, ())
    for child in doc.children(verb) if nouns else ():
        case = next((c.text.lower() for c in doc.children(child) if c.dep == "case"), "")
        if (child.dep == "obj" and child.lemma.lower() in nouns) or (case and f"{case} {child.lemma.lower()}" in nouns):
            return True
    return False


def _says(doc: Doc, verb: Token, lemma: str, children: list[Token], lexicon: Lexicon) -> bool:
    """ "a lancé que …", "« … », s'agace X": what may tell a quotation says it, or a clause of "que"."""
    if lemma not in lexicon.reporting and lexicon.reflexive(lemma) not in lexicon.reporting:
        return False
    if lexicon.grammar.articles and any(c.dep == "quote" and c.i < verb.i and c.quote >= 0 for c in children):
        return not any(c.dep == "obj" for c in children)
    marks = (m for c in children if c.dep == "ccomp" for m in doc.children(c) if m.dep == "mark")
    return any(fold(mark.text) in lexicon.grammar.complementizers for mark in marks)


def _reflexive(pronoun: Token, verb: Token, children: list[Token], lexicon: Lexicon) -> bool:
    """ "se": always; "me", "nous" only with a verb of that person ("il vient de m'appeler" is no "s'appeler")."""
    if not pronoun.dep.startswith("expl") and pronoun.morph.get("Reflex") != "Yes":
        return False
    word = fold(pronoun.text)
    if lexicon.pronouns.get(word, {}).get("person") == 3 or word not in lexicon.pronouns:
        return pronoun.morph.get("Reflex") == "Yes" or word in lexicon.grammar.reflexive
    persons = {t.morph.get("Person") for t in (verb, *children) if t.pos in ("VERB", "AUX") or t.dep in _SUBJECT}
    return str(lexicon.pronouns[word]["person"]) in persons - {None}


def _with_be(children: list[Token], lexicon: Lexicon) -> bool:
    """ "Daech est expulsé": with "être" a verb is passive, even where the parser takes it for a tense."""
    helped = any(c.dep == "aux:tense" and c.lemma.lower() in lexicon.grammar.passive for c in children)
    return helped and not any(c.dep in ("obj", "iobj") for c in children)


def _active_with_be(lemma: str, lexicon: Lexicon) -> bool:
    """ "est devenu", "sont arrivés": verbs conjugated with être, which the parser takes for passives."""
    return lemma in lexicon.be_verbs


def _colours(doc: Doc, token: Token, lexicon: Lexicon) -> list[str]:
    """Lemmas of the modal and aspect verbs that govern this one, nearest first."""
    found: list[str] = []
    here = token
    for _ in range(4):
        if here.head == here.i:
            break
        above = doc.tokens[here.head]
        if here.dep == "conj":
            here = above
            continue
        lemma = lexicon.lemma_fix(above.text.lower(), above.lemma.lower())
        if here.dep not in ("xcomp", "ccomp", "obj", "advcl", "obl:arg", "acl") or lexicon.colour(lemma) is None:
            break
        found.append(lemma)
        here = above
    for child in doc.children(token):
        if child.dep in ("aux", "aux:tense") and lexicon.colour(child.lemma.lower()) is not None:
            found.append(child.lemma.lower())
    return found


def _light_noun(doc: Doc, token: Token, lemma: str, lexicon: Lexicon) -> Token | None:
    """The noun that makes one event with a light verb: "tenir une réunion", "avoir lieu", "procéder à un vote"."""
    expected = lemma in lexicon.grammar.foreseen and _passive(doc, token, form_of(doc, token))  # "la visite est prévue"
    if expected or happens(doc, token, lemma, lexicon):  # "une explosion s'est produite": the subject tells it
        noun = _happening_noun(doc, token, lexicon)
        above = doc.tokens[noun.head] if noun is not None else token
        if noun is not None and not (expected and above.i != token.i and happens(doc, above, above.lemma, lexicon)):
            return noun
    nouns = lexicon.light_nouns(lemma) or lexicon.light_nouns(_bare(lemma))
    if not nouns:
        return None
    for child in doc.children(token):
        if child.dep in _HELD:
            if child.dep.startswith("obl") and child.i < token.i and lexicon.grammar.articles:
                continue  # "Après une première victoire, elle remporte la finale"
            if child.pos in ("NOUN", "ADV", "ADJ", "PROPN") and _tells(doc, child, nouns, lexicon):
                return child
            fixed = (c for c in doc.children(child) if c.dep == "fixed" and child.pos == "ADP")  # "mettre en avant"
            if (told := next((c for c in fixed if c.lemma.lower() in nouns), None)) is not None:
                return told
    if token.dep == "acl:relcl":  # "la conférence qu'il a tenue"
        above = doc.tokens[token.head]
        whose = any(c.dep == "obj" for c in doc.children(token))
        bare = not lexicon.grammar.articles and any(c.dep == "nsubj" for c in doc.children(token)) and not whose
        if _tells(doc, above, nouns, lexicon) and (whose or bare):  # "the talks he held"
            return above
    if token.dep == "acl" and token.morph.get("VerbForm") == "Part":  # "une attaque menée par"
        above = doc.tokens[token.head]
        if _tells(doc, above, nouns, lexicon):
            return above
    return None


def happens(doc: Doc, verb: Token, lemma: str, lexicon: Lexicon) -> bool:
    """Does the verb, alone or with its object ("avoir lieu"), only tell that its subject happens?"""
    objects = (c.lemma.lower() for c in doc.children(verb) if c.dep == "obj")
    return lemma in lexicon.happening or any(f"{lemma} {noun}" in lexicon.happening for noun in objects)


def _happening_noun(doc: Doc, verb: Token, lexicon: Lexicon) -> Token | None:
    """The event noun that is told to happen, or that its subject counts: "une série d'attaques"."""
    above = doc.tokens[verb.head]
    heads = [c for c in doc.children(verb) if c.dep in _SUBJECT]
    here = verb
    while not heads and here.dep == "xcomp" and here.head < here.i:  # "the trial is due to begin"
        here = doc.tokens[here.head]
        heads = [c for c in doc.children(here) if c.dep in _SUBJECT]
    heads += [above] if verb.dep in ("acl", "acl:relcl") else []
    for head in heads:
        counted = (
            [c for c in doc.children(head) if c.dep == "nmod"] if head.lemma.lower() in lexicon.grammar.counts else []
        )
        for noun in (head, *counted):
            if noun.pos == "NOUN" and lexicon.noun(noun.lemma.lower()) is not None:
                return noun
    return None


def _tells(doc: Doc, noun: Token, nouns: Mapping[str, str], lexicon: Lexicon) -> bool:
    """Does the noun make one event with its light verb? People take part in one ("recevoir un soldat").

    In a language of articles, one without an article is nobody ("mettre en garde").
    """
    lemma = noun.lemma.lower()
    if lemma not in nouns or not lexicon.is_person_noun(lemma) or lemma in lexicon.casualties:
        return lemma in nouns
    return bool(lexicon.grammar.articles) and not any(c.dep in ("det", "nummod") for c in doc.children(noun))


def _bare(lemma: str) -> str:
    """A verb without its particle."""
    return lemma.partition(" ")[0]


def _merge(doc: Doc, predicate: Predicate, noun: Token, lexicon: Lexicon) -> None:
    predicate.partner = noun
    word = noun.lemma.lower()
    sense = noun_sense(doc, noun, word, lexicon)
    told = lexicon.light(predicate.lemma, word) or lexicon.light(_bare(predicate.lemma), word)
    action = told if sense == word else ""  # "began a strike": of workers, it is no attack
    entry = lexicon.noun(sense)
    if entry is not None and entry.klass.startswith("communication"):
        # who takes a decision tells of nothing: the article does
        predicate.speech = "" if entry.content in ("decided", "none") else entry.content
    elif predicate.klass.startswith("communication"):
        predicate.speech = predicate.content
    predicate.klass = "light"
    if noun.lemma.lower() in lexicon.casualties:
        predicate.casualty = noun
    if action:
        predicate.action, predicate.type = action, lexicon.type_of(action)
        if predicate.type == "STATE":  # "drew attention to"
            predicate.speech = predicate.speech or "asserted"
    elif entry is not None:
        predicate.action, predicate.type = entry.action, entry.type


def _nominal(token: Token, lexicon: Lexicon) -> bool:
    if token.pos != "NOUN":
        return False
    lemma = token.lemma.lower()
    return lexicon.noun(lemma) is not None or lemma.endswith(lexicon.grammar.event_endings)


def _noun(doc: Doc, token: Token, lexicon: Lexicon) -> Predicate:
    word = token.lemma.lower()
    lemma = _compound(doc, token, lexicon) or noun_sense(doc, token, word, lexicon)
    entry = lexicon.noun(lemma)
    counts = lemma in lexicon.casualties and not (
        entry is not None and entry.klass == "event" and somebodys_death(doc, token, lexicon)
    )
    return Predicate(
        token, lemma, "noun", "noun", False, False, entry.klass if entry else "", entry.action if entry else "",
        entry.type if entry else "", entry.content if entry else "",
        casualty=token if counts else None, word=word,
    )  # fmt: skip


def _compound(doc: Doc, token: Token, lexicon: Lexicon) -> str:
    """ "a heart attack": the noun with the one before it, where the two together are known as something else."""
    before = doc.tokens[token.i - 1] if token.i else token
    whole = f"{before.text.lower()} {token.lemma.lower()}"
    joined = before.dep in ("compound", "amod") and before.head == token.i
    own, inner = lexicon.noun(whole) if joined else None, lexicon.noun(token.lemma.lower())
    if own is None or own.klass != "event":  # "the news conference" remains one
        return ""
    return whole if inner is None or own.type != inner.type else ""
