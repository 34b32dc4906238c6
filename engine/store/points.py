"""Bringing new contact points together with those that we know."""

from collections.abc import Sequence
from dataclasses import replace

import orjson

from engine.domain.people import ContactPoint, Debtor, PointState, Representative
from engine.store.sql import Value


def merged(known: Sequence[ContactPoint], told: Sequence[ContactPoint]) -> tuple[ContactPoint, ...]:
    """
    Replace the points of each kind that we are told of, and keep what was learned.

    A value that bounced, was confirmed, was checked or reached the wrong person keeps that, and stays when
    the portfolio names it no more. What is told with a check of its own counts from then on.
    """
    checked = {(point.kind, point.value) for point in told if point.checked_on}
    learned = {
        (point.kind, point.value): point
        for point in known
        if _is_learned(point) and (point.kind, point.value) not in checked
    }
    fresh = {(point.kind, point.value): point for point in told}
    kinds = {point.kind for point in told}
    named = [learned.get(key, point) for key, point in fresh.items()]
    kept = [
        point
        for point in known
        if (point.kind, point.value) not in fresh and (_is_learned(point) or point.kind not in kinds)
    ]
    return (*named, *kept)


def merged_debtor(known: Debtor | None, told: Debtor) -> Debtor:
    """
    Bring a debtor that we are told of together with what we know.

    A row that names no representative does not take one away: another case of the same debtor may name one,
    and writing to a represented person is worse than writing to a representative once too often.
    """
    if known is None:
        return told
    return replace(
        told,
        points=merged(known.points, told.points),
        representative=_merged_representative(known.representative, told.representative),
    )


def _merged_representative(
    known: Representative | None, told: Representative | None
) -> Representative | None:
    if known is None or told is None or known.name != told.name:
        return told or known
    return replace(told.with_cases_of(known), points=merged(known.points, told.points))


def point_rows(debtor: Debtor) -> list[tuple[Value, ...]]:
    """Write all points of a debtor and of the representative as rows, in their order."""
    others = debtor.representative.points if debtor.representative else ()
    listed = [(False, point) for point in debtor.points] + [(True, point) for point in others]
    return [
        (
            debtor.id,
            rank,
            of_representative,
            point.kind.value,
            point.value,
            point.state.value,
            point.source,
            orjson.dumps(point.address).decode() if point.address else None,
            point.checked_on.isoformat() if point.checked_on else None,
        )
        for rank, (of_representative, point) in enumerate(listed)
    ]


def _is_learned(point: ContactPoint) -> bool:
    return point.state is not PointState.UNVERIFIED or point.checked_on is not None
