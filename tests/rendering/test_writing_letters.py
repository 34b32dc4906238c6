from dataclasses import replace
from decimal import Decimal

import pytest

from engine.domain.errors import TextRefused
from engine.domain.people import ContactPoint, PointKind, PostalAddress, Representative
from engine.rendering.blockwise import Blockwise
from engine.rendering.letter.content import Heading, LetterText, Paragraph, PaymentPlace, PaymentRequest
from engine.rendering.letter_text import letter_text, on_paper
from engine.rendering.organisation_words import OrganisationWords
from engine.rendering.scene import Scene
from preferences.channel import ChannelKind
from preferences.preference import Preference
from tests.rendering.orders import CREDITOR, DEBTOR, ORGANISATION, a_case, an_order
from tests.rendering.test_words import CALENDARS

LETTER = ChannelKind.LETTER
BODY = """\
Beste S. Bakker,

Wij schrijven u over uw huur.

## Wat nu?

Bel ons.

Met vriendelijke groet,

Rivierhoek Services B.V.
namens Polder Wonen

Uw nummer: D-1001.
Klacht? Bel ons.

Website: rivierhoek.example"""


def laid_out(body, order=None):
    order = order or an_order(LETTER)
    return letter_text(
        Scene(order, CALENDARS), OrganisationWords().of(order), "Over uw huur", body, Blockwise(on_paper).of
    )


def test_gives_the_press_everything_that_it_needs(writer):
    text = writer.write(an_order(LETTER))

    letter = writer.letter_of(text)

    assert isinstance(letter, LetterText)
    assert letter.subject == text.subject == "Een bericht over uw rekening"
    assert letter.place_date == "Rotterdam, 9\u00a0juni\u00a02026"
    assert letter.references == (("Uw nummer", "D-1001"), ("Deze brief", "C-7Q4M2K"))
    assert letter.sender.return_line == "Rivierhoek Services B.V., Kadeweg 5, 3011 AA Rotterdam"
    assert letter.sender.details == (
        "Telefoon 010-0000001",
        "E-mail post@rivierhoek.example",
        "Website rivierhoek.example",
        "KvK 90000001",
        "Register REG-TEST-0001",
    )
    assert letter.payment == PaymentRequest(
        beneficiary="Polder Wonen", iban="NL91ABNA0417164300", amount=Decimal("612.40"), reference="D-1001"
    )
    assert letter.payment_link == "https://betalen.polderwonen.example"
    assert "[betalen]" not in text.body
    assert text.letter["kix_code"] == "3456AB12"


def test_lays_out_greeting_blocks_signature_and_small_print():
    letter = laid_out(BODY)

    assert letter.greeting == "Beste S. Bakker,"
    assert letter.blocks == (
        Paragraph(text="Wij schrijven u over uw huur."),
        Heading(text="Wat nu?"),
        Paragraph(text="Bel ons."),
    )
    assert letter.closing == "Met vriendelijke groet,"
    assert letter.signature == ("Rivierhoek Services B.V.", "namens Polder Wonen")
    assert letter.footer == "Uw nummer: D-1001. Klacht? Bel ons. Website: rivierhoek.example"
    assert letter.payment is None
    assert letter.payment_link is None


def test_greets_and_closes_a_letter_that_does_not():
    letter = laid_out("Wij bellen u.")

    assert letter.greeting == "Beste S. Bakker,"
    assert letter.blocks == (Paragraph(text="Wij bellen u."),)
    assert (letter.closing, letter.signature, letter.footer) == ("Met vriendelijke groet,", (), "")


def test_puts_the_payment_where_the_text_asks_for_it():
    assert laid_out("Dag.\n\n[betalen]\n\nTot ziens.").blocks[1] == PaymentPlace()


@pytest.mark.parametrize(
    ("page", "link"),
    [
        ("", None),
        ("betaal.example/u", "https://betaal.example/u"),
        ("http://betaal.example", "https://betaal.example"),
    ],
)
def test_links_to_a_secure_payment_page_if_there_is_one(page, link):
    organisation = replace(ORGANISATION, creditors=(replace(CREDITOR, payment_page=page),))

    assert laid_out("[betalen]", an_order(LETTER, organisation=organisation)).payment_link == link


def test_writes_to_the_address_of_the_representative():
    office = PostalAddress(
        street="Kerkplein", house_number="3", addition="b", postcode="3511 AA", town="Utrecht", country="NL"
    )
    point = ContactPoint(kind=PointKind.ADDRESS, value="Kerkplein 3 b", address=office)
    helper = Representative(name="Mw. T. de Wit", kind="bewindvoerder", points=(point,))
    order = an_order(LETTER, debtor=replace(DEBTOR, representative=helper))

    to = laid_out(BODY, replace(order, to=replace(order.to, name="Mw. T. de Wit", value="Kerkplein 3 b"))).to

    assert (to.name, to.lines, to.postcode, to.town) == (
        "Mw. T. de Wit",
        ("Kerkplein 3 b",),
        "3511 AA",
        "Utrecht",
    )
    assert (to.house_number, to.addition) == ("3", "b")


def test_takes_the_address_that_the_order_names():
    other = PostalAddress(street="Dijk", house_number="1", postcode="1234 AB", town="Postdam", country="NL")
    points = (*DEBTOR.points, ContactPoint(kind=PointKind.ADDRESS, value="Dijk 1", address=other))
    order = an_order(LETTER, debtor=replace(DEBTOR, points=points))

    assert laid_out(BODY, order).to.town == "Voorbeeldstad"
    assert laid_out(BODY, replace(order, to=replace(order.to, value="Dijk 1"))).to.town == "Postdam"


def test_refuses_a_letter_without_an_address(writer):
    with pytest.raises(TextRefused, match="no postal address") as caught:
        writer.write(an_order(LETTER, debtor=replace(DEBTOR, points=())))

    assert caught.value.findings == ("address: it is missing",)


@pytest.mark.parametrize("paid", ["612.40", "700.00"])
def test_asks_for_no_payment_when_nothing_is_left_to_pay(writer, paid):
    order = an_order(LETTER, cases=(a_case(paid=Decimal(paid)),))

    with pytest.raises(TextRefused, match="nothing is left to pay"):
        writer.write(order)


def test_prints_large_letters_for_who_wants_them():
    order = an_order(LETTER, preference=Preference(large_print=True))

    assert laid_out(BODY, order).large_print
    assert not laid_out(BODY).large_print


def test_prints_nothing_but_letters(writer):
    with pytest.raises(ValueError, match="a text for sms cannot be printed"):
        writer.letter_of(writer.write(an_order(ChannelKind.SMS)))
