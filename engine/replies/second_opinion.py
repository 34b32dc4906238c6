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
from engine.replies.signals import PART, signals, stretches
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
#: where nothing is likely enough, the likeliest is still told from here on, and a person looks
GUESSED = 0.15
#: a payment that nobody made is worse than a label too few
NOT_GUESSED = frozenset({Label.PAID})


@dataclass(frozen=True, slots=True)
class Trust:
    """How far to trust each reader for one label, and from which chance on it is given."""

    #: the model, over the sentence that speaks most for the label, and over the whole message
    model: float
    whole: float
    pattern: float
    weak: float
    always: float
    given_from: float
    #: what the patterns of other labels tell: who promises money seldom writes from a deathbed
    beside: Mapping[Label, float]
    #: what it weighs that the model finds other labels likely in the whole message
    likely: Mapping[Label, float]

    def chance(
        self, label: Label, opinion: "Opinion", found: Mapping[str, Because], likely: Mapping[Label, float]
    ) -> float:
        """Bring what the readers say together."""
        reason = found.get(label)
        said = 0.0 if reason is None else self.weak if reason.is_weak else self.pattern
        said += sum(weight for other, weight in self.beside.items() if other in found)
        said += sum(self.likely.get(other, 0.0) * chance for other, chance in likely.items())
        said += self.model * odds_of(opinion.chance) + self.whole * odds_of(opinion.whole)
        return chance_of(said + self.always)


#: with one of these a person sees the reply anyway, or nobody wrote it
ASKS_NOTHING_MORE = SAFETY | {Label.AUTO_REPLY}
LEAST = 1e-4
#: less likely than this in the whole message says nothing about other labels
AT_ALL = 0.05
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
        whole = (name for name in found if not name.startswith(PART))
        weighed = [(dict(self.weights.get(name, ())).get(label, 0.0), name) for name in whole]
        return tuple(name for weight, name in sorted(weighed, reverse=True)[:TOLD] if weight > 0)


@dataclass(frozen=True, slots=True)
class Opinion:
    """How likely a label is in the sentence that speaks most for it, and in the message as a whole."""

    chance: float
    whole: float
    stretch: frozenset[str]
    said: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """What both readers together make of a reply."""

    found: Mapping[str, Because]
    #: how likely each of them is
    chances: Mapping[Label, float]
    #: labels that a person must look at before they are believed, or because they may have been missed
    in_doubt: frozenset[Label]


def odds_of(chance: float) -> float:
    """Make the logarithm of odds of a chance."""
    kept = min(max(chance, LEAST), 1 - LEAST)
    return math.log(kept / (1 - kept))


def chance_of(odds: float) -> float:
    """Make a chance of the logarithm of odds."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


@lru_cache(maxsize=1)
def load_model() -> Model:
    """Load the weights once: first the labels, then a signal a row, with the number of a label and its weight in tenths."""
    head, *rows = _rows(WEIGHTS)
    pairs = _Pairs([Label(name) for name in head[1:]])
    return Model({signal: tuple(map(pairs.__getitem__, told)) for signal, *told in rows})


class _Pairs(dict[str, tuple[Label, float]]):
    """What a pair of the file stands for, read once: the same few thousand stand there again and again."""

    def __init__(self, labels: list[Label]) -> None:
        super().__init__()
        self.labels = labels

    def __missing__(self, pair: str) -> tuple[Label, float]:
        at, tenths = pair.split(":")
        self[pair] = found = (self.labels[int(at)], int(tenths) / TENTHS)
        return found


@lru_cache(maxsize=1)
def load_trust() -> Mapping[Label, Trust]:
    """Load how far each reader is to be trusted, a label a row."""
    head, *rows = _rows(TRUST)
    return {Label(label): _trust(numbers, head[1 + GIVEN_FIRST :]) for label, *numbers in rows}


#: so many numbers of a row are the label's own; the others tell what other labels weigh: those that a pattern found,
#: and, under a name with this sign before it, those that the model finds likely
GIVEN_FIRST, LIKELY = 6, "~"


def _trust(numbers: list[str], others: list[str]) -> Trust:
    model, whole, pattern, weak, always, given_from = map(float, numbers[:GIVEN_FIRST])
    told = dict(zip(others, map(float, numbers[GIVEN_FIRST:]), strict=True))
    beside = {Label(name): weight for name, weight in told.items() if weight and name[0] != LIKELY}
    likely = {Label(name[1:]): weight for name, weight in told.items() if weight and name[0] == LIKELY}
    return Trust(model, whole, pattern, weak, always, given_from, beside, likely)


def _rows(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.reader(opened))


def likely_of(said: Mapping[Label, Opinion]) -> dict[Label, float]:
    """Give the labels that the model finds likely at all in the whole message."""
    return {label: opinion.whole for label, opinion in said.items() if opinion.whole >= AT_ALL}


def opinions(words: Words, model: Model) -> dict[Label, Opinion]:
    """Give for each label its chance in the whole message, and its highest chance over the sentences."""
    everything = [word.text for word in words.words]
    all_found = frozenset(signals(everything))
    whole = model.chances(sorted(all_found))
    best: dict[Label, Opinion] = {}
    for stretch in stretches(words):
        is_all = stretch == everything
        found = all_found if is_all else frozenset(signals(stretch))
        for label, chance in (whole if is_all else model.chances(sorted(found))).items():
            if label not in best or chance > best[label].chance:
                best[label] = Opinion(chance, whole[label], found, " ".join(stretch))
    return best


def weigh(
    words: Words,
    found: Mapping[str, Because],
    model: Model,
    trust: Mapping[Label, Trust],
    *,
    foreign: bool = False,
) -> Weighed:
    """Bring the patterns and the second opinion together, label by label; what is foreign is not guessed at."""
    said = opinions(words, model)
    likely = likely_of(said)
    chances = {label: one.chance(label, said[label], found, likely) for label, one in trust.items()}
    # the model learned from Dutch: of other languages only the patterns know words
    least = SURE if foreign else 0.0
    labels = {label for label, chance in chances.items() if chance >= max(trust[label].given_from, least)}
    if foreign:
        labels |= {Label(label) for label in found}
    in_doubt = {label for label in SAFETY if _is_in_doubt(label, chances, trust, found)}
    if any(_is_all(words, reason) for reason in found.values()):
        # in "bel mij op" a pattern knows every word: there is nothing left to guess at
        labels = {label for label in labels if label in found}
        in_doubt = {label for label in in_doubt if label in found}
    if _means_one_channel(found, said):
        labels.discard(Label.STOP_ALL)
        in_doubt.discard(Label.STOP_ALL)
    if Label.CHANNEL_PREF in found and not {Label.CHANNEL_PREF, *ASKS_NOTHING_MORE} & labels:
        # what a pattern heard about channels is followed or seen by a person: never dropped in silence
        in_doubt.add(Label.CHANNEL_PREF)
    if not labels and not foreign:
        likeliest = max(chances.keys() - NOT_GUESSED, key=lambda label: (chances[label], label))
        labels = {likeliest} if chances[likeliest] >= GUESSED else set()
        in_doubt |= labels
    given = {
        label: found.get(label) or _because(label, said[label], model.heaviest) for label in sorted(labels)
    }
    sure_of = {
        label: 1.0 if foreign and label in found else chances[label] for label in given if label in chances
    }
    return Weighed({str(label): reason for label, reason in given.items()}, sure_of, frozenset(in_doubt))


def _is_all(words: Words, reason: Because) -> bool:
    """Say whether a message holds nothing but the words of a pattern that is no weak sign."""
    letters = "".join(filter(str.isalnum, words.raw.lower()))
    return not reason.is_weak and "".join(filter(str.isalnum, reason.words.lower())) == letters


def _means_one_channel(found: Mapping[str, Because], said: Mapping[Label, Opinion]) -> bool:
    """Say whether a message that names the channel to stop is only by likeness taken for a stop of all."""
    one, all_of_it = Label.STOP_CHANNEL, Label.STOP_ALL
    return one in found and all_of_it not in found and said[one].chance > said[all_of_it].chance


def _is_in_doubt(
    label: Label, chances: Mapping[Label, float], trust: Mapping[Label, Trust], found: Mapping[str, Because]
) -> bool:
    chance = chances[label]
    return HINT <= chance < SURE or (label in found and chance < trust[label].given_from)


def _because(
    label: Label, opinion: Opinion, heaviest: Callable[[Iterable[str], Label], tuple[str, ...]]
) -> Because:
    told = ", ".join(heaviest(opinion.stretch, label))
    return Because(label, opinion.said, f"{PATTERN} {opinion.chance:.2f}: {told}")
