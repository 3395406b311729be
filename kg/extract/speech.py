"""Who utters each quotation, and each turn of a transcript."""

from __future__ import annotations

from kg.annotate.doc import Doc, Token
from kg.extract.discourse import Cluster, Discourse, subject_of
from kg.extract.mentions import Phrase
from kg.ids import fold
from kg.lang import Lexicon


def find_speakers(talk: Discourse, lexicon: Lexicon) -> None:
    """The speaker of a quotation: the subject of the verb it hangs under, the noun of "selon X", or, for one that
    stands alone, the speaker of the quotation before it in the same paragraph.
    """
    doc = talk.doc
    members: dict[int, list[Token]] = {}
    for token in doc.tokens:
        if token.quote >= 0:
            members.setdefault(token.quote, []).append(token)
    for quote in sorted(members):
        inside = {t.i for t in members[quote]}
        for token in members[quote]:
            if token.head in inside and token.head != token.i:
                continue
            speaker = _reporter(talk, token, inside, lexicon)
            if speaker is not None and speaker.head not in inside:
                talk.speakers[quote] = writer(talk, speaker, lexicon) or speaker
                break
        else:
            if (told := _before_colon(talk, members[quote][0])) is not None:
                talk.speakers[quote] = told
                continue
            before = talk.speakers.get(quote - 1)
            here = doc.sentences[members[quote][0].sent].paragraph
            if before is not None and (
                doc.sentences[before.sent].paragraph == here or _continues(doc, members[quote], here)
            ):
                talk.speakers[quote] = before
            elif (author := _sender(talk, members[quote], lexicon)) is not None:
                talk.speakers[quote] = author


def _sender(talk: Discourse, quoted: list[Token], lexicon: Lexicon) -> Phrase | None:
    """Whose words sentences of nothing but a quotation are: who wrote or told something in the sentence before them."""
    doc, first = talk.doc, quoted[0].sent
    own = [t for s in doc.sentences[first : quoted[-1].sent + 1] for t in doc.tokens[s.first : s.last]]
    if first == 0 or any(t.quote != quoted[0].quote and t.text[0].isalnum() for t in own):
        return None
    last = doc.sentences[first - 1]
    verb = next((t for t in doc.tokens[last.first : last.last] if t.head == t.i and t.pos == "VERB"), None)
    if verb is None or last.heading or verb.quote >= 0:
        return None
    speaks = _tells(verb, lexicon)
    things = [c.lemma.lower() for c in doc.children(verb) if c.dep == "obj"]
    writes = any(t in lexicon.patterns.letters or _is_saying(t, lexicon) for t in things)
    addressed = any(t.pos in ("PRON", "DET") and t.morph.get("Person") in ("1", "2") for t in quoted)
    speaker = subject_of(talk, verb)
    if speaker is None or not (speaks or (writes and addressed)) or doc.tokens[speaker.head].dep != "nsubj":
        return None
    known = talk.cluster(speaker)
    return speaker if (known.label if known is not None else speaker.label) in ("PER", "ORG") else None


def _is_saying(noun: str, lexicon: Lexicon) -> bool:
    """ "an announcement", "a warning"."""
    entry = lexicon.noun(noun)
    return entry is not None and entry.klass.startswith("communication")


def _continues(doc: Doc, quoted: list[Token], paragraph: int) -> bool:
    """Is the paragraph a quotation and nothing else, right behind one that has the quotation before it?"""
    sentences = [s for s in doc.sentences if s.paragraph == paragraph]
    alone = all(
        t.quote == quoted[0].quote or not t.text[0].isalnum() for s in sentences for t in doc.tokens[s.first : s.last]
    )
    before = [s for s in doc.sentences if s.paragraph == paragraph - 1]
    return alone and any(t.quote == quoted[0].quote - 1 for s in before for t in doc.tokens[s.first : s.last])


def writer(talk: Discourse, phrase: Phrase, lexicon: Lexicon) -> Phrase | None:
    """Whose "the message" is, where nothing beside it tells: who acted in the sentences right before."""
    doc = talk.doc
    head = doc.tokens[phrase.head]
    if (
        phrase.kind != "nominal"
        or phrase.plural
        or not phrase.definite
        or head.lemma.lower() not in lexicon.patterns.letters
    ):
        return None
    if any(c.dep in ("nmod", "nmod:poss", "compound") for c in doc.children(head)):
        return None
    for other in reversed([p for p in talk.phrases if p.head < phrase.head and p.sent < phrase.sent]):
        cluster = talk.cluster(other)
        if other.sent < phrase.sent - 2:
            return None
        acts = doc.tokens[other.head].dep == "nsubj" and doc.tokens[doc.tokens[other.head].head].dep == "root"
        known = cluster is not None and (cluster.named or lexicon.is_role(doc.tokens[other.head].lemma.lower()))
        if acts and known and cluster is not None and cluster.label in ("PER", "ORG"):
            return other
    return None


def find_groups(talk: Discourse, lexicon: Lexicon) -> None:
    """Whom somebody speaks for when only a common noun tells: "le porte-parole de l'armée", "la ministre du Budget"."""
    for person in talk.clusters:
        wanted = [noun for role, noun in lexicon.patterns.speaks.items() if role in person.heads]
        known = talk.clusters[person.speaks_for].label if person.speaks_for >= 0 else ""
        if person.label != "PER" or person.plural or not wanted or known == "GPE":
            continue
        bodies = [c for c in talk.clusters if c.label in ("ORG", "GPE") and _headed(talk, c, wanted[0])]
        body = max(bodies, key=lambda c: (len(c.phrases), -c.index), default=None)
        person.speaks_for = body.index if body is not None else person.speaks_for
    for phrase in talk.phrases:
        cluster = talk.cluster(phrase)
        if phrase.kind != "nominal" or phrase.label != "PER" or cluster is None:
            continue
        for child in talk.doc.children(talk.doc.tokens[phrase.head]):
            group = talk.at_head.get(child.i)
            if (
                group is not None
                and group.label == "ORG"
                and group.entity >= 0
                and child.dep in ("nmod", "nmod:poss", "compound")
                and [t.text for t in talk.doc.tokens[child.i + 1 : child.i + 2]] != ["-"]  # "le chef d'état-major"
            ):
                if cluster.speaks_for < 0 or _inside(talk, talk.clusters[cluster.speaks_for], group):
                    cluster.speaks_for = group.entity
                break


def _inside(talk: Discourse, named: Cluster, group: Phrase) -> bool:
    """ "le directeur de la mairie de Dax": the name only tells which body it is."""
    heads = [p.head for p in named.phrases if p.kind == "name" and group.first <= p.head < group.last]
    return talk.articled and group.kind == "nominal" and named.label in ("GPE", "LOC", "OTHER") and bool(heads)


def _headed(talk: Discourse, cluster: Cluster, noun: str) -> bool:
    """Is it called so: "le gouvernement français"?"""
    return any(p.kind != "pronoun" and talk.doc.tokens[p.head].lemma.lower() == noun for p in cluster.phrases)


_LEAD = 14  # tokens that may stand before the colon that opens a turn: "President of Russia Vladimir Putin:"
_UNTITLED = frozenset({"VERB", "AUX", "PUNCT"})  # what does not stand in it
_HYPHENS = frozenset({"-", "–"})
_POWERS = ("seat", "capital")  # kinds of names that stand for who governs from there


def find_turns(talk: Discourse) -> None:
    """Whose turn it is in a transcript: after a line with a person's name and a colon, up to the next such line.

    Where words follow the colon ("Anna Berg: We agreed."), for the rest of the paragraph.
    """
    doc = talk.doc
    people = [p for p in talk.phrases if p.kind == "name" and p.label == "PER" and p.entity >= 0]
    current: Phrase | None = None
    until = -1  # paragraph in which the turn ends, -1: with the next turn
    for n, sentence in enumerate(doc.sentences):
        colon = next((t for t in doc.tokens[sentence.first : sentence.last] if t.text == ":"), None)
        alone = colon is not None and colon.i == sentence.last - 1
        lead = doc.tokens[sentence.first : colon.i] if colon is not None else []
        while lead and not any(c.isalnum() for c in lead[0].text):  # "* Anna Berg:"
            lead = lead[1:]
        if colon is not None and len(lead) <= _LEAD and (alone or not sentence.heading):
            known = people if current is None else talk.phrases  # who answers, whatever the tagger makes of them
            name = next((p for p in known if p.sent == n and p.last == colon.i and _called(doc, p)), None)
            if name is not None and not any(t.pos in _UNTITLED and t.text not in _HYPHENS for t in lead):
                current, until = name, -1 if alone else sentence.paragraph
                if alone:
                    continue
        if current is not None and until in (-1, sentence.paragraph):
            talk.turns[n] = current


def _called(doc: Doc, phrase: Phrase) -> bool:
    """Is the phrase a name, or a title with one: "Patriarch Kirill"?"""
    return phrase.kind == "name" or all(t.text[0].isupper() for t in doc.tokens[phrase.first : phrase.last])


def find_letters(talk: Discourse, lexicon: Lexicon) -> None:
    """ "X wrote on his blog:" opens a paragraph of X's words, where these speak of "I" or "we" and no marks stand."""
    doc = talk.doc
    for n, sentence in enumerate(doc.sentences[:-1]):
        ends = doc.sentences[n + 1].paragraph > sentence.paragraph and doc.tokens[sentence.last - 1].text == ":"
        following = _paragraph(doc, sentence.paragraph + 1) if ends else []
        if not following:
            continue
        verb = next((t for t in doc.tokens[sentence.first : sentence.last] if t.head == t.i), None)
        entry = lexicon.verb(lexicon.lemma_fix(verb.text.lower(), verb.lemma.lower())) if verb is not None else None
        speaker = subject_of(talk, verb) if verb is not None else None
        if speaker is None or entry is None or not entry.klass.startswith("communication"):
            continue
        while following and _speaks_of_us(doc, following):
            for m in following:
                talk.turns.setdefault(m, speaker)
            following = _paragraph(doc, doc.sentences[following[0]].paragraph + 1)


def _paragraph(doc: Doc, number: int) -> list[int]:
    """The sentences of a paragraph."""
    return [n for n, sentence in enumerate(doc.sentences) if sentence.paragraph == number]


def find_running_words(talk: Discourse, lexicon: Lexicon) -> None:
    """ "X wrote in a letter: I have decided to go. I thank you all.": what goes on with "I" outside quotation marks."""
    doc = talk.doc
    for n, sentence in enumerate(doc.sentences[:-1]):
        tokens = doc.tokens[sentence.first : sentence.last]
        own = next((t for t in tokens if _first_person(t)), None)
        colon = next((t for t in tokens if t.text == ":" and (own is None or t.i < own.i)), None)
        if n in talk.turns or sentence.heading or own is None or not _speaks_of_us(doc, [n + 1]):
            continue
        opens = colon.i if colon is not None else own.i
        verb = next((t for t in reversed(tokens) if t.i < opens and _tells(t, lexicon)), None)
        if verb is None or (colon is None and opens - verb.i > 2):
            continue
        speaker = _writer_of(talk, verb, lexicon)
        following = n + 1
        while speaker is not None and following < len(doc.sentences):
            if following in talk.turns or not _speaks_of_us(doc, [following]):
                break
            talk.turns[following] = speaker
            following += 1


def _tells(token: Token, lexicon: Lexicon) -> bool:
    """A verb of speech outside quotation marks."""
    entry = lexicon.verb(lexicon.lemma_fix(token.text.lower(), token.lemma.lower())) if token.pos == "VERB" else None
    return token.quote < 0 and entry is not None and entry.klass.startswith("communication")


def _writer_of(talk: Discourse, verb: Token, lexicon: Lexicon) -> Phrase | None:
    """Who tells: the subject of the verb, or whose the letter is that reads so."""
    doc = talk.doc
    if not verb.dep.startswith("acl"):
        return subject_of(talk, verb)
    noun = doc.tokens[verb.head]
    while noun.lemma.lower() not in lexicon.patterns.letters and noun.dep == "nmod":
        noun = doc.tokens[noun.head]
    if noun.lemma.lower() not in lexicon.patterns.letters:  # "a spokesman who said"
        return talk.at_head.get(verb.head)
    owners = [talk.at_head.get(c.i) for c in doc.children(noun) if c.dep == "nmod:poss"]  # "Berg's email, which reads"
    owner = next((p for p in owners if p is not None and p.label in ("PER", "ORG")), None)
    above = doc.tokens[noun.head]
    return owner or (subject_of(talk, above) if above.pos == "VERB" else None)


def _first_person(token: Token) -> bool:
    return token.morph.get("Person") == "1" and token.quote < 0


def _speaks_of_us(doc: Doc, sentences: list[int]) -> bool:
    return any(_first_person(t) for n in sentences for t in doc.sentence_tokens(doc.sentences[n]))


def _reporter(talk: Discourse, token: Token, inside: set[int], lexicon: Lexicon) -> Phrase | None:
    """The nearest reporting verb above a quotation's root, and its subject."""
    doc = talk.doc
    here = token
    for _ in range(5):
        if here.head == here.i:
            break
        here = doc.tokens[here.head]
        if here.i in inside or here.pos not in ("VERB", "AUX", "NOUN", "ADJ"):
            continue
        entry = lexicon.verb(lexicon.lemma_fix(here.text.lower(), here.lemma.lower()))
        if (token.dep == "quote" and token.head == here.i) or (
            entry is not None and entry.klass.startswith("communication")
        ):
            found = subject_of(talk, here)
            if found is not None:
                return found
    sentence = doc.sentences[token.sent]
    for phrase in talk.phrases:  # "selon M. Stoltenberg"
        if sentence.first <= phrase.head < sentence.last and phrase.head not in inside and cites(doc, phrase, lexicon):
            return phrase
    return None


def _before_colon(talk: Discourse, first: Token) -> Phrase | None:
    """ "Le ministre : « … »": who alone stands before the colon that opens a quotation."""
    doc, colon = talk.doc, first.i - 1
    if colon < 1 or doc.tokens[colon].text != ":":
        return None
    opens = doc.sentences[doc.tokens[colon - 1].sent].first
    phrase = next((p for p in talk.phrases if p.first == opens and p.last == colon), None)
    return phrase if phrase is not None and _may_speak(talk, phrase) else None


def _may_speak(talk: Discourse, phrase: Phrase) -> bool:
    known = talk.cluster(phrase)
    label = (known.label if known is not None else "") or phrase.label
    return label in ("PER", "ORG", "GPE") or phrase.entry_kind in _POWERS


def cites(doc: Doc, phrase: Phrase, lexicon: Lexicon) -> bool:
    """Is the phrase marked as a source: "selon X", "d'après X"? "Pour X," is one only at the head of a sentence."""
    if doc.tokens[phrase.head].dep in ("compound", "amod"):
        return False  # "according to exit polls": the polls
    words = [fold(t.text) for t in doc.tokens[max(0, phrase.first - 4) : phrase.first]]
    if any(" ".join(words[k:]).replace("' ", "'") in lexicon.citing for k in range(len(words))):
        return True
    named = [*(fold(t.text) for t in doc.tokens[max(0, phrase.head - 2) : phrase.head + 1])]  # "de source policière"
    if phrase.kind == "nominal" and any(" ".join(named[k:]) in lexicon.citing for k in range(len(named) - 1)):
        return True
    first = doc.sentences[phrase.sent].first
    leads = phrase.first - first == 1 and bool(words) and words[-1] in lexicon.weak_citing
    comma = any(t.text == "," for t in doc.tokens[phrase.last : phrase.last + 4])  # a name may follow its role
    body = phrase.label in ("PER", "ORG") or phrase.entry_kind in _POWERS
    return leads and comma and body and doc.tokens[phrase.head].pos != "PRON"
