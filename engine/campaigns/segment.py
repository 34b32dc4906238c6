"""Which campaign and which wording a case gets, and why not another one; pure."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from engine.domain.campaign import Campaign, Segment, Step
from engine.domain.case import Case
from engine.domain.people import Debtor


def matches(segment: Segment, case: Case, debtor: Debtor, today: date) -> bool:
    """Say whether a case fits in a segment."""
    return next(_misfits(segment, case, debtor, today), None) is None


def why_not(segment: Segment, case: Case, debtor: Debtor, today: date) -> str:
    """Say everything that keeps a case out of a segment; empty when it fits."""
    return "; ".join(_misfits(segment, case, debtor, today))


def enrol(campaigns: Iterable[Campaign], case: Case, debtor: Debtor, today: date) -> Campaign | None:
    """Choose the first campaign, in the order of the file, that a case fits in."""
    return next((one for one in campaigns if matches(one.segment, case, debtor, today)), None)


def next_match_on(campaigns: Iterable[Campaign], case: Case, debtor: Debtor, today: date) -> date | None:
    """
    Say on which day, from today on, a case first fits in a campaign if only time passes.

    None when no campaign will fit without another change.
    """
    days = (_ripe_on(one.segment, case, debtor, today) for one in campaigns)
    return min((day for day in days if day is not None), default=None)


def variant_for(campaign: Campaign, step: Step, debtor_id: str) -> str | None:
    """
    Choose the template of a step for a debtor; None for a task step.

    The choice depends on the step and the debtor only, so it stays the same when it is asked again.
    """
    place = _place(step.id, debtor_id)
    for variant in campaign.variants:
        if variant.step == step.id:
            if place < variant.share:
                return variant.template
            place -= variant.share
    return step.template


def _ripe_on(segment: Segment, case: Case, debtor: Debtor, today: date) -> date | None:
    ripe = today
    if segment.days_overdue_at_least is not None:
        ripe = max(today, case.due_on + timedelta(days=segment.days_overdue_at_least))
    return ripe if matches(segment, case, debtor, ripe) else None


def _misfits(segment: Segment, case: Case, debtor: Debtor, today: date) -> Iterator[str]:
    yield from _other_kind(segment, case, debtor)
    overdue = (today - case.due_on).days
    if segment.days_overdue_at_least is not None and overdue < segment.days_overdue_at_least:
        yield f"{overdue} days overdue, and it begins at {segment.days_overdue_at_least}"
    if segment.days_overdue_at_most is not None and overdue > segment.days_overdue_at_most:
        yield f"{overdue} days overdue, and it ends at {segment.days_overdue_at_most}"
    if segment.amount_at_least is not None and case.outstanding < segment.amount_at_least:
        yield f"{case.outstanding} euro to pay, and it begins at {segment.amount_at_least}"
    if segment.amount_at_most is not None and case.outstanding > segment.amount_at_most:
        yield f"{case.outstanding} euro to pay, and it ends at {segment.amount_at_most}"


def _other_kind(segment: Segment, case: Case, debtor: Debtor) -> Iterator[str]:
    if segment.creditors and case.creditor not in segment.creditors:
        yield f"the creditor is {case.creditor}, not {' or '.join(segment.creditors)}"
    if segment.jurisdiction not in {None, case.jurisdiction}:
        yield f"the law is that of {case.jurisdiction}, not {segment.jurisdiction}"
    if segment.collector_role not in {None, case.collector_role}:
        yield f"the collector role is {case.collector_role}, not {segment.collector_role}"
    if segment.sectors and case.sector not in segment.sectors:
        yield f"the sector is {case.sector}, not {' or '.join(segment.sectors)}"
    if segment.debtor_kind not in {None, str(debtor.kind)}:
        yield f"the debtor is a {debtor.kind}, not a {segment.debtor_kind}"


def _place(step_id: str, debtor_id: str) -> int:
    """Give a debtor a place from 0 to 99 for a step."""
    digest = hashlib.sha256(f"{step_id}\n{debtor_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % 100
