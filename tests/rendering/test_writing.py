from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.domain.case import ChargeKind, CollectorRole
from engine.domain.errors import TextRefused, UnknownReference
from engine.domain.people import Representative
from engine.rendering.b1.finding import Level
from engine.rendering.plain import plain
from engine.rendering.writing import open_writer
from preferences.channel import ChannelKind
from preferences.preference import Preference
from tests.rendering.orders import (
    AGENCY,
    CREDITOR,
    DEBTOR,
    ORGANISATION,
    a_case,
    a_line,
    an_order,
    named,
)
from tests.rendering.test_email_parts import Outline
from tests.rendering.test_shelf import change

SMS, EMAIL, WHATSAPP = ChannelKind.SMS, ChannelKind.EMAIL, ChannelKind.WHATSAPP
#: names that would do something if anybody took them for more than a name
TRICKY_NAMES = [
    "{{ 7 * 7 }}",
    "{% for x in zaken %}",
    "{{ naam.__class__ }}",
    "{# niets #}",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<a href='https://evil.example'>klik</a>",
    "R&D <B.V.>",
    "## Kop",
    "- punt",
    "| a | b |",
    "\x04https://evil.example\x05",
    "\x1eplaats\x1f",
    "\x0e\x0f",
    "Jan\n\nOnderwerp: iets anders\nBcc: iemand@evil.example",
]


def refused(writer, order):
    with pytest.raises(TextRefused) as caught:
        writer.write(order)
    return caught.value


def organisation(**changes):
    return replace(ORGANISATION, version=repr(changes), creditors=(replace(CREDITOR, **changes),))


def described(description):
    return an_order(template="overzicht", cases=(a_case(a_line(description)),))


def test_knows_channels_and_version_of_a_template(writer):
    assert writer.channels_of("vriendelijk") == set(ChannelKind)
    assert writer.channels_of("overzicht") == {EMAIL}
    assert writer.version_of("vriendelijk") == writer.write(an_order(SMS)).template_version
    with pytest.raises(UnknownReference):
        writer.version_of("onbekend")
    with pytest.raises(UnknownReference):
        writer.write(an_order(SMS, template="overzicht"))


def test_writes_an_sms_and_counts_its_parts(writer):
    text = writer.write(an_order(SMS, debtor=named("Zoë van Çelik")))

    assert text.body == (
        "Beste Zoe van Çelik, er staat een bericht voor u klaar op "
        "polderwonen.example/u/VoorbeeLdVanEenCode123. Vragen? Bel 010-0000001. Rivierhoek Services B.V."
    )
    assert (text.sms_parts, text.reading, text.subject, text.html) == (1, "pass", "", "")


def test_writes_a_whatsapp_text_with_its_variables(writer):
    text = writer.write(an_order(WHATSAPP))

    assert text.variables == (
        "Beste S. Bakker",
        "polderwonen.example/u/VoorbeeLdVanEenCode123",
        "010-0000001",
    )
    assert all(variable in text.body for variable in text.variables)


def test_writes_both_parts_of_an_email(writer):
    text = writer.write(an_order(EMAIL))

    assert text.subject == "Er staat een bericht voor u klaar"
    assert text.body.startswith(
        "Beste S. Bakker,\n\nDit bericht is van Rivierhoek Services B.V. U kunt ons bellen"
    )
    assert "Samen: €\u00a0612,40" in text.body
    assert '<html lang="nl">' in text.html
    assert f"<h1>{text.subject}</h1>" in text.html
    assert '<th scope="row">Samen</th><td>€\u00a0612,40</td>' in text.html
    assert '<a href="https://polderwonen.example/u/VoorbeeLdVanEenCode123">' in text.html
    assert "http" not in text.html.replace('href="https://polderwonen.example/u/VoorbeeLdVanEenCode123"', "")


def test_writes_no_html_for_who_wants_plain_text(writer):
    text = writer.write(an_order(EMAIL, preference=Preference(plain_text=True)))

    assert text.html == ""
    assert text.body == writer.write(an_order(EMAIL)).body


def test_writes_large_letters_for_who_wants_them(writer):
    assert 'class="groot"' in writer.write(an_order(EMAIL, preference=Preference(large_print=True))).html
    assert 'class="groot"' not in writer.write(an_order(EMAIL)).html


def test_addresses_the_representative_about_the_debtor(writer):
    helped = replace(DEBTOR, representative=Representative(name="T. de Wit", kind="helper", points=()))

    assert "U helpt S. Bakker." in writer.write(an_order(EMAIL, debtor=helped)).body
    assert "U helpt" not in writer.write(an_order(EMAIL)).body


def test_remembers_the_worst_of_template_and_case(writer):
    assert writer.write(described("Huur van mei")).reading == "pass"
    assert writer.write(described("Huur, diverse maanden")).reading == "warn"


@pytest.mark.parametrize("name", TRICKY_NAMES)
@pytest.mark.parametrize("channel", list(ChannelKind))
def test_takes_a_name_for_a_name_and_nothing_else(writer, name, channel):
    ordinary = writer.write(an_order(channel))

    text = writer.write(an_order(channel, debtor=named(name)))

    assert plain(name) in text.body or channel in {SMS, WHATSAPP}
    assert text.body.count("\n") == ordinary.body.count("\n")
    assert text.subject == ordinary.subject
    assert len(text.variables) == len(ordinary.variables)
    if channel is EMAIL:
        assert Outline(text.html).tags == Outline(ordinary.html).tags


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("Jansen B.V.", "van Jansen B.V. U kunt"),
        ("Jansen", "van Jansen. U kunt"),
        ("Jan..", "van Jan.. U kunt"),
    ],
)
def test_ends_no_sentence_with_one_point_too_many(writer, name, ending):
    agency = replace(AGENCY, firm=replace(AGENCY.firm, name=name))
    renamed = replace(ORGANISATION, version=name, agency=agency)

    assert ending in writer.write(an_order(EMAIL, organisation=renamed)).body


@given(name=st.text(min_size=1, max_size=60), description=st.text(min_size=1, max_size=60))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
def test_writes_or_refuses_whatever_the_portfolio_holds(writer, name, description):
    order = replace(described(description), debtor=named(name))

    try:
        text = writer.write(order)
    except TextRefused:
        return

    assert "Undefined" not in text.body
    assert plain(name) in text.body
    assert plain(description) in text.body
    assert plain(description) in Outline(text.html).text


def test_refuses_a_text_when_a_word_is_missing(writer):
    refusal = refused(writer, an_order(EMAIL, template="afspraak"))

    assert "template afspraak may not leave as email: missing-word" in str(refusal)
    assert "nothing here has a part 'aantal'" in refusal.findings[0]


@pytest.mark.parametrize(
    ("description", "rule"),
    [
        ("Vordering conform contract", "jargon"),
        (" ".join(["kamer"] * 30), "sentence-length"),
        ("x" * 5000, "description-length"),
    ],
)
def test_refuses_a_description_that_people_cannot_read(writer, description, rule):
    refusal = refused(writer, described(description))

    assert f"fail {rule} 1:" in "\n".join(refusal.findings)
    assert description[:20] not in "\n".join(refusal.findings)


def test_sees_a_description_with_the_words_around_it(writer):
    joined = a_line("gebreke hiervan"), a_line("Rente", "1.00", ChargeKind.INTEREST)

    found = refused(writer, an_order(template="overzicht", cases=(a_case(*joined),))).findings

    assert "'Bij gebreke hiervan'" in found[0]
    assert "fail sentence-length" in str(refused(writer, described(" ".join(["huur"] * 25))).findings)


def test_lets_a_description_through_that_people_can_read(writer):
    assert "Huur mei 2026: €\u00a0612,40" in writer.write(described("Huur mei 2026")).body


@pytest.mark.parametrize("channel", [EMAIL, ChannelKind.LETTER])
def test_refuses_a_name_without_end_where_it_cannot_be_cut(writer, channel):
    refusal = refused(writer, an_order(channel, debtor=named("Bakkerij " * 600)))

    assert "fail name-length 1:1 'a name of 5399 characters'" in "\n".join(refusal.findings)


def test_cuts_a_name_without_end_for_a_phone(writer):
    body = writer.write(an_order(SMS, debtor=named("Bakkerij " * 600))).body

    assert body.startswith("Beste Bakkerij Bakkerij Bakkerij Bakkerij..., er staat")


def test_refuses_a_text_without_end(writer):
    lines = [a_line(f"Huur {'x' * 150} {number}", "1.00") for number in range(2000)]

    refusal = refused(writer, an_order(template="overzicht", cases=(a_case(*lines),)))

    assert "text-length" in str(refusal)


def test_refuses_a_shortener_in_an_sms_but_not_in_a_letter(writer):
    shortened = organisation(portal_page="https://bit.ly/3xY")

    assert "outside-shortener" in str(refused(writer, an_order(SMS, organisation=shortened)))
    assert "bit.ly" not in writer.write(an_order(ChannelKind.LETTER, organisation=shortened)).body


def test_does_not_name_a_creditor_outside_whose_name_tells_too_much(writer):
    clinic = organisation(
        name_is_sensitive=True, firm=replace(CREDITOR.firm, name="Verslavingskliniek Noord")
    )
    own_claim = (a_case(collector_role=CollectorRole.CREDITOR),)

    assert "Rivierhoek" in writer.write(an_order(SMS, organisation=clinic)).body
    for channel in (SMS, EMAIL):
        refusal = refused(writer, an_order(channel, organisation=clinic, cases=own_claim))
        assert "outside-creditor" in str(refusal)
    assert "Verslavingskliniek" in writer.write(an_order(ChannelKind.LETTER, organisation=clinic)).body


def test_previews_every_channel_with_parts_findings_and_figure(writer):
    previews = {one.channel: one for one in writer.preview("vriendelijk", an_order(), len)}

    assert set(previews) == set(ChannelKind)
    assert previews[SMS].text.sms_parts == 1
    assert previews[SMS].flesch == len(previews[SMS].text.body)
    assert previews[EMAIL].reading.level is Level.PASS
    assert previews[WHATSAPP].for_approval.startswith("{{1}}, er staat een bericht voor u klaar op {{2}}.")
    assert previews[ChannelKind.LETTER].text.letter["country"] == "NL"


def test_previews_also_what_may_not_leave(writer):
    (shown,) = writer.preview("overzicht", described("Vordering"))
    (unwritable,) = writer.preview("afspraak", an_order())

    assert shown.reading.level is Level.FAIL
    assert "- Vordering: " in shown.text.body
    assert unwritable.text is None
    assert "missing-word" in str(unwritable.reading.findings[-1])


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("Vragen?", "U moet nog {{ bedrag | euro }} betalen. Vragen?", "outside-amount"),
        ("Vragen?", "Uw achterstand is er nog. Vragen?", "outside-debt-word"),
        ("Vragen?", "Anders komt de deurwaarder. Vragen?", "outside-threat"),
        ("Vragen?", "Maak over op {{ iban }}. Vragen?", "outside-account"),
        ("Vragen?", "Uw nummer is {{ kenmerk }}. Vragen?", "outside-word"),
        ("Vragen?", "Indien u wilt. Vragen?", "jargon"),
        ("Vragen?", "{% if land == 'be' %}Reeds{% else %}Al{% endif %} klaar. Vragen?", "jargon"),
    ],
)
def test_lets_no_text_leave_when_any_branch_of_its_template_fails(folder, old, new, rule):
    change(folder / "vriendelijk/sms.txt", old, new)
    for word in ("land", "kenmerk"):
        if word in new:
            change(folder / "vriendelijk/about.yaml", "[aanhef", f"[{word}, aanhef")

    assert rule in str(refused(open_writer(folder, judge_content=False), an_order(SMS)))


def test_judges_no_branch_for_a_country_that_the_template_is_not_for(folder):
    change(folder / "vriendelijk/sms.txt", "Vragen?", "{% if land == 'be' %}Reeds klaar.{% endif %} Vragen?")
    change(folder / "vriendelijk/about.yaml", "[nl, be]", "[nl]")
    change(folder / "vriendelijk/about.yaml", "[aanhef", "[land, aanhef")

    assert open_writer(folder, judge_content=False).write(an_order(SMS)).reading == "pass"


def test_escapes_the_subject_in_the_page(folder):
    change(folder / "vriendelijk/email.txt", "Onderwerp: Er", "Onderwerp: <b>Vraag & antwoord</b>: er")

    text = open_writer(folder, judge_content=False).write(an_order(EMAIL))

    assert text.subject == "<b>Vraag & antwoord</b>: er staat een bericht voor u klaar"
    assert text.html.count("&lt;b&gt;Vraag &amp; antwoord&lt;/b&gt;: er") == 2


def test_gives_a_text_its_amount_without_a_debt_word_for_nothing(writer):
    paid = a_case(paid=Decimal("612.40"))

    assert "€\u00a00,00" in writer.write(an_order(EMAIL, cases=(paid,))).body


def test_uses_no_supervisor_mark_of_the_agency_for_an_own_claim(writer):
    own_claim = (a_case(collector_role=CollectorRole.CREDITOR),)

    body = writer.write(an_order(EMAIL, cases=own_claim)).body

    assert "Dit bericht is van Polder Wonen." in body
    assert AGENCY.firm.name not in body


@pytest.mark.parametrize("number", [14, 15, 16, 24, 25, 26])
@pytest.mark.parametrize("ending", ["", " nr", " B.V", " A", "."])
def test_judges_free_text_as_the_whole_text_would_be(writer, number, ending):
    text = writer.shelf.text("overzicht", EMAIL)
    order = described(" ".join(["kamer"] * number) + ending)

    (shown,) = writer.preview("overzicht", order)

    whole = writer.reader.judge(shown.text.body, EMAIL, text.locked)
    rules = {(one.rule, one.level) for one in whole.findings}
    assert {(one.rule, one.level) for one in shown.reading.findings} == rules
