"""Words that taggers meet seldom and take for something else, where the words before them leave no other reading.

- "un étudiant", "deux étudiants", "l'opposant Luc Petit": a person behind an article or number is no adjective or verb.
- "empêche les élus d'interpeller": an infinitive behind "de" is no finite form.
- "avant de le relâcher": behind "de le" stands an infinitive, for an article would make it "du".
- "avoir massacré des civils": right behind its auxiliary a participle is no noun.
- "que le pays ait l'intention": before a noun with an article "avoir" is no auxiliary.
- "la loi décidant le retrait": a word that ends so is no finite form.
- "un car": behind an article such a word is no conjunction.
- "l'Autriche enverrait": an "r" before the ending makes a conditional, but of verbs whose stem has one ("entrait").
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.tree import AUXILIARIES, VERBS, Tree
from kg.ids import fold
from kg.lang import Lexicon

_NOMINAL = ("NOUN", "PROPN", "ADJ", "NUM")
_BEFORE = ("det", "case", "nummod")


def mend_mistaken(tokens: list[Token], words: Lexicon) -> None:
    """Retag and reattach, in place; a language whose taggers know such words is left as it is."""
    if not words.grammar.subject_relatives:
        return
    tree = Tree(tokens)
    for token in tokens[1:]:
        if token.pos == "CCONJ" and token.text in words.grammar.conjunctions_or_nouns:
            _no_conjunction(tree, token)
        if token.dep in ("aux:tense", "cop") and token.lemma.lower() in words.grammar.perfect:
            _had(tree, token)
        mend_conditional(token, words)
        if (
            token.pos == "VERB"
            and token.morph.get("VerbForm") == "Fin"
            and token.text.endswith(words.grammar.doing_endings)
        ):
            _doing(tree, token)
        past = (
            token.pos == "VERB"
            and token.text.endswith(words.grammar.past_endings)
            and token.morph.get("VerbForm") == "Fin"
        )
        if past and any(c.dep in AUXILIARIES and c.morph.get("VerbForm") == "Inf" for c in tree.children(token)):
            token.morph = {"VerbForm": "Part", "Tense": "Past"}
        if token.pos == "VERB" and token.text.islower() and tokens[token.i - 1].pos == "DET":
            _somebody(tree, token, words)
        timed = token.i + 1 == token.head and token.pos == "NOUN" and token.dep == "amod"
        if token.pos == "ADJ" or timed:
            _person(tree, token, words)
        elif token.pos == "VERB" and token.morph.get("VerbForm") != "Inf":
            _untensed(tree, token, words)
        elif token.pos in ("NOUN", "PROPN", "X"):
            _infinitive(tree, token, words)
            _participle(tree, token, words)
        elif token.pos == "DET" and token.dep in ("obj", "iobj") and token.head == token.i + 1:
            token.pos, token.morph = "PRON", {**token.morph, "PronType": "Prs", "Person": "3"}


def mend_conditional(token: Token, words: Lexicon) -> None:
    """ "enverrait" taken for an imperfect, "seraient", "devrait" and "ferons" for presents."""
    tense, grammar = token.morph.get("Tense"), words.grammar
    helper = token.dep in AUXILIARIES or words.colour(token.lemma.lower()) is not None
    short = tense == "Imp" or (tense == "Pres" and token.morph.get("Mood") == "Ind" and helper)
    ahead = (
        tense in ("Pres", "Past")
        and token.morph.get("VerbForm") == "Fin"
        and token.text.endswith(grammar.future_endings)
    )
    if not ahead and (not short or not token.text.endswith(grammar.conditional_endings)):
        return
    if ahead and token.lemma.endswith(grammar.infinitive_endings) and not token.lemma.endswith(grammar.r_stems):
        token.morph = {**token.morph, "Tense": "Fut"}
    elif token.lemma.endswith(grammar.infinitive_endings) and not token.lemma.endswith(grammar.r_stems):
        token.morph = {**token.morph, "Mood": "Cnd", "Tense": "Pres"}


def _no_conjunction(tree: Tree, word: Token) -> None:
    """ "Un car transportant", "le car scolaire": a noun behind an article, with what hung on that."""
    article = tree.tokens[word.i - 1]
    above = tree.tokens[article.head]
    if article.pos != "DET" or above is article:
        return
    word.pos, word.morph = "NOUN", {"Gender": article.morph.get("Gender", ""), "Number": "Sing"}
    marks = [c for c in tree.children(article) if c.i < article.i]
    subject = article.dep if article.dep != "det" else "nsubj:pass" if tree.has(above, "aux:pass") else "nsubj"
    below = [above] if above.pos in ("NOUN", "ADJ") and above.i > word.i and article.dep == "det" else []
    if below:
        over, subject = tree.tokens[above.head], above.dep
        marks += [c for c in tree.children(above) if c.i < word.i and c is not article and c is not word]
        if over is above:
            return
        above = over
    tree.move(word, above, subject)
    for child in list(tree.children(article)):
        below += [child] if child.i > word.i else []
    for child in list(tree.children(above)):
        below += [child] if child.i == word.i + 2 and tree.tokens[word.i + 1].head == child.i else []
    for child in below:
        tree.move(child, word, "nmod" if tree.has(child, "case") else "acl" if child.pos == "VERB" else "amod")
    tree.move(article, word, "det")
    for mark in marks:
        tree.move(mark, word, mark.dep)


def _doing(tree: Tree, verb: Token) -> None:
    """ "a adopté, hier, la loi décidant le retrait": a participle, and its noun what the verb before it lacks."""
    verb.morph = {"VerbForm": "Part", "Tense": "Pres"}
    above = tree.tokens[verb.head]
    noun = next((c for c in tree.children(verb) if c.dep == "nsubj" and c.i == verb.i - 1), None)
    if noun is not None and verb.dep == "advcl" and above.i < noun.i and not tree.has(above, "obj", "ccomp", "xcomp"):
        tree.move(noun, above, "obl:mod" if tree.has(noun, "case") or tree.has(above, "aux:pass") else "obj")
        tree.move(verb, noun, "acl")


def _person(tree: Tree, token: Token, words: Lexicon) -> None:
    surface = token.text.lower()
    noun = next((n for n in (surface, surface.removesuffix("s")) if words.is_person_noun(n)), "")
    marked = tree.tokens[token.i - 1].pos in ("DET", "NUM")
    after = tree.tokens[token.i + 1] if token.i + 1 < len(tree.tokens) else token
    timed = after is not token and words.is_time_noun(after.lemma.lower())
    if not noun or not marked or (after is not token and after.pos in _NOMINAL and not timed) or tree.has(token, "cop"):
        return
    token.pos, token.lemma = "NOUN", noun
    above = tree.tokens[token.head]
    loose = token.dep in ("xcomp", "amod", "advmod") and above.pos == "VERB"
    if loose and above.i > token.i and not tree.has(token, "case"):
        token.dep = "nsubj:pass" if tree.has(above, "aux:pass") else "nsubj"
    elif loose and above.i < token.i:
        token.dep = "obl:mod" if tree.has(token, "case") else "obj"
    elif above is after and token.dep == "amod":  # "a tiré sur un étudiant jeudi"
        over, dep = tree.tokens[above.head], above.dep
        if over is above:
            return
        tree.move(token, over, dep)
        tree.move(above, over, "obl:mod")
        for child in list(tree.children(above)):
            if child.i < token.i and child.dep in _BEFORE:
                tree.move(child, token, child.dep)


def _participle(tree: Tree, token: Token, words: Lexicon) -> None:
    """ "d'avoir massacré des civils": right behind the auxiliary, with no article, no noun."""
    helper = tree.tokens[token.i - 1]
    known = words.participle(token.text) and token.text.islower()
    if known and helper.dep == "cc" and token.dep == "conj" and not tree.has(token, *_BEFORE):
        above = tree.tokens[token.head]  # "a convoqué et licencié deux agents"
        if above.morph.get("VerbForm") == "Part" and helper.i == above.i + 1 and tree.has(above, "aux:tense"):
            token.pos, token.lemma = "VERB", words.participle(token.text)
            token.morph = {"VerbForm": "Part", "Tense": "Past"}
        return
    known = known and token.head == helper.i
    if not known or helper.lemma.lower() not in words.grammar.perfect or tree.has(token, *_BEFORE):
        return
    token.pos, token.lemma, token.morph = "VERB", words.participle(token.text), {"VerbForm": "Part", "Tense": "Past"}
    for child in list(tree.children(token)):
        marks = [c for c in tree.children(child) if c.dep == "case"]
        article = len(marks) == 1 and marks[0].text.lower() in words.grammar.plural_articles
        if child.dep in ("nmod", "amod", "appos") and child.pos in ("NOUN", "PROPN") and (article or not marks):
            child.dep = "obj"
            for mark in marks:
                mark.dep, mark.pos = "det", "DET"


def _had(tree: Tree, helper: Token) -> None:
    """ "que le pays ait l'intention": before a noun with an article "avoir" is no auxiliary."""
    noun = tree.tokens[helper.head]
    article = tree.tokens[helper.i + 1] if helper.i + 1 < len(tree.tokens) else helper
    if noun.pos != "NOUN" or not helper.i < article.i < noun.i or article.pos != "DET" or article.head != noun.i:
        return
    top = noun.head == noun.i
    tree.move(helper, helper if top else tree.tokens[noun.head], "root" if top else noun.dep)
    helper.pos = "VERB"
    if helper.dep in ("acl:relcl", "nmod", "obl:mod", "obj") and tree.has(noun, "mark"):
        helper.dep = "ccomp"
    tree.move(noun, helper, "obj")
    for child in list(tree.children(noun)):
        if child.i < helper.i:
            tree.move(child, helper, child.dep)


def _somebody(tree: Tree, token: Token, words: Lexicon) -> None:
    """ "L'opposant Luc Petit a …": a person behind an article is no participle, and the name stands beside."""
    surface = token.text.lower()
    noun = next((n for n in (surface, surface.removesuffix("s")) if words.is_person_noun(n)), "")
    if not noun or tree.tokens[token.i - 1].head != token.i or tree.has(token, *AUXILIARIES):
        return
    token.pos, token.lemma = "NOUN", noun
    token.morph = {k: v for k, v in token.morph.items() if k in ("Gender", "Number")}
    for child in tree.children(token):
        if child.dep == "obj" and child.ent == "PER" and child.i == token.i + 1:
            child.dep = "appos"


def _untensed(tree: Tree, token: Token, words: Lexicon) -> None:
    surface, mark = token.text.lower(), tree.tokens[token.i - 1]
    if (
        not surface.endswith(words.grammar.infinitive_endings)
        or surface not in words.verbs
        or mark.text.lower() not in words.grammar.of_infinitives
    ):
        return
    token.morph, token.lemma = {"VerbForm": "Inf"}, surface
    if mark.head == token.i:
        mark.dep = "mark"
    if token.dep == "conj" and not tree.has(token, "cc"):
        token.dep = "xcomp"


def _infinitive(tree: Tree, token: Token, words: Lexicon) -> None:
    surface = token.text.lower()
    if token.i < 2 or surface not in words.verbs or token.text != surface:
        return
    pronoun, mark = tree.tokens[token.i - 1], tree.tokens[token.i - 2]
    if fold(f"{mark.text} {pronoun.text}") not in words.grammar.uncontracted:
        return
    token.pos, token.lemma, token.morph = "VERB", surface, {"VerbForm": "Inf"}
    pronoun.pos, pronoun.dep = "PRON", "obj"
    pronoun.morph = {**pronoun.morph, "PronType": "Prs", "Person": "3"}
    for word in (pronoun, mark):
        if word.head != token.i and not tree.over(word, token):
            tree.move(word, token, word.dep)
    mark.dep = "mark"
    above = tree.tokens[token.head]
    if above.pos in VERBS and token.dep.startswith(("obl", "nmod")):
        token.dep = "advcl"
