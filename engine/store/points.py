"""Bringing new contact points together with those that we know."""

from collections.abc import Iterable, Sequence

import orjson

from engine.domain.people import ContactPoint, Debtor, PointState
from engine.store.sql import Value


def merged(known: Sequence[ContactPoint], told: Sequence[ContactPoint]) -> tuple[ContactPoint, ...]:
    """
    Replace the points of each kind that we are told of, and keep what was learned.

    A value that bounced, was confirmed or reached the wrong person keeps that state, and stays when the
    portfolio names it no more.
    """
    learned = {(point.kind, point.value): point for point in known if _is_learned(point)}
    fresh = {(point.kind, point.value): point for point in told}
    kinds = {point.kind for point in told}
    now = [learned.get(key, point) for key, point in fresh.items()]
    kept = [
        point
        for point in known
        if (point.kind, point.value) not in fresh and (_is_learned(point) or point.kind not in kinds)
    ]
    return (*now, *kept)


def merged_debtor(known: Debtor | None, told: Debtor) -> tuple[list[ContactPoint], list[ContactPoint]]:
    """Bring together the points of a debtor and of the representative, when somebody represents."""
    own = merged(known.points if known else (), told.points)
    if told.representative is None:
        return list(own), []
    before = known.representative.points if known and known.representative else ()
    return list(own), list(merged(before, told.representative.points))


def point_rows(
    debtor_id: str, own: Iterable[ContactPoint], others: Iterable[ContactPoint]
) -> list[tuple[Value, ...]]:
    """Write all points of a debtor as rows, in their order."""
    listed = [(False, point) for point in own] + [(True, point) for point in others]
    return [
        (
            debtor_id,
            rank,
            of_representative,
            point.kind.value,
            point.value,
            point.state.value,
            point.source,
            orjson.dumps(point.address).decode() if point.address else None,
        )
        for rank, (of_representative, point) in enumerate(listed)
    ]


def _is_learned(point: ContactPoint) -> bool:
    return point.state is not PointState.UNVERIFIED
