"""Words that parsers hang in the wrong place, in a language whose words have few endings.

- "held two tourists hostage", "gave Ana Costa money": the name is an object, and no part of the noun behind it.
- "met Omar Brik": two names without a mark between them are one.
- "Arrested in Nice, Omar Brik was freed": the participle that opens the sentence goes with the verb.
- "saw Omar Brik leave": the name is the subject of what is seen.
- "having shown skill": what stands behind a gerund is its object.
- "found a teacher guilty": what is found of the object hangs on the verb.
- "instead of leaving": the first word marks the gerund, too.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.tree import AUXILIARIES, Tree, opens_sentence
from kg.lang import Lexicon, given_names

_SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "expl")
_OBJECTS = ("iobj", "obj", "obl:npmod")


def mend_misplaced(tokens: list[Token], words: Lexicon) -> None:
    """Reattach, in place; `children` lists of the tokens are not touched."""
    if not words.grammar.infinitive_marks:
        return
    tree = Tree(tokens)
    for token in tokens:
        above = tokens[token.head]
        if above.dep == "mark" and token.pos == "ADV" and token.i == above.i - 1:  # "instead of leaving"
            tree.move(token, tokens[above.head], "mark")
        if token.pos == "PROPN" and token.dep in _OBJECTS and above.pos == "VERB":
            _one_name(tree, token, words)
        if token.pos == "NOUN" and token.dep in ("xcomp", "obj") and above.pos == "VERB":
            _captive(tree, token, words)
            _given(tree, token, words)
        if token.pos == "VERB" and token.dep in ("advcl", "acl") and token.morph.get("VerbForm") == "Part":
            _opening(tree, token)
        if token.pos == "VERB" and token.dep in ("ccomp", "dep") and token.i > 0:
            _perceived(tree, token, words)
        if token.pos == "ADJ" and token.dep == "amod" and above.i == token.i - 1:
            _found(tree, token, words)
        if token.dep == "nsubj" and token.pos in ("NOUN", "PROPN") and above.i < token.i and above.dep == "advcl":
            _shown(tree, token, words)


def _one_name(tree: Tree, name: Token, words: Lexicon) -> None:
    """ "congratulated Omar Brik": given name and surname that were given two places beside the verb."""
    after = tree.tokens[name.i + 1] if name.i + 1 < len(tree.tokens) else name
    beside = after.head == name.head and after.dep in _OBJECTS and after.pos == "PROPN"
    if not beside or after is name or words.is_time_noun(after.lemma.lower()) or tree.has(after, "case", "det"):
        return
    people = name.ent in ("", "PER", "LOC") and after.ent in ("", "PER", "MISC")
    if not people or name.ent == after.ent == "" or after.text.isupper() or name.text.isupper():
        return
    dep = "obj" if "obj" in (name.dep, after.dep) else after.dep
    tree.move(name, after, "compound")
    after.dep = dep
    if "PER" in (name.ent, after.ent) or name.text.lower() in given_names() or not name.ent:
        name.ent = after.ent = "PER"
        name.ent_start, after.ent_start = True, False


def _found(tree: Tree, adjective: Token, words: Lexicon) -> None:
    """ "found a teacher guilty of lying": an adjective behind the object tells what the verb finds."""
    noun = tree.tokens[adjective.head]
    verb = tree.tokens[noun.head]
    lemma = words.lemma_fix(verb.text.lower(), verb.lemma.lower())
    senses = words.patterns.senses.get(lemma, ())
    if noun.dep == "obj" and verb.i < noun.i and any(adjective.text.lower() in s.beside for s in senses):
        tree.move(adjective, verb, "xcomp")


def _shown(tree: Tree, noun: Token, words: Lexicon) -> None:
    """ "having shown skill", with nothing before the gerund that could be its subject."""
    verb = tree.tokens[noun.head]
    gerund = verb.morph.get("Tense") == "Pres" or any(
        c.text.lower() in words.patterns.moods.having for c in tree.children(verb) if c.dep in AUXILIARIES
    )
    bare = verb.morph.get("VerbForm") == "Part" and not tree.has(verb, "obj", "aux:pass", "nsubj:pass")
    if gerund and bare and verb.pos == "VERB":
        noun.dep = "obj"


def _captive(tree: Tree, noun: Token, words: Lexicon) -> None:
    """ "held two tourists hostage": whom the parser made a part of the word for what they are."""
    verb = tree.tokens[noun.head]
    held = words.grammar.idle_roles.get(words.lemma_fix(verb.text.lower(), verb.lemma.lower()), frozenset())
    whom = next((c for c in tree.children(noun) if c.dep == "compound" and c.i == noun.i - 1), None)
    if noun.dep != "obj" or whom is None or whom.i < verb.i or noun.lemma.lower() not in held:
        return
    for child in [c for c in tree.children(noun) if c.i < whom.i]:
        tree.move(child, whom, child.dep)
    tree.move(whom, verb, "obj")
    noun.dep = "xcomp"


def _given(tree: Tree, thing: Token, words: Lexicon) -> None:
    """ "gave Ana Costa money": the person's name right behind the verb is to whom it is given."""
    verb = tree.tokens[thing.head]
    entry = words.verb(words.lemma_fix(verb.text.lower(), verb.lemma.lower()))
    name = next((c for c in tree.children(thing) if c.dep == "compound" and c.ent == "PER" and c.i < thing.i), None)
    if thing.dep != "obj" or entry is None or entry.type != "AID" or name is None or tree.has(verb, "iobj"):
        return
    if tree.first(name) - len([c for c in tree.children(name) if c.dep == "compound"]) == verb.i + 1:
        tree.move(name, verb, "iobj")


def _opening(tree: Tree, verb: Token) -> None:
    """ "Arrested in Nice, Omar Sayed was freed": the participle that opens the sentence goes with the verb."""
    noun = tree.tokens[verb.head]
    main = tree.tokens[noun.head]
    if not opens_sentence(tree.tokens, verb) or noun.i < verb.i or noun.dep not in _SUBJECTS or main.i < noun.i:
        return
    if any(t.text == "," for t in tree.tokens[verb.i : noun.i]):
        tree.move(verb, main, "advcl")


def _perceived(tree: Tree, verb: Token, words: Lexicon) -> None:
    """ "saw Ana Costa enter the house": the name that the parser made a clause of its own is the subject."""
    main, name = tree.tokens[verb.head], tree.tokens[verb.i - 1]
    lemma = words.lemma_fix(main.text.lower(), main.lemma.lower())
    if lemma not in words.grammar.perceiving | words.grammar.letting or main.i > verb.i:
        return
    while name.dep in ("compound", "flat") and name.head > name.i:
        name = tree.tokens[name.head]
    if (
        name.pos in ("PROPN", "NOUN")
        and name.head == main.i
        and name.i == verb.i - 1
        and not tree.has(verb, *_SUBJECTS)
    ):
        tree.move(name, verb, "nsubj")
        verb.dep = "ccomp"
