from __future__ import annotations

from collections.abc import Sequence

import pytest

from kg.annotate import annotate
from kg.extract.coreference import by_weights, resolve
from kg.extract.discourse import Discourse, last_before
from kg.extract.frames import Frame, frames, line_up, salient, tell
from kg.extract.mentions import phrases
from kg.extract.participants import Before, alike, nobody_told, passed_on, taken_up
from kg.extract.scorer import weights
from kg.lang import lexicon
from kg.model import Article

pytestmark = pytest.mark.model
TEXT = (
    "La Russie a attaqué l'Ukraine lundi. La France a condamné cette attaque. "
    "La Russie a attaqué l'Ukraine mardi. L'Allemagne a menacé la Russie."
)


@pytest.fixture(scope="module")
def told() -> tuple[Discourse, list[Frame]]:
    (doc,) = annotate([Article("a", TEXT, language="fr")])
    words, learned = lexicon("fr"), weights("fr")
    assert learned is not None
    talk = resolve(doc, phrases(doc, words), words, by_weights(learned.antecedent))
    return talk, frames(talk, words, learned)


def attacks(found: Sequence[Frame]) -> list[Frame]:
    return [f for f in found if f.predicate.lemma == "attaquer"]


def test_like_events_are_alike(told: tuple[Discourse, list[Frame]]) -> None:
    first, second = attacks(told[1])
    other = next(f for f in told[1] if f.predicate.lemma == "condamner")
    assert alike(first.predicate, second.predicate)
    assert not alike(first.predicate, other.predicate)


def test_what_a_phrase_did_before(told: tuple[Discourse, list[Frame]]) -> None:
    first, second = attacks(told[1])
    before = Before.of("like", [first])
    (agent, _), (target, _) = second.agents[0], second.targets[0]
    assert taken_up(second, agent, [before])[0] == "like=agent"
    assert taken_up(second, target, [before])[0] == "like=target"
    assert taken_up(second, agent, []) == []
    assert nobody_told(second, []) == ["unlike"]
    assert nobody_told(second, [first]) == ["like-agents=True|verb", "like-targets=True|verb"]
    assert passed_on(second, None, agent) == ["no-governor"]
    assert passed_on(second, first, agent)[0] == "gov-agent"


def test_candidates_have_their_features(told: tuple[Discourse, list[Frame]]) -> None:
    talk, found = told
    first, second = attacks(found)
    made = line_up(talk, second, lexicon("fr"))
    tell(second, made, None, [first])
    assert made[0].phrase is None
    assert "nobody" in made[0].features
    assert all(c.features for c in made)
    assert any("rule=subj" in c.features and "like=agent" in c.features for c in made)


def test_salient_actors_are_those_named_before_and_not_taken(told: tuple[Discourse, list[Frame]]) -> None:
    talk, _ = told
    all_of_them = salient(talk, 3, set())
    assert all(p.sent < 3 for p in all_of_them)
    assert len(all_of_them) == 3
    taken = all_of_them[0].entity
    assert [p.entity for p in salient(talk, 3, {taken})] == [p.entity for p in all_of_them[1:]]
    assert salient(talk, 0, set()) == []


def test_last_mention_before_a_phrase(told: tuple[Discourse, list[Frame]]) -> None:
    talk, _ = told
    for cluster in talk.clusters:
        for phrase in talk.phrases:
            heads = [p.head for p in cluster.phrases if p.head < phrase.head]
            assert last_before(cluster, phrase) == max(heads, default=-1)
