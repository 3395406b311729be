"""Mend clauses without a finite verb, where the lexicon knows which verb takes them.

- "accused the opposition of lying", "accused by her partner of forging it": the gerund belongs to the verb that has
  such complements, not to the noun before it.
- "gave the president of China an account": of two objects the first is to whom it is given.
- "informed the leaders of the outcome": of what somebody is informed belongs to the verb.
- "The chair, Anna Berg, called on Spain", "Berg, who led the council, called on Spain": the participle behind an
  apposition or a relative clause is the verb, where there is no other.
- "said on Monday it would leave": the day belongs to the verb of speech; "beat Rapid 3-1": the name is the object.
- "found the surgeon guilty": the subject of a clause without verb is the object of the verb above.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.tree import VERBS, Tree
from kg.lang import Lexicon

_NOMINAL = ("NOUN", "PROPN", "PRON")
_OF_VERB = ("obj", "obl:agent", "nsubj:pass", "obl")
_GIVING = frozenset({"AID", "COOPERATE", "PROPOSE", "PROMISE", "MOVE", "CONCEDE"})  # to somebody
_GERUND = "ing"  # how the lexicon names the complement


def mend_clauses(tokens: list[Token], words: Lexicon) -> None:
    """Reattach, in place; `children` lists are not touched."""
    tree = Tree(tokens)
    for token in tokens:
        if token.head == token.i and token.pos in _NOMINAL:
            _main_verb(tree, token, words)
    for token in tokens:
        if token.pos == "VERB":
            _two_objects(tree, token)
        if token.pos == "VERB" and token.dep == "ccomp" and not words.grammar.perfect:
            _told_past(tree, token, words)
        if token.pos in VERBS and token.dep in ("advcl", "nmod", "acl"):
            _gerund(tree, token, words)
        elif token.pos == "ADJ" and token.dep == "ccomp":
            _small(tree, token)
        elif token.dep == "nmod" and token.pos == "NOUN":
            _topic(tree, token, words)
        elif token.dep.startswith("obl") and words.is_time_noun(token.lemma.lower()):
            _told_when(tree, token, words)
        elif token.dep == "obl" and token.pos in ("PROPN", "NOUN") and not words.grammar.articles:
            _way(tree, token, words)
        elif token.dep == "obl:npmod" and token.pos == "PROPN":
            _bare_object(tree, token, words)


def _main_verb(tree: Tree, noun: Token, words: Lexicon) -> None:
    """Let the participle behind a noun and its apposition be the main verb of a sentence that has none.

    Behind a relative clause only where pasts look like participles: "Berg, who led it, called on Spain".
    """
    inside = ("appos",) if words.grammar.perfect else ("appos", "acl:relcl")
    own = tree.children(noun)
    verb = next((c for c in own if c.dep == "acl" and c.pos == "VERB" and c.i > noun.i), None)
    if verb is None or not any(c.dep in inside and noun.i < c.i < verb.i for c in own):
        return
    if tree.tokens[verb.i - 1].text != "," or verb.morph.get("Tense") != "Past":
        return
    todo, seen = [noun], set()
    while todo:
        token = todo.pop()
        seen.add(token.i)
        if token is not verb and token.morph.get("VerbForm") == "Fin":
            return
        below = () if token is verb and len(inside) > 1 else tree.children(token)
        todo += [c for c in below if c.i not in seen and (c.dep not in inside or c.dep == "appos")]
    tree.move(verb, verb, "root")
    verb.morph = {**verb.morph, "VerbForm": "Fin"}
    tree.move(noun, verb, "nsubj")
    for child in own:
        if child.i > verb.i:
            tree.move(child, verb, child.dep)


def _two_objects(tree: Tree, verb: Token) -> None:
    """Of two objects side by side the first is to whom it is given: "gave the president of China an account"."""
    objects = [c for c in tree.children(verb) if c.dep == "obj" and c.i > verb.i and c.pos in _NOMINAL]
    if len(objects) == 2 and not any(tree.has(o, "case", "cc") for o in objects):
        min(objects, key=lambda t: t.i).dep = "iobj"


def _topic(tree: Tree, noun: Token, words: Lexicon) -> None:
    """A thing behind "of" and the person told about it hangs on the verb of telling."""
    person = tree.tokens[noun.head]
    verb = tree.tokens[person.head]
    marked = any(c.dep == "case" and c.text.lower() in words.grammar.genitive for c in tree.children(noun))
    if not marked or person.dep not in ("obj", "nsubj:pass") or verb.pos != "VERB" or verb.i > person.i:
        return
    lemma = noun.lemma.lower()
    body = words.is_person_noun(lemma) or words.is_org_noun(lemma) or words.is_place_noun(lemma) or words.is_role(lemma)
    if not body and words.lemma_fix(verb.text.lower(), verb.lemma.lower()) in words.grammar.of_topics:
        tree.move(noun, verb, "obl")


def _gerund(tree: Tree, token: Token, words: Lexicon) -> None:
    """Hang a gerund behind the addressee of such a verb, or behind who does it and "for", on the verb."""
    noun = tree.tokens[token.head]
    verb = tree.tokens[noun.head]
    mark = next((c for c in tree.children(token) if c.dep in ("mark", "case") and c.i == token.i - 1), None)
    if verb.pos not in VERBS or mark is None:
        return
    why = (
        noun.dep == "obl:agent" and mark.text.lower() in words.patterns.moods.why
    )  # "fined by the court for polluting"
    if not why and (noun.pos not in _NOMINAL or noun.dep not in _OF_VERB or noun.i > token.i):
        return
    lemma = words.lemma_fix(verb.text.lower(), verb.lemma.lower())
    entry = words.verb(f"{lemma} {mark.text.lower()}") or words.verb(lemma)  # "clear of"
    why = why or (entry is not None and entry.type == "JUSTICE" and mark.text.lower() in words.patterns.charges)
    if why or (entry is not None and _GERUND in entry.complements and entry.control == "addressee"):
        tree.move(token, verb, "advcl")
        mark.dep = "mark"


def _told_past(tree: Tree, verb: Token, words: Lexicon) -> None:
    """ "Forty migrants drowned, the UN said": what is told, with a subject and no auxiliary, is finite."""
    above = tree.tokens[verb.head]
    told = words.lemma_fix(above.text.lower(), above.lemma.lower()) in words.reporting
    plain = told and tree.has(verb, "nsubj") and not tree.has(verb, "aux", "aux:pass", "cop", "mark")
    if plain and verb.morph.get("VerbForm") == "Part" and verb.morph.get("Tense") == "Past":
        verb.morph = {k: v for k, v in verb.morph.items() if k != "Aspect"} | {"VerbForm": "Fin"}


def _told_when(tree: Tree, day: Token, words: Lexicon) -> None:
    """Hang a date between a verb of speech and the clause that it tells on that verb."""
    inner = tree.tokens[day.head]
    verb = tree.tokens[inner.head]
    subject = next((c for c in tree.children(inner) if c.dep in ("nsubj", "nsubj:pass")), None)
    if inner.dep != "ccomp" or verb.pos != "VERB" or subject is None or not day.i < subject.i < inner.i:
        return
    told = words.lemma_fix(verb.text.lower(), verb.lemma.lower()) in words.reporting
    if told and tree.first(day) == verb.i + 1:
        tree.move(day, verb, "obl")


def _way(tree: Tree, goal: Token, words: Lexicon) -> None:
    """ "approved his extradition to Mexico", "criticised the response of NATO to the plan": the goal is the noun's.

    For the verb's object, where the verb by itself has nobody to whom it is done.
    """
    verb = tree.tokens[goal.head]
    mark = next((c for c in tree.children(goal) if c.dep == "case" and c.i < goal.i), None)
    noun = next((c for c in tree.children(verb) if c.dep == "obj" and verb.i < c.i < goal.i), None)
    if noun is None or mark is None or mark.text.lower() not in words.grammar.goal_marks:
        return
    entry, own = words.noun(noun.lemma.lower()), words.verb(words.lemma_fix(verb.text.lower(), verb.lemma.lower()))
    moves = entry is not None and (entry.type == "MOVE" or entry.action in ("deports", "visits")) and goal.ent == "LOC"
    meant = entry is not None and entry.action in ("answers", "supplies", "aids")
    gives = own is None or own.addressee in words.grammar.goal_marks or own.type in _GIVING
    if (moves or (meant and not gives)) and tree.last(noun) == tree.first(goal) - 1:
        tree.move(goal, noun, "nmod")


def _bare_object(tree: Tree, name: Token, words: Lexicon) -> None:
    """A name right behind a verb without object is that object: "beat Rapid 3-1", where the score misleads."""
    verb = tree.tokens[name.head]
    counted = any(t.pos == "NUM" for t in tree.tokens[tree.first(name) : name.i])
    timed = counted or words.is_time_noun(name.lemma.lower())
    behind = verb.pos == "VERB" and tree.first(name) >= verb.i + 1 and not tree.has(verb, "obj", "ccomp", "xcomp")
    plain = all(t.head == name.i for t in tree.tokens[verb.i + 1 : name.i])
    if behind and plain and not timed and not tree.has(name, "case"):
        name.dep = "obj"


def _small(tree: Tree, token: Token) -> None:
    """Make the subject of an adjective that nothing links to it the object of the verb above."""
    verb, own = tree.tokens[token.head], tree.children(token)
    subject = next((c for c in own if c.dep == "nsubj" and c.i < token.i), None)
    linked = any(
        c.dep in ("mark", "cop", "aux") or (c.pos in VERBS and (c.i < token.i or c.morph.get("VerbForm") == "Fin"))
        for c in own
    )  # but "guilty of taking bribes"
    if subject is not None and not linked and verb.pos == "VERB" and verb.i < subject.i:
        tree.move(subject, verb, "obj")
        token.dep = "xcomp"
