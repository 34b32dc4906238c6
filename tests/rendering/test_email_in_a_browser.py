"""Every e-mail that ships, in a real browser: axe finds nothing, a phone shows all, nothing is fetched."""

import pytest

from preferences.channel import ChannelKind
from preferences.preference import Preference
from tests.chromium import needs_chromium
from tests.rendering.orders import an_order
from tests.rendering.test_house_templates import WRITER, fitting

pytestmark = needs_chromium
SMALLEST = {"width": 320, "height": 640}
TEMPLATES = sorted(
    template.name for template in WRITER.shelf.templates.values() if ChannelKind.EMAIL in template.texts
)


def email(template, **changes):
    order = an_order(ChannelKind.EMAIL, template, **changes)
    return WRITER.write(fitting(order, WRITER.shelf.template(template).about)).html


@pytest.mark.parametrize("print_", ["ordinary", "large"])
def test_axe_finds_nothing_in_any_email(chromium, axe_finds, print_):
    tab = chromium.new_context(viewport=SMALLEST).new_page()
    asked = []
    tab.on("request", lambda request: asked.append(request.url))

    for template in TEMPLATES:
        tab.set_content(email(template, preference=Preference(large_print=print_ == "large")))
        assert (template, axe_finds(tab)) == (template, [])
        width = tab.evaluate("document.documentElement.scrollWidth")
        assert (template, width) == (template, SMALLEST["width"])

    assert len(TEMPLATES) > 30
    assert asked == []


def test_axe_sees_what_is_wrong(chromium, axe_finds):
    tab = chromium.new_context().new_page()
    tab.set_content(
        email("vriendelijke_herinnering")
        .replace(' lang="nl"', "")
        .replace("<h1", "<p")
        .replace("</h1", "</p")
    )

    assert "html-has-lang" in [rule for rule, _ in axe_finds(tab)]
