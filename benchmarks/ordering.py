"""How well our score orders pairs of a hard and a plain text, when it never saw their documents."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.ranking import Vector, fit, spread_of
from benchmarks.text_pairs import Pair, Pairs, by_fold, right

FOLDS = 10

Measured = Mapping[Pair, tuple[Vector, Vector]]


@dataclass(frozen=True, slots=True)
class Ordering:
    """The share of pairs in the right order: single sentences, pieces of six, whole documents."""

    sentences: float
    chunks: float
    documents: float


def measured(pairs: Pairs, measure: Callable[[str], Vector]) -> Measured:
    """Count every text of the pairs once."""
    every = dict.fromkeys((*pairs.sentences, *pairs.chunks, *pairs.documents))
    return {one: (measure(one.hard), measure(one.plain)) for one in every}


def weights_for(train: Sequence[Pair], counts: Measured) -> Vector:
    """Fit the weights to pairs."""
    spreads = spread_of([side for one in train for side in counts[one]])
    return fit([_difference(counts[one]) for one in train], spreads)


def training(pairs: Pairs) -> tuple[Pair, ...]:
    """Give what the weights are fitted to: pieces and documents."""
    return (*pairs.chunks, *pairs.documents)


def cross_validated(pairs: Pairs, counts: Measured) -> Ordering:
    """Fit ten times, each time to nine tenths of the documents, and order the pairs of the others."""
    folds = by_fold(pairs.sentences, FOLDS)
    fitted = [
        weights_for([one for one in training(pairs) if folds[one.document] != fold], counts)
        for fold in range(min(FOLDS, len(folds)))
    ]
    return _ordering(pairs, lambda one: _weighed(fitted[folds[one.document]], counts[one]))


def with_weights(pairs: Pairs, counts: Measured, weights: Vector) -> Ordering:
    """Order pairs by given weights."""
    return _ordering(pairs, lambda one: _weighed(weights, counts[one]))


def by_figure(pairs: Pairs, figure: Callable[[str], float]) -> Ordering:
    """Order pairs by any figure that is higher for a harder text."""
    return _ordering(pairs, lambda one: figure(one.hard) - figure(one.plain))


def _ordering(pairs: Pairs, harder: Callable[[Pair], float]) -> Ordering:
    shares = (
        right(some, harder) if some else 0.0 for some in (pairs.sentences, pairs.chunks, pairs.documents)
    )
    return Ordering(*shares)


def _difference(sides: tuple[Vector, Vector]) -> Vector:
    return tuple(hard - plain for hard, plain in zip(*sides, strict=True))


def _weighed(weights: Vector, sides: tuple[Vector, Vector]) -> float:
    return sum(weight * value for weight, value in zip(weights, _difference(sides), strict=True))
