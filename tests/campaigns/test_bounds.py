"""Every number in the two files has a largest value that makes sense; beyond it stands a typing error."""

import re

import pytest

from engine.campaigns.loading import load_campaigns, load_organisation
from engine.campaigns.schema import json_schema_campaigns, json_schema_organisation
from tests.campaigns.shipped import CAMPAIGNS, ORGANISATION

#: a place in the file that ships, how it reads there with a value, the largest that is taken, one too many
IN_CAMPAIGNS = [
    ("contacts: 2, per: 7 days, gap: 1 day", "contacts: {}, per: 7 days", "50", "51"),
    ("per: 7 days, gap: 1 day", "per: {}", "366 days", "367 days"),
    ("gap: 1 day", "gap: {}", "31 days", "32 days"),
    ("gap: 1 day", "gap: {}", "744 hours", "745 hours"),
    ("max_duration: 90 days", "max_duration: {}", "366 days", "999999 days"),
    ("after: 5 working days", "after: {}", "366 working days", "367 working days"),
    ("after: 5 working days", "after: {}", "8784 open hours", "99999 open hours"),
    ("after: 3 open days", "after: {}", "366 open days", "9999 open days"),
    ('days_overdue: ">= 5"', 'days_overdue: ">= {}"', "7500", "240000"),
    ('amount: ">= 10"', 'amount: ">= {}"', "10000000", "10000000.01"),
]
IN_ORGANISATION = [
    ("cap: {contacts: 2, per: 7 days, gap: 1 day}", "cap: {{contacts: {}, per: 7 days}}", "50", "240000"),
    ("address_check: false", "fresh_address: {}", "366 days", "367 days"),
    ("address_check: false", "readings: {{bank_days: {}}}", "31 days", "32 days"),
    ("max_months: 24", "max_months: {}", "60", "240000"),
    ("min_instalment: 10", "min_instalment: {}", "10000", "99999999999"),
    ("can_deduct_vat: false", "contract_lump_sum: {}", "100000", "100000.01"),
    ("max_duration: 90 days", "max_duration: {}", "366 days", "367 days"),
    ("max_duration: 90 days", "min_duration: {}", "366 days", "367 days"),
    ("max_duration: 90 days", "amicable_track: {}", "366 days", "367 days"),
    ("word_every: 90 days", "word_every: {}", "366 days", "367 days"),
    ("note_every: 30 days", "note_every: {}", "366 days", "367 days"),
]
DAYS = [
    ("signed_on: 2026-01-15", "signed_on: {}", "2100-01-01", "20260-01-15"),
    ("signed_on: 2026-01-15", "signed_on: {}", "1950-01-01", "0026-01-15"),
]
CASES = [(load_campaigns, CAMPAIGNS, *case) for case in IN_CAMPAIGNS] + [
    (load_organisation, ORGANISATION, *case) for case in (*IN_ORGANISATION, *DAYS)
]


def findings(load, shipped, tmp_path, place, wanted):
    """Load a file that ships with one place written in another way."""
    text = shipped.read_text(encoding="utf-8")
    assert place in text, place
    file = tmp_path / shipped.name
    file.write_text(text.replace(place, wanted, 1), encoding="utf-8")
    return load(file).findings


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[3]} {case[5]}")
def test_the_largest_that_makes_sense_is_taken_and_no_more(tmp_path, case):
    load, shipped, place, written, most, too_much = case

    assert findings(load, shipped, tmp_path, place, written.format(most)) == ()
    (finding,) = findings(load, shipped, tmp_path, place, written.format(too_much))
    (key,) = re.findall(r'(\w+): [">= ]*\{\}', written)
    assert finding.key.split(".")[-1] == key
    assert too_much in finding.message
    if case[2:] not in DAYS:
        assert finding.message == f'"{too_much}" is too much'
        assert finding.fix == f'write at most "{most}"'


@pytest.mark.parametrize("schema", [json_schema_campaigns, json_schema_organisation])
def test_an_editor_knows_the_bounds_of_every_number(schema):
    numbers = list(numbers_in(schema()))

    assert numbers
    assert [one for one in numbers if "maximum" not in one] == []


def numbers_in(part):
    """Find every number that a schema lets somebody write."""
    if isinstance(part, list):
        for one in part:
            yield from numbers_in(one)
    elif isinstance(part, dict):
        if part.get("type") in ("integer", "number"):
            yield part
        for one in part.values():
            yield from numbers_in(one)
