"""Mend whom a verb or an event noun has as its participants, where the order of the words is plainer than the parse.

- "La police a arrêté Karim Haddad": of two subjects, the one right behind an active verb is its object.
- "a tué un ouvrier et deux passants": a noun behind "et" that hangs on the verb is a member of the list before it.
- "the leaders of France and Germany": the second name stands beside the first, not beside the leaders.
- "a fui en blessant un agent": the noun behind the gerund is its object, not that of the verb before.
- "Paris et Berlin ont signé": a verb that hangs as conjunct on its first subject.
- "Le chanteur, dont la police a fouillé la maison, dénonce": the relative clause hangs on the noun before its pronoun.
- "empêche les manifestants d'entrer", "autorise l'accusé à partir": the noun is the object, the infinitive the verb's.
- "l'archevêque de Rouen Dominique Lebrun": the person's name stands beside the role, not inside the town's name.
- "aura lieu lundi": the noun of a set phrase hangs on its verb.
- "cible d'une attaque samedi, a parlé": a bare day is nobody's subject.
- "« Quittez la ville »": an imperative has no subject before it, and what stands behind it is its object.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.tree import NOMINAL, VERBS, Tree
from kg.lang import Lexicon

_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_OBJECTS = frozenset({"obj", "ccomp", "xcomp"})
_CLAUSES = frozenset({"advcl", "conj", "parataxis", "ccomp", "xcomp"})
_LINKS = frozenset({"obj", "iobj", "obl", "obl:arg", "obl:mod", "obl:agent", "nsubj", "nsubj:pass", "conj", "nmod"})


def mend_dependents(tokens: list[Token], words: Lexicon) -> None:
    """Reattach, in place; `children` lists of the tokens are not touched."""
    tree = Tree(tokens)
    for token in tokens:
        if token.pos in VERBS:
            _set_phrase(tree, token, words)
            _share_root(tree, token, words)
            _antecedent(tree, token)
            _gerund_object(tree, token)
            _two_subjects(tree, token, words)
            _bare_days(tree, token, words)
            _imperative(tree, token, words)
            _controlled(tree, token, words)
        elif token.ent_start and token.dep in ("flat:name", "flat"):
            _split_name(tree, token)
        elif token.ent_start and _apposed(tree, token, words):
            token.dep = "appos"
        elif token.dep in _SUBJECTS and (_adjective(tree, token) or _object_before(tree, token, words)):
            continue
        elif token.pos in NOMINAL:
            _split_compound(tree, token, words)
            _join_list(tree, token, words)
            _inner_list(tree, token)


def _gerund_object(tree: Tree, verb: Token) -> None:
    """Hang on a gerund the object that the parser gave to the verb before it."""
    above = tree.tokens[verb.head]
    gerund = verb.morph.get("VerbForm") == "Part" and verb.morph.get("Tense") == "Pres" and tree.has(verb, "mark")
    if not gerund or above.pos != "VERB" or above.i > verb.i or tree.has(verb, "obj"):
        return
    found = [c for c in tree.children(above) if c.dep == "obj"]
    if len(found) == 1 and found[0].i > verb.i and tree.first(found[0]) == verb.i + 1:
        tree.move(found[0], verb, "obj")


def _inner_list(tree: Tree, name: Token) -> None:
    """Hang a name that is joined to a plural on the name inside that plural's phrase, right before the "and"."""
    above = tree.tokens[name.head]
    plural = above.pos == "NOUN" and not above.ent and above.morph.get("Number") == "Plur"
    if name.dep != "conj" or name.pos != "PROPN" or not plural or tree.has(name, "case"):
        return
    inner = next((c for c in reversed(tree.children(above)) if c.dep == "nmod" and c.i < name.i), None)
    if inner is None or inner.pos != "PROPN" or (inner.ent == "PER") != (name.ent == "PER"):
        return
    between = tree.tokens[tree.last(inner) + 1 : tree.first(name)]
    if between and all(t.dep in ("cc", "punct") for t in between):
        tree.move(name, inner, "conj")
        for link in between:
            if link.dep == "cc" and link.head == above.i:
                tree.move(link, inner, "cc")


def _set_phrase(tree: Tree, verb: Token, words: Lexicon) -> None:
    """Hang the noun right behind its verb ("avoir lieu") on it; what stood as object there tells when or where."""
    nouns = words.grammar.set_phrases.get(words.lemma_fix(verb.text.lower(), verb.lemma.lower()))
    at = verb.i + 1
    if not nouns or at >= len(tree.tokens) or tree.tokens[at].text.lower() not in nouns:
        return
    noun = tree.tokens[at]
    if noun.sent != verb.sent or noun.head == verb.i:
        return
    above = tree.tokens[noun.head]
    if tree.over(noun, verb):
        return
    tree.move(noun, verb, "obj")
    noun.pos = "NOUN"
    if above.head == verb.i and above.dep == "obj":
        above.dep = "obl:mod"


def _share_root(tree: Tree, verb: Token, words: Lexicon) -> None:
    """ "A et B ont signé": the first noun stands as root, its verb as its conjunct, with the second as subject."""
    top = tree.tokens[verb.head]
    if verb.dep != "conj" or top.head != top.i or top.pos not in ("NOUN", "PROPN") or top.i > verb.i:
        return
    second = next((c for c in tree.children(verb) if c.dep in _SUBJECTS and top.i < c.i < verb.i), None)
    joints = (c for c in tree.children(verb) if c.dep == "cc" or c.text.lower() in words.grammar.joints)
    joint = next((c for c in joints if second and top.i < c.i < second.i), None)
    if second is None or joint is None or tree.last(top) < joint.i - 1 or tree.has(top, "nsubj", "cop"):
        return
    if any(t.pos in VERBS and t.dep != "acl" for t in tree.tokens[top.i : joint.i]):
        return  # but "deux hommes armés et le parti"
    rest = [c for c in tree.children(top) if c.i > second.i and c is not verb]
    dep = second.dep
    tree.move(verb, verb, "root")
    tree.move(top, verb, dep)
    tree.move(second, top, "conj")
    tree.move(joint, second, "cc")
    for child in rest:
        tree.move(child, verb, child.dep)


def _antecedent(tree: Tree, verb: Token) -> None:
    """A clause with a relative pronoun in it takes no subject from before that pronoun: it hangs on that noun."""
    subjects = [c for c in tree.children(verb) if c.dep in _SUBJECTS and c.i < verb.i]
    if len(subjects) < 2 or verb.dep in ("acl:relcl", "acl"):
        return
    noun, own = subjects[0], subjects[-1]
    relative = next((t for t in tree.tokens[noun.i + 1 : own.i + 1] if t.morph.get("PronType") == "Rel"), None)
    if relative is None:
        return
    main = tree.tokens[verb.head]
    if main.i <= verb.i:  # the clause stands where the verb behind it should
        below = [c for c in tree.children(verb) if c.dep in _CLAUSES and c.i > verb.i]
        main = next((c for c in below if c.morph.get("VerbForm") == "Fin"), verb)
    if main is verb or main.pos != "VERB" or main.sent != verb.sent:
        return
    if any(c.dep in _SUBJECTS and c.i < main.i for c in tree.children(main)):
        return
    if main.head == verb.i:
        top = verb.head == verb.i
        tree.move(main, main if top else tree.tokens[verb.head], "root" if top else verb.dep)
    tree.move(noun, main, "nsubj")
    tree.move(verb, noun, "acl:relcl")


def _two_subjects(tree: Tree, verb: Token, words: Lexicon) -> None:
    """Two subjects of an active verb without object: joined before it, or one before and the object right behind."""
    subjects = sorted((c for c in tree.children(verb) if c.dep in _SUBJECTS and c.pos in NOMINAL), key=lambda t: t.i)
    if len(subjects) < 2 or subjects[0].i > verb.i:
        return
    first, other = subjects[0], subjects[-1]
    if other.i < verb.i:
        joint = [t for t in tree.tokens[first.i + 1 : other.i] if t.dep == "cc" and t.head in (verb.i, other.i)]
        if joint and tree.last(first) == joint[0].i - 1:
            tree.move(other, first, "conj")
            tree.move(joint[0], other, "cc")
        elif not joint and _names(tree, first, other, words):
            tree.move(other, first, "appos")
        elif not joint and not _object_above(tree, verb, first, other):
            _told_first(tree, first, other, words)
        return
    passive = tree.has(verb, "aux:pass")
    marked = tree.has(other, "case") or other.pos == "PRON"
    if passive or marked or tree.has(verb, *_OBJECTS) or _opening(tree, other) != verb.i + 1:
        return
    if not words.is_time_noun(other.lemma.lower()):
        other.dep = "obj"


def _opening(tree: Tree, noun: Token) -> int:
    """Where its phrase begins, with the nouns before it: "opposition leader Anna Berg"."""
    return min([tree.first(noun), *(c.i for c in tree.children(noun) if c.dep == "compound" and c.i < noun.i)])


def _object_before(tree: Tree, noun: Token, words: Lexicon) -> bool:
    """ "Quand la foule a hué le maire, le préfet a fui": what stands right behind the verb of one clause is its object.

    The subject of the other is a second one, or what the parser took for another name or member of the first.
    """
    verb, inner = tree.tokens[noun.head], tree.tokens[max(tree.first(noun) - 1, 0)]
    tied = inner.head == verb.i or verb.head == inner.i
    if (
        verb.pos != "VERB"
        or inner.pos != "VERB"
        or not (inner.i < noun.i < verb.i and tied)
        or not words.grammar.articles
    ):
        return False
    if tree.has(inner, *_OBJECTS, "aux:pass", "cop") or not any(c.dep in _SUBJECTS for c in tree.children(inner)):
        return False
    for other in (*tree.children(verb), *tree.children(noun)):
        if not noun.i < other.i < verb.i or other.pos not in NOMINAL:
            continue
        comma = tree.tokens[tree.first(other) - 1].text == ","
        joint = any(c.dep == "cc" and c.text.lower() not in words.grammar.joints for c in tree.children(other))
        apart = comma if other.dep == "appos" else joint if other.dep == "conj" else other.dep in _SUBJECTS
        if apart and (comma or joint or verb.head == inner.i):
            dep = noun.dep
            tree.move(noun, inner, "obj")
            tree.move(other, verb, dep)
            return True
    return False


def _object_above(tree: Tree, verb: Token, noun: Token, subject: Token) -> bool:
    """ "a protégé le maire alors que la foule quittait": the first subject stands right behind the verb above."""
    above = tree.tokens[verb.head]
    joint = any(t.pos == "SCONJ" for t in tree.tokens[noun.i + 1 : subject.i])
    if not joint or above.pos != "VERB" or tree.first(noun) != above.i + 1 or tree.has(above, *_OBJECTS):
        return False
    tree.move(noun, above, "obj")
    if verb.dep == "ccomp":
        verb.dep = "advcl"
    return True


def _told_first(tree: Tree, noun: Token, teller: Token, words: Lexicon) -> None:
    """ "Forty migrants drowned when their boat sank, the UN said": what hangs on the first subject is its own verb."""
    verb = tree.tokens[teller.head]
    inner = next((c for c in tree.children(noun) if c.dep == "acl" and c.pos == "VERB" and c.i > noun.i), None)
    before = tree.tokens[tree.first(teller) - 1]
    told = words.lemma_fix(verb.text.lower(), verb.lemma.lower()) in words.reporting and before.text == ","
    if inner is None or not told or inner.morph.get("Tense") != "Past" or tree.has(inner, "obl:agent"):
        return
    tree.move(inner, verb, "ccomp")
    tree.move(noun, inner, "nsubj")
    inner.morph = {**inner.morph, "VerbForm": "Fin"}


def _names(tree: Tree, noun: Token, name: Token, words: Lexicon) -> bool:
    """ "The pharmaceutical company Halden withdrew it": does the noun before a name say what it is?"""
    lemma = noun.lemma.lower()
    kind = words.is_org_noun(lemma) or words.is_role(lemma) or words.is_person_noun(lemma)
    return kind and noun.pos == "NOUN" and name.pos == "PROPN" and tree.first(name) == noun.i + 1


def _adjective(tree: Tree, token: Token) -> bool:
    """ "Le constructeur automobile Norvo a fermé": a word right behind the subject is its own, as is the name."""
    noun = tree.tokens[token.i - 1] if token.i else token
    if (
        token.ent
        or token.pos not in ("ADJ", "NOUN")
        or noun.pos != "NOUN"
        or noun.dep != token.dep
        or noun.head != token.head
    ):
        return False
    if noun is token or token.text[0].isupper() or tree.has(token, "det", "case", "conj", "cc"):
        return False
    for child in list(tree.children(token)):
        name = child.dep in ("flat:name", "flat") and child.ent_start
        tree.move(child, noun, "appos" if name else child.dep)
    tree.move(token, noun, "amod")
    return True


def _apposed(tree: Tree, name: Token, words: Lexicon) -> bool:
    """Does an unmarked name stand beside the noun that says what it is: "la compagnie pétrolière Norvo"?"""
    noun = tree.tokens[name.head]
    if name.dep not in ("nmod", "amod") or noun.pos != "NOUN" or noun.ent or not noun.i < name.i <= noun.i + 4:
        return False
    lemma = noun.lemma.lower()
    body = words.is_org_noun(lemma)
    kinds = {"ORG": body, "MISC": body, "PER": words.is_role(lemma) or words.is_person_noun(lemma)}
    return kinds.get(name.ent, False) and not tree.has(name, "case", "det")


def _bare_days(tree: Tree, verb: Token, words: Lexicon) -> None:
    """A time without any word of its own before the verb tells when, and is not its subject."""
    for noun in tree.children(verb):
        if noun.dep in _SUBJECTS and noun.i < verb.i and words.is_time_noun(noun.lemma.lower()):
            if not tree.has(noun, "det", "nummod", "amod", "nmod", "acl", "acl:relcl"):
                noun.dep = "obl:mod"


def _imperative(tree: Tree, verb: Token, words: Lexicon) -> None:
    """A verb with such an ending and no subject before it, at the head of what is said, is a request."""
    surface = verb.text.lower()
    if not surface.endswith(words.grammar.imperative_endings) or verb.morph.get("VerbForm") in ("Inf", "Part"):
        return
    if any(c.i < verb.i and (c.dep in _SUBJECTS or c.dep == "mark" or c.pos == "PRON") for c in tree.children(verb)):
        return
    before = tree.tokens[verb.i - 1] if verb.i else verb
    head = before is verb or before.sent != verb.sent or before.quote != verb.quote
    if not head and before.pos != "PUNCT" and before.text.lower() not in words.negative_particles:
        return
    verb.pos, verb.morph = "VERB", {**verb.morph, "Mood": "Imp", "VerbForm": "Fin", "Tense": "Pres"}
    for noun in tree.children(verb):
        if noun.dep in _SUBJECTS and noun.i > verb.i and not noun.text.startswith("-"):
            noun.dep = "obj"


def _split_name(tree: Tree, name: Token) -> None:
    """A name that begins inside another one of another kind stands beside the noun above that."""
    place = tree.tokens[name.head]
    noun = tree.tokens[place.head]
    if name.ent == "PER" and place.ent == "LOC" and place.dep == "nmod" and noun.pos == "NOUN" and noun.i < place.i:
        tree.move(name, noun, "appos")


def _split_compound(tree: Tree, name: Token, words: Lexicon) -> None:
    """ "Head of the DPR Denis Pushilin": the preposition marks the group, and the person stands beside the noun."""
    noun = tree.tokens[name.head]
    if name.ent != "PER" or name.dep != "nmod" or noun.i > name.i or noun.pos not in ("NOUN", "PROPN"):
        return
    groups = [c for c in tree.children(name) if c.dep == "compound" and c.ent != "PER"]
    mark = next((c for c in tree.children(name) if c.dep == "case"), None)
    if mark is None or not groups or groups[0].i < mark.i:
        return
    group = groups[-1]
    if words.is_role(group.lemma.lower()):
        return
    for child in list(tree.children(name)):
        if child.i < group.i:
            tree.move(child, group, child.dep)
        elif child.dep in ("conj", "cc") and child.i > name.i:
            tree.move(child, noun, child.dep)
    tree.move(group, noun, "nmod")
    tree.move(name, noun, "appos")


def _join_list(tree: Tree, noun: Token, words: Lexicon) -> None:
    """A noun behind "et" that hangs on the verb is one more of what ends right before the "et"."""
    verb = tree.tokens[noun.head]
    if noun.dep != "conj" or verb.pos not in VERBS or verb.i > noun.i:
        return
    joint = next((c for c in tree.children(noun) if c.dep == "cc" and c.i < noun.i), None)
    if joint is None or joint.text.lower() not in words.grammar.joints or tree.has(noun, "nsubj", "cop", "obj"):
        return
    comma = tree.tokens[joint.i - 1].text == "," and tree.has(joint, "fixed")  # "trois agents, ainsi qu'un passant"
    before = [
        c for c in tree.children(verb)
        if c.dep in _LINKS and c.pos in NOMINAL and c.i < joint.i and tree.last(c) == joint.i - 1 - comma
    ]  # fmt: skip
    names = before and noun.pos == "PROPN" and before[0].pos == "PROPN"  # "députée de Batley et Spen"
    if before and (names or tree.has(before[0], "case") == tree.has(noun, "case")):
        tree.move(noun, before[0], "conj")


def _controlled(tree: Tree, verb: Token, words: Lexicon) -> None:
    """The infinitive behind the object of a verb that makes or lets others act belongs to the verb."""
    lemma = words.lemma_fix(verb.text.lower(), verb.lemma.lower())
    colour, entry = words.colours.get(lemma), words.verb(lemma)
    moves = (colour is not None and colour.control != "subj") or (entry is not None and entry.control == "addressee")
    if not moves:
        return
    for noun in list(tree.children(verb)):
        if noun.pos not in ("NOUN", "PROPN") or noun.i < verb.i:
            continue
        if noun.dep not in ("obj", "iobj", "xcomp", "obl:arg", "obl:mod", "obl"):
            continue
        for below in list(tree.children(noun)):
            if noun.dep == "obj" and below.dep == "advcl" and _kept(tree, below, words):
                tree.move(below, verb, "advcl")
            if below.morph.get("VerbForm") != "Inf" or below.dep not in ("acl", "xcomp") or below.i < noun.i:
                continue
            if not tree.has(below, "mark"):
                continue
            if noun.dep == "xcomp":
                noun.dep = "obj"
            tree.move(below, verb, "xcomp")


def _kept(tree: Tree, gerund: Token, words: Lexicon) -> bool:
    """ "prevented the army from entering": does it stand behind such a preposition?"""
    return any(c.dep == "mark" and c.text.lower() in words.patterns.moods.kept for c in tree.children(gerund))
