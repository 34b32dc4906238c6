"""Running cases move to the campaigns of today on purpose, and it is said what changes for whom."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import cast

import pytest

from engine.domain.case import CaseStatus
from engine.domain.contact import Position
from engine.domain.touchpoint import Entry, LineKind
from engine.move import Moved, carry_out, moves_for
from engine.ports import Books
from tests.builders import NOW, a_campaign, a_case, a_position, a_step, an_organisation, days_ago
from tests.engine.stand_ins import PlainCatalogue, a_file

OLD = a_campaign(version="oud", steps=(a_step("een"), a_step("twee"), a_step("drie")))


@dataclass(frozen=True)
class Notebook:
    """The part of the books that a move writes in."""

    positions: list[Position] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)

    def move(self, positions):
        self.positions.extend(positions)

    def append(self, entries):
        self.entries.extend(entries)


def moves(new, file=None, position=None):
    """Say what moves when the old campaign became another one."""
    catalogue = PlainCatalogue(campaigns=(OLD, new), organisation=an_organisation())
    file = file or a_file(positions={"C-1": position or a_position(version="oud")})
    return moves_for([file], catalogue)


def a_new_campaign(*step_ids, **changes):
    return a_campaign(**{"version": "nieuw", "steps": tuple(map(a_step, step_ids))} | changes)


@pytest.mark.parametrize(
    ("step", "new", "to", "name"),
    [
        (0, ("een", "twee", "drie"), 0, "een"),
        (1, ("een", "twee", "drie"), 1, "twee"),
        (1, ("twee", "een", "drie"), 0, "twee"),
        (1, ("nul", "een", "twee"), 2, "twee"),
        (1, ("een", "drie"), 1, "drie"),
        (0, ("drie", "vier"), 0, "drie"),
        (1, ("een",), 1, "end"),
        (0, ("anders",), 1, "end"),
        (3, ("een", "twee", "drie", "vier"), 4, "end"),
    ],
    ids=[
        "the first step",
        "the same step",
        "a step that stands elsewhere",
        "a step put before it",
        "a step that is gone",
        "two steps that are gone",
        "nothing left to come",
        "all new steps",
        "done already",
    ],
)
def test_keeps_the_step_by_its_name_or_takes_the_first_one_after_it_that_is_left(step, new, to, name):
    [(position, moved)] = moves(a_new_campaign(*new), position=a_position(version="oud", step=step))

    assert (position.step, moved.to_step) == (to, name)


def test_a_move_changes_the_version_and_the_step_and_nothing_else():
    before = a_position(version="oud", step=1, since=days_ago(3), due_at=None, started_at=days_ago(20))

    [(position, moved)] = moves(a_new_campaign("een", "drie"), position=before)

    assert position == a_position(
        version="nieuw", step=1, since=days_ago(3), due_at=None, started_at=days_ago(20)
    )
    assert moved == Moved(
        case_id="C-1",
        campaign="huur-vriendelijk",
        from_version="oud",
        to_version="nieuw",
        from_step="twee",
        to_step="drie",
    )


@pytest.mark.parametrize(
    "position",
    [a_position(version="nieuw"), a_position(campaign="", version=""), a_position(campaign="weg")],
    ids=["of today already", "without a campaign", "a campaign that is gone"],
)
def test_only_a_case_in_an_older_version_of_a_campaign_of_today_moves(position):
    assert moves(a_new_campaign("een"), position=position) == []


@pytest.mark.parametrize(
    "case",
    [
        a_case(paid=Decimal("120.50")),
        a_case(status=CaseStatus.PAID),
        a_case(status=CaseStatus.CLOSED),
        a_case(status=CaseStatus.HANDED_OVER),
    ],
    ids=["nothing left to pay", "paid", "closed", "handed over"],
)
def test_a_case_that_is_over_stays_where_it_ended(case):
    file = a_file(cases=(case,), positions={"C-1": a_position(version="oud")})

    assert moves(a_new_campaign("een"), file) == []


def test_every_case_of_every_debtor_is_looked_at():
    catalogue = PlainCatalogue(campaigns=(OLD, a_new_campaign("een")), organisation=an_organisation())
    files = [
        a_file(
            cases=(a_case("C-1"), a_case("C-2")),
            positions={name: a_position(name, version="oud") for name in ("C-1", "C-2")},
        ),
        a_file(cases=(a_case("C-3"),), positions={"C-3": a_position("C-3", version="oud", due_at=NOW)}),
        a_file(cases=(a_case("C-4"),), positions={}),
    ]

    assert [moved.case_id for _, moved in moves_for(files, catalogue)] == ["C-1", "C-2", "C-3"]


def test_a_case_that_moves_is_decided_anew_at_once_and_its_record_says_who_moved_it():
    notebook = Notebook()
    found = moves(a_new_campaign("een", "drie"), position=a_position(version="oud", step=1, due_at=None))

    carry_out(cast(Books, notebook), found, "anna", NOW)

    [entry] = notebook.entries
    assert notebook.positions == [a_position(version="nieuw", step=1, due_at=NOW)]
    assert (entry.subject, entry.kind, entry.at) == ("case:C-1", LineKind.CASE, NOW)
    assert entry.public == {
        "by": "anna",
        "campaign": "huur-vriendelijk",
        "from_version": "oud",
        "to_version": "nieuw",
        "from_step": "twee",
        "to_step": "drie",
    }
