"""Names and the roles beside them -> clusters: the surest sieve of coreference."""

from __future__ import annotations

from collections import Counter

from kg.annotate.doc import Token
from kg.extract.discourse import SUBJECTS, Cluster, Discourse, add, name_at, role_of, start
from kg.extract.mentions import Phrase, gendered, noun_label
from kg.extract.speech import cites
from kg.ids import fold
from kg.lang import Lexicon, given_names

_APART = 12  # tokens between a role and the name that a comma sets off from it


def join_name(talk: Discourse, phrase: Phrase, lexicon: Lexicon) -> None:
    """Put a name into the cluster that goes by it, or begin one."""
    words = _name_words(talk, phrase)
    key = _entry_key(talk, phrase, lexicon)
    match = _defined(talk, phrase, words) or next(
        (c for c in talk.clusters if (key and c.key == key) or (not key and _same_name(c, phrase, words))), None
    )
    if match is None and not key:
        match = _in_brackets(talk, phrase) or _by_given_name(talk, phrase, words)
    if match is None:
        match = start(talk, phrase, _label_of(phrase))
        match.key = key
        if match.label == "PER" and not match.gender and words:
            match.gender = _title_gender(talk, phrase, lexicon) or given_names().get(words[0], "")
    else:
        add(match, phrase)
        if match.label == "PER" and not match.gender:
            match.gender = _title_gender(talk, phrase, lexicon)
    if words and words not in match.words:
        match.words.append(words)


def _title_gender(talk: Discourse, phrase: Phrase, lexicon: Lexicon) -> str:
    """ "Ms Costa" is a woman."""
    tokens = talk.doc.tokens[max(0, phrase.first - 1) : phrase.name[1]]
    genders = lexicon.grammar.title_genders
    return next((genders[w] for t in tokens if (w := t.text.lower()) in genders), "")


def _in_brackets(talk: Discourse, phrase: Phrase) -> Cluster | None:
    """The longer name right before brackets with letters of it: "Ligue valaisanne de tir (LVTir)"."""
    tokens = talk.doc.tokens
    letters = tokens[phrase.first].text
    if phrase.last - phrase.first != 1 or phrase.first < 2 or phrase.last >= len(tokens) or phrase.label == "PER":
        return None
    if tokens[phrase.first - 1].text != "(" or tokens[phrase.last].text != ")" or sum(map(str.isupper, letters)) < 2:
        return None
    before = next((p for p in talk.phrases if p.kind == "name" and p.name[1] == phrase.first - 1), None)
    if before is None or before.entity < 0 or before.label == "PER" or before.name[1] - before.name[0] < 2:
        return None
    alike = fold(tokens[before.name[0]].text)[0] == fold(letters)[0]
    alike = alike or (letters.isupper() and len(letters) > 2 and before.name[1] - before.name[0] > 2)  # in its language
    return talk.clusters[before.entity] if alike and not talk.clusters[before.entity].key else None


def _by_given_name(talk: Discourse, phrase: Phrase, words: tuple[str, ...]) -> Cluster | None:
    """The one person named in full before whose given name stands alone, or behind a title: "M. Pita"."""
    titled = phrase.name[0] > phrase.first or fold(talk.doc.tokens[phrase.name[0] - 1].text) in talk.titles
    if phrase.label != "PER" or len(words) != 1 or not (titled or words[0] in given_names()):
        return None
    found = [c for c in talk.clusters if c.label == "PER" and any(len(w) > 1 and w[0] == words[0] for w in c.words)]
    return found[0] if len(found) == 1 and not found[0].key else None


def _defined(talk: Discourse, phrase: Phrase, words: tuple[str, ...]) -> Cluster | None:
    """The longer name that the article itself shortens so: its "RSF" are the forces it named, not others."""
    if phrase.entry_kind != "acronym" or len(words) != 1:
        return None
    named = (c for c in talk.clusters if c.label != "PER")
    return next((c for c in named if any(len(w) > 2 and _initials(w) == words[0].upper() for w in c.words)), None)


def _name_words(talk: Discourse, phrase: Phrase) -> tuple[str, ...]:
    words = (fold(t.text) for t in talk.doc.tokens[slice(*phrase.name)] if any(c.isalnum() for c in t.text))
    kept = tuple(w for w in words if w not in talk.titles)
    formed = len(kept) > 1 and kept[-1] in talk.legal and talk.doc.tokens[phrase.name[1] - 1].text[0].isupper()
    return kept[:-1] if formed else kept  # "Norvo SA"


def _label_of(phrase: Phrase) -> str:
    return phrase.entry.type if phrase.entry is not None and phrase.entry_kind != "people" else phrase.label


def _entry_key(talk: Discourse, phrase: Phrase, lexicon: Lexicon) -> str:
    """Gazetteer key; a capital or seat that acts is the state, one where something takes place is the town."""
    entry = phrase.entry
    if entry is None:
        return ""
    if phrase.entry_kind in ("capital", "seat") and entry.seat_of and not talk.contest:
        head = talk.doc.tokens[phrase.head]
        if phrase.entry_kind != "seat" and head.dep in ("nsubj:pass", "obj") and _town(talk.doc.head(head), lexicon):
            return entry.key
        if phrase.entry_kind == "seat" or head.dep in (*SUBJECTS, "obl:agent", "iobj", "obj"):
            return entry.seat_of
        if head.dep == "nmod" and not talk.articled and _visited(talk, head, lexicon):
            return entry.seat_of
        if head.dep == "conj" and talk.doc.tokens[head.head].dep in (*SUBJECTS, "obl:agent"):
            return entry.seat_of
        case = {fold(t.text) for t in talk.doc.children(head) if t.dep == "case"}
        if case & lexicon.patterns.sides or cites(talk.doc, phrase, lexicon):
            return entry.seat_of
    return entry.key


def _visited(talk: Discourse, head: Token, lexicon: Lexicon) -> bool:
    """ "his visit to Moscow" is one to the state."""
    noun = lexicon.noun(talk.doc.tokens[head.head].lemma.lower())
    marks = {fold(c.text) for c in talk.doc.children(head) if c.dep == "case"}
    return noun is not None and noun.action == "visits" and bool(marks & lexicon.grammar.goal_marks)


def _town(verb: Token, lexicon: Lexicon) -> bool:
    """Is what the verb tells done to a town: "Paris a été inondée", "quitter Rome"?"""
    lemma = lexicon.lemma_fix(verb.text.lower(), verb.lemma.lower())
    entry = lexicon.verb(lemma)
    return lemma in lexicon.patterns.town_verbs or (entry is not None and entry.type in lexicon.patterns.towns)


def _same_name(cluster: Cluster, phrase: Phrase, words: tuple[str, ...]) -> bool:
    if len(words) == 1 and phrase.label != "PER" and cluster.label in ("ORG", "GROUP"):
        # "l'Alliance" after "l'Alliance transatlantique": the head of a longer name
        if any(len(known) > 1 and known[0] == words[0] and len(words[0]) > 4 for known in cluster.words):
            return True
    if cluster.key or not words:
        return False
    if words in cluster.words:
        return True
    label = phrase.label
    if label == "PER" and len(words) > 1 and cluster.label == "ORG" and words[0] in given_names():
        return False  # "Ford" before "Henry Ford": who is named in full for the first time was not named before
    if "PER" in (label, cluster.label) and any(_relative(known, words) for known in cluster.words):
        return False
    for known in cluster.words:
        if label == "PER" or cluster.label == "PER":
            # "Stoltenberg" is "Jens Stoltenberg": a whole surname, at the end of the longer name
            short, long = sorted((words, known), key=len)
            if label in ("PER", "OTHER", cluster.label) and len(short[-1]) > 2 and long[-len(short) :] == short:
                return True
        elif (len(words) == 1 and len(known) > 1 and words[0].upper() == _initials(known)) or (
            len(known) == 1 and len(words) > 1 and known[0].upper() == _initials(words)
        ):
            return True
    return False


def _relative(known: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Somebody else of the same surname: "Anna Berg" beside "Karl Berg", not "K. Berg" or "Karl Otto Berg"."""
    if len(known) < 2 or len(words) < 2 or known[-1] != words[-1] or known[0] == words[0]:
        return False
    short, long = sorted((words, known), key=len)
    shortened = known[0][0] == words[0][0] and min(len(known[0].rstrip(".")), len(words[0].rstrip("."))) < 3
    return long[-len(short) :] != short and not shortened


def _initials(words: tuple[str, ...]) -> str:
    return "".join(w[0] for w in words if len(w) > 3 or w.isupper()).upper()


def join_roles(talk: Discourse, lexicon: Lexicon) -> None:
    """A role noun beside a person's name ("le ministre X", "X, chef de Y", "X est président de Y") is that person."""
    for phrase in talk.phrases:
        if phrase.kind != "nominal":
            continue
        name = _name_beside(talk, phrase, lexicon)
        if name is not None and name.entity >= 0:
            cluster = talk.clusters[name.entity]
            add(cluster, phrase)
            remember(talk, cluster, phrase)
            told = gendered(talk.doc, talk.doc.tokens[phrase.head])
            if phrase.gender and (told or not cluster.gender):  # "Anna Berg, chef de …"
                cluster.gender = phrase.gender


def _name_beside(talk: Discourse, phrase: Phrase, lexicon: Lexicon) -> Phrase | None:
    doc = talk.doc
    head = doc.tokens[phrase.head]
    role = phrase.label == "PER"
    for child in doc.children(head):  # "le secrétaire général de l'Otan, Jens Stoltenberg"
        if child.dep in ("appos", "flat:name", "nmod", "compound", "flat", "conj") and child.i > head.i:
            other = talk.at_head.get(child.i) or name_at(talk, child.i)
            if other is None or other.kind != "name" or (phrase.plural and other.label == "PER"):
                continue
            marked = any(t.dep in ("case", "cc") for t in doc.children(child))
            joined = child.dep == "conj" and any(t.dep == "cc" and t.i < child.i for t in doc.children(head))
            if joined and not talk.articled:
                continue  # "three journalists and Anna Berg"
            somebody = role or (child.dep == "appos" and phrase.label in ("", "GROUP") and not phrase.plural)
            called = phrase.label == "ORG" and other.name[0] == head.i + 1 and other.entry is None  # "la société Norvo"
            compatible = somebody if other.label == "PER" else (child.dep == "appos" or called) and not role
            compatible = compatible or _rival(talk, phrase, other, lexicon)
            # "the president and general counsel of the company, Anna Berg": set off by a comma, it may stand far behind
            comma = "," in [t.text for t in (doc.tokens[other.first - 1], *doc.tokens[phrase.last : phrase.last + 1])]
            apart = comma and child.dep == "appos" and somebody
            if not marked and compatible and child.i - phrase.last <= (_APART if apart else 3):
                return other
    for child in doc.children(head):  # "the president and counsel of X, Anna Berg": two roles of one person
        other = talk.at_head.get(child.i)
        if role and child.dep == "conj" and other is not None and other.label == "PER" and other.kind == "nominal":
            if not other.plural and not any(t.dep == "det" for t in doc.children(child)):
                return _name_beside(talk, other, lexicon)
    above = doc.tokens[head.head]
    other = talk.at_head.get(above.i)
    if head.dep in ("appos", "compound") and other is not None and other.kind == "name":
        near = 0 < abs(phrase.first - other.last) <= 3 or phrase.last == other.name[0]  # "the West African bloc ECOWAS"
        if (other.label == "PER") == role and near:
            return other
    if (body := _called_by(talk, phrase)) is not None:
        return body
    if any(t.dep == "cop" for t in doc.children(head)) and role:  # "X est président de Y"
        subject = next((talk.at_head.get(t.i) for t in doc.children(head) if t.dep == "nsubj"), None)
        return subject if subject is not None and subject.kind == "name" and subject.label == "PER" else None
    # the parser often loses the apposition: a role, then a comma or nothing, then a person's name
    following = _phrase_from(talk, _past_modifiers(talk, phrase), lexicon) if role and not phrase.plural else None
    if following is None or following.label != "PER" or _opens_clause(talk, phrase, following):
        return None
    apart = doc.tokens[following.head].quote != head.quote  # "« We saw three guards », Anna Berg said"
    return following if talk.articled or not apart else None


def _rival(talk: Discourse, phrase: Phrase, name: Phrase, lexicon: Lexicon) -> bool:
    """ "son concurrent danois Felsted": bodies have rivals and partners as persons do."""
    tokens, at = talk.doc.tokens, phrase.head + 1
    while at < name.name[0] and tokens[at].dep == "amod":
        at += 1
    other = tokens[phrase.head].lemma.lower() in lexicon.patterns.others and not phrase.plural and talk.articled
    return other and name.name[0] == at and name.label != "PER"


def _called_by(talk: Discourse, phrase: Phrase) -> Phrase | None:
    """ "chef du parti Move Forward": the name right behind the word for a body, wherever the parser hung it."""
    tokens, at = talk.doc.tokens, phrase.head + 1
    if phrase.label != "ORG" or phrase.plural or not talk.articled or at + 1 >= len(tokens):
        return None
    at += tokens[at].pos == "DET" and tokens[at].text[0].isupper()  # "Le quotidien Le Matin"
    name = name_at(talk, at)
    fits = name is not None and name.name[0] == at and name.entry is None and name.label in ("ORG", "OTHER", "LOC")
    return name if fits else None


def _opens_clause(talk: Discourse, role: Phrase, name: Phrase) -> bool:
    """ "Invited by the president of X, Y and Z met": a listed subject behind a comma is not the role before it.

    Nor is one alone, where the role is of a clause before the comma: "Après avoir reçu le maire, Anna Berg est partie".
    """
    doc = talk.doc
    head = doc.tokens[name.head]
    after = doc.tokens[name.last] if name.last < len(doc.tokens) else head
    inner = doc.tokens[doc.tokens[role.head].head]
    subject = head.dep in SUBJECTS and head.head > head.i and after.text != ","
    if subject and doc.tokens[role.last].text == "," and inner.dep == "advcl" and inner.head == head.head:
        return True
    marked = any(t.dep == "case" for t in doc.children(doc.tokens[role.head]))
    listed = any(t.dep == "conj" for t in doc.children(head))
    return marked and listed and head.dep in SUBJECTS and doc.tokens[role.last].text == ","


def _past_modifiers(talk: Discourse, phrase: Phrase) -> int:
    """Where a name may begin behind a role: past a participle or adjective of it ("le président élu X")."""
    tokens, i = talk.doc.tokens, phrase.last
    while i < len(tokens) and tokens[i].dep in ("amod", "acl") and tokens[i].head == phrase.head:
        i += 1
    return i


def relabel(talk: Discourse, lexicon: Lexicon) -> None:
    """What stands in apposition to a person's role is a person, behind "la société" a company.

    Recognisers guess; the noun beside the name knows. What the gazetteer knows, and acronyms, are left alone.
    """
    tokens = talk.doc.tokens
    for phrase in talk.phrases:
        head = tokens[phrase.head]
        if phrase.kind == "name" and phrase.entry is None and phrase.label == "ORG" and head.dep == "nmod":
            if tokens[head.head].lemma.lower() in talk.cabinet:
                phrase.label = "OTHER"  # "la ministre de l'Intérieur": a matter
        if phrase.kind == "name" and phrase.entry is None and phrase.label == "OTHER" and talk.articled:
            phrase.label = "ORG" if cites(talk.doc, phrase, lexicon) else "OTHER"  # "Selon Le Courrier du Sud,"
        nouns = ("NOUN",) if talk.articled else ("NOUN", "PROPN")
        guessed = phrase.label in ("LOC", "GPE", "OTHER", "") or not talk.articled  # "Carmaker Veltro" opens a sentence
        if phrase.kind == "name" and phrase.entry is None and guessed:
            kinds = (noun_label(c.lemma.lower(), lexicon) for c in talk.doc.children(tokens[phrase.head])
                     if c.dep == "compound" and c.pos in nouns and c.i == phrase.name[0] - 1)  # fmt: skip
            phrase.label = next((k for k in kinds if k in ("PER", "ORG")), phrase.label)  # "the brewer Halden"
        if phrase.kind != "nominal" or phrase.label not in ("PER", "ORG") or phrase.plural:
            continue
        rival = name_at(talk, phrase.last) or name_at(talk, phrase.last - 1)
        if rival is not None and rival.label == "OTHER" and _rival(talk, phrase, rival, lexicon):
            rival.label = "ORG"
        if phrase.label == "PER" and (called := _called_so(talk, phrase)) is not None:
            called.label = "PER"
            continue
        owned = any(c.dep == "nmod:poss" for c in talk.doc.children(tokens[phrase.head]))  # "Scotland's first minister"
        if not phrase.definite and not owned:
            continue
        if phrase.label == "ORG" and (body := _called_by(talk, phrase)) is not None:
            body.label = "ORG"
            continue
        apart = phrase.last + 1 < len(tokens) and tokens[phrase.last].text == ","
        if apart != (phrase.label == "PER"):
            continue
        name = name_at(talk, phrase.last + apart)
        if name is None or name.entry is not None or name.label == phrase.label or name.sent != phrase.sent:
            continue
        words = [t.text for t in tokens[slice(*name.name)]]
        beside = tokens[name.head].dep in ("appos", "conj") and tokens[name.head].head == phrase.head
        given = phrase.label == "ORG" and fold(words[0]) in given_names()
        if beside and not given and not any(w.isupper() for w in words):
            name.label = phrase.label


def _called_so(talk: Discourse, role: Phrase) -> Phrase | None:
    """ "Pita Somchai, chef du parti": the name of several words right before the comma, whatever it was taken for."""
    tokens, at = talk.doc.tokens, role.first - 2
    head = tokens[role.head]
    if at < 1 or tokens[at + 1].text != "," or head.dep != "appos" or role.sent != tokens[at].sent:
        return None
    name = next((p for p in talk.phrases if p.kind == "name" and p.name[1] == at + 1), None)
    if name is None or name.entry is not None or not name.name[0] <= head.head < name.name[1]:
        return None
    words = tokens[slice(*name.name)]
    own = all(t.text[0].isupper() and not t.text.isupper() for t in words) and len(words) in (2, 3)
    return name if own and name.label in ("LOC", "GPE", "OTHER") else None


def level(talk: Discourse, lexicon: Lexicon) -> None:
    """One name means one kind of thing: as most of its mentions tell, and a surname as the full name tells.

    Recognisers guess each mention by itself, and guess worst at names that stand alone; what the gazetteer knows stays.
    """
    named = [(p, _name_words(talk, p)) for p in talk.phrases if p.kind == "name" and p.entry is None]
    labels: dict[tuple[str, ...], Counter[str]] = {}
    for phrase, words in named:
        token = talk.doc.tokens[phrase.head]
        owns = token.dep in ("nmod", "nmod:poss") and phrase.label != "PER"
        if owns and talk.doc.tokens[token.head].lemma.lower() in lexicon.patterns.figures:
            phrase.label = "ORG"  # "shares in Norvo": no place has any
        labels.setdefault(words, Counter())[phrase.label] += 1
    surnames = {words[-1] for phrase, words in named if phrase.label == "PER" and len(words) > 1}
    for phrase, words in named:
        token = talk.doc.tokens[phrase.head]
        most, count = labels[words].most_common(1)[0]
        alone = len(words) == 1 and words[0] in surnames and token.dep in SUBJECTS and not talk.articled
        if alone and most != "PER" and not _placed(talk, token, lexicon):
            phrase.label = "PER"  # "Ingrid Dahl led it. Dahl said"
        elif most in ("PER", "ORG") and 2 * count > labels[words].total():
            phrase.label = most
        elif len(words) == 1 and words[0] in surnames and token.dep != "compound" and not _placed(talk, token, lexicon):
            phrase.label = "PER"


def _placed(talk: Discourse, token: Token, lexicon: Lexicon) -> bool:
    """Does it stand like a place or thing: "in Hilton", "the Hilton"?"""
    below = list(talk.doc.children(token))
    return any(c.dep == "det" or (c.dep == "case" and fold(c.text) in lexicon.patterns.places) for c in below)


def _phrase_from(talk: Discourse, i: int, lexicon: Lexicon) -> Phrase | None:
    tokens = talk.doc.tokens
    if i < len(tokens) and tokens[i].text == ",":
        i += 1
    if i < len(tokens) and fold(tokens[i].text) in lexicon.titles:
        i += 1
    return name_at(talk, i) if i < len(tokens) and tokens[i - 1].sent == tokens[i].sent else None


def remember(talk: Discourse, cluster: Cluster, phrase: Phrase) -> None:
    """Note a role on a person's cluster: its head noun, and whose role it is."""
    doc = talk.doc
    head = doc.tokens[phrase.head]
    complement = ""
    past = role_of(talk, phrase).startswith("former ")  # for whom one spoke once, one speaks no more
    for child in doc.subtree(head):
        other = talk.at_head.get(child.i)
        if phrase.modifiers and child.pos == "NOUN":
            continue  # "le secrétaire d'État américain": his country's, whatever the recogniser takes for a name
        if child.i != head.i and phrase.first <= child.i < phrase.last and other is not None and other.kind == "name":
            if other.entity >= 0 and other.label != "PER":
                complement = str(other.entity)
                matter = role_of(talk, phrase) in talk.cabinet and other.label == "OTHER"
                cluster.speaks_for = cluster.speaks_for if past or matter else other.entity
                break
    if not complement and phrase.modifiers:
        country = next((c for c in talk.clusters if c.key == phrase.modifiers[0].key), None)
        if country is not None:
            complement = str(country.index)
            cluster.speaks_for = cluster.speaks_for if past else country.index
    cluster.heads.setdefault(role_of(talk, phrase), complement)
