"""A real browser for tests: the Chromium of the system, driven by playwright, judged by axe."""

import shutil

import pytest

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser")
needs_chromium = pytest.mark.skipif(
    PROGRAM is None, reason="there is no Chromium here: apt-get install -y chromium"
)
#: what axe judges: WCAG 2.2 to level AA, and what its makers advise beyond
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def chromium():
    """Lend one browser to the tests of a file."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=PROGRAM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe_finds():
    """Give what axe has against a page: each finding by its rule and the first place."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()

    def findings(tab):
        found = axe.run(tab, options=RULES).response["violations"]
        return [(one["id"], one["nodes"][0]["html"]) for one in found]

    return findings
