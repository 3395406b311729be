"""Doc -> noun phrases: everything that can fill a slot of an event, names and common nouns and pronouns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.annotate.doc import Doc, Token
from kg.extract.ages import age_of
from kg.extract.named import Name, is_title, is_word, listed, names
from kg.gazetteer import Entry
from kg.ids import fold
from kg.lang import Lexicon

_HEAD_POS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "SYM"})
_ARGUMENT = frozenset(
    {"nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:mod", "obl:arg", "obl:agent", "nmod", "appos", "conj", "root",
     "dislocated", "expl:subj", "csubj", "nmod:poss", "xcomp"}
)  # fmt: skip
_INSIDE = frozenset(
    {"det", "amod", "nummod", "nmod", "flat:name", "flat", "flat:foreign", "fixed", "compound", "nmod:poss",
    "obl:npmod",  # "the 61-year-old politician"
    "det:predet",
     "advmod", "goeswith", "case", "dep"}
)  # fmt: skip
_RELATIVES = frozenset({"Rel", "Int"})


@dataclass(slots=True, eq=False)
class Phrase:
    """A noun phrase: tokens [first, last) around `head`; `label` is a guess at its entity type or ""."""

    head: int
    first: int
    last: int
    kind: str  # name, nominal, pronoun
    label: str
    sent: int
    entry: Entry | None = None
    entry_kind: str = ""  # name, acronym, capital, seat, adjective, people
    name: tuple[int, int] = (0, 0)  # tokens of the name inside the phrase
    gender: str = ""
    plural: bool = False
    definite: bool = False
    person: str = "3"
    age: str = ""  # in years, where it is told
    entity: int = -1  # index of its cluster, set by coreference
    modifiers: list[Entry] = field(default_factory=list)  # adjectives of nationality


def phrases(doc: Doc, lexicon: Lexicon) -> list[Phrase]:
    """Candidate participants, in order of their heads."""
    tokens = doc.tokens
    known = listed(doc)
    of_token: dict[int, Name] = {}
    for name in names(doc, lexicon, known):
        for i in range(name.first, name.last):
            of_token[i] = name
    adjectives = {n.first: n.entry for n in known if n.kind == "adjective" and n.entry}
    pointed = {t.i: end for t in tokens if (end := _pointed(doc, t, lexicon))}
    made: list[Phrase] = []
    for token in tokens:
        own = of_token.get(token.i)
        if own is not None:
            if token.i != _name_head(tokens, own):
                continue
            if own.kind == "people" and not _nation(doc, token, own, of_token, lexicon):
                phrase = _nominal(doc, token, lexicon, of_token)
                phrase.label = "GROUP" if phrase.plural else "PER"  # "l'Américaine Jane Doe", "deux Belges"
                phrase.modifiers = [own.entry] if own.entry is not None else []
                made.append(phrase)
            else:
                made.append(_named(doc, token, own, lexicon))
        elif token.i in adjectives and _one_of_people(doc, token, of_token, lexicon):
            phrase = _nominal(doc, token, lexicon, of_token)
            phrase.label, phrase.modifiers = "GROUP" if phrase.plural else "PER", [adjectives[token.i]]
            made.append(phrase)
        elif token.i in adjectives:  # "russe": whose troops, whose strike; no phrase of its own but a participant
            made.append(
                Phrase(token.i, token.i, token.i + 1, "name", "GPE", token.sent, adjectives[token.i], "adjective",
                       (token.i, token.i + 1), definite=True)
            )  # fmt: skip
        elif _can_head(token, pointed, lexicon) and not _of_date(doc, token, lexicon):
            phrase = _nominal(doc, token, lexicon, of_token)
            phrase.modifiers = [adjectives[i] for i in range(phrase.first, phrase.last) if i in adjectives]
            made.append(phrase)
    return made


def _name_head(tokens: list[Token], name: Name) -> int:
    """The token of the name that hangs outside it; the first one where the parser scattered them."""
    for i in range(name.first, name.last):
        head = tokens[i].head
        if not name.first <= head < name.last or head == i:
            return i
    return name.first


def _nation(doc: Doc, head: Token, name: Name, of_token: dict[int, Name], lexicon: Lexicon) -> bool:
    """Do the people stand for their country ("les Russes ont refusé")? Not one of them, some, or named ones."""
    following = of_token.get(name.last)
    if following is not None and following.label == "PER":
        return False
    _, plural, definite = _agreement(doc, head, lexicon)
    counted = any(c.dep in ("nummod", "amod", "nmod", "acl", "acl:relcl") for c in doc.children(head))
    return plural and definite and not counted


def _one_of_people(doc: Doc, token: Token, of_token: dict[int, Name], lexicon: Lexicon) -> bool:
    """ "l'américaine Jane Doe", "les deux britanniques ont", written small: with an article, and a person's name behind
    it, a number, or a verb of its own in the singular, they are no country.

    Nor is "the Italian", where one of a people has a form of their own.
    """
    following = of_token.get(token.i + 1)
    marks = {c.dep for c in doc.children(token) if c.dep in ("det", "nummod") and c.i < token.i}
    single = token.morph.get("Number") != "Plur"
    endings = lexicon.grammar.citizen_endings
    citizen = bool(endings) and token.text.endswith(endings) and token.morph.get("Number") == "Sing"
    if citizen or (following is not None and following.label == "PER"):
        return token.dep in _ARGUMENT and "det" in marks
    acts = token.dep in ("nsubj", "nsubj:pass", "obl:agent") and token.pos == "NOUN"
    return acts and ("nummod" in marks or ("det" in marks and single))


def _can_head(token: Token, pointed: Mapping[int, int], lexicon: Lexicon) -> bool:
    if token.pos == "DET" and token.morph.get("Poss") == "Yes":
        return True  # "son dispositif": whose
    if pointed.get(token.i - 1, 0) > token.i or pointed.get(token.i - 2, 0) > token.i:
        return False  # the end of "celui-ci"
    if token.i in pointed:
        return True
    if token.pos not in _HEAD_POS or not is_word(token) or token.dep in ("flat:name", "fixed", "flat:foreign"):
        return False
    if token.text.lower() in lexicon.grammar.nothing:
        return False
    if token.pos == "PRON":
        indirect = lexicon.pronouns.get(fold(token.text), {}).get("role") in ("any", "indirect")  # "lui a répondu"
        empty = token.dep in ("expl", "expl:pass") or (token.dep == "expl:comp" and not indirect)
        return token.morph.get("PronType") not in _RELATIVES and not empty
    if token.pos in ("ADJ", "NUM", "X", "SYM"):
        return token.dep in _ARGUMENT and token.dep not in ("root", "xcomp", "nmod") and len(token.text) > 1
    return is_word(token)


def _of_date(doc: Doc, token: Token, lexicon: Lexicon) -> bool:
    """ "les 28 et 29 avril": a number before a month counts nobody."""
    if token.pos != "NUM" or not lexicon.grammar.articles:
        return False
    behind = doc.tokens[token.i + 1 : token.i + 4]
    first = next((t for t in behind if t.pos not in ("NUM", "CCONJ", "ADP")), None)
    return first is not None and first.sent == token.sent and lexicon.is_time_noun(first.lemma.lower())


def _bounds(doc: Doc, head: Token, lexicon: Lexicon, of_token: dict[int, Name]) -> tuple[int, int]:
    """The phrase without its clauses, appositions, coordinates and dates, and without its own preposition."""
    tokens = doc.tokens
    keep = {head.i}
    todo = [head]
    while todo:
        token = todo.pop()
        for child in doc.children(token):
            listed = token is not head and _of_several(doc, head, token, child)
            if (child.dep not in _INSIDE and not listed) or child.pos in ("PUNCT", "VERB") or child.i in keep:
                continue
            if child.pos == "PRON" and child.i < token.i and fold(child.text) in lexicon.grammar.relatives:
                continue  # "dont les cuves"
            if token is head and child.dep == "case":
                continue  # "of the army", "the army's"
            clitic = lexicon.grammar.articles and child.pos == "PRON" and child.i == head.i + 1
            if clitic and fold(child.text) in lexicon.pronouns:
                continue  # "Le juge lui a interdit …"
            if child.dep == "advmod" and token is head and child.i > head.i:
                continue
            if child.dep == "nmod" and lexicon.is_time_noun(child.lemma.lower()):
                continue
            if child.dep == "amod" and child.i > head.i and any(c.dep[:3] == "obl" for c in doc.children(child)):
                continue  # "des élus membres de la majorité"
            if token is head and _circumstance(doc, head, child, lexicon):
                continue
            keep.add(child.i)
            todo.append(child)
    first = head.i
    while first - 1 in keep or (first - 2 in keep and tokens[first - 1].text in "-'"):
        first -= 1
    opening = [c.i for c in doc.children(head) if c.dep == "det" and c.i < head.i]
    if opening and doc.tokens[first].dep == "advmod":
        first = max(first, min(opening))  # "notamment les usagers"
    last = head.i + 1
    while last in keep or (last + 1 in keep and last < len(tokens) and tokens[last].text in "-'"):
        last += 1
    if last - 1 in of_token:
        last = max(last, of_token[last - 1].last)  # never half a name
    return first, last


def _of_several(doc: Doc, head: Token, owner: Token, child: Token) -> bool:
    """ "the ministers of Sweden and Turkey": several people, one of each name behind the "of"."""
    several = owner.head == head.i and owner.dep == "nmod" and head.morph.get("Number") == "Plur"
    if not several or owner.pos != "PROPN" or child.i < owner.i or head.ent:
        return False
    joined = [c for c in doc.children(owner) if c.dep == "conj" and c.pos == "PROPN"]
    return child.dep in ("cc", "conj") and len(joined) == 1 and doc.tokens[joined[0].i - 1].text != ","


def _circumstance(doc: Doc, head: Token, child: Token, lexicon: Lexicon) -> bool:
    """ "des gardes avec des ciseaux", "la foule sur le pont": parsers hang on people what goes with the verb."""
    if child.dep != "nmod" or child.i < head.i or noun_label(head.lemma.lower(), lexicon) not in ("PER", "GROUP"):
        return False
    mark = next((c for c in doc.children(child) if c.dep == "case"), None)
    return mark is not None and fold(mark.text) in lexicon.grammar.circumstances


def _agreement(doc: Doc, head: Token, lexicon: Lexicon) -> tuple[str, bool, bool]:
    """Gender (M, F or ""), plural, definite: read from the determiner first, as noun tags are less sure."""
    gender, number, definite = "", "", False
    for child in doc.children(head):
        if child.dep in ("det", "nummod", "det:predet", "nmod:poss"):
            if child.pos != "PRON":  # "his rival" tells nothing of her
                gender = gender or child.morph.get("Gender", "")
            number = number or child.morph.get("Number", "")
            if child.dep == "nummod" and child.text.lower() not in lexicon.grammar.one:
                number = "Plur"
            definite = definite or child.morph.get("Definite") == "Def" or child.morph.get("PronType") in ("Dem", "Art")
            definite = definite and child.morph.get("Definite") != "Ind"
            definite = definite or child.morph.get("PronType") == "Dem" or child.morph.get("Poss") == "Yes"
    gender = gender or head.morph.get("Gender", "")
    number = number or head.morph.get("Number", "")
    return {"Masc": "M", "Fem": "F"}.get(gender, ""), number == "Plur", definite


def _nominal(doc: Doc, head: Token, lexicon: Lexicon, of_token: dict[int, Name]) -> Phrase:
    if head.pos == "DET":  # a possessive agrees with the thing owned; only its stem tells of the owner
        owner = {head.lemma.lower(), fold(head.text)}
        act = lexicon.noun(doc.tokens[head.head].lemma.lower()) is not None  # "ma démission"
        own = next((n for n, forms in lexicon.grammar.owners_of.items() if act and owner & forms), "3")
        person = head.morph.get("Person", own)
        plural = head.morph.get("Number[psor]") == "Plur" or bool(owner & lexicon.grammar.many_owners)
        return Phrase(head.i, head.i, head.i + 1, "pronoun", "", head.sent, plural=plural, person=person)
    gender, plural, definite = _agreement(doc, head, lexicon)
    if _latter(doc, head, lexicon):
        return Phrase(head.i, head.i - 1, head.i + 1, "pronoun", "", head.sent, gender=gender, plural=plural)
    if last := _pointed(doc, head, lexicon):  # "celui-ci", which taggers know badly
        known = lexicon.pronouns[fold(head.text)]
        gender, plural = str(known["gender"]).upper(), known["number"] == "p"
        return Phrase(head.i, head.i, last, "pronoun", "", head.sent, gender=gender, plural=plural)
    if head.pos == "PRON" and not _stands_alone(doc, head, lexicon):
        known = lexicon.pronouns.get(fold(head.text).strip("-"), {})
        person = head.morph.get("Person", "3")
        plural = head.morph.get("Number") == "Plur" or known.get("number") == "p"
        tagged = "" if head.dep == "iobj" else head.morph.get("Gender", "")  # "lui": a man or a woman
        gender = {"Masc": "M", "Fem": "F"}.get(tagged, "") or str(known.get("gender", "")).upper()
        return Phrase(head.i, head.i, head.i + 1, "pronoun", "", head.sent, gender=gender, plural=plural, person=person)
    first, last = _bounds(doc, head, lexicon, of_token)
    label = noun_label(head.lemma.lower(), lexicon) if head.pos != "PRON" else "GROUP" if plural else ""
    if not label and (some := _counted(doc, head, lexicon)):
        one = head.text.lower() in lexicon.grammar.one  # "un des suspects"
        label, plural = "PER" if one else some, not one
    if not label and head.pos != "PRON" and (_of_person(doc, head, lexicon) or _of_age(doc, head)):
        label = "GROUP" if plural else "PER"
    if (
        label == "GROUP"
        and not plural
        and any(c.dep == "det" or (c.dep in ("appos", "flat:name") and c.ent == "PER") for c in doc.children(head))
    ):
        label = "PER"  # "un jeune homme", "au paléontologue Jan Novak"
    if label == "PER" and not gendered(doc, head):
        gender = _by_form(doc, head, gender, lexicon)
    elif label == "GROUP" and gender == "F" and lexicon.grammar.women and not gendered(doc, head):
        word = head.text.lower().removesuffix("s")
        sure = head.lemma.lower() in lexicon.grammar.women or word.endswith(lexicon.grammar.feminine_endings)
        gender = "F" if sure else ""  # "les rebelles", "les militaires"
    age = age_of(doc, head.i, last, lexicon) if label == "PER" else ""
    while age and last - 1 > head.i and fold(doc.tokens[last - 1].text) in lexicon.grammar.aged:
        last -= 1  # "un homme âgé de 26 ans" is no "homme âgé"
    return Phrase(
        head.i, first, last, "nominal", label, head.sent,
        gender=gender, plural=plural, definite=definite, age=age,
    )  # fmt: skip


def gendered(doc: Doc, head: Token) -> bool:
    """Does a determiner tell the gender? "l'" does not, whatever its tag."""
    marks = (c for c in doc.children(head) if c.dep in ("det", "nummod") and c.pos != "PRON")
    return any(c.morph.get("Gender") and not c.text.endswith(("'", "’")) for c in marks)


def _by_form(doc: Doc, head: Token, gender: str, lexicon: Lexicon) -> str:
    """ "l'ambassadrice", "l'imam": the gender of a noun of persons by its ending, where taggers only guess.

    "ministre" tells none; "ancienne ministre" does.
    """
    word, grammar = head.text.lower(), lexicon.grammar
    if word.endswith(grammar.feminine_endings):
        return "F"
    letter = grammar.feminine_letter
    if letter and (not word.endswith(letter) or word in grammar.men):
        return "" if gender == "F" else gender
    told = (c.morph.get("Gender") for c in doc.children(head) if c.dep == "amod" and not c.text.endswith(letter))
    if not letter or word in grammar.women:
        return gender
    fem = any(c.dep == "amod" and c.text.endswith(grammar.feminine_endings) for c in doc.children(head))
    return "F" if fem else "M" if "Masc" in told else "" if gender == "M" else gender


def _counted(doc: Doc, head: Token, lexicon: Lexicon) -> str:
    """ "six of the hostages", "une dizaine d'élèves": persons or bodies, when those are counted. "" for other words."""
    grammar = lexicon.grammar
    figure = head.pos == "NUM" or (head.pos == "PRON" and bool(grammar.articles))  # "deux de ses fils"
    known = head.lemma.lower() in grammar.quantities
    if not figure and not (known and (grammar.articles or not _agreement(doc, head, lexicon)[2])):
        return ""  # "the number of people" is a figure, "la moitié des élèves" are people
    for child in doc.children(head):
        marks = [fold(c.text) for c in doc.children(child) if c.dep == "case"]
        marked = any(m in grammar.genitive or grammar.contracted.get(m, m) in grammar.owner_marks for m in marks)
        lemma = child.lemma.lower()
        kind = "GROUP" if child.pos == "PRON" else noun_label(lemma, lexicon)
        several = child.morph.get("Number") == "Plur" and head.pos != "NUM"
        states = "GPE" in lexicon.hypernyms.get(lemma, ()) or kind == "ORG"
        if child.dep == "nmod" and marked and (kind in ("PER", "GROUP") or (several and states)):
            return "GROUP"
    return ""


def _of_person(doc: Doc, head: Token, lexicon: Lexicon) -> bool:
    """ "donors who gave money": what "who" stands for is somebody."""
    clauses = [c for c in doc.children(head) if c.dep == "acl:relcl"]
    inside = [t for c in clauses for t in doc.children(c) if t.dep in ("nsubj", "nsubj:pass")]
    known = (lexicon.pronouns.get(fold(t.text), {}) for t in inside)
    return any(k.get("role") == "relative" and k.get("of") == "person" for k in known)


def _of_age(doc: Doc, head: Token) -> bool:
    """ "the 55-year-old": an adjective of age that stands for who is so old."""
    years = [c for c in doc.children(head) if c.dep == "obl:npmod" and c.i < head.i]
    return head.pos == "ADJ" and any(t.dep == "nummod" for c in years for t in doc.children(c))


def _latter(doc: Doc, head: Token, lexicon: Lexicon) -> bool:
    """ "ce dernier", "the latter": a pronoun in the clothes of a noun."""
    if head.lemma.lower() not in lexicon.latter or head.dep not in _ARGUMENT or head.i == 0:
        return False
    return any(c.dep == "det" and c.i == head.i - 1 for c in doc.children(head)) and head.pos in ("ADJ", "NOUN")


def _pointed(doc: Doc, token: Token, lexicon: Lexicon) -> int:
    """The token behind "celui-ci", which is one token, two or three; 0 where `token` does not begin such a word."""
    if lexicon.pronouns.get(fold(token.text), {}).get("role") != "demonstrative":
        return 0
    if token.text.lower().endswith(endings := tuple(f"-{mark}" for mark in lexicon.grammar.deictic)):
        return token.i + 1
    behind = ""
    for part in doc.tokens[token.i + 1 : token.i + 3]:
        behind += part.text.lower()
        if behind in endings:
            return part.i + 1
    return 0


def _stands_alone(doc: Doc, head: Token, lexicon: Lexicon) -> bool:
    """ "certains", "ceux qui", "un de ses avocats", "114 d'entre eux": they mean whom they say, nobody named before."""
    word = fold(head.text).strip("-")
    if word in lexicon.impersonal or head.morph.get("PronType") == "Int":
        return False
    known, deictic = lexicon.pronouns.get(word), lexicon.grammar.deictic
    if known is None:
        return head.morph.get("PronType") != "Prs" and head.morph.get("Reflex") != "Yes" and word not in deictic
    following = "".join(t.text.lower() for t in doc.tokens[head.i + 1 : head.i + 3])
    return known["role"] == "demonstrative" and not following.lstrip("-").startswith(deictic)


def noun_label(lemma: str, lexicon: Lexicon) -> str:
    """Entity type that a common noun suggests: PER for roles, GROUP for people, ORG, LOC, or ""."""
    if lexicon.is_role(lemma):
        return "PER"
    if lexicon.is_person_noun(lemma):
        return "GROUP"
    if lexicon.is_org_noun(lemma):
        return "ORG"
    if lexicon.is_place_noun(lemma):
        return "LOC"
    return "GROUP" if lemma.endswith(lexicon.person_endings) else ""


def _named(doc: Doc, head: Token, name: Name, lexicon: Lexicon) -> Phrase:
    gender, plural, _ = _agreement(doc, head, lexicon)
    before = [c.i for c in doc.children(head) if c.dep in ("det", "amod", "nummod", "compound") and c.i < head.i]
    first = min([name.first, *before])
    first = first if name.first - first <= 3 else name.first
    last = name.last  # what hangs on a name to its right is rarely part of it
    label = name.label
    start = name.first + (last - name.first > 1 and is_title(doc.tokens[name.first], lexicon))
    if name.kind == "people":
        label = "GROUP"
    return Phrase(
        head.i, first, last, "name", label, head.sent, name.entry, name.kind, (start, name.last),
        gender if name.entry or label != "PER" else "", plural and label != "PER", True,
        age=age_of(doc, head.i, last, lexicon) if label == "PER" else "",
    )  # fmt: skip
