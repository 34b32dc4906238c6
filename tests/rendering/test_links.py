"""The link in a message: one code for each contact, in every channel, and never in what is remembered."""

from itertools import product

import pytest

from engine.campaigns.loading import load_organisation
from engine.domain.link import EXAMPLE_CODE, LENGTH, code_of, fingerprint_of
from engine.rendering.organisation_words import CODE_PLACE
from engine.rendering.sms import to_sms
from engine.rendering.writing import open_writer
from preferences.channel import ChannelKind
from tests.app.command import ORGANISATION, ROOT
from tests.rendering.orders import a_case, an_order

KEY = bytes(range(32))
TEMPLATE = "vriendelijke_herinnering"


@pytest.fixture(scope="module")
def organisation():
    return load_organisation(ORGANISATION).organisation


@pytest.fixture(scope="module")
def writer():
    return open_writer(ROOT / "templates" / "nl_b1", code_of=lambda reference: code_of(KEY, reference))


def an_order_of(organisation, creditor, channel=ChannelKind.SMS, **more):
    case = a_case(
        creditor=creditor.id,
        jurisdiction=creditor.jurisdiction,
        collector_role=creditor.collector_role,
        sector=creditor.sector,
    )
    return an_order(channel, TEMPLATE, organisation=organisation, cases=(case,), **more)


@pytest.mark.parametrize("channel", [ChannelKind.SMS, ChannelKind.EMAIL, ChannelKind.LETTER])
def test_each_contact_has_a_link_of_its_own_in_every_channel(writer, organisation, channel):
    creditor = organisation.creditor("woonstede")
    texts = {
        reference: writer.write(an_order_of(organisation, creditor, channel, reference=reference))
        for reference in ("260310-AAAA", "260310-BBBB", "260310-AAAA")
    }

    for reference, text in texts.items():
        code = code_of(KEY, reference)
        assert text.code == code
        assert f"https://mijn.woonstede.example/{code}" in text.body
        if channel is ChannelKind.EMAIL:
            assert f'<a href="https://mijn.woonstede.example/{code}">' in text.html
        everything = f"{text.body}{text.html}{text.letter}"
        others = {code_of(KEY, one) for one in texts} - {code}
        assert [one for one in (*others, CODE_PLACE, EXAMPLE_CODE) if one in everything] == []


def test_nothing_that_is_remembered_holds_the_code_of_anybody(writer, organisation):
    creditor = organisation.creditor("woonstede")
    for channel, reference in product((ChannelKind.EMAIL, ChannelKind.LETTER), ("A-1", "A-2")):
        writer.write(an_order_of(organisation, creditor, channel, reference=reference))

    remembered = f"{writer._finish.mail.known}{writer._finish.paper._known}{writer._texts._known}"

    assert CODE_PLACE in remembered
    assert [one for one in ("A-1", "A-2") if code_of(KEY, one) in remembered] == []


def test_a_text_message_with_its_link_takes_two_parts_at_most_for_every_creditor(writer, organisation):
    shelf = [name for name, one in writer.shelf.templates.items() if ChannelKind.SMS in one.texts]
    most = {}
    for creditor in organisation.creditors:
        order = an_order_of(organisation, creditor)
        for name in shelf:
            if creditor.jurisdiction not in writer.shelf.template(name).about.jurisdictions:
                continue
            shown = [one for one in writer.preview(name, order) if one.channel is ChannelKind.SMS]
            most[creditor.id, name] = shown[0].text.sms_parts if shown[0].text else 0

    assert {which: parts for which, parts in most.items() if parts > 2} == {}
    assert len(most) > 100


def test_the_place_of_a_code_is_as_long_as_a_code_and_takes_the_same_room():
    assert len(CODE_PLACE) == len(EXAMPLE_CODE) == LENGTH
    code = code_of(KEY, "A-1")
    page = "Lees het op https://mijn.rivierhoek.example/"
    assert to_sms(f"{page}{CODE_PLACE}").parts == to_sms(f"{page}{code}").parts == 1
    assert fingerprint_of(code) != fingerprint_of(EXAMPLE_CODE)
