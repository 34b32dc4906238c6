"""
The page of debtors in a real browser: by keyboard, without scripts, on a small screen.

With MINNELIJK_PICTURES=folder it writes the pictures for the papers there.
"""

import os
from pathlib import Path

import pytest

from tests.app.door import CASE
from tests.app.test_door import PERSONAL, calls
from tests.chance import without_codes
from tests.chromium import needs_chromium

pytestmark = needs_chromium
PHONE, SMALLEST, DESK = (
    {"width": 390, "height": 844},
    {"width": 320, "height": 640},
    {"width": 1280, "height": 900},
)
PICTURES = os.environ.get("MINNELIJK_PICTURES", "")


@pytest.fixture
def any_desk(desk):
    """What this file asks has nothing to do with the database: one is enough."""
    return desk


def a_tab(chromium, sent, viewport=PHONE, **more):
    return chromium.new_context(viewport=viewport, base_url=sent.url, **more).new_page()


def picture(tab, name):
    if PICTURES:
        tab.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


def press_until(tab, matches, most=40):
    """Go through a page with the tab key until what has the focus matches."""
    for _ in range(most):
        tab.keyboard.press("Tab")
        if tab.locator(":focus").evaluate(f"element => element.matches({matches!r})"):
            return
    raise AssertionError(f"the tab key never comes to {matches}")


def test_somebody_gets_help_by_keyboard_and_without_scripts(chromium, sent):
    tab = a_tab(chromium, sent, java_script_enabled=False)
    tab.goto(f"/{sent.code(CASE)}")
    assert tab.url == f"{sent.url}/bericht"
    assert [word for word in PERSONAL if word in without_codes(tab.content())] == []

    press_until(tab, "a[href='/bericht/hulp']")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/bericht/hulp")
    press_until(tab, "button")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("[role=alert]")
    assert "Kies wat bij u past" in tab.inner_text("[role=alert]")
    press_until(tab, "input[type=radio]")
    tab.keyboard.press("Space")
    press_until(tab, "textarea")
    tab.keyboard.type("Ik weet het niet meer met mijn rekeningen.")
    press_until(tab, "button")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/bericht/hulp/klaar")

    assert "Wij hebben uw bericht" in tab.inner_text("h1")
    assert [one.kind for one in calls(sent)] == ["act"]


PAGES = (
    "/bericht",
    "/bericht/echt",
    "/bericht/hulp",
    "/bericht/taal",
    "/zaak",
    "/zaak/klopt-niet",
    "/zaak/lijst",
)


def come_in(tab, sent):
    tab.goto(f"/{sent.code(CASE)}")
    tab.goto("/zaak")
    tab.fill("#geboren", "3-6-1980")
    tab.fill("#postcode", "1234 AB")
    tab.click("main button")
    tab.wait_for_selector("text=Nog te betalen")


@pytest.mark.parametrize("viewport", [SMALLEST, DESK], ids=["320 px", "1280 px"])
def test_every_page_fits_on_the_screen_and_asks_nobody_else_for_anything(chromium, sent, viewport):
    tab = a_tab(chromium, sent, viewport)
    asked, troubles = [], []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda said: troubles.append(said.text))
    come_in(tab, sent)

    for path in PAGES:
        tab.goto(path)
        width = tab.evaluate("document.documentElement.scrollWidth")
        assert width <= viewport["width"], (path, width)
        small = tab.evaluate(
            "[...document.querySelectorAll('.choices a, button, .button, .option label')]"
            ".filter(one => one.getBoundingClientRect().height < 24).map(one => one.textContent)"
        )
        assert small == []
    assert [one for one in asked if not one.startswith(sent.url)] == []
    assert troubles == []


def test_axe_finds_nothing(chromium, sent, axe_finds):
    for look in ("light", "dark"):
        tab = a_tab(chromium, sent, bypass_csp=True, color_scheme=look)
        tab.goto("/")
        come_in(tab, sent)
        for path in ("/", *PAGES, "/bericht/bel", "/bericht/hulp/klaar", "/dag"):
            tab.goto(path)
            assert (look, path, axe_finds(tab)) == (look, path, [])
        tab.goto("/bericht/hulp")
        tab.click("main button")
        assert (look, axe_finds(tab)) == (look, [])


def test_shows_what_the_papers_show(chromium, sent):
    tab = a_tab(chromium, sent)
    tab.goto(f"/{sent.code(CASE)}")
    picture(tab, "door")
    tab.goto("/bericht/echt")
    picture(tab, "door-real")
    tab.goto("/bericht/hulp")
    tab.click("main button")
    picture(tab, "door-mistake")
    tab.goto("/zaak")
    picture(tab, "door-prove")
    come_in(tab, sent)
    picture(tab, "door-case")

    assert "612,40" in tab.inner_text("main")
