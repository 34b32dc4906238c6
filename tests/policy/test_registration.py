"""A Dutch collector works only while it is registered (law.md NL-02, NL-03)."""

import pytest

from engine.domain.case import CollectorRole, Jurisdiction
from engine.domain.decision import Ruling, Source
from engine.policy.nl.registration import collector_is_registered
from tests.builders import a_firm, an_agency
from tests.policy.some_facts import some_facts

NOON = "2026-03-10T12:00"
UNREGISTERED = an_agency(registration_active=False)


@pytest.mark.parametrize(
    ("agency", "ruling", "source"),
    [
        (an_agency(), Ruling.ALLOW, Source("NL-03", "V")),
        (UNREGISTERED, Ruling.STOP, Source("NL-02", "V")),
        (an_agency(registration_mark=" "), Ruling.STOP, Source("NL-03", "V")),
        (an_agency(firm=a_firm(name="")), Ruling.STOP, Source("NL-03", "V")),
    ],
)
def test_stops_without_an_active_registration_name_and_mark(agency, ruling, source):
    verdict = collector_is_registered(some_facts(NOON, agency=agency))

    assert (verdict.ruling, verdict.source) == (ruling, source)


@pytest.mark.parametrize(
    ("jurisdiction", "role"),
    [
        (Jurisdiction.NL, CollectorRole.CREDITOR),
        (Jurisdiction.NL, CollectorRole.BAILIFF),
        (Jurisdiction.BE, CollectorRole.COLLECTOR),
    ],
)
def test_asks_nothing_of_those_who_need_no_dutch_registration(jurisdiction, role):
    facts = some_facts(NOON, jurisdiction=jurisdiction, role=role, agency=UNREGISTERED)

    assert collector_is_registered(facts).ruling is Ruling.ALLOW
