"""What must always be so, whatever happened: read from what left the house, and from its books."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from engine.domain.case import CaseStatus, Jurisdiction, Phase
from engine.domain.touchpoint import Outcome
from engine.policy.calendars import calendar_for
from preferences.channel import ChannelKind
from tests.builders import office_hours

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DUTCH = calendar_for(Jurisdiction.NL)
GAP = timedelta(hours=24)
PERIOD = timedelta(days=7)
MOST = 2


def everything_wrong(house, taken=None):
    """
    List all that may never be; an empty list is what every walk must end with.

    `taken` is what left the house, when others than its own providers took it.
    """
    taken = house.taken if taken is None else taken
    with house.store.read() as books:
        debtor_ids = sorted({books.debtor_of(case_id) for case_id in books.case_ids()})
        files = list(books.files(debtor_ids))
        subjects = list(books.ledger.subjects())
        broken = broken_chains(books)
        intended = {
            line.reference
            for subject in subjects
            for line in books.lines(subject)
            if line.outcome is Outcome.INTENDED
        }
    return [
        *broken,
        *sent_twice(taken),
        *(f"{call.reference} left without an intention" for call in taken if call.reference not in intended),
        *outside_hours(taken),
        *(wrong for file in files for wrong in too_often(file, taken)),
        *(wrong for file in files for wrong in forgotten(file)),
    ]


def broken_chains(books):
    """Name every chain of the ledger that does not hold any more."""
    return [str(bad) for bad in map(books.verify, books.ledger.subjects()) if bad]


def sent_twice(taken):
    """Name what a provider took more than once."""
    counts = Counter(call.reference for call in taken)
    return [f"{reference} was sent {count} times" for reference, count in counts.items() if count > 1]


def outside_hours(taken):
    """Name what left outside the hours of the campaign and the law; a letter only keeps to open days."""
    return [
        f"{call.reference} left at {call.at.astimezone(AMSTERDAM)}" for call in taken if not is_open(call)
    ]


def is_open(call):
    local = call.at.astimezone(AMSTERDAM)
    if call.channel == ChannelKind.LETTER:
        return not DUTCH.is_closed(local.date())
    return office_hours().contains(local) and not DUTCH.is_closed(local.date())


def too_often(file, taken):
    """Name what one person got too soon after something else, over all cases, creditors and channels."""
    mine = {contact.reference for contact in file.contacts}
    moments = sorted(call.at for call in taken if call.reference in mine)
    soon = [f"{file.debtor.id}: contacts at {a} and {b}" for a, b in pairwise(moments) if b - a < GAP]
    many = [
        f"{file.debtor.id}: {MOST + 1} contacts from {first} to {last}"
        for first, last in zip(moments, moments[MOST:], strict=False)
        if last - first < PERIOD
    ]
    return soon + many


def forgotten(file):
    """Name open cases that nothing and nobody will ever look at again."""
    return [
        f"{case.id} is forgotten"
        for case in file.cases
        if case.status is CaseStatus.OPEN and not (will_be_looked_at(file, case) or may_rest(file, case))
    ]


def will_be_looked_at(file, case):
    under_way = any(one.outcome.is_open for one in file.contacts if case.id in one.case_ids)
    return file.positions[case.id].due_at is not None or case.id in file.open_task_cases or under_way


def may_rest(file, case):
    """Say whether there is a reason to leave a case alone until something happens."""
    endless = [one for one in file.pauses if one.until is None and one.ended_at is None]
    quiet = any(one.case_id in {None, case.id} for one in endless)
    return quiet or case.outstanding <= 0 or case.phase is Phase.REVIEW
