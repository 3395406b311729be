"""What grammar settles: sentence in, who and to whom out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from kg.model import Extraction, Filler

Read = Callable[..., Extraction]
pytestmark = pytest.mark.model


def cast(found: Extraction, word: str) -> tuple[list[str], list[str]]:
    """Agents and targets of the event with this trigger, by the names of their entities or in their words."""
    text = found.article.text
    names = {entity.id: entity.name for entity in found.entities}
    event = next(e for e in found.events if any(t.of(text) == word for t in e.triggers))

    def shown(fillers: Sequence[Filler]) -> list[str]:
        return [names.get(f.entity, f.text) for f in fillers]

    return shown(event.agents), shown(event.targets)


@pytest.mark.parametrize(
    ("text", "word", "agents", "targets"),
    [
        ("The union condemned the raid.", "raid", [], []),
        ("An army attack on a convoy killed nine drivers.", "attack", ["army"], ["a convoy"]),
        ("The blast killed four guards and wounded 20 others.", "wounded", ["The blast"], ["20 others"]),
        ("The ringleader will be extradited by Friday.", "extradited", [], ["The ringleader"]),
        ("Lena Horvat is due to be sworn in on Sunday.", "sworn", [], ["Lena Horvat"]),
        ("The mayor accused the commission of fraud.", "accused", ["The mayor"], ["the commission"]),
        ("Shares in Norvo fell 8 percent on Tuesday.", "fell", ["Norvo"], []),
        ("France and Spain accused each other of breaking a truce.", "breaking", ["France", "Spain"], []),
        ("Emma Lane defeated Carla Ruiz on Sunday.", "defeated", ["Emma Lane"], ["Carla Ruiz"]),
        ("The city agreed to pay the family.", "agreed", ["The city"], []),
    ],
)
def test_agency_news(text: str, word: str, agents: list[str], targets: list[str], read: Read) -> None:
    assert cast(read(text, "en"), word) == (agents, targets)


@pytest.mark.parametrize(
    ("text", "word", "agents", "targets"),
    [
        ("Three miners were killed in an explosion.", "killed", [], ["Three miners"]),
        ("Police arrested Karim Haddad.", "arrested", ["Police"], ["Karim Haddad"]),
        ("Elected in 2017, Mark Oberlin resigned.", "Elected", [], ["Mark Oberlin"]),
        ("The judge acquitted both defendants.", "acquitted", ["The judge"], ["both defendants"]),
        ("The tribunal tried and acquitted the banker.", "tried", ["The tribunal"], ["the banker"]),
        ("The takeover of Odalis by Merlin was cleared.", "takeover", ["Merlin"], ["Odalis"]),
        ("London accuses Tehran of seizing a tanker.", "seizing", ["Iran"], []),
        ("The UN called on the rebels to free the workers.", "free", ["the rebels"], ["the workers"]),
        ("The ship left without paying the fee.", "paying", ["The ship"], []),
        ("The king travelled to Rome to meet the pope.", "meet", ["The king"], ["the pope"]),
        ("A statement from Merlin Corp. said that the plant will close.", "said", ["Merlin Corp."], []),
        ("Hugo Salas praised the text and condemned Peru.", "condemned", ["Hugo Salas"], ["Peru"]),
        ("The bill, drafted by the Greens, was rejected.", "drafted", ["Greens"], []),
        ("The regulator fined Merlin Corp. for polluting a river.", "polluting", ["Merlin Corp."], []),
        ("Hugo Salas thanked Peru, adding that the war was over.", "adding", ["Hugo Salas"], []),
        ("Rebels fired rockets at the town.", "fired", ["Rebels"], ["the town"]),
        ("Fighting erupted between the army and the rebels.", "erupted", ["the army", "the rebels"], []),
        ("Hugo Salas denied the claim. His arrest angered Peru.", "arrest", [], ["Hugo Salas"]),
        ("Unions say the firm broke its promise to hire nurses.", "hire", ["the firm"], ["nurses"]),
        (
            "Hugo Salas and Ivan Petrov agreed to help each other.",
            "help",
            ["Hugo Salas", "Ivan Petrov"],
            ["Hugo Salas", "Ivan Petrov"],
        ),
        ("Hugo Salas left the court. Three guards were wounded.", "wounded", [], ["Three guards"]),
    ],
)
def test_who_and_to_whom(text: str, word: str, agents: list[str], targets: list[str], read: Read) -> None:
    assert cast(read(text, "en"), word) == (agents, targets)


@pytest.mark.parametrize(
    ("text", "word", "told"),
    [
        ("The contractor failed to deliver the bridge.", "failed", False),
        ("Peru plans to leave the bloc.", "plans", True),
        ("The opposition helped Nadia Ferris to win the vote.", "helped", True),
        ("Anna Sorel was appointed health minister.", "appointed", True),
    ],
)
def test_triggers(text: str, word: str, told: bool, read: Read) -> None:
    found = read(text, "en")
    assert told is any(t.of(text) == word for e in found.events for t in e.triggers)


@pytest.mark.parametrize(
    ("text", "word", "agents", "targets"),
    [
        (
            "L'assassinat de Milan Petrov par un commando a choqué le pays.",
            "assassinat",
            ["un commando"],
            ["Milan Petrov"],
        ),
        ("Le ministre a été victime d'une attaque.", "attaque", [], ["Le ministre"]),
        ("Le Qatar a annoncé son retrait de l'accord.", "retrait", ["Qatar"], []),
        ("Il est interdit aux visiteurs de filmer la cérémonie.", "filmer", ["visiteurs"], []),
        ("« Quittez la ville », a ordonné le général Marek Nowicki aux habitants.", "Quittez", ["habitants"], []),
        ("Les rebelles ont attaqué le poste, tué deux gardes et pris des armes.", "pris", ["Les rebelles"], []),
        ("Le roi est parti pour la Norvège après avoir refusé de céder le pouvoir.", "refusé", ["Le roi"], []),
        ("L'homme a fui en blessant un agent.", "blessant", ["L'homme"], ["un agent"]),
        ("Les secousses ont eu lieu sur l'île.", "eu", [], []),
        ("Cible d'une attaque, le ministre a annulé sa visite.", "attaque", [], ["le ministre"]),
        ("Treize mineurs sont morts.", "morts", [], ["Treize mineurs"]),
        ("Jean Vidal est mort à Lyon.", "mort", ["Jean Vidal"], []),
        ("Claire Stern a perdu la vie.", "perdu", [], ["Claire Stern"]),
        ("Interrogés à ce sujet, les ministres sont restés prudents.", "Interrogés", [], ["les ministres"]),
        ("Jean Vidal s'est fait arrêter par la police.", "arrêter", ["la police"], ["Jean Vidal"]),
        ("Le maire a fait appel pour demander l'annulation de la vente.", "demander", ["Le maire"], []),
        ("Des pompiers ont été dépêchés pour aider les habitants.", "aider", ["Des pompiers"], ["les habitants"]),
        ("Le maire a condamné la grève, sans attendre la fin de la réunion.", "attendre", ["Le maire"], []),
        ("Le syndicat a protesté auprès du gouvernement.", "protesté", ["Le syndicat"], ["gouvernement"]),
        ("Les soldats ont quitté la Norvège.", "quitté", ["Les soldats"], []),
        ("Olga Stern a fui. Son arrestation avait eu lieu en mai.", "arrestation", [], ["Olga Stern"]),
    ],
)
def test_french(text: str, word: str, agents: list[str], targets: list[str], read: Read) -> None:
    assert cast(read(text, "fr"), word) == (agents, targets)


@pytest.mark.parametrize(
    ("text", "word", "told"),
    [
        ("Le maire a commencé à négocier.", "commencé", False),
        ("Ces voisins font partie des témoins.", "font", False),
        ("La victime est connue de la police.", "connue", False),
        ("La police a arrêté un homme, à partir de lundi.", "partir", False),
        ("Paul Costa a décidé de partir.", "partir", True),
        ("Les habitants sont appelés à voter.", "appelés", True),
        ("Un logiciel appelé Brume bloque les données.", "appelé", False),
        ("L'attaque a fait 12 blessés.", "blessés", True),
        ("Selon le maire, les blessés ont été évacués.", "blessés", False),
    ],
)
def test_french_triggers(text: str, word: str, told: bool, read: Read) -> None:
    found = read(text, "fr")
    assert told is any(t.of(text) == word for e in found.events for t in e.triggers)
