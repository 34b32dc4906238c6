"""Several rows about one person: the first row that says something holds for the whole file."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from engine.domain.people import ContactPoint, Debtor, PointKind, PointState, Representative
from engine.domain.portfolio import PortfolioRecord
from engine.portfolio.cells import BadCell
from engine.portfolio.helpers import THIS_CASE, clash, narrows, together
from engine.portfolio.row import Reject, rejected
from engine.portfolio.wishes import COLUMN_OF, about
from preferences.change import Change

Points = tuple[ContactPoint, ...]

POINT_COLUMN = {
    PointKind.MOBILE: "mobile",
    PointKind.LANDLINE: "landline",
    PointKind.EMAIL: "email",
    PointKind.ADDRESS: "street",
}


@dataclass(frozen=True, slots=True)
class _Told:
    """What the rows so far said about one person, and the line of the first."""

    line: int
    debtor: Debtor
    wishes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Persons:
    """What the rows of one file said so far about each person."""

    _told: dict[str, _Told] = field(default_factory=dict)

    def agree(self, record: PortfolioRecord, line: int) -> tuple[PortfolioRecord | None, list[Reject]]:
        """
        Bring a row together with the earlier rows about the same person.

        The record tells all that is known so far, and only wishes that no earlier row told; cells that
        contradict an earlier row are left out. There is no record when nobody can say who speaks in its case.
        """
        told = self._told.get(record.debtor.id)
        if told is None:
            self._told[record.debtor.id] = _Told(line, record.debtor, record.changes)
            return record, []
        if fault := clash(told.debtor.representative, record.debtor.representative):
            return None, [rejected(line, fault, whole_row=True)]
        debtor, contradictions = _together(told.debtor, record.debtor)
        wishes, others = _new_and_other(told.wishes, record.changes)
        self._told[debtor.id] = _Told(told.line, debtor, told.wishes + wishes)
        reason = f"is not what an earlier row says about {debtor.id}, who first stands on line {told.line}"
        return replace(record, debtor=debtor, changes=wishes), [
            rejected(line, BadCell(column, value, reason), whole_row=False)
            for column, value in contradictions + others
        ]


def _together(first: Debtor, later: Debtor) -> tuple[Debtor, list[tuple[str, str]]]:
    """Let a later row add what the first did not say; lists the cells that contradict it."""
    if first == later:
        return first, []
    whole = replace(
        first,
        points=_points_together(first.points, later.points),
        birth_date=first.birth_date or later.birth_date,
        representative=together(first.representative, later.representative),
    )
    return whole, list(_contradictions(whole, later))


def _points_together(first: Points, later: Points) -> Points:
    """Add points of kinds that the first rows leave out, and the word that a mailbox of theirs was used."""
    used = {point.value: point for point in later if point.state is PointState.CONFIRMED}
    told = {point.kind for point in first}
    return (
        *(used.get(point.value, point) for point in first),
        *(point for point in later if point.kind not in told),
    )


def _contradictions(whole: Debtor, later: Debtor) -> Iterator[tuple[str, str]]:
    if later.name != whole.name:
        yield "debtor_name", later.name
    if later.kind is not whole.kind:
        yield "debtor_kind", later.kind.value
    if later.birth_date not in {None, whole.birth_date}:
        yield "birth_date", str(later.birth_date)
    yield from _helper_contradictions(whole.representative, later.representative)
    values = {(point.kind, point.value) for point in whole.points}
    for point in later.points:
        if (point.kind, point.value) not in values:
            yield POINT_COLUMN[point.kind], point.value


def _helper_contradictions(
    whole: Representative | None, later: Representative | None
) -> Iterator[tuple[str, str]]:
    """Name what a later row says of the helper that does not hold; its case was added to theirs already."""
    if whole is None or later is None:
        return
    if replace(later, cases=whole.cases) != whole:
        yield "helper_name", later.name
    if narrows(whole, later):
        yield "helper_scope", THIS_CASE


def _new_and_other(
    told: tuple[Change, ...], later: tuple[Change, ...]
) -> tuple[tuple[Change, ...], list[tuple[str, str]]]:
    """Part the wishes of a later row: those about something new, and those that contradict an earlier one."""
    first = {about(wish): (wish.value, wish.words) for wish in told}
    new = tuple(wish for wish in later if about(wish) not in first)
    others = [
        (COLUMN_OF[wish.field], wish.value)
        for wish in later
        if first.get(about(wish), (wish.value, wish.words)) != (wish.value, wish.words)
    ]
    return new, others
