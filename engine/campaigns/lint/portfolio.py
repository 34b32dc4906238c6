"""A portfolio in a few numbers, to see which campaign no case will ever come to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from engine.campaigns.finding import Level, Mistake
from engine.domain.campaign import Campaign, Segment
from engine.domain.case import Case, CollectorRole, Jurisdiction
from engine.domain.people import Debtor, DebtorKind


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseKind:
    """What cases have in common, as far as a campaign asks."""

    creditor: str
    jurisdiction: Jurisdiction
    collector_role: CollectorRole
    sector: str
    debtor_kind: DebtorKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How many cases of one kind there are, and from where to where their days overdue and amounts run."""

    cases: int
    days_overdue: tuple[int, int]
    amount: tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioSummary:
    """The open cases of a portfolio, counted by kind."""

    groups: tuple[tuple[CaseKind, Spread], ...]
    #: campaigns in which cases walk, or walked to their end
    walked: frozenset[str] = frozenset()

    @property
    def cases(self) -> int:
        """Count all cases."""
        return sum(spread.cases for _, spread in self.groups)


def summarise(
    portfolio: Iterable[tuple[Case, Debtor]], today: date, walked: frozenset[str] = frozenset()
) -> PortfolioSummary:
    """Count a portfolio by kind; `walked` are the campaigns in which cases walk, or walked to their end."""
    groups: dict[CaseKind, Spread] = {}
    for case, debtor in portfolio:
        kind, one = _kind(case, debtor), _alone(case, today)
        groups[kind] = _together(groups[kind], one) if kind in groups else one
    return PortfolioSummary(groups=tuple(groups.items()), walked=walked)


def unmatched(campaign: Campaign, portfolio: PortfolioSummary) -> Iterator[Mistake]:
    """Warn for a campaign that no case ever came to and none fits in, now or when time passes."""
    if campaign.name in portfolio.walked:
        return
    if any(_may_fit(campaign.segment, kind, spread) for kind, spread in portfolio.groups):
        return
    creditors = sorted({kind.creditor for kind, _ in portfolio.groups})
    message = f"no case fits: none of the {portfolio.cases} in the portfolio"
    fix = f"compare it with the portfolio, which has cases of: {', '.join(creditors) or 'nobody'}"
    yield Mistake(("campaigns", campaign.name, "for"), message, fix, Level.WARNING)


def _kind(case: Case, debtor: Debtor) -> CaseKind:
    return CaseKind(
        creditor=case.creditor,
        jurisdiction=case.jurisdiction,
        collector_role=case.collector_role,
        sector=case.sector,
        debtor_kind=debtor.kind,
    )


def _alone(case: Case, today: date) -> Spread:
    overdue, amount = (today - case.due_on).days, case.outstanding
    return Spread(cases=1, days_overdue=(overdue, overdue), amount=(amount, amount))


def _together(one: Spread, other: Spread) -> Spread:
    days, more_days = one.days_overdue, other.days_overdue
    amount, more_amount = one.amount, other.amount
    return Spread(
        cases=one.cases + other.cases,
        days_overdue=(min(days[0], more_days[0]), max(days[1], more_days[1])),
        amount=(min(amount[0], more_amount[0]), max(amount[1], more_amount[1])),
    )


def _may_fit(segment: Segment, kind: CaseKind, spread: Spread) -> bool:
    return (
        (not segment.creditors or kind.creditor in segment.creditors)
        and (not segment.sectors or kind.sector in segment.sectors)
        and segment.jurisdiction in {None, kind.jurisdiction}
        and segment.collector_role in {None, kind.collector_role}
        and segment.debtor_kind in {None, str(kind.debtor_kind)}
        and _numbers_may_fit(segment, spread)
    )


def _numbers_may_fit(segment: Segment, spread: Spread) -> bool:
    """Compare amounts and days; too few days overdue is no reason: those grow by themselves."""
    low, high = spread.amount
    too_small = segment.amount_at_least is not None and high < segment.amount_at_least
    too_large = segment.amount_at_most is not None and low > segment.amount_at_most
    too_late = (
        segment.days_overdue_at_most is not None and spread.days_overdue[0] > segment.days_overdue_at_most
    )
    return not (too_small or too_large or too_late)
