"""Frames -> records: events, entities, mentions, roles and claims with their spans."""

from __future__ import annotations

from dataclasses import replace

from kg.annotate.doc import Doc, Token
from kg.extract.arguments import case_of
from kg.extract.attribution import withholds
from kg.extract.discourse import Cluster, Discourse, role_of
from kg.extract.frames import Frame
from kg.extract.mentions import Phrase
from kg.gazetteer import gazetteer
from kg.lang import Lexicon
from kg.model import Claim, Entity, Event, Filler, Interval, Mention, Role, Span

_STANCE = {
    "denied": "denies", "doubted": "doubts", "requested": "requests", "promised": "promises", "threatened": "promises",
    "decided": "promises", "forbidden": "requests", "refused": "denies",
}  # fmt: skip


_LONGEST = 15  # words of a clause that tells who is meant
_NEAR = 3  # sentences back in which several were named whom a phrase means together
_STANDS = frozenset({"ACCUSE", "SUPPORT", "REJECT", "CONSULT"})


def span_of(doc: Doc, phrase: Phrase) -> Span:
    """The characters of a phrase."""
    return Span(doc.tokens[phrase.first].start, doc.tokens[phrase.last - 1].end)


def text_of(doc: Doc, phrase: Phrase) -> str:
    """The words of a phrase, without quotation marks that it only half contains."""
    text = " ".join(span_of(doc, phrase).of(doc.article.text).split())
    if text.count("«") != text.count("»") or text.count('"') % 2:
        text = " ".join(text.replace("«", " ").replace("»", " ").replace('"', " ").split())
    return text


def entity_ids(talk: Discourse) -> dict[int, str]:
    """Clusters that become entities: the named ones, and unnamed ones taken up again; "x1", "x2" … in text order."""
    kept = [c for c in talk.clusters if c.named or _taken_up(c)]
    kept.sort(key=lambda c: min(p.first for p in c.phrases))
    return {c.index: f"x{n}" for n, c in enumerate(kept, 1)}


def _taken_up(cluster: Cluster) -> bool:
    return cluster.label not in ("", "OTHER") and sum(p.kind != "pronoun" for p in cluster.phrases) > 1


def entities(talk: Discourse, ids: dict[int, str]) -> tuple[Entity, ...]:
    """One record a cluster, in the order of `ids`."""
    made = []
    for index, name in ids.items():
        cluster = talk.clusters[index]
        entry = gazetteer().get(cluster.key) if cluster.key else None
        names = _names(talk, cluster)
        label = (entry.labels.get("en") if entry is not None else None) or _best_name(talk, cluster)
        kind = (entry.type if entry is not None else cluster.label) or "OTHER"
        made.append(Entity(name, kind, label, names, entry.wikidata if entry is not None else "", cluster.key))
    return tuple(made)


def _names(talk: Discourse, cluster: Cluster) -> tuple[str, ...]:
    """Every way the article names it, pronouns aside, in order of appearance: the phrase, and the name in it."""
    found: dict[str, None] = {}
    doc = talk.doc
    for phrase in cluster.phrases:
        if phrase.kind == "pronoun":
            continue
        found[text_of(doc, phrase)] = None
        if phrase.kind == "name":
            first, last = phrase.name
            found[" ".join(Span(doc.tokens[first].start, doc.tokens[last - 1].end).of(doc.article.text).split())] = None
    return tuple(found)


def _best_name(talk: Discourse, cluster: Cluster) -> str:
    """The fullest proper name; for an unnamed group its first and fullest description."""
    doc = talk.doc
    named = [p for p in cluster.phrases if p.kind == "name"]
    if named:
        texts = [
            Span(doc.tokens[_with_article(doc, p)].start, doc.tokens[p.name[1] - 1].end).of(doc.article.text)
            for p in named
        ]
    else:
        texts = [text_of(doc, p) for p in cluster.phrases if p.kind != "pronoun"]
    texts = [" ".join(t.split()) for t in texts]
    return max(texts, key=lambda t: len(t.split()))  # the first of several


def _with_article(doc: Doc, phrase: Phrase) -> int:
    """Where a name begins with its own article, which is written with a capital inside the sentence: "Le Matin"."""
    first = phrase.name[0]
    before = doc.tokens[first - 1] if first else doc.tokens[first]
    inside = first - 1 > doc.sentences[phrase.sent].first and before.text[0].isupper()
    return first - 1 if inside and before.pos == "DET" and before.ent and doc.tokens[first].ent else first


def mentions(talk: Discourse, ids: dict[int, str]) -> tuple[Mention, ...]:
    """Every phrase that means one of the entities, in text order."""
    rule = {"name": "name", "nominal": "definite", "pronoun": "pronoun"}
    sure = {"name": 0.95, "nominal": 0.8, "pronoun": 0.7}
    return tuple(
        Mention(span_of(talk.doc, p), text_of(talk.doc, p), p.kind, ids[p.entity], rule[p.kind], sure[p.kind])
        for p in talk.phrases
        if p.entity in ids
    )


def roles(talk: Discourse, ids: dict[int, str]) -> tuple[Role, ...]:
    """Functions of persons, where a role noun was found beside their name."""
    made = []
    for phrase in talk.phrases:
        cluster = talk.cluster(phrase)
        if phrase.kind != "nominal" or cluster is None or cluster.label != "PER" or not cluster.named:
            continue
        head = role_of(talk, phrase)
        if head in cluster.heads and phrase.label == "PER":
            complement = cluster.heads[head]
            organisation = ids.get(int(complement), "") if complement else ""
            title = text_of(talk.doc, phrase)
            made.append(Role(ids[cluster.index], title, organisation, span_of(talk.doc, phrase), "role", 0.85))
    return tuple(made)


def filler(talk: Discourse, phrase: Phrase, ids: dict[int, str], odds: float = 1.0) -> Filler | None:
    """A slot's content: the entity where the phrase names one, its words otherwise; pronouns alone say nothing."""
    entity = ids.get(phrase.entity, "")
    if not entity and phrase.kind == "pronoun":
        cluster = talk.cluster(phrase)
        first = next((p for p in cluster.phrases if p.kind != "pronoun"), None) if cluster is not None else None
        if first is None:
            return None
        return Filler(text_of(talk.doc, first), span_of(talk.doc, first), "", round(odds, 3))
    if not entity:
        phrase = _with_clause(talk.doc, phrase)
    return Filler(text_of(talk.doc, phrase), span_of(talk.doc, phrase), entity, round(odds, 3))


def _far(talk: Discourse, phrase: Phrase, cluster: Cluster) -> bool:
    """Was nobody of them told of in the sentences just before? "Les physiciens" may then be any."""
    sents = [p.sent for p in cluster.phrases if p.head < phrase.head]
    sents += [p.sent for i in cluster.members for p in talk.clusters[i].phrases]
    return not any(0 <= phrase.sent - sent <= _NEAR for sent in sents)


def _with_clause(doc: Doc, phrase: Phrase) -> Phrase:
    """ "those who had bought a case": such a pronoun means nobody without the clause behind it."""
    head = doc.tokens[phrase.head]
    clause = next((c for c in doc.children(head) if c.dep == "acl:relcl"), None) if head.pos == "PRON" else None
    if clause is None or phrase.last != phrase.head + 1:
        return phrase
    tokens = [t for t in doc.subtree(clause) if t.pos != "PUNCT"]
    first, last = min(t.i for t in tokens), max(t.i for t in tokens)
    return replace(phrase, last=last + 1) if first == phrase.last and last - first < _LONGEST else phrase


def _fillers(talk: Discourse, found: list[tuple[Phrase, float]], ids: dict[int, str]) -> tuple[Filler, ...]:
    taken = {p.entity for p, _ in found}
    each = [(p, odds) for phrase, odds in found for p in _each(talk, phrase, taken)]
    made = (filler(talk, phrase, ids, odds) for phrase, odds in each)
    return tuple(f for f in made if f is not None)


def _each(talk: Discourse, phrase: Phrase, taken: set[int]) -> list[Phrase]:
    """The phrase, or a name of each of those whom it means together: "les deux Britanniques"."""
    cluster = talk.cluster(phrase)
    if cluster is None or not cluster.members or (phrase.kind == "nominal" and _far(talk, phrase, cluster)):
        return [phrase]
    several = [talk.clusters[i].phrases for i in cluster.members if i not in taken]
    return [next((p for p in one if p.kind == "name"), one[0]) for one in several]


def complete(talk: Discourse, frame: Frame, lexicon: Lexicon) -> None:
    """Choose the object (what it is about) and the place among the phrases that no part has taken."""
    doc = talk.doc
    used = {p.head for p, _ in frame.agents + frame.targets}
    token = frame.predicate.token
    for head, rules in sorted(frame.rules.items(), key=lambda r: abs(r[0] - token.i)):
        phrase = talk.at_head[head]
        noun = doc.tokens[head].lemma.lower()
        if head in used or phrase.kind == "pronoun" or lexicon.is_time_noun(noun):
            continue
        if frame.object is None and any(
            r.split("+")[0] in ("obj", "pass-subj", "acl-part", "light-noun-de", "noun-de", "rel-obj") for r in rules
        ):
            if phrase.label not in ("PER",):
                frame.object = phrase
                continue
        placed = phrase.label in ("GPE", "LOC") and case_of(doc, doc.tokens[head]) in lexicon.patterns.places
        if frame.place is None and placed and any(r.startswith(("obl", "noun", "light-noun", "obj-")) for r in rules):
            frame.place = phrase


def event(talk: Discourse, frame: Frame, ids: dict[int, str], time: Interval | None, names: dict[int, str]) -> Event:
    """The record of a frame; `names` maps the index of a frame to its event id."""
    doc = talk.doc
    predicate = frame.predicate
    sentence = doc.sentences[predicate.token.sent]
    sources = _fillers(talk, [(p, 1.0) for p in frame.sources], ids)
    return Event(
        id=frame.id,
        type=frame.type,
        action=frame.action,
        lemma=predicate.word or predicate.lemma,
        triggers=tuple(sorted(t.span for t in predicate.triggers)),
        evidence=sentence.span,
        agents=_fillers(talk, frame.agents, ids),
        targets=_fillers(talk, frame.targets, ids),
        object=filler(talk, frame.object, ids) if frame.object is not None else None,
        content=names.get(frame.content, ""),
        place=filler(talk, frame.place, ids) if frame.place is not None else None,
        time=time,
        polarity="negative" if frame.negative else "positive",
        modality=frame.modality,
        sources=sources,
        salience="core" if frame.core else "minor",
        heading=sentence.heading,
        rule=rule_of(frame),
        confidence=frame.confidence,
    )


def rule_of(frame: Frame) -> str:
    """A short stable name of how the event was found: its form and how its agent was tied to it."""
    tie = next((r for p, _ in frame.agents for r in frame.rules.get(p.head, ["near"])), "none")
    form = "light" if frame.predicate.partner is not None else frame.predicate.form
    return f"{form}/{tie}"


def claims(talk: Discourse, frames: list[Frame], ids: dict[int, str]) -> tuple[Claim, ...]:
    """Who vouches for which event.

    An event that a communication event tells is claimed by that one's agent, with the stance of its words ("nie",
    "demande"); every other one by its source, or by the article itself.
    """
    made = []
    for number, frame in enumerate(frames):
        tellers = [f for f in frames if f is not frame and (f.content == number or f is frame.reporter)]
        tellers = [f for f in tellers if not withholds(f)]
        if frame.predicate.kind == "noun":  # who condemns or welcomes a thing does not say that it is so
            tellers = [f for f in tellers if f.predicate.type not in _STANDS]
        for teller in tellers:
            # who denies a clause of their own asserts its contrary; who denies what another told denies
            own = frame.denied and teller is frame.reporter
            stance = "asserts" if own else _STANCE.get(teller.predicate.content, "asserts")
            source = next((f for p, _ in teller.agents if (f := filler(talk, p, ids)) is not None), None)
            words = _words(teller.predicate.triggers)
            made.append(Claim(frame.id, stance, source, teller.id, words, "speech", frame.confidence))
        if not tellers:
            source = next((f for p in frame.sources if (f := filler(talk, p, ids)) is not None), None)
            rule = "cited" if source is not None else "author"
            words = _words(frame.predicate.triggers)
            made.append(Claim(frame.id, "asserts", source, "", words, rule, frame.confidence))
    return tuple(sorted(made, key=lambda c: (c.span, c.event)))


def _words(tokens: list[Token]) -> Span:
    return Span(min(t.start for t in tokens), max(t.end for t in tokens))
