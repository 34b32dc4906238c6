"""Campaigns that no case can come to, because one before them takes all of theirs."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from engine.campaigns.finding import Level, Mistake
from engine.domain.campaign import Campaign, Segment


def hidden_campaigns(campaigns: Sequence[Campaign]) -> Iterator[Mistake]:
    """Warn for a campaign behind one that is for the same cases and more: the first that fits wins."""
    for index, campaign in enumerate(campaigns):
        before = (one for one in campaigns[:index] if _covers(one.segment, campaign.segment))
        if first := next(before, None):
            message = f'never reached: every case that fits here goes to "{first.name}" above it'
            fix = f'move it above "{first.name}", or change `for`'
            yield Mistake(("campaigns", campaign.name, "for"), message, fix, Level.WARNING)


def _covers(wide: Segment, narrow: Segment) -> bool:
    """Say whether every case of one segment fits in another."""
    return (
        _has_all(wide.creditors, narrow.creditors)
        and _has_all(wide.sectors, narrow.sectors)
        and wide.jurisdiction in {None, narrow.jurisdiction}
        and wide.collector_role in {None, narrow.collector_role}
        and wide.debtor_kind in {None, narrow.debtor_kind}
        and _from(wide.days_overdue_at_least, narrow.days_overdue_at_least)
        and _until(wide.days_overdue_at_most, narrow.days_overdue_at_most)
        and _from(wide.amount_at_least, narrow.amount_at_least)
        and _until(wide.amount_at_most, narrow.amount_at_most)
    )


def _has_all(wide: tuple[str, ...], narrow: tuple[str, ...]) -> bool:
    return not wide or (bool(narrow) and set(narrow) <= set(wide))


def _from(wide: Decimal | int | None, narrow: Decimal | int | None) -> bool:
    return wide is None or (narrow is not None and narrow >= wide)


def _until(wide: Decimal | int | None, narrow: Decimal | int | None) -> bool:
    return wide is None or (narrow is not None and narrow <= wide)
