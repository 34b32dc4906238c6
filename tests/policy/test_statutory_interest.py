"""Interest by law: by a dated table, in parts, and not at all where the table says nothing sure."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from engine.domain.case import Jurisdiction
from engine.policy.statutory_interest import RATES, NoRate, gaps, interest_over, rate_on, total_of

NL, BE = Jurisdiction.NL, Jurisdiction.BE


def interest(since, until, jurisdiction=NL, **options):
    period = date.fromisoformat(since), date.fromisoformat(until)
    return interest_over(Decimal(1000), period, jurisdiction, **options)


def test_is_cut_where_the_rate_changes_and_where_a_year_is_full():
    """184 days at 6%, 182 at 7%, then 62 at 7% over the principal with the interest of the first year."""
    parts = interest("2023-07-01", "2024-09-01")

    assert [(part.since.isoformat(), part.rate.percent, part.amount) for part in parts] == [
        ("2023-07-01", 6, Decimal("30.25")),
        ("2024-01-01", 7, Decimal("34.90")),
        ("2024-07-01", 7, Decimal("12.67")),
    ]
    assert total_of(parts) == Decimal("77.82")


@pytest.mark.parametrize(
    ("since", "until", "jurisdiction", "day"),
    [
        ("2024-07-01", "2025-03-01", NL, date(2025, 1, 1)),
        ("2023-01-01", "2023-03-01", NL, date(2023, 1, 1)),
        ("2023-06-01", "2023-08-01", BE, date(2023, 7, 1)),
        ("2030-01-01", "2030-02-01", NL, date(2030, 1, 1)),
    ],
)
def test_nothing_is_computed_over_a_day_without_a_confirmed_rate(since, until, jurisdiction, day):
    found = interest(since, until, jurisdiction)

    assert isinstance(found, NoRate)
    assert found.since == day


def test_unverified_rates_only_when_somebody_asks_for_them():
    parts = interest("2025-01-01", "2025-07-01", unverified_too=True)

    assert [str(part.rate.source) for part in parts] == ["NL-41 (U)"]


def test_says_from_which_days_nothing_is_computed_and_why():
    dutch, belgian = gaps(NL), gaps(BE)

    assert [gap.since for gap in dutch] == [date(2025, 1, 1), date(2026, 1, 1), date(2027, 1, 1)]
    assert "unverified (law.md NL-41 (U))" in dutch[0].because
    assert "no row of the table of rates covers 2027-01-01 (NL, law.md NL-41)" in dutch[2].because
    assert [gap.since for gap in belgian] == [date(2023, 7, 1)]
    for gap in (*dutch, *belgian):
        jurisdiction = NL if gap in dutch else BE
        assert interest(str(gap.since), str(gap.since + timedelta(days=1)), jurisdiction) == gap


def test_every_row_has_a_source_and_no_two_overlap():
    assert all(rate.source.status in {"V", "S", "U"} for rate in RATES)
    for rate in RATES:
        assert rate_on(rate.since, rate.jurisdiction) is rate
        assert rate.until is None or rate_on(rate.until, rate.jurisdiction) is rate
