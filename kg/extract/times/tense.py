"""What tense says about a time expression: past (-1), future (1) or nothing (0).

The verb that governs the expression decides; where none does, the verbs of the sentence; a sentence without a
verb is an announcement ("Samedi 24 juillet, à 15 h: visite du musée"), and those look ahead.
"""

from __future__ import annotations

from collections.abc import Mapping

from kg.annotate.doc import Doc, Sentence, Token
from kg.extract.times.lexicon import Lexicon

PAST, FUTURE, OPEN = -1, 1, 0
_SET_OFF = frozenset(',;:()«»"')
_OBJECTS = frozenset({"obj", "nsubj:pass", "obl:arg"})
CLIMB = 12  # steps from an expression to its verb; deeper chains are parse errors


def ends(verb: Token, endings: Mapping[str, tuple[str, ...]]) -> bool:
    """Is it a finite form with one of the endings that go with its infinitive?"""
    for ending, forms in endings.items():
        if verb.lemma.endswith(ending):
            stem = verb.lemma[: -len(ending)] if ending else verb.lemma
            if verb.text.lower() in {stem + form for form in forms}:
                return True
    return False


class Tenses:
    """Reads directions off one document."""

    def __init__(self, doc: Doc, words: Lexicon) -> None:
        self.doc, self.lemmas, self.words = doc, words.verbs, words.words
        self.endings, self.both, self.future = words.past_endings, words.both_endings, words.future_endings

    def direction(self, token: int) -> int:
        """The direction for an expression that hangs in the sentence at a token."""
        return self.verdict(token)[0]

    def verdict(self, token: int) -> tuple[int, Token | None, bool]:
        """(direction, governing verb, whether it stands in the present)."""
        current, seen = self._behind_verb(self.doc.tokens[token]) or self.doc.tokens[token], 0
        while seen < CLIMB:
            if current.i != token and self._over(current):
                return PAST, current, False
            if self._set_for(current) if current.i == token else self._called_for(current):
                return FUTURE, self.doc.head(current), False
            planned = self._planned(current)
            if planned is not None:
                return planned, current, False
            if self._is_verb(current):
                found = self._of_verb(current)
                if found is not None:
                    return found[0], current, found[1]
            if current.head == current.i or current.dep == "root":
                break
            current, seen = self.doc.tokens[current.head], seen + 1
        return self._of_sentence(token)

    def _behind_verb(self, token: Token) -> Token | None:
        """ "She said on Monday they would …": the verb right before a date governs it, whatever the parser says.

        So does a verb that stands between a date and the word before it that the parser hung it on, where no comma
        parts them: "next week after having met his colleague on Monday".
        """
        between = self.doc.tokens[min(token.head, token.i) + 1 : token.i]
        lost = token.dep.startswith("flat")  # "will meet Paul Smith on Friday": read as a part of the name
        if lost:
            first = self.doc.sentences[token.sent].first
            between = self.doc.tokens[first : token.i]
        near = next((t for t in reversed(between) if t.text in _SET_OFF or t.pos in ("VERB", "AUX")), None)
        if near is not None and near.pos == "VERB" and (lost or near.head == near.i or self._stands_alone(near)):
            return near
        before = token.i - 1
        while before >= max(0, token.i - 2) and self.doc.tokens[before].pos in ("ADP", "DET"):
            before -= 1
        verb = self.doc.tokens[before] if before >= 0 else token
        if verb.pos != "VERB" or verb.sent != token.sent or token.head == verb.i:
            return None
        return verb

    def _stands_alone(self, verb: Token) -> bool:
        """Is it finite or a perfect infinitive, and no bare participle that goes with a noun?"""
        return self._finite(verb) or any(c.dep == "aux:tense" for c in self.doc.children(verb))

    def _finite(self, verb: Token) -> bool:
        forms = (verb, *(c for c in self.doc.children(verb) if c.dep.startswith("aux")))
        return any(t.morph.get("VerbForm") == "Fin" for t in forms)

    def _over(self, token: Token) -> bool:
        """ "après la victoire de dimanche": what something comes after has been."""
        if token.pos not in ("NOUN", "PROPN"):
            return False
        return any(c.dep == "case" and c.text.lower() in self.lemmas["after"] for c in self.doc.children(token))

    def _set_for(self, token: Token) -> bool:
        """ "Unions prepare a march for Sunday", "a déposé un préavis pour vendredi"."""
        verb = self.doc.head(token)
        set_for = any(c.dep == "case" and c.text.lower() in self.lemmas["because"] for c in self.doc.children(token))
        named = verb.pos in ("NOUN", "VERB") and "weekday" in self.words.get(token.text.lower(), {})
        return set_for and ((verb.pos == "VERB" and verb.lemma in self.lemmas["prepared"]) or named)

    def _called_for(self, token: Token) -> bool:
        """ "Unions call for a strike on Monday", "a interdit la marche de dimanche": what is called for is to come.

        What is called off or forbidden was so, in whatever tense that is told.
        """
        verb = self.doc.head(token)
        if token.pos != "NOUN" or verb.pos != "VERB" or not token.dep.startswith(("obj", "obl", "nsubj:pass")):
            return False
        if verb.lemma in self.lemmas["undone"]:
            return token.dep in _OBJECTS
        helped = any(c.dep.startswith("aux") for c in self.doc.children(verb))
        active = token.dep != "nsubj:pass" and verb.lemma in self.lemmas["prepared"]
        return active and verb.morph.get("Tense") == "Pres" and not helped

    def hangs_on_noun(self, token: int) -> bool:
        """Whether an expression only qualifies a noun of its clause."""
        first = self.doc.tokens[token]
        governor = self.doc.head(first)
        return first.dep in ("nmod", "appos") and governor.i != token and governor.pos in ("NOUN", "PROPN")

    def _is_verb(self, token: Token) -> bool:
        if token.pos in ("VERB", "AUX") or self._unmarked(token):
            return True
        return any(c.dep in ("cop", "aux:tense") for c in self.doc.children(token))

    def _unmarked(self, token: Token) -> bool:
        """ "The bank cut rates": a past that looks like a present (or, to a tagger, a noun) behind its subject."""
        if token.text.lower() not in self.lemmas["same_past"] or token.morph.get("VerbForm") in ("Inf", "Part"):
            return False
        subject = next((c for c in self.doc.children(token) if c.dep.startswith("nsubj")), None)
        return subject is not None and not any(c.dep.startswith(("aux", "cop")) for c in self.doc.children(token))

    def _planned(self, token: Token) -> int | None:
        """ "prévue le 16 juillet": participles and adjectives that announce."""
        if token.lemma in self.lemmas["planned"] and token.pos in ("VERB", "ADJ", "NOUN"):
            below = self.doc.children(token)
            if any(c.text.lower() in self.lemmas["not"] for c in below):  # "un point presse non prévu"
                return None
            auxiliary = [c for c in below if c.dep.startswith("aux")]
            if token.morph.get("VerbForm") == "Part" or token.pos == "ADJ":
                past = any(c.morph.get("Tense") == "Imp" for c in auxiliary)
                return OPEN if past else FUTURE
        return None

    def _of_verb(self, verb: Token) -> tuple[int, bool] | None:
        """(direction, present) of a verb with its auxiliaries; None when it has none of its own."""
        if self._unmarked(verb):
            return PAST, False
        helpers = [c for c in self.doc.children(verb) if c.dep.startswith("aux") or c.dep == "cop"]
        forms = [verb, *helpers]
        moods = {t.morph.get("Mood", "") for t in forms}
        tenses = {t.morph.get("Tense", "") for t in forms if t.morph.get("VerbForm") != "Part"}
        ahead = self.lemmas["future_aux"]
        modal = [t for t in helpers if t.lemma in ahead or t.text.lower() in ahead]
        if modal and not any(t.lemma in self.lemmas["perfect"] for t in helpers if t.pos == "AUX" and t not in modal):
            return FUTURE, False
        if "Fut" in tenses or (not helpers and ends(verb, self.future)):
            return FUTURE, False
        participle = verb.morph.get("VerbForm") == "Part" or self._done(verb, helpers)
        if "Cnd" in moods:
            return (PAST, False) if participle and helpers and self._behind(verb, helpers) else (FUTURE, False)
        if verb.morph.get("VerbForm") == "Inf":
            return self._of_infinitive(verb, helpers)
        if ends(verb, self.both) and not helpers:
            return self._of_present(verb)
        if tenses & {"Past", "Imp", "Pqp"}:
            return PAST, False
        if participle:
            return self._of_participle(verb, helpers)
        if self._told_behind(verb):
            return PAST, False
        if "Pres" in tenses or "Imp" in moods:
            return (PAST, False) if ends(verb, self.endings) else self._of_present(verb)
        return None

    def _of_participle(self, verb: Token, helpers: list[Token]) -> tuple[int, bool] | None:
        if (
            verb.morph.get("Tense") == "Pres" and verb.morph.get("VerbForm") == "Part"
        ):  # a gerund shares the time of its main verb
            return None
        passive, perfect = self.lemmas["passive"], self.lemmas["perfect"]
        has_passive = any(t.dep.startswith("aux:pass") or t.lemma in passive for t in helpers)
        has_perfect = any(t.dep == "aux:tense" or t.lemma in perfect for t in helpers)
        now = all(t.morph.get("Tense") == "Pres" for t in helpers)
        if has_passive and not has_perfect and now and verb.lemma in self.lemmas["summoned"]:
            return FUTURE, True
        if has_passive and not has_perfect and verb.lemma not in self.lemmas["motion"]:
            return OPEN, True  # "est organisé" is a present, "est arrivé" a perfect
        return PAST, False

    def _behind(self, verb: Token, helpers: list[Token]) -> bool:
        """ "aurait été votée", "serait parti", but not the passive "serait votée", which tells what is to come."""
        perfect = any(t.lemma in self.lemmas["perfect"] for t in helpers)
        return perfect or verb.lemma in self.lemmas["motion"] or not any(t.dep == "aux:pass" for t in helpers)

    def _done(self, verb: Token, helpers: list[Token]) -> bool:
        """ "a victim … has been", "est mort": perfects whose participle the tagger takes for something else."""
        perfect = any(t.dep.startswith("aux") and t.lemma in self.lemmas["perfect"] for t in helpers)
        been = any(t.dep == "cop" and t.morph.get("VerbForm") == "Part" for t in helpers)
        taken = perfect and verb.pos == "VERB" and verb.morph.get("VerbForm") == "Fin"
        gone = verb.pos == "ADJ" and verb.text.lower() in self.lemmas["gone"]
        return (perfect and been) or taken or (gone and any(t.lemma in self.lemmas["passive"] for t in helpers))

    def _told_behind(self, verb: Token) -> bool:
        """ "vient de partir", "a, dès lundi, signé", "c'est Paul qui a gagné": a present whose past is behind it."""
        below = self.doc.children(verb)
        if verb.lemma in self.lemmas["just"]:
            for inner in below:
                marks = {c.text.lower() for c in self.doc.children(inner) if c.dep == "mark"}
                if inner.morph.get("VerbForm") == "Inf" and marks & set(self.lemmas["justof"]):
                    return True
        if verb.lemma in self.lemmas["perfect"] and self.doc.tokens[verb.i + 1 : verb.i + 2]:
            aside = self.doc.tokens[verb.i + 1].text == ","
            parts = (c for c in below if c.pos == "VERB" and c.morph.get("VerbForm") == "Part")
            return aside and any(self.doc.tokens[c.i - 1].text == "," and c.i > verb.i for c in parts)
        cleft = any(c.dep.startswith("nsubj") and c.text.lower() in self.lemmas["cleft"] for c in below)
        behind = next((c for c in below if c.dep == "acl:relcl"), None) if cleft and verb.pos != "VERB" else None
        found = self._of_verb(behind) if behind is not None else None
        return found is not None and found[0] == PAST

    def _of_infinitive(self, verb: Token, helpers: list[Token]) -> tuple[int, bool] | None:
        governor = self.doc.head(verb)
        if any(t.lemma in self.lemmas["perfect"] for t in helpers):  # "avoir tué"
            return PAST, False
        if any(t.text.lower() in self.lemmas["before"] for t in self.doc.children(verb)):  # "avant de partir le 30"
            above = self._of_verb(governor) if governor.i != verb.i and self._finite(governor) else None
            return (PAST if above is not None and above[0] == PAST else OPEN), False
        if governor.i == verb.i:
            return FUTURE, False
        if governor.lemma in self.lemmas["forward"]:
            helping = (c for c in self.doc.children(governor) if c.dep.startswith("aux"))
            tenses = {t.morph.get("Tense", "") for t in (governor, *helping)}
            if governor.lemma in self.lemmas["modal"] and (tenses & {"Imp", "Past"}):
                return PAST, False
            return FUTURE, False
        return None

    def _of_present(self, verb: Token) -> tuple[int, bool]:
        for child in self.doc.children(verb):
            if (
                child.morph.get("VerbForm") == "Inf"
                and child.dep in ("xcomp", "ccomp")
                and verb.lemma in self.lemmas["modal"]
            ):
                return FUTURE, False
        itself = any(c.dep.startswith("expl") for c in self.doc.children(verb))  # "le match s'annonce difficile"
        if verb.lemma in self.lemmas["reporting"] and not itself:  # "le ministre annonce mardi": told after the fact
            return PAST, True
        return (FUTURE, False) if verb.lemma in self.lemmas["modal"] else (OPEN, True)

    def _of_sentence(self, token: int) -> tuple[int, Token | None, bool]:
        """The finite verb nearest to an expression that hangs on none; no verb at all is an announcement."""
        sentence: Sentence = self.doc.sentences[self.doc.tokens[token].sent]
        best: tuple[int, int, Token | None, bool] | None = None
        for other in self.doc.sentence_tokens(sentence):
            if (other.pos not in ("VERB", "AUX") and not self._unmarked(other)) or other.morph.get("VerbForm") == "Inf":
                continue
            if other.pos == "AUX" and other.dep.startswith("aux"):
                continue
            found = self._of_verb(self.doc.head(other) if other.dep == "cop" else other)
            if found is not None and (best is None or abs(other.i - token) < best[0]):
                best = (abs(other.i - token), found[0], other, found[1])
        if best is None:
            return FUTURE, None, False
        return best[1], best[2], best[3]
