"""Train the second opinion on the invented replies of this folder: `python -m tests.replies.train`."""

import csv
import dataclasses
import itertools
import math
import operator
import random
import re
from pathlib import Path

from engine.replies.label import Label
from engine.replies.language import is_foreign
from engine.replies.lexicon import load_lexicon
from engine.replies.places import find
from engine.replies.second_opinion import (
    ALWAYS,
    LEAST,
    TENTHS,
    TRUST,
    WEIGHTS,
    Model,
    Trust,
    chance_of,
    opinions,
)
from engine.replies.signals import signals
from engine.replies.understand import plain_words

HERE = Path(__file__).parent
#: what the language reader and the absence of every label decide is not learned
LABELS = [label for label in Label if label not in {Label.OTHER_LANGUAGE, Label.UNCLEAR}]
#: labelled sets on whose misses the patterns were mended: patterns look too good on them
MENDED_ON = (
    "visible.csv",
    "phrasings.csv",
    "data/fresh_a.csv",
    "data/fresh_b.csv",
    "data/third.csv",
    "data/fourth.csv",
    "data/fifth.csv",
)
#: labelled sets that were looked at, and that no pattern was mended on
LOOKED_AT = ("data/sixth.csv", "data/seventh.csv")
CHOICE = re.compile(r"\[([^\]]*\|[^\]]*)\]")
MOST_FORMS = 3
ROUNDS = 8
LEARNING, DECAY = 0.5, 2e-5
SEED = 7
#: a slip this small teaches nothing
SETTLED = 0.02


def forms_of(line, chance):
    """Write out the choices of a line: `[a|b] c` is a c and b c."""
    parts = CHOICE.split(line)
    choices = [part.split("|") if at % 2 else [part] for at, part in enumerate(parts)]
    every = ["".join(form) for form in itertools.islice(itertools.product(*choices), 200)]
    return every if len(every) <= MOST_FORMS else chance.sample(every, MOST_FORMS)


def training_rows(seed=SEED):
    """Read training/*.txt as (group, text, labels); the forms of one line share a group."""
    chance = random.Random(seed)  # noqa: S311 - the same examples each time
    for file in sorted((HERE / "training").glob("*.txt")):
        labels: frozenset[Label] = frozenset()
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
            if line.startswith("= "):
                labels = frozenset(Label(name) for name in line[2:].strip().split("|"))
            elif line.strip():
                for form in forms_of(line, chance):
                    yield f"{file.stem}:{number}", "whatsapp", form, labels


def labelled_rows(names):
    """Read the labelled sets in the same shape."""
    for name in names:
        with (HERE / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                labels = frozenset(Label(label) for label in row["labels"].split("|"))
                yield f"{name}:{row['id']}", row["channel"], row["text"], labels


def examples_of(rows):
    """Turn rows into (signals, labels); each row once alone and once beside another row."""
    chance = random.Random(SEED)  # noqa: S311 - the same examples each time
    rows = list(rows)
    made = []
    for _, channel, text, labels in rows:
        words = plain_words(channel, text)[1]
        made.append(([word.text for word in words.words], labels))
    lone = {Label.ACK, Label.UNCLEAR, Label.OTHER_LANGUAGE, Label.AUTO_REPLY}
    found = [(sorted(signals(stretch)), labels) for stretch, labels in made]
    for stretch, labels in made:
        other, more = chance.choice(made)
        if labels & lone or more & lone or len(stretch) + len(other) > 40:
            continue
        found.append((sorted(signals([*stretch, ".", *other])), labels | more))
    return found


def train(examples):
    """Fit one logistic model a label, by steps that grow smaller for signals seen often (AdaGrad)."""
    chance = random.Random(SEED)  # noqa: S311 - the same examples each time
    weights: dict[str, list[float]] = {}
    seen: dict[str, list[float]] = {}
    examples = [([*names, ALWAYS], 1 / math.sqrt(len(names)), labels) for names, labels in examples if names]
    targets = {labels: [float(label in labels) for label in LABELS] for _, _, labels in examples}
    for _ in range(ROUNDS):
        chance.shuffle(examples)
        for names, scale, labels in examples:
            rows = [weights.setdefault(name, [0.0] * len(LABELS)) for name in names]
            wanted = targets[labels]
            sums = map(sum, zip(*rows[:-1], strict=True))
            odds = (total * scale + base for total, base in zip(sums, rows[-1], strict=True))
            missed = (chance_of(one) - meant for one, meant in zip(odds, wanted, strict=True))
            slopes = [(at, slope) for at, slope in enumerate(missed) if abs(slope) > SETTLED]
            for name, row in zip(names, rows, strict=True):
                grown = seen.setdefault(name, [1e-3] * len(LABELS))
                factor = 1.0 if name == ALWAYS else scale
                for at, slope in slopes:
                    step = slope * factor + DECAY * row[at]
                    grown[at] += step * step
                    row[at] -= LEARNING * step / math.sqrt(grown[at])
    return weights


def model_of(weights, least=0.0):
    """Keep what weighs enough, rounded as it is stored."""
    kept = {
        name: tuple(
            (LABELS[at], round(value, 1))
            for at, value in enumerate(row)
            if abs(value) >= least or name == ALWAYS
        )
        for name, row in weights.items()
    }
    return Model({name: rows for name, rows in kept.items() if rows})


FOLDS = 3
LEAST_WEIGHT = 0.7
#: from which chance on a label is given: what may harm when missed is given sooner
GIVEN_FROM = 0.4
GIVEN_SOONER = {
    Label.DISTRESS: 0.3,
    Label.HELP: 0.25,
    Label.REPRESENTED: 0.2,
    Label.DECEASED: 0.2,
    Label.STOP_CHANNEL: 0.25,
    Label.STOP_ALL: 0.15,
    Label.WRONG_PERSON: 0.2,
    Label.DISPUTE: 0.35,
    Label.COMPLAINT: 0.35,
    Label.MOVED: 0.3,
    Label.ARRANGEMENT: 0.35,
    Label.CALLBACK: 0.3,
    Label.ACK: 0.35,
}


def read_by_both(rows, model):
    """Give (group, labels, what the patterns found, chances by the model) for rows new to the model."""
    for group, channel, text, labels in rows:
        own, words = plain_words(channel, text)
        found = find(words, load_lexicon(), foreign=is_foreign(words, own))
        yield group, labels, found, opinions(words, model)


def folds_of(rows):
    """Say in which part each group of rows is left out."""
    groups = sorted({row[0] for row in rows})
    random.Random(SEED).shuffle(groups)  # noqa: S311 - the same parts each time
    return {group: number % FOLDS for number, group in enumerate(groups)}


def left_out(rows, beside=()):
    """Read every row by a model that was trained without its group."""
    folds = folds_of(rows)
    for fold in range(FOLDS):
        kept = [row for row in rows if folds[row[0]] != fold]
        model = model_of(train(examples_of([*kept, *beside])))
        yield from read_by_both([row for row in rows if folds[row[0]] == fold], model)


def trust_of(label, read):
    """Fit how far model and patterns are to be trusted for a label, on rows that the model had not seen."""
    rows = []
    for _, labels, found, said in read:
        chance = min(max(said[label].chance, LEAST), 1 - LEAST)
        reason = found.get(label)
        weak = reason is not None and reason.is_weak
        rows.append(
            ((math.log(chance / (1 - chance)), reason is not None and not weak, weak, 1.0), label in labels)
        )
    weights, grown = [1.0, 1.0, 0.5, 0.0], [1e-3] * 4
    for _ in range(300):
        slopes = [1e-4 * weight for weight in weights]
        for values, is_meant in rows:
            odds = sum(map(operator.mul, weights, values))
            slip = (chance_of(odds) - is_meant) / len(rows)
            slopes = [slope + slip * value for slope, value in zip(slopes, values, strict=True)]
        for at, slope in enumerate(slopes):
            grown[at] += slope * slope
            weights[at] -= 0.3 * slope / math.sqrt(grown[at])
    model, pattern, weak, always = (round(weight, 3) for weight in weights)
    return Trust(model, pattern, weak, always, GIVEN_SOONER.get(label, GIVEN_FROM))


def write(model, trust):
    """Store what was learned where the second opinion finds it."""
    with WEIGHTS.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["signal", *LABELS])
        for signal, weights in sorted(model.weights.items()):
            rows.writerow(
                [signal, *(f"{LABELS.index(label)}:{weight * TENTHS:.0f}" for label, weight in weights)]
            )
    with TRUST.open("w", encoding="utf-8", newline="") as file:
        for label, one in trust.items():
            csv.writer(file, lineterminator="\n").writerow((label, *dataclasses.astuple(one)))


def main():
    """Measure on parts left out, then learn from everything and store it."""
    new, known = [*training_rows(), *labelled_rows(LOOKED_AT)], list(labelled_rows(MENDED_ON))
    read = list(left_out(new, beside=known))
    trust = {label: trust_of(label, read) for label in LABELS}
    write(model_of(train(examples_of([*new, *known])), LEAST_WEIGHT), trust)


if __name__ == "__main__":
    main()
