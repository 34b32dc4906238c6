"""
A second opinion on a reply: a small linear model over semantic fields and words, trained by `tests.replies.train`.

It knows no phrases, so it hears what no pattern names. The patterns stay the first reader: how far each of the two is
to be trusted was measured, label by label, on replies that neither had seen.
"""

import csv
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from engine.replies.label import SAFETY, Label
from engine.replies.places import Because
from engine.replies.signals import signals, stretches
from engine.replies.words import Words

HERE = Path(__file__).parent / "lexicon"
WEIGHTS, TRUST = HERE / "weights.csv", HERE / "trust.csv"
#: the signal that every stretch has
ALWAYS = "*"
#: a person hears which signals weighed most: so many
TOLD = 4
#: said where the pattern would stand
PATTERN = "second opinion"
#: from here on a chance is believed without a person
SURE = 0.4
#: a label that may harm when missed, and that is this likely, is looked at by a person
HINT = 0.12


@dataclass(frozen=True, slots=True)
class Trust:
    """How far to trust the model and the patterns for one label, and from which chance on it is given."""

    model: float
    pattern: float
    weak: float
    always: float
    given_from: float

    def chance(self, by_model: float, reason: Because | None) -> float:
        """Bring what the two readers say together."""
        odds = math.log(max(by_model, LEAST) / max(1 - by_model, LEAST))
        said = 0.0 if reason is None else self.weak if reason.is_weak else self.pattern
        return chance_of(self.model * odds + said + self.always)


#: with one of these a person sees the reply anyway, or nobody wrote it
ASKS_NOTHING_MORE = SAFETY | {Label.AUTO_REPLY}
LEAST = 1e-4
TENTHS = 10


@dataclass(frozen=True, slots=True)
class Model:
    """What each signal weighs for each label."""

    weights: Mapping[str, tuple[tuple[Label, float], ...]]

    def chances(self, found: Iterable[str]) -> dict[Label, float]:
        """Give the chance of each label for the signals of one stretch."""
        names = list(found)
        scale = 1 / math.sqrt(len(names) or 1)
        sums: dict[Label, float] = {}
        for name in names:
            for label, weight in self.weights.get(name, ()):
                sums[label] = sums.get(label, 0.0) + weight
        always = dict(self.weights.get(ALWAYS, ()))
        return {label: chance_of(sums.get(label, 0.0) * scale + base) for label, base in always.items()}

    def heaviest(self, found: Iterable[str], label: Label) -> tuple[str, ...]:
        """Name the signals that speak most for a label."""
        weighed = [(dict(self.weights.get(name, ())).get(label, 0.0), name) for name in found]
        return tuple(name for weight, name in sorted(weighed, reverse=True)[:TOLD] if weight > 0)


@dataclass(frozen=True, slots=True)
class Opinion:
    """How likely a label is in the sentence that speaks most for it."""

    chance: float
    stretch: frozenset[str]
    said: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """What both readers together make of a reply."""

    found: Mapping[str, Because]
    #: labels that a person must look at before they are believed, or because they may have been missed
    in_doubt: frozenset[Label]


def chance_of(odds: float) -> float:
    """Make a chance of the logarithm of odds."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


@lru_cache(maxsize=1)
def load_model() -> Model:
    """Load the weights once: first the labels, then a signal a row, with the number of a label and its weight in tenths."""
    head, *rows = _rows(WEIGHTS)
    labels = [Label(name) for name in head[1:]]
    found: dict[str, tuple[tuple[Label, float], ...]] = {}
    for signal, *pairs in rows:
        split = (pair.split(":") for pair in pairs)
        found[signal] = tuple((labels[int(at)], int(tenths) / TENTHS) for at, tenths in split)
    return Model(found)


@lru_cache(maxsize=1)
def load_trust() -> Mapping[Label, Trust]:
    """Load how far each reader is to be trusted, a label a row."""
    return {Label(label): Trust(*map(float, numbers)) for label, *numbers in _rows(TRUST)}


def _rows(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.reader(opened))


def opinions(words: Words, model: Model) -> dict[Label, Opinion]:
    """Give for each label its highest chance over the sentences of a message."""
    best: dict[Label, Opinion] = {}
    for stretch in stretches(words):
        found = frozenset(signals(stretch))
        for label, chance in model.chances(sorted(found)).items():
            if label not in best or chance > best[label].chance:
                best[label] = Opinion(chance, found, " ".join(stretch))
    return best


def weigh(words: Words, found: Mapping[str, Because], model: Model, trust: Mapping[Label, Trust]) -> Weighed:
    """Bring the patterns and the second opinion together, label by label."""
    given: dict[str, Because] = {}
    in_doubt: set[Label] = set()
    said = opinions(words, model)
    for label, one in trust.items():
        reason, opinion = found.get(label), said[label]
        chance = one.chance(opinion.chance, reason)
        if chance >= one.given_from:
            given[label] = reason or _because(label, opinion, model.heaviest)
        if label in SAFETY and _is_in_doubt(chance, one, reason):
            in_doubt.add(label)
    if _means_one_channel(found, said):
        given.pop(Label.STOP_ALL, None)
        in_doubt.discard(Label.STOP_ALL)
    if Label.CHANNEL_PREF in found and not {Label.CHANNEL_PREF, *ASKS_NOTHING_MORE} & given.keys():
        # what a pattern heard about channels is followed or seen by a person: never dropped in silence
        in_doubt.add(Label.CHANNEL_PREF)
    return Weighed(given, frozenset(in_doubt))


def _means_one_channel(found: Mapping[str, Because], said: Mapping[Label, Opinion]) -> bool:
    """Say whether a message that names the channel to stop is only by likeness taken for a stop of all."""
    one, all_of_it = Label.STOP_CHANNEL, Label.STOP_ALL
    return one in found and all_of_it not in found and said[one].chance > said[all_of_it].chance


def _is_in_doubt(chance: float, trust: Trust, reason: Because | None) -> bool:
    return HINT <= chance < SURE or (reason is not None and chance < trust.given_from)


def _because(
    label: Label, opinion: Opinion, heaviest: Callable[[Iterable[str], Label], tuple[str, ...]]
) -> Because:
    told = ", ".join(heaviest(opinion.stretch, label))
    return Because(label, opinion.said, f"{PATTERN} {opinion.chance:.2f}: {told}")
