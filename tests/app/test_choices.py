"""One list of everything about how somebody may be reached: through whatever it came, and told in Dutch."""

from datetime import timedelta

import pytest

from engine.domain.message import DeliveryEvent
from engine.domain.people import PointState
from engine.domain.touchpoint import Outcome
from engine.evidence import Evidence
from engine.rendering.report.person_reports import report_of_access
from preferences.change import Field, Through
from tests.app.command import done, minnelijk, shipped
from tests.app.door import Browser, out, served

CASE, DEBTOR = "D-1002", "P-1002"
A_WHILE = timedelta(minutes=5)
MOBILE, MAILBOX = "+31612340002", "m.yilmaz@post.example"


@pytest.fixture
def sent(any_desk, monkeypatch):
    with served(out(any_desk, CASE)) as sent:
        monkeypatch.setattr("app.wiring.real_clock", sent.clock)
        yield sent


def reported(sent, outcome):
    """Let the provider report on the last message."""
    with sent.house.store.begin() as books:
        contact = books.files([DEBTOR])[0].contacts[-1]
        event = DeliveryEvent(
            key=f"E-{contact.reference}-{outcome}",
            reference=contact.reference,
            provider_ref="",
            outcome=outcome,
            at=sent.clock(),
            raw={},
        )
        Evidence(desk=sent.house.desk(), new_id=sent.house.new_id).take_in(books, [event], sent.clock())


def told(sent):
    with sent.house.store.read() as books:
        return [(one.through, one.field, one.value) for one in books.changes_of(DEBTOR)]


def test_everything_stands_in_one_list_whatever_it_came_through(sent):
    with Browser(sent.url) as browser:
        browser.open(sent.code(CASE))
        browser.prove()
        sent.clock.now += A_WHILE
        browser.fill_in("/zaak/keuzes", wanneer="avond")
        sent.work()
    sent.clock.now += A_WHILE
    done("reply", "note", CASE, "--channel", "sms", "--text", "ik krijg liever e-mail", "--as", "bram")
    sent.clock.now += A_WHILE
    done(
        "reply", "note", CASE, "--channel", "letter", "--text", "stuur mij geen brieven meer", "--as", "bram"
    )
    sent.clock.now += A_WHILE
    done("preference", "set", CASE, "large_print", "yes", "--as", "bram", "--words", "graag groter")
    sent.clock.now += A_WHILE
    done("preference", "set", CASE, "address_of_another", MOBILE, "--as", "bram")
    sent.clock.now += A_WHILE
    reported(sent, Outcome.STOPPED)

    assert told(sent) == [
        (Through.IMPORT, Field.CHANNEL_ORDER, "sms"),
        (Through.PORTAL, Field.HOURS, "mon-sat 18:00-22:00"),
        (Through.REPLY, Field.CHANNEL_ORDER, "email,sms"),
        (Through.LETTER, Field.REFUSE_CHANNEL, "letter"),
        (Through.AGENT, Field.LARGE_PRINT, "yes"),
        (Through.AGENT, Field.ADDRESS_OF_ANOTHER, MOBILE),
        (Through.PROVIDER, Field.REFUSE_CHANNEL, "sms"),
    ]


def test_an_address_that_does_not_work_stands_in_the_list_with_where_that_was_seen(sent):
    sent.clock.now += A_WHILE
    reported(sent, Outcome.BOUNCED)

    with sent.house.store.read() as books:
        change = books.changes_of(DEBTOR)[-1]
        points = {one.value: one.state for one in books.files([DEBTOR])[0].debtor.points}
        contact = books.files([DEBTOR])[0].contacts[-1]
    assert (change.through, change.field, change.value) == (Through.BOUNCE, Field.ADDRESS_FAILED, MOBILE)
    assert change.proof == f"contact {contact.reference}"
    assert points[MOBILE] is PointState.BOUNCED
    assert f"Een bericht naar {MOBILE} kwam niet aan." in done("preference", "tell", CASE).out


def test_a_number_that_became_somebody_elses_is_used_no_more(sent):
    done("preference", "set", CASE, "address_of_another", MOBILE, "--as", "bram")
    wrong = minnelijk("preference", "set", CASE, "address_of_another", "+31600000000", "--as", "bram")

    with sent.house.store.read() as books:
        points = {one.value: one.state for one in books.files([DEBTOR])[0].debtor.points}
    assert points[MOBILE] is PointState.WRONG_PERSON
    assert wrong.code == 2
    assert f"this debtor has {MOBILE}, {MAILBOX}" in wrong.err


def test_the_debtor_is_told_in_plain_dutch_on_screen_in_a_mail_and_on_paper(sent, tmp_path):
    sent.clock.now += A_WHILE
    done("preference", "set", CASE, "hours", "mon-fri 18:00-21:00", "--as", "bram", "--words", "na het werk")
    sent.clock.now += A_WHILE
    done("preference", "set", CASE, "hours", "sat 10:00-12:00", "--as", "bram", "--words", "toch zaterdag")
    pdf, text = tmp_path / "keuzes.pdf", tmp_path / "keuzes.txt"

    shown = done("preference", "tell", CASE).out
    done("preference", "tell", CASE, "--pdf", pdf, "--text", text)

    now, before = shown.split("Dit gold eerder")
    assert "U krijgt het liefst bericht op zaterdag van 10:00 tot 12:00 uur." in now
    assert "Op 10 maart 2026 om 11:10 uur zei u dit tegen een medewerker." in now
    assert "op maandag tot en met vrijdag van 18:00 tot 21:00 uur" in before
    assert "+31 10 000 00 01" in shown
    assert text.read_text(encoding="utf-8").strip() == shown.strip()
    assert pdf.read_bytes().startswith(b"%PDF-")


def test_who_asks_for_their_data_reads_the_same_sentences(sent):
    done("preference", "set", CASE, "refuse_channel", "letter", "--as", "bram", "--words", "geen brieven")

    access = done("dossier", "--access", DEBTOR, "--json").json

    shown = str(report_of_access(access).blocks)
    assert "U wilt geen brieven van ons." in shown
    assert "zei u dit tegen een medewerker." in shown
    assert access["choices"][-1]["proof"] == ""


def test_whatsapp_needs_a_wording_that_is_known_and_a_proof(desk):
    done("import", shipped(desk.folder / "portfolio.csv", "D-1001", whatsapp_opt_in=""), "--as", "anna")
    agree = ("preference", "set", "D-1001", "whatsapp_opt_in", "yes", "--as", "bram")

    unknown = minnelijk(*agree, "--words", "2025-12", "--proof", "call of 3 March")
    unproven = minnelijk(*agree, "--words", "2026-01")
    done(*agree, "--words", "2026-01", "--proof", "call of 3 March")

    assert unknown.code == unproven.code == 2
    assert "witgoedwinkel has the wordings 2026-01 in organisation.yaml" in unknown.err
    assert "write where the proof can be found" in unproven.err
    shown = done("preference", "tell", "D-1001").out
    assert "Wij mogen u berichten sturen via WhatsApp. U koos dit met tekst 2026-01." in shown
    assert "Daar staat: Ja, De Witgoedwinkel mag mij over mijn bestelling schrijven via WhatsApp." in shown
    assert "Bewijs: call of 3 March." in shown


def test_somebody_agrees_to_whatsapp_on_the_page_in_the_words_of_the_creditor(any_desk):
    with served(out(any_desk, "D-1001", hours="")) as sent, Browser(sent.url) as browser:
        browser.open(sent.code("D-1001"))
        browser.prove()

        offered = browser.page("/zaak/keuzes").text
        browser.fill_in("/zaak/keuzes", whatsapp="ja")
        sent.work()

        with sent.house.store.read() as books:
            agreed = books.changes_of("P-1001")[-1]
            reference = books.files(["P-1001"])[0].contacts[0].reference
        assert "mag mij over mijn bestelling schrijven via WhatsApp" in offered
        assert (agreed.field, agreed.value, agreed.words) == (Field.WHATSAPP_OPT_IN, "yes", "2026-01")
        assert agreed.through is Through.PORTAL
        assert agreed.proof.startswith(f"page behind {reference}, portal:")
