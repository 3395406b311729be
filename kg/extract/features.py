"""Predicates and phrases -> named features for the scorers.

Words of the text enter only through their lemma (of verbs and event nouns) and their lexicon class, never as
names: a scorer cannot learn an article's people. Every feature is a short string "<what>=<value>".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.annotate.doc import Doc, Token
from kg.extract.arguments import case_of, noun_content
from kg.extract.discourse import Cluster, Discourse
from kg.extract.mentions import Phrase
from kg.extract.predicates import Predicate
from kg.lang import Lexicon

if TYPE_CHECKING:
    from kg.extract.frames import Frame

_VAGUE = ("", "STATE", "OTHER", "MOVE", "CREATE")  # types that tell nothing of what an article is about
_TOPICS = 3


def trigger(doc: Doc, predicate: Predicate, around: dict[int, Predicate], talk: Discourse) -> list[str]:
    """Features for "does this word report an event?". `around` maps token index -> candidate of the article."""
    token = predicate.token
    head = doc.tokens[token.head]
    deps = {c.dep for c in doc.children(token)}
    kind, klass = predicate.kind, predicate.klass.split(":")[0] or "none"
    f = [
        f"kind={kind}", f"dep={kind}|{token.dep}", f"class={kind}|{klass}", f"form={predicate.form}",
        f"action={kind}|{predicate.action}", f"type={kind}|{predicate.type}", f"lemma={kind}|{predicate.lemma}",
        f"pos={token.pos}", f"class+dep={klass}|{token.dep}|{predicate.form}",
        f"head={kind}|{head.pos}|{token.dep}", f"heading={doc.sentences[token.sent].heading}|{kind}",
    ]  # fmt: skip
    if predicate.partner is not None:
        f.append("light")
    f += [f"colour={c}" for c in predicate.colours[:1]]
    if kind == "verb":
        f += [
            f"has={d}|{predicate.form}"
            for d in ("nsubj", "obj", "nsubj:pass", "aux:pass", "xcomp", "ccomp")
            if d in deps
        ]
        f.append(f"passive={predicate.passive}|{token.dep}")
        f.append(f"mood={token.morph.get('Mood', '')}|{token.morph.get('Tense', '')}|{klass}")
        if token.dep == "xcomp":
            above = around.get(head.i)
            f.append(f"under={above.klass if above else head.pos}|{predicate.form}")
    else:
        f += _noun_context(doc, predicate, around, talk)
    if token.quote >= 0:
        f.append(f"quoted|{kind}")
    return f


def _noun_context(doc: Doc, predicate: Predicate, around: dict[int, Predicate], talk: Discourse) -> list[str]:
    token = predicate.token
    head = doc.tokens[token.head]
    case = case_of(doc, token)
    f = [f"case={case}", f"case+class={case}|{predicate.klass}", f"plural={token.morph.get('Number', '')}"]
    det = next((c for c in doc.children(token) if c.dep == "det"), None)
    f.append(f"det={det.lemma.lower()}|{det.morph.get('Definite', '')}" if det is not None else "det=-|")
    participants = 0
    for child in doc.children(token):
        if child.dep in ("nmod", "nmod:poss", "obl:mod", "obl:arg"):
            phrase = talk.at_head.get(child.i)
            label = phrase.label if phrase else ""
            f.append(f"mod={case_of(doc, child)}|{label}")
            participants += bool(phrase and (phrase.kind == "name" or label))
        elif child.dep in ("amod", "acl", "nummod", "acl:relcl"):
            f.append(f"child={child.dep}")
    phrase = talk.at_head.get(token.i)
    if phrase is not None and phrase.modifiers:
        participants += 1
        f.append("adjective-of-nation")
    f.append(f"participants={min(participants, 2)}")
    f.append(f"participants+type={min(participants, 2)}|{predicate.type}")
    above = around.get(head.i)
    f.append(f"governor={above.klass.split(':')[0] if above else head.pos}|{token.dep.split(':')[0]}")
    if above is not None and above.kind == "verb":
        f.append(f"governor-type={above.type}|{token.dep.split(':')[0]}|{predicate.type == above.type}")
        f.append(f"governor-lemma={above.lemma}|{token.dep.split(':')[0]}")
    sentence = doc.sentences[token.sent]
    same = any(
        p.kind == "verb" and p.type == predicate.type and p is not predicate
        for i in range(sentence.first, sentence.last)
        if (p := around.get(i)) is not None
    )
    f.append(f"same-type-verb={same}")
    return f


def animacy(phrase: Phrase, cluster: Cluster | None) -> str:
    """What kind of thing a phrase means, "thing" where nothing tells."""
    label = (cluster.label if cluster is not None else "") or phrase.label
    return label or "thing"


@dataclass(frozen=True, slots=True)
class Scene:
    """What an article tells of, as far as its words say by themselves: the backdrop of each event's type."""

    about: str  # the commonest type of its words
    counts: Mapping[str, int]  # type -> words of it
    beside: Mapping[int, Sequence[tuple[int, str]]]  # sentence -> its words (token index) and their types
    said: Sequence[str]  # features of the nouns said more than once


def scene(doc: Doc, predicates: Iterable[Predicate]) -> Scene:
    """The scene that an article's events make. Saying, going and making tell nothing of what it is about."""
    counts: Counter[str] = Counter()
    beside: dict[int, list[tuple[int, str]]] = {}
    for predicate in predicates:
        if predicate.type not in _VAGUE:
            counts[predicate.type] += 1
        if predicate.type:
            beside.setdefault(predicate.token.sent, []).append((predicate.token.i, predicate.type))
    said = Counter(t.lemma.lower() for t in doc.tokens if t.pos == "NOUN" and t.text[:1].islower() and len(t.text) > 2)
    about = min(counts, key=lambda t: (-counts[t], t), default="")
    return Scene(about, counts, beside, [f"said={noun}" for noun, n in said.items() if n > 1])


def _backdrop(predicate: Predicate, around: Scene, contest: bool) -> list[str]:
    """Features of what else the article and the sentence tell of."""
    known = predicate.type or "none"
    counts = Counter(around.counts)
    if known in counts:
        counts[known] -= 1  # what the word says itself is no backdrop
    topics = [t for t, n in counts.most_common(_TOPICS) if n > 0]
    near = {t for i, t in around.beside.get(predicate.token.sent, ()) if i != predicate.token.i}
    return [
        *(f"about={t}" for t in topics), *(f"about={t}|{known}" for t in topics),
        *(f"beside={t}|{known}" for t in sorted(near)), *around.said,
        f"contest={contest}", f"contest={contest}|{known}",
    ]  # fmt: skip


def typing(talk: Discourse, frame: Frame, above: Frame | None, around: Scene, lexicon: Lexicon) -> list[str]:
    """Features for the event's type; the lexicon's own answer is the strongest of them, `around` its backdrop."""
    predicate = frame.predicate
    doc, token = talk.doc, predicate.token
    known = predicate.type or "none"
    f = [
        *word_typing(predicate), f"passive={known}|{predicate.passive}",
        f"topic={around.about}|{known}", f"topic+casualty={around.about}|{predicate.casualty is not None}",
        f"topic={around.about}", *_backdrop(predicate, around, talk.contest),
    ]  # fmt: skip
    if predicate.partner is not None:
        noun = predicate.partner.lemma.lower()
        f += [f"partner={noun}", f"pair={predicate.lemma}|{noun}"]
    if any(c.dep == "quote" for c in doc.children(token)):
        f += ["quotes", f"quotes|{predicate.klass.split(':')[0]}"]
    if above is not None:
        f += [f"above={above.predicate.type}|{known}|{token.dep.split(':')[0]}"]
    for name, fillers in (("agent", frame.agents), ("target", frame.targets)):
        label = "nobody"
        if fillers:
            phrase = fillers[0][0]
            label = animacy(phrase, talk.cluster(phrase))
            noun = doc.tokens[phrase.head].lemma.lower()
            if phrase.kind == "nominal":
                f.append(f"{name}-noun={noun}")
                entry = lexicon.noun(noun)
                if entry is not None:
                    f += [f"{name}-type={entry.type}", f"{name}-type={entry.type}|{known}"]
        f += [f"{name}={label}|{known}", f"{name}={label}|{predicate.lemma}"]
    for child in doc.children(token):
        if child.dep in ("obj", "nsubj", "nsubj:pass", "obl:arg", "obl:mod", "nmod", "xcomp", "obl", "obl:agent"):
            role = child.dep.split(":")[0]
            if child.pos == "NOUN":
                entry = lexicon.noun(child.lemma.lower())
                f.append(f"{role}={child.lemma.lower()}")
                if entry is not None:
                    f += [f"{role}-type={entry.type}", f"{role}-type={entry.type}|{known}"]
    return f


def word_typing(predicate: Predicate) -> list[str]:
    """Features of the word alone; the lexicon's entries teach these where the gold has no example."""
    known = predicate.type or "none"
    return [
        f"type={known}", f"action={predicate.action}", f"lemma={predicate.lemma}", f"kind={predicate.kind}",
        f"class={predicate.klass}", f"type+kind={known}|{predicate.kind}", f"form={known}|{predicate.form}",
    ]  # fmt: skip


def modality(doc: Doc, predicate: Predicate, above: Predicate | None, lexicon: Lexicon) -> list[str]:
    """Features for actual, future, requested, possible or hypothetical."""
    token = predicate.token
    aux = [c for c in doc.children(token) if c.dep in ("aux", "aux:tense", "aux:pass", "cop", "aux:caus")]
    mood = finite_mood(doc, token)
    moods = sorted({c.morph.get("Mood", "") + "/" + c.morph.get("Tense", "") for c in aux} - {"/"})
    marks = sorted({c.lemma.lower() for c in doc.children(token) if c.dep in ("mark", "case")})
    tense = token.morph.get("Mood", "") + "/" + token.morph.get("Tense", "")
    verb = predicate.kind
    f = [f"tense={verb}|{tense}", f"form={predicate.form}|{token.dep}", f"kind={verb}", f"action={predicate.action}"]
    f += (
        [f"aux={m}" for m in moods]
        + [f"auxlemma={c.lemma.lower()}" for c in aux]
        + [f"mark={m}|{predicate.form}" for m in marks]
    )
    f += [
        f"mood={mood}",
        f"mood={mood}|{predicate.klass.split(':')[0]}",
        f"mood={mood}|{token.dep}",
        f"mood={mood}|{verb}|{bool(predicate.colours)}",
    ]
    content = above.content if above is not None else noun_content(doc, token, lexicon)
    f += [f"mood={mood}|above={content}|{token.dep}", f"above={content}|{predicate.form}"]
    f.append("bare" if not aux else f"first-aux={moods[0] if moods else ''}")
    for colour in predicate.colours[:2]:
        f += [f"colour={colour}", f"colour-effect={lexicon.colour(colour)}"]
        f.append(f"colour+mood={lexicon.colour(colour)}|{_mood_above(doc, token)}")
    if above is not None:
        f += [
            f"above={above.klass}|{token.dep}|{predicate.form}", f"above-content={above.content}|{token.dep}",
            f"above-lemma={above.lemma}|{token.dep}", f"above-content+form={above.content}|{predicate.form}",
        ]  # fmt: skip
    head = doc.tokens[token.head]
    f.append(f"dep={token.dep}|{head.pos}|{verb}")
    if verb == "noun":
        f += [
            f"case={case_of(doc, token)}",
            f"head-mood={head.morph.get('Mood', '')}/{head.morph.get('Tense', '')}",
            f"lemma={predicate.lemma}",
        ]
        f += [f"head-lemma={head.lemma.lower()}|{token.dep.split(':')[0]}"]
    elif content:
        f += [f"above-content={content}|{token.dep}", f"above-content+form={content}|{predicate.form}"]
    if any(c.lemma.lower() in lexicon.doubt_words for c in doc.children(token)):
        f.append("doubt")
    if any(c.lemma.lower() in lexicon.future_words for c in doc.children(token)):
        f.append("future-word")
    f.append(f"quoted={token.quote >= 0}")
    return f


def finite_mood(doc: Doc, token: Token) -> str:
    """Mood and tense of the finite form that carries the clause: "Fut", "Cnd", "Sub", "Pres", "Past", "Imp" or ""."""
    for form in (*(c for c in doc.children(token) if c.dep.startswith(("aux", "cop"))), token):
        if form.morph.get("VerbForm") == "Fin" or form.morph.get("Mood"):
            mood, tense = form.morph.get("Mood", ""), form.morph.get("Tense", "")
            if mood in ("Cnd", "Sub", "Imp"):
                return mood
            return tense or mood
    if token.dep == "conj" and token.morph.get("VerbForm") == "Part":  # "aurait crié et tiré"
        return finite_mood(doc, doc.tokens[token.head])
    return ""


def _mood_above(doc: Doc, token: Token) -> str:
    head = doc.tokens[token.head]
    return head.morph.get("Mood", "") + "/" + head.morph.get("Tense", "")


def salience(predicate: Predicate) -> list[str]:
    """Features for "would a reader want it on the timeline?"."""
    token = predicate.token
    return [
        f"type={predicate.type}", f"kind={predicate.kind}", f"dep={token.dep}", f"form={predicate.form}",
        f"class={predicate.klass}", f"lemma={predicate.lemma}", f"quoted={token.quote >= 0}",
        f"sentence={min(token.sent, 6)}", f"colours={len(predicate.colours)}", f"dep+kind={token.dep}|{predicate.kind}",
    ]  # fmt: skip
