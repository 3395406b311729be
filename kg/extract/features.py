"""Predicates and phrases -> named features for the scorers.

Words of the text enter only through their lemma (of verbs and event nouns) and their lexicon class, never as
names: a scorer cannot learn an article's people. Every feature is a short string "<what>=<value>".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from kg.annotate.doc import Doc, Token
from kg.extract.arguments import case_of, distance, noun_content, path
from kg.extract.discourse import Cluster, Discourse
from kg.extract.mentions import Phrase
from kg.extract.predicates import Predicate
from kg.lang import Lexicon

if TYPE_CHECKING:
    from kg.extract.frames import Frame

_ACTORS = frozenset({"PER", "ORG", "GPE", "GROUP"})


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


def _animacy(phrase: Phrase, cluster: Cluster | None) -> str:
    label = (cluster.label if cluster is not None else "") or phrase.label
    return label or "thing"


def argument(
    talk: Discourse, predicate: Predicate, phrase: Phrase, rules: list[str], lexicon: Lexicon, place: str, first: bool
) -> list[str]:
    """Features for "is this phrase the agent (or the target)?".

    `rules` are the grammar's readings of the pair, `place` where the phrase stands in the order of the words.
    """
    doc = talk.doc
    head: Token = doc.tokens[phrase.head]
    label = _animacy(phrase, talk.cluster(phrase))
    form = ("pass" if predicate.passive else "act") + "-" + predicate.form
    verb, gap = predicate.kind, distance(predicate, phrase)
    way = path(doc, predicate.token, head) or "far"
    case = case_of(doc, head)
    actor = "actor" if label in _ACTORS else "thing"
    f = [
        f"path={verb}|{way}", f"path+form={way}|{form}", f"path+case={way}|{case}", f"label={verb}|{label}",
        f"kind={phrase.kind}|{label}", f"distance={gap}", f"dist+label={gap}|{label}", f"dep={head.dep}|{case}",
        f"type+label={predicate.type}|{label}", f"form+label={form}|{label}", f"actor={actor}|{verb}|{case}",
        f"actor+type={actor}|{case}|{predicate.type}", f"actor+dist={actor}|{gap}|{form}",
        f"clause={head.dep}|{form}|{label}", f"first={first}|{'+'.join(rules[:1])}",
    ]  # fmt: skip
    if place:
        f += [
            f"place={place}|{verb}", f"place={place}|{form}|{actor}", f"place={place}|{bool(rules)}|{actor}",
            f"place={place}|{predicate.type}",
        ]  # fmt: skip
    if not rules:
        f += [f"norule|{verb}|{label}", f"norule|{gap}"]
    if head.dep in ("nsubj", "nsubj:pass"):
        f.append(f"a-subject|{form}|{doc.tokens[head.head].dep}")
    if (head.quote >= 0) != (predicate.token.quote >= 0):
        f.append(f"across-quote|{head.quote >= 0}")
    return f + _tied(predicate, rules, label, actor, form) + _thing(talk, predicate, phrase, rules, lexicon)


def _tied(predicate: Predicate, rules: list[str], label: str, actor: str, form: str) -> list[str]:
    """How the grammar ties the pair, with what the lexicon knows of the word."""
    f = []
    for n, rule in enumerate(rules):
        f += [
            f"rule={rule}", f"rule+form={rule}|{form}", f"rule+label={rule}|{label}",
            f"rule+type={rule}|{predicate.type}", f"rule+class={rule}|{predicate.klass}",
            f"rule+action={rule}|{predicate.action}", f"rule+lemma={rule}|{predicate.lemma}",
            f"rule+addressee={rule}|{predicate.addressee}|{predicate.content}",
        ]  # fmt: skip
        if n < 2:
            f += [
                f"rule+actor={rule}|{actor}", f"rule+actor+form={rule}|{actor}|{form}",
                f"rule+actor+type={rule}|{actor}|{predicate.type}",
                f"rule+actor+class={rule}|{actor}|{predicate.klass.split(':')[0]}",
            ]  # fmt: skip
    if predicate.addressee and rules:
        preposition = (f"obl-{predicate.addressee}",)
        wanted = {"obj": ("obj", "iobj"), "à": ("obl-a", "iobj")}.get(predicate.addressee, preposition)
        f.append(f"addressee={any(r.split('+')[0] in wanted for r in rules)}|{actor}")
    if predicate.partner is not None:
        f.append(f"light|{'+'.join(rules[:1])}")
        f += [f"rule+partner={rule}|{predicate.partner.lemma.lower()}" for rule in rules]
    return f


def _thing(talk: Discourse, predicate: Predicate, phrase: Phrase, rules: list[str], lexicon: Lexicon) -> list[str]:
    """What the phrase is in itself: inert, an event, much spoken of, an unresolved pronoun."""
    f = []
    noun = talk.doc.tokens[phrase.head].lemma.lower()
    if phrase.kind == "nominal" and (lexicon.is_time_noun(noun) or lexicon.is_abstract(noun)):
        f.append("inert")
    if phrase.kind == "nominal" and lexicon.noun(noun) is not None:
        f.append(f"event-noun|{predicate.kind}")
    cluster = talk.cluster(phrase)
    size = min(len(cluster.phrases), 5) if cluster is not None else 0
    f += [f"size={size}|{predicate.kind}", f"size+rule={size}|{rules[0] if rules else ''}"]
    if phrase.kind == "pronoun" and phrase.entity < 0:
        f.append(f"unresolved|{rules[0] if rules else ''}")
    if phrase.person != "3":
        f.append(f"person={phrase.person}")
    return f


def nobody(frame: Frame, above: Frame | None) -> list[str]:
    """Features of the empty choice: how often such a predicate names nobody for the part."""
    predicate = frame.predicate
    token = predicate.token
    rules = {rule.split("+")[0] for names in frame.rules.values() for rule in names}
    form = f"{predicate.kind}-{predicate.form}-{'pass' if predicate.passive else 'act'}"
    f = [
        "nobody", f"nobody={form}", f"nobody+type={predicate.type}|{predicate.passive}",
        f"nobody+class={predicate.klass}",
        f"nobody+lemma={predicate.lemma}|{predicate.passive}", f"nobody+dep={form}|{token.dep}",
        f"nobody+governor={form}|{above is not None and bool(above.agents)}|{token.dep}",
        f"nobody+action={predicate.action}|{predicate.passive}", f"nobody+light={predicate.partner is not None}",
    ]  # fmt: skip
    f += [
        f"nobody+has={r}|{form}"
        for r in ("subj", "obj", "by", "pass-subj", "understood:0", "noun-de", "iobj", "obl-a", "self")
        if r in rules
    ]
    return f


def remote(talk: Discourse, predicate: Predicate, phrase: Phrase, rank: int) -> list[str]:
    """Features of an actor that only earlier sentences name."""
    cluster = talk.cluster(phrase)
    label = cluster.label if cluster is not None else ""
    form = f"{predicate.kind}-{predicate.form}-{'pass' if predicate.passive else 'act'}"
    size = min(len(cluster.phrases), 6) if cluster is not None else 1
    return [
        "remote", f"remote={rank}", f"remote+form={form}|{rank}", f"remote+type={predicate.type}|{predicate.passive}",
        f"remote+label={label}|{form}", f"remote+size={size}",
        f"remote+named={cluster is not None and cluster.named}|{form}",
        f"remote+lemma={predicate.lemma}|{predicate.passive}", f"remote+rank+label={rank}|{label}",
    ]  # fmt: skip


def passed_on(frame: Frame, above: Frame | None, phrase: Phrase) -> list[str]:
    """Is the phrase already agent or target of the event above? Infinitives and participles take theirs from there."""
    if above is None:
        return ["no-governor"]
    predicate = frame.predicate
    link = f"{predicate.token.dep}|{predicate.form}"
    for name, fillers in (("agent", above.agents), ("target", above.targets)):
        for other, _ in fillers:
            if other is phrase or (phrase.entity >= 0 and other.entity == phrase.entity):
                return [
                    f"gov-{name}", f"gov-{name}={link}",
                    f"gov-{name}+content={above.predicate.content}|{predicate.form}",
                    f"gov-{name}+passive={predicate.passive}|{predicate.form}",
                    f"gov-{name}+type={predicate.type}|{predicate.form}",
                ]  # fmt: skip
    return [f"not-of-governor={predicate.form}"]


def alike(one: Predicate, other: Predicate) -> bool:
    """May two predicates tell of the same thing: the same word, or the same kind of act that is no mere saying?"""
    return one.lemma == other.lemma or (one.type == other.type and one.type not in ("", "OTHER", "STATE", "MOVE"))


def taken_up(frame: Frame, phrase: Phrase, alike: Sequence[Frame], beside: Frame | None) -> list[str]:
    """What the phrase did, or suffered, in like events told before, and in the event told last in this sentence."""
    if phrase.entity < 0:
        return []
    predicate = frame.predicate
    form = f"{predicate.kind}-{predicate.form}-{'pass' if predicate.passive else 'act'}"
    f = []
    for name, before in (("like", alike), ("beside", [beside] if beside is not None else [])):
        agent = any(p.entity == phrase.entity for other in before for p, _ in other.agents)
        target = any(p.entity == phrase.entity for other in before for p, _ in other.targets)
        if before:
            part = f"{name}={'agent' if agent else 'target' if target else 'neither'}"
            f += [part, f"{part}|{form}", f"{part}|{predicate.type}"]
            if frame.rules.get(phrase.head):
                f.append(f"{part}|tied|{predicate.kind}")
    return f


def nobody_told(frame: Frame, alike: Sequence[Frame]) -> list[str]:
    """Did like events told before name somebody?"""
    if not alike:
        return ["unlike"]
    kind = frame.predicate.kind
    return [
        f"like-agents={any(f.agents for f in alike)}|{kind}",
        f"like-targets={any(f.targets for f in alike)}|{kind}",
    ]


def topic(predicates: Iterable[Predicate]) -> str:
    """What the article is mostly about: the commonest type that its words suggest, saying and the rest aside."""
    counts = Counter(p.type for p in predicates if p.type not in ("", "STATE", "OTHER", "MOVE", "CREATE"))
    return min(counts, key=lambda t: (-counts[t], t), default="")


def typing(talk: Discourse, frame: Frame, above: Frame | None, about: str, lexicon: Lexicon) -> list[str]:
    """Features for the event's type; the lexicon's own answer is the strongest of them, `about` the article's topic."""
    predicate = frame.predicate
    doc, token = talk.doc, predicate.token
    known = predicate.type or "none"
    f = [
        *word_typing(predicate), f"passive={known}|{predicate.passive}",
        f"topic={about}|{known}", f"topic+casualty={about}|{predicate.casualty is not None}", f"topic={about}",
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
            label = _animacy(phrase, talk.cluster(phrase))
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
