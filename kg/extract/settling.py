"""What grammar settles overrides what the scorers chose: who does it and to whom, step by step (`STEPS`).

Each step asks one question of a predicate in its sentence and, where grammar answers, changes the agents or targets
of the frame. Their order matters: first what cannot be goes, then who does it and who suffers it, then what is still
open is filled. Nobody who suffers an act is left as the one who does it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract import audience, averted, settled, sieve, targets, valency, victims
from kg.extract.discourse import Discourse
from kg.extract.doers import counted_of, means, sent, whose
from kg.extract.fillers import ACTORS, SUBJECTS, label
from kg.extract.lists import Filler, completed, identity, included, last_of_list, listed, spelled_out
from kg.extract.mentions import Phrase
from kg.extract.parties import both, parties, taken_up
from kg.extract.predicates import Predicate
from kg.extract.standins import announced, said_of, undertaken
from kg.lang import Lexicon

if TYPE_CHECKING:
    from kg.extract.frames import Frame

_ASSERTED = frozenset({"asserted", "factive"})
_SETTLED = 0.75  # chance given to what grammar settles; the weights tell the other ones


@dataclass(slots=True, eq=False)
class Case:
    """A frame whose parts the scorers have filled, with what stands around it."""

    talk: Discourse
    frame: Frame
    above: Frame | None  # governs it
    told: Sequence[Frame]  # told before it
    lexicon: Lexicon
    together: bool = False  # the parties to it are known
    doer: Phrase | None = None
    bearer: Phrase | None = None

    @property
    def predicate(self) -> Predicate:
        return self.frame.predicate

    @property
    def rules(self) -> dict[int, list[str]]:
        return self.frame.rules

    def all_of(self, phrase: Phrase, but: set[int] | None = None) -> list[Filler]:
        """The phrase and the other members of its list, as what grammar settles."""
        return listed(self.talk, phrase, _SETTLED, but or set())


def barred(talk: Discourse, frame: Frame, phrase: Phrase, lexicon: Lexicon) -> bool:
    """Can the phrase not be who does it, whatever the scorer says?"""
    predicate, rules = frame.predicate, frame.rules
    return (
        sieve.bystander(talk, predicate, phrase, rules, lexicon)
        or sieve.struck_above(talk, predicate, rules, phrase)
        or sieve.of_things(talk, predicate, rules, phrase)
        or sieve.hidden(talk, predicate, phrase, rules, lexicon)
        or settled.misplaced(talk, predicate, phrase, rules, lexicon)
        or victims.no_doer(talk, predicate, phrase, rules, lexicon)
        or sieve.complement(talk, predicate, phrase, rules)
        or sieve.beside_subject(talk, predicate, phrase, rules)
    )


def settle(case: Case) -> None:
    """Take all steps, in place."""
    for step in STEPS:
        step(case)


def _rule_out(case: Case) -> None:
    """Drop the fillers that grammar rules out, and name those who do it together."""
    talk, frame, predicate, rules, lexicon = case.talk, case.frame, case.predicate, case.rules, case.lexicon
    frame.agents = [
        (p, o)
        for p, o in frame.agents
        if not sieve.bystander(talk, predicate, p, rules, lexicon)
        and not sieve.hidden(talk, predicate, p, rules, lexicon)
        and not sieve.idle(talk, predicate, p, rules, lexicon.patterns.idle_doers, lexicon)
        and not means(talk, p, rules, lexicon)
    ]
    plan = undertaken(talk.doc, predicate) if lexicon.grammar.undertaking else None
    frame.agents = [(p, o) for p, o in frame.agents if plan is None or p.head != plan.i or label(talk, p) in ACTORS]
    frame.targets = [
        (p, o)
        for p, o in frame.targets
        if not sieve.told_of(talk, predicate, p, lexicon)
        and not sieve.about(predicate, rules, p, lexicon)
        and not sieve.struck_before(talk, predicate, rules, p, lexicon)
        and not sieve.thrown(talk, predicate, p, lexicon)
        and not sieve.of_clause_below(talk.doc, predicate, p)
        and not victims.unrelated(talk, predicate, p, rules)
        and not valency.elsewhere(talk, predicate, p, rules, lexicon)
        and (
            valency.owns(predicate, p, rules, lexicon)
            or not sieve.idle(talk, predicate, p, rules, lexicon.patterns.idle_targets, lexicon)
        )
    ]
    frame.agents = [(p, o) for p, o in frame.agents if not sieve.bare(talk, p, lexicon)]
    if not talk.articled:
        frame.agents = [(p, o) for p, o in frame.agents if not sieve.of_verb(talk.doc, predicate, p)]
    frame.targets = [(p, o) for p, o in frame.targets if not sieve.bare(talk, p, lexicon)]
    together = parties(talk, predicate, rules, case.told, lexicon)
    if together:
        case.together = True
        frame.agents = [(p, _SETTLED) for p in together]
        frame.targets = [(p, o) for p, o in frame.targets if p.entity not in {q.entity for q in together}]
    frame.agents = [
        (p, o)
        for p, o in frame.agents
        if not settled.misplaced(talk, predicate, p, rules, lexicon)
        and not victims.no_doer(talk, predicate, p, rules, lexicon)
    ]
    if predicate.kind == "noun":
        frame.agents = [(p, o) for p, o in frame.agents if not sieve.encloses(talk, predicate, p)]
        frame.targets = [(p, o) for p, o in frame.targets if not sieve.encloses(talk, predicate, p)]


def _tellers(case: Case) -> None:
    """Who only tells of it does not do it, and "you" is not who says it."""
    talk, frame, predicate, above = case.talk, case.frame, case.predicate, case.above
    tellers = _those(above.agents) if above is not None else set()
    if above is not None and not case.together and sieve.mere_teller(talk, predicate, above.predicate):
        frame.agents = [(p, o) for p, o in frame.agents if identity(p) not in tellers or case.rules.get(p.head)]
    others = averted.foreign(talk.doc, predicate, case.lexicon) or sieve.only_announced(talk, predicate, above)
    if above is not None and (others or sieve.others_act(talk.doc, predicate, above.predicate, case.lexicon)):
        frame.agents = [(p, o) for p, o in frame.agents if identity(p) not in tellers or sieve.of_noun(p, case.rules)]
    if (
        above is not None and predicate.kind == "noun" and above.predicate.content in _ASSERTED
    ):  # "told reporters of it"
        hearers = _those(above.targets)
        frame.agents = [(p, o) for p, o in frame.agents if identity(p) not in hearers or case.rules.get(p.head)]
    if settled.addressed(talk, predicate, *SUBJECTS):  # "you have dedicated"
        speaker = talk.speaker(predicate.token)
        tellers |= {identity(speaker)} if speaker is not None else set()
        frame.agents = _without(frame.agents, tellers)
        if predicate.passive:  # "you are recognised": it is done to them
            frame.targets = frame.targets or _without(
                audience.of_you(case.talk, case.predicate, case.told), _those(frame.agents)
            )
        else:
            frame.agents = frame.agents or audience.of_you(case.talk, case.predicate, case.told)


def _doer(case: Case) -> None:
    """Who does it for certain."""
    above = case.above.predicate if case.above is not None else None
    doer = settled.doer(case.talk, case.predicate, case.rules, above, case.lexicon)
    if doer is not None and doer.kind == "pronoun" and doer.entity < 0 and case.talk.articled and case.frame.agents:
        doer = None  # nobody knows whom it means; the weights chose who may be
    case.doer = doer = None if case.together else doer
    alone = doer is not None and last_of_list(case.talk.doc, case.predicate, doer)
    if doer is not None and (identity(doer) not in _those(case.frame.agents) or (alone and case.frame.agents[1:])):
        each = case.above is not None and sieve.reciprocal(case.talk.doc, case.above.predicate, case.lexicon, doer)
        one = [(doer, _SETTLED)] if alone else case.all_of(doer)
        case.frame.agents = list(case.above.agents) if each and case.above is not None else one
        case.frame.targets = _without(case.frame.targets, _those(case.frame.agents))


def _sufferer(case: Case) -> None:
    """To whom it is done for certain."""
    frame = case.frame
    sufferer = victims.sufferer(case.talk, case.predicate, case.rules, case.lexicon)
    sufferer = sufferer or sieve.undergoer(case.talk, case.predicate, case.lexicon)
    if sufferer is None:
        return
    if identity(sufferer) not in _those(frame.targets):
        frame.targets = case.all_of(sufferer, _those(frame.agents))
    frame.agents = _without(frame.agents, {identity(sufferer)})


def _blamed(case: Case) -> None:
    """Of what somebody is accused in a clause, its subject."""
    one = victims.blamed(case.talk, case.predicate, case.lexicon)
    if one is not None and case.predicate.kind == "noun":
        case.frame.agents = _without(case.frame.agents, {identity(one)})
    if one is not None and not case.frame.targets and identity(one) not in _those(case.frame.agents):
        case.frame.targets = case.all_of(one)


def _whole(case: Case) -> None:
    """Of nested phrases the outer one is meant."""
    wanted = valency.places(case.predicate, case.lexicon)
    case.frame.targets = [(sieve.outer(case.talk, p, case.rules, wanted), o) for p, o in case.frame.targets]


def _patient(case: Case) -> None:
    """Who undergoes a passive."""
    patient = sieve.patient(case.talk, case.predicate, case.rules, case.lexicon)
    if patient is not None:  # "la vente de l'usine au groupe": to whom the thing goes
        given = valency.given(case.talk, case.predicate, patient, case.rules, case.lexicon)
        case.frame.targets = case.all_of(given or patient)
        case.frame.agents = _without(case.frame.agents, {identity(patient), *_those(case.frame.targets)})


def _bearer(case: Case) -> None:
    """Whose act a noun tells, where that one suffers it."""
    case.bearer = bearer = sieve.bearer(case.talk, case.predicate, case.rules, case.lexicon)
    if bearer is not None:
        case.frame.targets = case.all_of(bearer) if bearer.entity >= 0 else []
        case.frame.agents = _without(case.frame.agents, {identity(bearer)})


def _bears(case: Case) -> None:
    """The subject that suffers what the noun of its verb tells."""
    victim, doer = victims.borne(case.talk, case.predicate, case.rules, case.lexicon)
    if victim is not None:
        case.frame.targets = case.all_of(victim)
        case.frame.agents = (
            case.all_of(doer) if doer is not None else _without(case.frame.agents, _those(case.frame.targets))
        )


def _clitic(case: Case) -> None:
    """ "ceux qui nous critiquent": the pronoun that is the verb's object."""
    frame = case.frame
    found = valency.clitic(case.talk, case.predicate, case.lexicon)
    if found is not None and identity(found) not in _those([*frame.targets, *frame.agents]):
        frame.targets = [(found, _SETTLED)]


def _asked(case: Case) -> None:
    """What an imperative asks is done by whoever is asked."""
    if case.predicate.token.morph.get("Mood") == "Imp":
        asks = case.above is not None and settled.asks(case.above.predicate)
        case.frame.agents = list(case.above.targets) if case.above is not None and asks else []


def _governed(case: Case) -> None:
    """Who stands where the word has its target, or whom the clause above has, where that is open."""
    frame, above = case.frame, case.above
    found = valency.governed(case.talk, case.predicate, case.rules, case.lexicon)
    if found is not None and sieve.about(case.predicate, case.rules, found, case.lexicon):
        found = None
    if found is not None and not frame.targets and identity(found) not in _those(frame.agents):
        frame.targets = case.all_of(found, _those(frame.agents))
    if (
        above is not None
        and not frame.targets
        and valency.goes_on(case.talk.doc, frame.predicate, above.predicate, case.lexicon)
    ):
        frame.targets = _without(above.targets, _those(frame.agents))


def _target(case: Case) -> None:
    """Fill an open target."""
    frame = case.frame
    target = targets.target(case.talk, case.predicate, case.rules, case.lexicon)
    if target is not None and valency.elsewhere(case.talk, case.predicate, target, case.rules, case.lexicon):
        target = None
    if target is not None and not frame.targets and (case.doer is None or identity(target) != identity(case.doer)):
        frame.targets = case.all_of(target)
        frame.agents = _without(frame.agents, _those(frame.targets))
    if not frame.targets and settled.addressed(case.talk, case.predicate, "obj", "iobj"):
        frame.targets = _without(audience.of_you(case.talk, case.predicate, case.told), _those(frame.agents))
    if not frame.targets and case.lexicon.patterns.letters and not case.talk.articled:
        heard = audience.readers(case.talk, frame, case.told, case.lexicon)
        frame.targets = _without(heard, _those(frame.agents))


def _met(case: Case) -> None:
    """ "informed the leaders": those who met, but for who does it."""
    frame = case.frame
    for phrase, _ in frame.targets[:1]:
        met = taken_up(case.talk, case.predicate, phrase, case.told, case.lexicon)
        frame.targets = _without([(p, _SETTLED) for p in met], _those(frame.agents)) or frame.targets


def _agent(case: Case) -> None:
    """Fill an open agent."""
    frame, bearer = case.frame, case.bearer
    agent = settled.agent(case.talk, case.predicate, case.rules, case.lexicon)
    suffers = _those(frame.targets) | ({identity(bearer)} if bearer is not None else set())
    if agent is not None and not frame.agents and identity(agent) not in suffers:
        frame.agents = case.all_of(agent, _those(frame.targets))


def _figures(case: Case) -> None:
    """What a company's figures do, it does itself, and somebody what one is said to be."""
    case.frame.agents = [(said_of(case.talk, p), o) for p, o in case.frame.agents]
    stands = ((counted_of(case.talk, p, case.lexicon) or whose(case.talk, p, case.lexicon) or p, o)
              for p, o in case.frame.agents)  # fmt: skip
    case.frame.agents = list({identity(p): (p, o) for p, o in stands}.values())


def _spelled_out(case: Case) -> None:
    """ "Dix membres ont voté contre : …": those whom the sentence names."""
    frame = case.frame
    if len(frame.agents) != 1 or not case.talk.articled or case.predicate.kind != "verb":
        return
    phrase = frame.agents[0][0]
    several = phrase.plural or case.talk.doc.tokens[phrase.head].pos == "NUM"
    if phrase.kind == "nominal" and several and phrase.sent == case.predicate.token.sent:
        row = spelled_out(case.talk, phrase, case.predicate.token.i)
        frame.agents = [(p, _SETTLED) for p in row] or frame.agents


def _deaths(case: Case) -> None:
    """Who dies is either who does it or to whom it is done, never both."""
    frame = case.frame
    victim, acts = victims.dead(case.talk, frame.predicate, frame.rules, case.lexicon)
    if victim is None:
        return
    listed = case.all_of(victim)
    if acts:
        frame.agents, frame.targets = listed, []
    else:
        frame.agents, frame.targets = _without(frame.agents, _those(listed)), listed


def _toll(case: Case) -> None:
    """Who killed and wounded those that are only counted, where that is open."""
    if not case.frame.agents:
        found = victims.toll(case.talk, case.predicate, case.above, case.told)
        case.frame.agents = _without([(p, _SETTLED) for p in found], _those(case.frame.targets))


def _shared(case: Case) -> None:
    """Who does the event above does this one too."""
    frame, above = case.frame, case.above
    if above is not None and settled.shares_agent(
        case.talk.doc, frame.predicate, above.predicate, bool(frame.agents), case.lexicon
    ):
        frame.agents = _without(above.agents, _those(frame.targets)) or frame.agents
    open_act = above is not None and not frame.agents and not sieve.only_announced(case.talk, frame.predicate, above)
    if above is not None and open_act and announced(case.talk.doc, frame.predicate, above.predicate, case.lexicon):
        who = [(p, o) for p, o in above.agents if label(case.talk, p) in ACTORS]
        frame.agents = _without(who, _those(frame.targets))
    if above is not None and sent(case.talk.doc, frame.predicate, above.predicate, case.lexicon):
        frame.agents = _without(above.targets, _those(frame.targets)) or frame.agents


def _each_other(case: Case) -> None:
    """What several do to each other they suffer too."""
    gathered = valency.gathered(case.talk, case.predicate, case.rules, case.lexicon)
    if gathered is not None:
        case.frame.agents, case.frame.targets = case.all_of(gathered), []
    opposed = valency.opposed(case.talk, case.predicate, case.rules, case.lexicon)
    if opposed:
        case.frame.agents, case.frame.targets = [(p, _SETTLED) for p in opposed], []
    if sieve.reciprocal(case.talk.doc, case.predicate, case.lexicon) and len(case.frame.agents) > 1:
        case.frame.targets = list(case.frame.agents)


def _alone(case: Case) -> None:
    """ "The meeting lasted two hours": nobody meets alone, so one whom nothing ties to the word is not told."""
    frame, noun = case.frame, case.predicate.noun
    meets = case.predicate.type == "CONSULT" and noun is not None and noun.dep.startswith("nsubj")
    if meets and len(frame.agents) == 1 and not frame.targets and frame.agents[0][0].head not in case.rules:
        frame.agents = []


def _including(case: Case) -> None:
    """Name, beside those who do or suffer it, whom the sentence counts among them."""
    for fillers in (case.frame.agents, case.frame.targets):
        known = _those(fillers)
        more = [p for phrase, _ in fillers for p in included(case.talk, phrase, case.lexicon)]
        fillers += [(p, _SETTLED) for p in more if identity(p) not in known]


def _whole_list(case: Case) -> None:
    """ "Rebels and Anna Berg attacked it": with one member of a list, all."""
    frame = case.frame
    if not case.together:
        frame.agents = completed(case.talk, frame.agents, case.rules, _SETTLED, _those(frame.targets))
        frame.targets = completed(case.talk, frame.targets, case.rules, _SETTLED, _those(frame.agents))


def _both(case: Case) -> None:
    """Who met did together what is only told to have been agreed or discussed."""
    frame = case.frame
    if len(frame.agents) == 1 and not case.rules.get(frame.agents[0][0].head):
        met = both(case.talk, case.predicate, frame.agents[0][0], case.told, case.lexicon)
        if met and not _those(frame.targets) & {p.entity for p in met}:
            frame.agents = [(p, _SETTLED) for p in met]


STEPS: tuple[Callable[[Case], None], ...] = (
    _rule_out, _tellers, _doer, _sufferer, _whole, _patient, _bearer, _bears, _clitic, _asked, _blamed,
    _target, _governed, _met, _agent, _figures, _spelled_out, _deaths, _toll, _shared, _each_other, _both,
    _whole_list,
    _including, _alone,
)  # fmt: skip


def _those(fillers: Sequence[Filler]) -> set[int]:
    return {identity(p) for p, _ in fillers}


def _without(fillers: Sequence[Filler], but: set[int]) -> list[Filler]:
    return [(p, o) for p, o in fillers if identity(p) not in but]
