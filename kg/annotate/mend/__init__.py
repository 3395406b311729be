"""What parsers get wrong, mended before anything is extracted: passes that move tokens in the tree, one a module.

Most ask and move tokens by a `tree.Tree`, and all take their words from `kg.lang`. To add one, name it in `mend`: the
order counts, as a pass reads what those before it have put right.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.annotate.doc import Token
from kg.annotate.mend.acts import mend_acts
from kg.annotate.mend.apposed import mend_apposed
from kg.annotate.mend.asides import set_aside
from kg.annotate.mend.attached import mend_attached
from kg.annotate.mend.between import mend_between
from kg.annotate.mend.capitals import mend_capitals
from kg.annotate.mend.clauses import mend_clauses
from kg.annotate.mend.clitics import mend_clitics
from kg.annotate.mend.clubs import mend_clubs
from kg.annotate.mend.complements import mend_complements
from kg.annotate.mend.compounds import mend_compounds
from kg.annotate.mend.contents import mend_contents
from kg.annotate.mend.dealings import mend_dealings
from kg.annotate.mend.denials import mend_denials
from kg.annotate.mend.dependents import mend_dependents
from kg.annotate.mend.direct import mend_direct
from kg.annotate.mend.finite import mend_finite
from kg.annotate.mend.fronted import mend_fronted
from kg.annotate.mend.gerunds import mend_gerunds
from kg.annotate.mend.headlines import mend_headlines
from kg.annotate.mend.hidden import find_hidden
from kg.annotate.mend.inserted import mend_inserted
from kg.annotate.mend.inverted import mend_inverted
from kg.annotate.mend.lost_verbs import mend_lost_verbs
from kg.annotate.mend.misplaced import mend_misplaced
from kg.annotate.mend.misread import mend_misread
from kg.annotate.mend.mistaken import mend_mistaken
from kg.annotate.mend.names import mend_names
from kg.annotate.mend.objects import mend_objects
from kg.annotate.mend.openings import mend_openings
from kg.annotate.mend.participles import mend_participles
from kg.annotate.mend.passives import mend_passives
from kg.annotate.mend.places import part_places
from kg.annotate.mend.presents import mend_presents
from kg.annotate.mend.questions import mend_questions
from kg.annotate.mend.relatives import mend_relatives
from kg.annotate.mend.repair import repair
from kg.annotate.mend.reporting import mend_reporting
from kg.annotate.mend.restricted import mend_restricted
from kg.annotate.mend.sources import mend_sources
from kg.annotate.mend.spans import mend_spans
from kg.annotate.mend.strays import mend_strays
from kg.annotate.mend.subjects import find_subjects
from kg.annotate.mend.turned import mend_turned
from kg.annotate.mend.whom import mend_whom
from kg.lang import Lexicon
from kg.model import Segment


def mend(tokens: list[Token], quotes: Sequence[Segment], words: Lexicon, language: str) -> None:
    """Run all passes over an article's tokens, in place; `quotes` are its quotations, outer ones first."""
    mend_spans(tokens, words, language)
    mend_complements(tokens, words, language)
    mend_clubs(tokens, words)
    mend_capitals(tokens, words)
    set_aside(tokens, words)
    mend_mistaken(tokens, words)
    mend_strays(tokens, words)
    mend_compounds(tokens, words)
    mend_denials(tokens, words)
    mend_presents(tokens, words)
    mend_restricted(tokens, words)
    find_hidden(tokens, words)
    mend_questions(tokens, words)
    mend_inserted(tokens, words)
    mend_misread(tokens, words)
    mend_clitics(tokens, words)
    mend_misplaced(tokens, words)
    mend_turned(tokens, words)
    mend_whom(tokens, words)
    mend_headlines(tokens, words)
    repair(tokens, words)
    mend_lost_verbs(tokens, words)
    mend_finite(tokens, words)
    mend_fronted(tokens, words)
    mend_gerunds(tokens, words)
    mend_participles(tokens, words)
    mend_passives(tokens, words)
    mend_direct(tokens, words)
    mend_clauses(tokens, words)
    part_places(tokens, language)
    mend_dependents(tokens, words)
    mend_attached(tokens, words)
    mend_acts(tokens, words)
    mend_sources(tokens, words)
    mend_objects(tokens, words)
    mend_dealings(tokens, words)
    mend_names(tokens, words, language)
    mend_apposed(tokens, words)
    mend_relatives(tokens, words)
    mend_between(tokens, words)
    mend_inverted(tokens, words)
    mend_contents(tokens, words)
    mend_reporting(tokens, quotes, words)
    mend_openings(tokens, words)
    find_subjects(tokens, words)
