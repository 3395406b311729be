"""What stands above a verb and tells whether it is to come: "prêt à partir", "sur le point de", "doute qu'il parte".

The words are language data: the tables `prospects`, `wishes`, `in_question` and `before` of a grammar.
"""

from __future__ import annotations

from kg.annotate.doc import Doc, Token
from kg.extract.conjugation import SUBJECTS, is_infinitive, tenses
from kg.extract.predicates import Predicate
from kg.ids import fold
from kg.lang import Lexicon

_BELOW = ("xcomp", "ccomp", "acl", "csubj", "obl:arg", "obl:mod")
_PASSIVE = ("obj", "nsubj:pass")
_LIGHT = frozenset({"PRON", "AUX", "ADV", "DET", "ADJ", "NUM", "PART"})  # what stands between a mark and its word
_ROW = 4  # words of a phrase that opens a clause, but the last
_STEPS = 3  # heads from an infinitive to its main clause


def prospect(doc: Doc, token: Token, lexicon: Lexicon) -> str:
    """The modality that the tense, a condition or the word above settles for a verb, "" where none does."""
    return (
        opening(doc, token, lexicon)
        or _instead(doc, token, lexicon)
        or _for_having(doc, token, lexicon)
        or _before(doc, token, lexicon)
        or _opens(doc, token)
        or _supposed(doc, token, lexicon)
        or _foreseen(doc, token, lexicon)
        or _unreal(doc, token, lexicon)
        or _planned(doc, token, lexicon)
        or _doubted(doc, token, lexicon)
    )


def opening(doc: Doc, token: Token, lexicon: Lexicon) -> str:
    """What the words right before an infinitive, a noun or a clause tell: "en vue de", "à condition que"."""
    known = lexicon.grammar.openings
    return next((known[words] for words in _words_before(doc, token) if words in known), "") if known else ""


def never_begun(doc: Doc, token: Token, lexicon: Lexicon) -> bool:
    """ "au lieu de négocier", "faute d'accord": do the words before it tell that it did not happen?"""
    known = lexicon.grammar.undone_openings
    return bool(known) and any(words in known for words in _words_before(doc, token))


def _instead(doc: Doc, token: Token, lexicon: Lexicon) -> str:
    """ "Au lieu de négocier, il a …": what does not happen is of the time of what does."""
    if not never_begun(doc, token, lexicon):
        return ""
    main = _main_verb(doc, token)
    forms = {(t.morph.get("Tense"), t.morph.get("Mood")) for t in (main, *doc.children(main))}
    return (
        "future" if any(t == "Fut" for t, _ in forms) else "possible" if any(m == "Cnd" for _, m in forms) else "actual"
    )


def _for_having(doc: Doc, token: Token, lexicon: Lexicon) -> str:
    """ "primé pour avoir révélé", "arrêté pour avoir volé": the act is done, or only charged."""
    own = list(doc.children(token))
    having = any(c.dep in ("aux:tense", "aux") and c.morph.get("VerbForm") == "Inf" for c in own)
    if not having or not any(c.dep in ("mark", "case") and fold(c.text) in lexicon.grammar.purpose for c in own):
        return ""
    above = _main_verb(doc, token)
    charged = lexicon.lemma_fix(above.text.lower(), above.lemma.lower()) in lexicon.grammar.charging
    return "possible" if charged else "actual"


def _main_verb(doc: Doc, token: Token) -> Token:
    """The verb that what the word hangs on hangs on, or what stands at the top."""
    main = doc.tokens[token.head]
    for _ in range(_STEPS):
        if main.pos == "VERB" or main.head == main.i:
            break
        main = doc.tokens[main.head]
    return main


def _words_before(doc: Doc, token: Token) -> list[str]:
    """The last words, the longest row first, that end with the mark of its clause or the preposition before it."""
    own = list(doc.children(token))
    fixed = [f for c in own if c.dep == "advmod" for f in doc.children(c) if f.dep == "fixed"]  # "en passe de"
    before = [c for c in own if c.i < token.i and c.dep in ("mark", "case", "fixed")] + [
        f for f in fixed if f.i < token.i
    ]
    if not before:
        return []
    last = max(c.i for c in before)
    between = doc.tokens[last + 1 : token.i]
    clause = fold(doc.tokens[last].lemma) == "que"
    if not clause and any(t.pos not in _LIGHT for t in between):
        return []
    first = max(doc.sentences[token.sent].first, last - _ROW)
    row = [
        fold(t.lemma if t.text.endswith(("'", "’")) and t.pos != "DET" else t.text)
        for t in doc.tokens[first : last + 1]
    ]
    return [" ".join(row[n:]).replace("' ", "'") for n in range(len(row) - 1)]


def governed(doc: Doc, noun: Token, lexicon: Lexicon) -> str:
    """ "craint une attaque", "is considering a sale", "a voté pour la fusion": what the verb says of an act."""
    verb = doc.tokens[noun.head]
    entry = lexicon.noun(noun.lemma.lower())
    if verb.pos != "VERB" or entry is None or entry.klass != "event" or entry.type == "AGREE":
        return ""  # a treaty that is approved is there
    lemma = with_particle(doc, verb, lexicon)
    if noun.dep in _PASSIVE:
        return lexicon.grammar.governed.get(lemma, "")
    marks = [c.lemma.lower() for c in doc.children(noun) if c.dep == "case"] if noun.dep.startswith("obl") else []
    return next((lexicon.grammar.governed.get(f"{lemma} {mark}", "") for mark in marks[:1]), "")


def thought_of(doc: Doc, noun: Predicate, lexicon: Lexicon) -> str:
    """ "the proposed talks", "his planned visit": what is only thought of, unless it "took place"."""
    known = lexicon.patterns.moods.qualities
    if noun.partner is not None or noun.klass != "event":
        return ""
    words = (c.text.lower() for c in doc.children(noun.token) if c.dep == "amod")
    return next((known[w] for w in words if w in known), "")


def with_particle(doc: Doc, verb: Token, lexicon: Lexicon) -> str:
    """The verb's lemma, "rule out" with its particle where the lexicon knows it so."""
    lemma = lexicon.lemma_fix(verb.text.lower(), verb.lemma.lower())
    phrasal = (f"{lemma} {c.text.lower()}" for c in doc.children(verb) if c.dep == "compound:prt")
    return next((whole for whole in phrasal if lexicon.verb(whole) is not None), lemma)


def out_of_question(doc: Doc, token: Token, lexicon: Lexicon) -> bool:
    """ "Pas question de partir", "il n'est pas question de négocier"."""
    noun = doc.tokens[token.head]
    if token.dep not in _BELOW or noun.lemma.lower() not in lexicon.grammar.in_question:
        return False
    return any(fold(c.text) in lexicon.negations for c in doc.children(noun))


def _doubted(doc: Doc, token: Token, lexicon: Lexicon) -> str:
    """ "a probablement agi seul", "sans doute": told with a doubt, but for what is to come."""
    forms = (token, *doc.children(token))
    if any(t.morph.get("Tense") == "Fut" for t in forms) or not any(t.morph.get("VerbForm") == "Fin" for t in forms):
        return ""
    own = [c for c in doc.children(token) if c.i < token.i and c.dep in ("advmod", "obl:mod")]
    beside = [c for c in (*own, *(below for c in own for below in doc.children(c))) if c.i]  # "n'a apparemment pas"
    words = {word for c in beside for word in (c.text.lower(), f"{doc.tokens[c.i - 1].text.lower()} {c.text.lower()}")}
    return "possible" if words & lexicon.doubt_words else ""


def _planned(doc: Doc, token: Token, lexicon: Lexicon) -> str:
    """ "Le ministre est attendu mardi": what is so expected now is to come."""
    if lexicon.lemma_fix(token.text.lower(), token.lemma.lower()) not in lexicon.grammar.foreseen:
        return ""
    helpers = [c for c in doc.children(token) if c.dep.startswith("aux")]
    now = len(helpers) == 1 and helpers[0].dep == "aux:pass" and helpers[0].morph.get("Tense") == "Pres"
    participle = (
        token.dep == "acl" and not helpers and token.morph.get("VerbForm") == "Part"
    )  # "une visite prévue mardi"
    event = participle and lexicon.noun(doc.tokens[token.head].lemma.lower()) is not None
    return "future" if now or event else ""


def _before(doc: Doc, token: Token, lexicon: Lexicon) -> str:
    """ "Avant de partir, il a …": done when what it stands before is done, to come when that is."""
    marks = [fold(t.text) for t in doc.tokens[max(0, token.i - 2) : token.i]]
    if marks[:1] == [] or marks[0] not in lexicon.grammar.before or not is_infinitive(doc, token, lexicon):
        return ""
    main = _main_verb(doc, token)
    own = [c for c in doc.children(main) if c.dep.startswith("aux")]
    if any(c.morph.get("Tense") == "Fut" for c in (main, *own)):
        return "future"
    return "actual" if any(done for _, done in tenses(doc, main)) else ""


def _opens(doc: Doc, token: Token) -> str:
    """ "Interrogé, le maire n'a pas pu répondre": a participle before the subject tells what was."""
    main = doc.tokens[token.head]
    bare = token.dep == "advcl" and token.morph.get("VerbForm") == "Part" and token.morph.get("Tense") != "Pres"
    if not bare or any(c.dep in ("mark", "case") or c.dep.startswith("aux") for c in doc.children(token)):
        return ""
    subject = any(c.dep in SUBJECTS and token.i < c.i < main.i for c in doc.children(main))
    forms = (main, *(c for c in doc.children(main) if c.dep.startswith("aux")))
    ahead = any(t.morph.get("Tense") == "Fut" or t.morph.get("Mood") == "Cnd" for t in forms)
    return "actual" if subject and not ahead else ""


def _supposed(doc: Doc, token: Token, lexicon: Lexicon) -> str:
    """ "S'il devait partir", "tant que le plan n'est pas retiré": a condition."""
    for verb in (token, doc.tokens[token.head]) if token.dep == "xcomp" else (token,):
        for mark in (c for c in doc.children(verb) if c.dep in ("mark", "advmod") and c.i < verb.i):
            text = fold(mark.text)
            above = verb is not token and text in lexicon.hypothetical_words
            if above or f"{text} {fold(doc.tokens[mark.i + 1].text)}" in lexicon.hypothetical_words:
                return "hypothetical"
    return ""


def _foreseen(doc: Doc, token: Token, lexicon: Lexicon) -> str:
    """The word above: an adjective, a participle, a noun or a verb of wishing and doubting."""
    above = doc.tokens[token.head]
    if token.dep not in _BELOW or above.i > token.i:
        return ""
    clause = not is_infinitive(doc, token, lexicon)
    known = lexicon.grammar.wishes if clause else lexicon.grammar.prospects
    lemma = lexicon.lemma_fix(above.text.lower(), above.lemma.lower())
    modality = known.get(lemma, "")
    if modality and not clause and above.pos == "VERB" and any(done for _, done in tenses(doc, above)):
        return "actual" if above.dep != "acl" and any(c.dep in SUBJECTS for c in doc.children(above)) else ""
    return modality


def _unreal(doc: Doc, token: Token, lexicon: Lexicon) -> str:
    """ "aurait quitté le parti s'il avait pu": it did not happen."""
    if ("Cnd", True) not in tenses(doc, token):
        return ""
    for clause in doc.children(token):
        marks = [fold(c.text) for c in doc.children(clause) if c.dep == "mark"]
        if (
            clause.dep == "advcl"
            and not is_infinitive(doc, clause, lexicon)
            and any(m in lexicon.hypothetical_words for m in marks)
        ):
            return "hypothetical"
    return ""
