"""A ranking by logistic regression: which weights put the harder text of most pairs above the plainer one."""

from collections.abc import Sequence
from math import exp, sqrt

Vector = tuple[float, ...]
#: how much each weight is pulled towards nothing
PULL = 8.0
ROUNDS, ENOUGH = 15, 1e-7
STEEPEST = 30.0


def fit(differences: Sequence[Vector], spreads: Vector) -> Vector:
    """Find the weights for differences (hard side minus plain side), by Newton's method."""
    scaled = [
        tuple(value / spread for value, spread in zip(one, spreads, strict=True)) for one in differences
    ]
    weights = [0.0] * len(spreads)
    for _ in range(ROUNDS):
        step = _step(scaled, weights)
        weights = [weight + change for weight, change in zip(weights, step, strict=True)]
        if max(map(abs, step)) < ENOUGH:
            break
    return tuple(weight / spread for weight, spread in zip(weights, spreads, strict=True))


def spread_of(values: Sequence[Vector]) -> Vector:
    """Give the standard deviation of each figure; one for a figure that never changes."""
    number = len(values)
    means = [sum(column) / number for column in zip(*values, strict=True)]
    sums = [
        sum((value - mean) ** 2 for value in column)
        for column, mean in zip(zip(*values, strict=True), means, strict=True)
    ]
    return tuple(sqrt(total / number) or 1.0 for total in sums)


def _step(scaled: Sequence[Vector], weights: Sequence[float]) -> list[float]:
    size = len(weights)
    slope = [-PULL * weight for weight in weights]
    bend = [[PULL if row == column else 0.0 for column in range(size)] for row in range(size)]
    for one in scaled:
        margin = sum(weight * value for weight, value in zip(weights, one, strict=True))
        wrong = 1 / (1 + exp(max(-STEEPEST, min(STEEPEST, margin))))
        steep = wrong * (1 - wrong)
        for row, value in enumerate(one):
            slope[row] += wrong * value
            for column, other in enumerate(one):
                bend[row][column] += steep * value * other
    return _solve(bend, slope)


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Solve a system of equations whose matrix is symmetric and positive."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    size = len(rows)
    for pivot in range(size):
        for below in range(pivot + 1, size):
            factor = rows[below][pivot] / rows[pivot][pivot]
            rows[below] = [one - factor * two for one, two in zip(rows[below], rows[pivot], strict=True)]
    found = [0.0] * size
    for row in reversed(range(size)):
        known = sum(rows[row][column] * found[column] for column in range(row + 1, size))
        found[row] = (rows[row][size] - known) / rows[row][row]
    return found
