"""Doc -> Extraction: who did or said what to whom, when, where, and according to whom.

The stages stand in `extract` in their order; each is a module with sentences that specify it under
`tests/spec/`. Language facts are in `kg/lang`, learned weights in `weights/`; the code knows no language.
"""

from __future__ import annotations

from kg.annotate.doc import Doc
from kg.errors import LanguageError
from kg.extract import events, features
from kg.extract.attribution import attribute
from kg.extract.bounds import bounded, dated as tightened, without_misread
from kg.extract.causes import Causes, causes, decided
from kg.extract.coreference import by_weights, resolve
from kg.extract.discourse import Discourse
from kg.extract.factuality import judge, look_ahead
from kg.extract.frames import Frame, frames, governor
from kg.extract.mentions import phrases
from kg.extract.order import relations
from kg.extract.scorer import Weights, weights
from kg.extract.times import publication_interval, tag
from kg.extract.when import times_of
from kg.lang import Lexicon, actions, default_actions, lexicon as words_of
from kg.model import Extraction

__all__ = ["extract"]

_LEXICON_OVER_TOPIC = 0.5  # of the types that a verb settles
_COMPANY_OVER_TOPIC = 0.1  # where its company tells what a word means: "released the hostages"


def extract(doc: Doc, *, learned: Weights | None = None) -> Extraction:
    """All that one article says; `learned` overrides the shipped weights (training uses it).

    >>> from kg.annotate import annotate
    >>> from kg.model import Article
    >>> doc, = annotate([Article("a", "Moscou a démenti mardi.", language="fr")])
    >>> [(e.type, [a.text for a in e.agents]) for e in extract(doc).events]
    [('DENY', ['Moscou'])]
    """
    lexicon = words_of(doc.language)
    learned = learned or weights(doc.language)
    if learned is None:
        hint = "Train them: python training/train.py --help."
        raise LanguageError(f'no extraction weights for language "{doc.language}".', hint=hint)
    talk = resolve(doc, phrases(doc, lexicon), lexicon, by_weights(learned.antecedent))
    found = frames(talk, lexicon, learned)
    judge(doc, found, lexicon, learned)
    attribute(talk, found, lexicon, learned)
    at = {f.predicate.token.i: f for f in found}
    around = features.scene(doc, (f.predicate for f in found))
    why = causes(doc, lexicon)
    for number, frame in enumerate(found, 1):
        frame.id = f"e{number}"
        _type(talk, frame, governor(doc, frame, at), around, lexicon, learned)
        _finish(frame, why, learned)
        events.complete(talk, frame, lexicon)
    times = tag(doc)
    when = times_of(talk, found, times, learned)
    look_ahead(found, when, publication_interval(doc.article))
    ids = events.entity_ids(talk)
    names = {k: f.id for k, f in enumerate(found)}
    order = relations(doc, found)
    told = without_misread([events.event(talk, f, ids, t, names) for f, t in zip(found, when, strict=True)], order)
    bounds, conflicts = bounded(told, order)
    return Extraction(
        article=doc.article,
        segments=doc.segments,
        entities=events.entities(talk, ids),
        mentions=events.mentions(talk, ids),
        roles=events.roles(talk, ids),
        times=times,
        events=tightened(told, bounds),
        claims=events.claims(talk, found, ids),
        relations=order,
        bounds=bounds,
        conflicts=conflicts,
    )


def _type(
    talk: Discourse, frame: Frame, above: Frame | None, around: features.Scene, lexicon: Lexicon, learned: Weights
) -> None:
    predicate = frame.predicate
    odds = dict(
        zip(
            learned.type.labels,
            learned.type.probabilities(features.typing(talk, frame, above, around, lexicon)),
            strict=True,
        )
    )
    frame.type = max(odds, key=lambda t: (odds[t], t))
    if frame.type == "OTHER" and odds.get(predicate.type, 0.0) >= lexicon.patterns.over_other * odds["OTHER"]:
        frame.type = predicate.type  # "other" is what is left when no word tells; here one does
    blamed = above is not None and above.predicate.type == "ACCUSE" and predicate.form == "gerund" and not talk.articled
    if blamed and frame.type == "OTHER":
        frame.type = predicate.type or "OTHER"  # "accused the army of attacking them"
    likely = odds.get(predicate.type, 0.0) >= _LEXICON_OVER_TOPIC * odds[frame.type]
    if likely and predicate.kind == "verb" and predicate.type in lexicon.patterns.typed:
        frame.type = predicate.type  # the verb tells more than what the article is about
    meant = bool(predicate.type and predicate.word and predicate.word != predicate.lemma)
    if meant and odds.get(predicate.type, 0.0) >= _COMPANY_OVER_TOPIC * odds[frame.type]:
        frame.type = predicate.type


def _finish(frame: Frame, why: Causes, learned: Weights) -> None:
    """What the causes told settle of the type; the action that goes with it, and whether a reader would want it."""
    predicate = frame.predicate
    frame.type = decided(
        predicate, frame.type, why, any(phrase.label or phrase.kind != "nominal" for phrase, _ in frame.agents)
    )
    same = predicate.action and actions()[predicate.action].type == frame.type
    frame.action = predicate.action if same else default_actions()[frame.type]
    frame.core = learned.salience.probability(features.salience(predicate)) >= 0.5
