from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.extract.coreference import Discourse

Talk = Callable[[str], Discourse]
pytestmark = pytest.mark.model


def together(talk: Discourse, one: str, other: str) -> bool:
    """Whether the last phrases with these head words mean the same thing."""
    found = []
    for word in (one, other):
        heads = [p for p in talk.phrases if word in [t.text for t in talk.doc.tokens[p.first : p.last]]]
        found.append(min(heads, key=lambda p: (p.last - p.first, -p.head)).entity)
    return found[0] == found[1] >= 0


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("Caroline Mercadier a gagné. Mme Mercadier a remercié ses amis.", "Caroline", "Mme"),
        ("Farid Nasri a été arrêté. Il a avoué le vol.", "Farid", "Il"),
        ("La chancelière Greta Holm a quitté Berlin. Elle rencontrera le roi.", "Greta", "Elle"),
        ("Le ministre Didier Maurel a démissionné. Le ministre a remercié ses équipes.", "Didier", "Le"),
        ("Greta Holm a parlé. « Le train part », a-t-elle dit.", "Greta", "-elle"),
        (
            "L'Organisation mondiale de la santé (OMS) a publié un rapport. L'OMS a critiqué le Brésil.",
            "OMS",
            "mondiale",
        ),
        ("La Fédération valaisanne de tir (FVTir) a voté. La FVTir a annoncé une réforme.", "FVTir", "valaisanne"),
        ("Pascal Troyen a disparu en mai. Pascal a été tué.", "Troyen", "Pascal"),
        ("Moscou a réagi. La Russie a rappelé son ambassadeur.", "Moscou", "Russie"),
        ("Le Kremlin a réagi. La Russie a rappelé son ambassadeur.", "Kremlin", "Russie"),
        ("La Norvège a signé. Le pays a promis une aide.", "Norvège", "pays"),
        ("Le Qatar a annoncé son retrait.", "Qatar", "son"),
        ("Marc Sorel a accusé Paul Morand. Anne Durand a annoncé sa démission.", "Durand", "sa"),
        ("Marc Sorel a critiqué le préfet Paul Garnier. Il a ajouté que le projet avance.", "Marc", "Il"),
        ("« J'ai signé la lettre », reconnaît Damien Costa.", "Damien", "J'"),
        ("Le président élu Marc Sorel a parlé.", "président", "Marc"),
        ("Christina Grimm est morte. La jeune femme avait un fils.", "Christina", "femme"),
        ("Paul Durand a accusé Jean Morel. Ce dernier a nié.", "Morel", "dernier"),
        ("« Nous avons tiré », a dit le porte-parole de l'armée, Ivan Melnik.", "Nous", "armée"),
    ],
)
def test_same(text: str, one: str, other: str, talk: Talk) -> None:
    assert together(talk(text), one, other)


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("Anne Sorel a parlé. Il pleut sur la ville.", "Anne", "Il"),
        ("La ministre Anne Sorel a parlé. Il a répondu.", "Anne", "Il"),
        ("Marc Delcourt a parlé. Ils ont répondu.", "Marc", "Ils"),
        ("Une bombe a explosé à Bagdad. L'Irak a réagi.", "Bagdad", "Irak"),
        ("La France a réagi. Paris a été inondée.", "France", "Paris"),
        ("Pascal Troyen a battu Pascal Morand. Pascal est parti.", "Morand", "Pascal"),
        ("Karl Berg a parlé. Berg a ri. Anna Berg a chanté.", "Karl", "Anna"),
        ("Jean Morel a rencontré Paul Morand.", "Jean", "Paul"),
        ("La Corée du Nord a menacé la Corée du Sud.", "Nord", "Sud"),
    ],
)
def test_different(text: str, one: str, other: str, talk: Talk) -> None:
    assert not together(talk(text), one, other)


def test_speaker_of_a_quotation(talk: Talk) -> None:
    found = talk(
        "Greta Holm a parlé. « Nous partons demain », a dit Paul Morand. Selon Anne Sorel, « le train est en retard »."
    )
    speakers = {found.doc.quotes[k].span.of(found.doc.article.text)[2:4]: p for k, p in found.speakers.items()}
    assert {k: found.doc.tokens[p.head].text for k, p in speakers.items()} == {"No": "Paul", "le": "Anne"}


def test_we_is_the_group_of_the_speaker(talk: Talk) -> None:
    found = talk(
        "Le secrétaire général de l'Otan, Jens Holm, a parlé. « Nous avons envoyé des soldats », a dit Jens Holm."
    )
    we = next(p for p in found.phrases if found.doc.tokens[p.head].text == "Nous")
    cluster = found.cluster(we)
    assert cluster is not None
    assert cluster.label == "ORG"


def test_clusters_and_phrases_agree(talk: Talk) -> None:
    found = talk("La Norvège et la Suède ont signé. Elles ont promis une aide. Le roi Harald a salué l'accord.")
    for cluster in found.clusters:
        assert found.clusters[cluster.index] is cluster
        assert all(p.entity == cluster.index for p in cluster.phrases)
    assert all(p in found.clusters[p.entity].phrases for p in found.phrases if p.entity >= 0)
