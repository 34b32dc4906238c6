"""The score of a text: one number from its figures; fitted on pairs of a hard and a plain text."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from engine.rendering.b1.tally import NAMES, Measures

#: a shorter text has no score: by chance it would be anything
FEWEST_SENTENCES, FEWEST_WORDS = 8, 60
#: above this a text is as hard as what communication experts rewrote; below the second it is well away
TOO_HARD, PLAIN = 0.0, -2.0


@dataclass(frozen=True, slots=True)
class Scale:
    """What each figure weighs, and where zero lies."""

    weights: tuple[float, ...]
    zero: float

    def score(self, measures: Measures) -> float:
        """Give the score: the higher, the harder."""
        weighed = zip(self.weights, measures, strict=True)
        return sum(weight * value for weight, value in weighed) - self.zero


@cache
def load_scale() -> Scale:
    """Read the weights beside this module; `python -m benchmarks.readability --fit` made them."""
    shipped = json.loads((files("engine.rendering.b1") / "score.json").read_text(encoding="utf-8"))
    return Scale(tuple(float(shipped["weights"].get(name, 0.0)) for name in NAMES), float(shipped["zero"]))
