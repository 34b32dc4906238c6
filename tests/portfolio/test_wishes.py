"""Wishes come in once, with one line; they never undo what the debtor chose since."""

from datetime import timedelta

import pytest

from preferences.change import Field, Through
from preferences.channel import ChannelKind
from tests.builders import NOW, a_change
from tests.portfolio.some_rows import a_row, import_rows, read, the_file, wish_lines

EMAIL, SMS, LETTER = ChannelKind.EMAIL, ChannelKind.SMS, ChannelKind.LETTER


def import_later(database, *rows, days):
    return import_rows(database, *rows, now=NOW + timedelta(days=days))


def the_wishes(database):
    return the_file(database).preference


def test_reads_every_wish_of_a_row():
    row = a_row(
        language="FR",
        prefers="WhatsApp, email",
        refuses="sms,sms",
        hours="mon-fri 18:00-21:00",
        large_print="yes",
        plain_text="Yes",
        whatsapp_opt_in="yes 2026-01",
    )

    record, _ = read(row)

    assert [(wish.field, wish.value, wish.words) for wish in record.changes] == [
        (Field.LANGUAGE, "fr", ""),
        (Field.CHANNEL_ORDER, "whatsapp,email", ""),
        (Field.REFUSE_CHANNEL, "sms", ""),
        (Field.HOURS, "mon-fri 18:00-21:00", ""),
        (Field.LARGE_PRINT, "yes", ""),
        (Field.PLAIN_TEXT, "yes", ""),
        (Field.WHATSAPP_OPT_IN, "yes", "2026-01"),
    ]
    assert {(wish.by, wish.through, wish.at) for wish in record.changes} == {
        ("woonstad", Through.IMPORT, NOW)
    }


def test_a_wish_comes_in_once_and_has_one_line(database):
    row = a_row(prefers="email,sms", refuses="letter")
    import_rows(database, row)

    import_later(database, row | {"amount": "1.00"}, days=1)
    import_later(database, row | {"amount": "2.00"}, row | {"case_id": "C-2"}, days=2)

    assert wish_lines(database) == [("channel_order", "email,sms"), ("refuse_channel", "letter")]
    with database.read() as books:
        assert [change.value for change in books.changes_of("D-1")] == ["email,sms", "letter"]


def test_a_row_that_says_what_holds_anyway_says_nothing(database):
    import_rows(database, a_row(language="nl", large_print="no", plain_text="no", whatsapp_opt_in="no"))

    assert wish_lines(database) == []


@pytest.mark.parametrize("days", [1, 0], ids=["on other days", "at one moment of a simulated clock"])
def test_a_wish_may_go_and_come_back(database, days):
    import_rows(database, a_row(prefers="email"))
    import_later(database, a_row(prefers="sms"), days=days)

    import_later(database, a_row(prefers="email"), days=2 * days)

    assert the_wishes(database).order == (EMAIL,)
    assert [value for _, value in wish_lines(database)] == ["email", "sms", "email"]


def test_a_yes_may_become_a_no(database):
    import_rows(database, a_row(large_print="yes", whatsapp_opt_in="yes 2026-01"))

    import_later(database, a_row(large_print="no", whatsapp_opt_in="no"), days=1)

    assert (the_wishes(database).large_print, the_wishes(database).whatsapp_opt_in) == (False, False)


def test_an_empty_cell_takes_no_wish_back(database):
    import_rows(database, a_row(refuses="sms", hours="mon-fri 18:00-21:00"))

    import_later(database, a_row(amount="1.00"), days=1)

    assert the_wishes(database).refused == {SMS}
    assert the_wishes(database).hours is not None


def test_the_same_wish_again_never_undoes_what_the_debtor_chose_since(database):
    row = a_row(prefers="email", refuses="letter")
    import_rows(database, row)
    chosen = {"at": NOW + timedelta(days=1), "through": Through.PORTAL}
    with database.begin() as books:
        books.put_change(a_change(id="W-1", field=Field.CHANNEL_ORDER, value="sms", **chosen))
        books.put_change(a_change(id="W-2", field=Field.ALLOW_CHANNEL, value="letter", **chosen))

    import_later(database, row | {"amount": "1.00"}, days=2)

    assert (the_wishes(database).order, the_wishes(database).refused) == ((SMS,), frozenset())


def test_no_portfolio_lifts_a_refusal(database):
    import_rows(database, a_row(prefers="sms"))
    refusal = a_change(id="W-1", at=NOW, through=Through.PROVIDER, field=Field.REFUSE_CHANNEL, value="sms")
    with database.begin() as books:
        books.put_change(refusal)

    import_later(database, a_row(prefers="sms,letter"), days=1)

    assert the_wishes(database).order == (SMS, LETTER)
    assert the_wishes(database).refused == {SMS}
