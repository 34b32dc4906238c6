"""The pages of partners in a real browser: by keyboard, without scripts, on a small screen, judged by axe."""

import pytest

from tests.builders import a_campaign
from tests.chromium import needs_chromium
from tests.walks.house import a_row, the_organisation
from tests.walks.partners import TOWN, a_town, served
from tests.walks.test_partner_pages import ANNA, BORN, REPORT, SHARES, WORK, a_link, place_of, the_report

pytestmark = needs_chromium
SMALLEST, DESK = {"width": 320, "height": 640}, {"width": 1280, "height": 900}


@pytest.fixture
def between(a_house, sqlite_url):
    """A municipality that takes referrals and reports clients of its own."""
    partner = a_town(protocol=SHARES)
    house = a_house(a_campaign(), url=sqlite_url, organisation=the_organisation(partners=(partner,)))
    house.take_in(
        a_row(birth_date=BORN), a_row("C-3", "D-3", debtor_name="Bas Peters", email="b@post.example")
    )
    with served(house) as made:
        yield made


def a_tab(chromium, between, viewport=DESK, **more):
    return chromium.new_context(viewport=viewport, base_url=between.url, **more).new_page()


def enter(tab, between, given=None):
    """Open a personal link with its code, by keyboard."""
    path, made = given or a_link(between, TOWN)
    tab.goto(path)
    tab.fill("#code", between.code(made))
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"**{WORK}")


def report(tab, between):
    tab.goto(REPORT)
    for name, value in ANNA.items():
        tab.fill(f"#{name}", value)
    tab.click("main button")
    tab.wait_for_url("**/klaar")
    between.work_calls()
    return the_report(between, partner=TOWN)


def test_a_client_is_reported_and_a_broken_agreement_told_without_scripts(chromium, between):
    tab = a_tab(chromium, between, java_script_enabled=False)
    enter(tab, between)
    found = report(tab, between)
    tab.goto(place_of(found))
    assert "120,50" in tab.inner_text("main")
    tab.check("input[value=broken]")
    tab.click("main button")
    tab.wait_for_url("**/klaar")
    between.work_calls()

    assert the_report(between, partner=TOWN).state == "broken"


@pytest.mark.parametrize("viewport", [SMALLEST, DESK], ids=["320 px", "1280 px"])
def test_axe_finds_nothing_and_every_page_fits(chromium, between, axe_finds, viewport):
    made = between.consent("C-3", debtor_id="D-3")
    between.post()
    mailed, helping = between.link(), f"{WORK}/verwijzing/{made.id}"
    path, made = a_link(between, TOWN)
    tab = a_tab(chromium, between, viewport)
    enter(tab, between, (path, made))
    place = place_of(report(tab, between))
    pages = (WORK, REPORT, place, helping, f"{helping}/langer", f"{WORK}/klaar", mailed, path)

    for look in ("light", "dark"):
        tab = a_tab(chromium, between, viewport, bypass_csp=True, color_scheme=look)
        enter(tab, between, (path, made))
        for page in (*pages, "/partner/dag"):
            tab.goto(page)
            assert (look, page, axe_finds(tab)) == (look, page, [])
            assert tab.evaluate("document.documentElement.scrollWidth") <= viewport["width"], page
        for page in (REPORT, path):
            tab.goto(page)
            tab.click("main button")
            tab.wait_for_selector("[role=alert]")
            assert (look, page, axe_finds(tab)) == (look, page, [])
