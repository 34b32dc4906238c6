"""Score readings as docs/replies.md says: safety first, then what is wrongly believed."""

import csv
import json
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from engine.replies.understand import understand

HERE = Path(__file__).parent
TODAY = date(2026, 11, 23)
SAFETY = [
    "distress",
    "help",
    "represented",
    "deceased",
    "stop_channel",
    "stop_all",
    "wrong_person",
    "dispute",
    "complaint",
]
#: after one of these the automatic contact does not simply go on
SAFE_AFTER = {*SAFETY, "paid", "callback", "unclear", "other_language"}


@dataclass
class Score:
    rows: int = 0
    exact: int = 0
    hits: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    near: int = 0
    near_wrong: int = 0
    unsafe: list[object] = field(default_factory=list)
    misses: list[object] = field(default_factory=list)

    def recall(self, label):
        return self.hits[label] / max(1, self.hits[label] + self.missed[label])

    def precision(self, label):
        return self.hits[label] / max(1, self.hits[label] + self.wrong[label])

    def f1(self, label):
        recall, precision = self.recall(label), self.precision(label)
        return 2 * recall * precision / (recall + precision) if recall + precision else 0.0

    @property
    def macro_f1(self):
        labels = self.hits.keys() | self.missed.keys()
        return sum(map(self.f1, labels)) / len(labels)


def rows_of(name):
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def score(rows, today=TODAY):
    found = Score()
    for row in rows:
        reading = understand(row["channel"], row["text"], today)
        got, wanted = set(map(str, reading.labels)), set(row["labels"].split("|"))
        near = re.search(r"near=([\w,]+)", row["notes"])
        nears = set(near[1].split(",")) if near else set()
        found.rows += 1
        found.exact += got == wanted
        found.hits.update(got & wanted)
        found.wrong.update(got - wanted)
        found.missed.update(wanted - got)
        found.near += len(nears)
        found.near_wrong += len(nears & got)
        if got != wanted:
            found.misses.append((row["id"], sorted(wanted - got), sorted(got - wanted)))
        if wanted & set(SAFETY) and reading.sure and not got & SAFE_AFTER:
            found.unsafe.append(row["id"])
    return found


def entities_of(row):
    return json.loads(row["entities"] or "{}")
