from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from engine.domain.campaign import CostsPolicy
from engine.domain.case import ChargeKind, CollectorRole, Jurisdiction
from engine.domain.errors import UnknownReference
from engine.domain.people import DebtorKind, Representative
from engine.policy.calendars import calendar_for
from engine.rendering.organisation_words import CODE_PLACE, OrganisationWords
from engine.rendering.scene import Scene
from engine.rendering.vocabulary import CASE, CONTACT_WORDS, INVOICE, ORGANISATION_WORDS
from engine.rendering.words import MAKERS, contact_words
from preferences.channel import ChannelKind
from preferences.preference import Preference
from tests.rendering.orders import (
    AGENCY,
    CAMPAIGN,
    CREDITOR,
    DEBTOR,
    ORGANISATION,
    a_case,
    a_line,
    an_order,
    named,
)

CALENDARS = {jurisdiction: calendar_for(jurisdiction) for jurisdiction in Jurisdiction}
STATUTORY = replace(CAMPAIGN, costs=CostsPolicy.STATUTORY)
HELPER = Representative(name="Mw. T. de Wit", kind="bewindvoerder", points=())


def word(name, order=None):
    return contact_words(Scene(order or an_order(), CALENDARS), (name,))[name]


def organisation_word(name, **changes):
    return OrganisationWords().of(an_order(channel=ChannelKind.SMS, **changes)).words[name]


def test_makes_every_word_that_templates_may_use():
    assert set(MAKERS) == set(CONTACT_WORDS)
    assert set(OrganisationWords().of(an_order()).words) == set(ORGANISATION_WORDS)
    (case,) = word("zaken")
    assert set(case) == set(CASE)
    assert set(case["facturen"][0]) == set(INVOICE)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("naam", "S. Bakker"),
        ("aanhef", "Beste S. Bakker"),
        ("vertegenwoordiger", ""),
        ("kenmerk", "D-1001"),
        ("contact", "C-7Q4M2K"),
        ("betaalkenmerk", "D-1001"),
        ("meer_zaken", False),
        ("gerechtsdeurwaarder", False),
        ("bedrag", Decimal("612.40")),
        ("kosten_later", Decimal(0)),
        ("kosten_toegestaan", False),
        ("vandaag", date(2026, 6, 9)),
        ("betaal_voor", date(2026, 6, 23)),
        ("termijn_dagen", 14),
        ("grote_letters", False),
        ("land", "nl"),
        ("afspraak", None),
        ("regeling", None),
    ],
)
def test_tells_about_one_case(name, value):
    assert word(name) == value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("schuldeiser", "Polder Wonen"),
        ("schuldeiser_adres", "Dorpsstraat 1, 3456 AC Voorbeeldstad"),
        ("afzender", "Rivierhoek Services B.V."),
        ("registratie", "REG-TEST-0001"),
        ("namens", True),
        ("telefoon", "010-0000001"),
        ("website", "rivierhoek.example"),
        ("hulppagina", "rivierhoek.example/hulp"),
        ("portaal", f"polderwonen.example/u/{CODE_PLACE}"),
    ],
)
def test_writes_in_the_name_of_the_agency_for_a_creditor(name, value):
    assert organisation_word(name) == value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("schuldeiser", "Polder Wonen"),
        ("afzender", "Polder Wonen"),
        ("afzender_nummer", "90000002"),
        ("registratie", ""),
        ("namens", False),
        ("telefoon", "030-0000002"),
    ],
)
def test_writes_in_the_name_of_a_creditor_that_collects_its_own_claim(name, value):
    cases = (a_case(collector_role=CollectorRole.CREDITOR),)

    assert organisation_word(name, cases=cases) == value


def test_makes_the_words_of_a_creditor_once_and_anew_for_another_version():
    words = OrganisationWords()
    moved = replace(ORGANISATION, version="2" * 12, agency=replace(AGENCY, help_page="elders.example"))

    assert words.of(an_order()) is words.of(an_order(cases=(a_case(a_line("Huur juni")),)))
    assert words.of(an_order(ChannelKind.SMS, organisation=moved)).words["hulppagina"] == "elders.example"
    assert words.of(an_order(ChannelKind.SMS)).words["hulppagina"] == "rivierhoek.example/hulp"


def test_misses_a_creditor_that_is_not_in_the_organisation():
    with pytest.raises(UnknownReference, match="no creditor 'elders'"):
        organisation_word("schuldeiser", cases=(a_case(creditor="elders"),))


@pytest.mark.parametrize(
    ("account", "told"), [("", "NL91ABNA0417164300"), ("BE68539007547034", "BE68539007547034")]
)
def test_names_the_account_of_the_case_before_that_of_the_creditor(account, told):
    assert word("iban", an_order(cases=(a_case(iban=account),))) == told


def test_tells_about_several_cases_together():
    first = a_case(
        a_line(amount="100.00"),
        a_line("Rente", "1.50", ChargeKind.INTEREST),
        a_line("Kosten", "40.00", ChargeKind.COSTS),
        paid=Decimal("20.00"),
    )
    order = an_order(cases=(first, a_case(a_line(amount="50.00"), id="D-1002")))

    assert word("bedrag", order) == Decimal("171.50")
    assert word("hoofdsom", order) == Decimal("150.00")
    assert word("rente", order) == Decimal("1.50")
    assert word("kosten", order) == Decimal("40.00")
    assert word("betaald", order) == Decimal("20.00")
    assert word("meer_zaken", order) is True
    assert word("kenmerk", order) == "D-1001, D-1002"
    assert word("betaalkenmerk", order) == "C-7Q4M2K"
    assert [case["open"] for case in word("zaken", order)] == [Decimal("121.50"), Decimal("50.00")]
    assert [one["soort"] for one in word("zaken", order)[0]["facturen"]] == ["principal", "interest", "costs"]


@pytest.mark.parametrize(
    ("descriptions", "told"),
    [
        (["Huur mei"], "Huur mei"),
        (["Huur mei", "Huur mei"], "Huur mei"),
        (["Huur mei", "Huur juni"], "Huur mei en Huur juni"),
        (["Huur mei", "Huur juni", "Huur juli"], "Huur mei en 2 andere"),
    ],
)
def test_says_in_few_words_what_a_case_is_about(descriptions, told):
    case = a_case(*map(a_line, descriptions), a_line("Rente", "1.00", ChargeKind.INTEREST))

    assert word("zaken", an_order(cases=(case,)))[0]["omschrijving"] == told


@pytest.mark.parametrize(
    ("debtor", "greeting"),
    [
        (named("S. Bakker"), "Beste S. Bakker"),
        (named("Bakkerij Korenaar B.V.", DebtorKind.BUSINESS), "Beste heer of mevrouw"),
        (named(" \u200b"), "Beste heer of mevrouw"),
    ],
)
def test_greets_a_person_by_name_and_a_firm_without(debtor, greeting):
    assert word("aanhef", an_order(debtor=debtor)) == greeting


@pytest.mark.parametrize(
    ("until", "name"),
    [(None, "Mw. T. de Wit"), (date(2026, 6, 9), "Mw. T. de Wit"), (date(2026, 6, 8), "")],
)
def test_names_the_representative_while_there_is_one(until, name):
    helped = replace(DEBTOR, representative=replace(HELPER, until=until))

    assert word("vertegenwoordiger", an_order(debtor=helped)) == name


@pytest.mark.parametrize(
    ("now", "today", "pay_before"),
    [
        (datetime(2026, 6, 9, 21, 59, tzinfo=UTC), date(2026, 6, 9), date(2026, 6, 23)),
        (datetime(2026, 6, 9, 22, 1, tzinfo=UTC), date(2026, 6, 10), date(2026, 6, 24)),
        (datetime(2026, 4, 13, 8, 0, tzinfo=UTC), date(2026, 4, 13), date(2026, 4, 28)),
        (datetime(2026, 12, 11, 8, 0, tzinfo=UTC), date(2026, 12, 11), date(2026, 12, 28)),
        (datetime(2028, 2, 15, 8, 0, tzinfo=UTC), date(2028, 2, 15), date(2028, 2, 29)),
    ],
    ids=["before midnight", "after midnight", "King's Day", "Christmas and a weekend", "leap day"],
)
def test_counts_fourteen_local_days_and_ends_on_a_working_day(now, today, pay_before):
    order = an_order(now=now)

    assert word("vandaag", order) == today
    assert word("betaal_voor", order) == pay_before


@pytest.mark.parametrize(
    ("jurisdiction", "amounts", "paid", "costs"),
    [
        (Jurisdiction.NL, ["500.00"], "0", "75.00"),
        (Jurisdiction.NL, ["100.00", "150.00", "250.00"], "0", "75.00"),
        (Jurisdiction.NL, ["500.00"], "300.00", "40.00"),
        (Jurisdiction.NL, ["500.00"], "500.00", "0"),
        (Jurisdiction.NL, ["500.00"], "600.00", "0"),
    ],
)
def test_tells_which_costs_the_law_allows_later(jurisdiction, amounts, paid, costs):
    cases = [a_case(a_line(amount=amount), jurisdiction=jurisdiction) for amount in amounts]
    cases[0] = replace(cases[0], paid=Decimal(paid))

    order = an_order(cases=tuple(cases), campaign=STATUTORY)

    assert word("kosten_later", order) == Decimal(costs)
    assert word("kosten_toegestaan", order) is True
    assert word("kosten_later", replace(order, campaign=CAMPAIGN)) == 0


@pytest.mark.parametrize(
    ("agreed", "amounts", "costs"),
    [
        # the cap of the law is lower than what was agreed: 45; 2 times 20; one cap over all
        ("5000.00", ["300.00"], "45.00"),
        ("5000.00", ["150.00", "150.00"], "40.00"),
        ("5000.00", ["1000.00", "1000.00"], "140.00"),
        # what was agreed is lower
        ("25.00", ["300.00"], "25.00"),
        # nothing was agreed, so nothing may be asked (BE-08, V)
        (None, ["300.00"], "0"),
    ],
)
def test_tells_which_penalty_a_belgian_contract_allows_later(agreed, amounts, costs):
    cases = tuple(a_case(a_line(amount=amount), jurisdiction=Jurisdiction.BE) for amount in amounts)
    creditor = replace(CREDITOR, contract_lump_sum=Decimal(agreed) if agreed else None)
    organisation = replace(ORGANISATION, creditors=(creditor,))

    order = an_order(cases=cases, campaign=STATUTORY, organisation=organisation)

    assert word("kosten_later", order) == Decimal(costs)


def test_tells_less_costs_after_other_small_claims():
    """NL-39 (S): the second small claim within six months costs 20."""
    charged = ((date(2026, 5, 1), Decimal(40)),)
    order = an_order(cases=(a_case(a_line(amount="100.00")),), campaign=STATUTORY, charged_before=charged)

    assert word("kosten_later", order) == Decimal(20)


def test_cuts_a_long_name_for_a_phone_only():
    debtor = named("Bakkerij De Gouden Korenaar en Zonen Holding Nederland")

    assert word("naam", an_order(ChannelKind.SMS, debtor=debtor)) == "Bakkerij De Gouden Korenaar en Zonen…"
    assert word("naam", an_order(ChannelKind.EMAIL, debtor=debtor)) == debtor.name


def test_knows_who_wants_large_print():
    assert word("grote_letters", an_order(preference=Preference(large_print=True))) is True


def test_makes_links_of_addresses_in_an_email_only():
    agency = replace(AGENCY, dispute_route="bel onze geschillencommissie")
    order = an_order(organisation=replace(ORGANISATION, agency=agency, creditors=(CREDITOR,)))

    in_mail = OrganisationWords().of(order).words
    on_phone = OrganisationWords().of(replace(order, channel=ChannelKind.SMS)).words

    assert in_mail["klachtroute"] == "\x04klacht@rivierhoek.example\x05"
    assert in_mail["geschilroute"] == "bel onze geschillencommissie"
    assert on_phone["klachtroute"] == "klacht@rivierhoek.example"
