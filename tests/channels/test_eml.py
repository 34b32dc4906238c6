"""Our own mails, read back with the standard library."""

from dataclasses import replace
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import SMTP, default
from email.utils import parseaddr

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from channels.eml import mailbox, write_eml
from engine.domain.errors import AddressRejected, MessageRefused
from preferences.channel import ChannelKind
from tests.channels.builders import MAILBOX, NAME, NOW, message, sent_to, text

EMAIL = ChannelKind.EMAIL
#: everything that can stand in a text: no control characters but tab and line end, no half characters
TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs"), include_characters="\n\t"), max_size=300)
ONE_LINE = st.text(st.characters(exclude_categories=("C", "Z"), include_characters=" "), max_size=200).map(
    lambda line: " ".join(line.split())
)


def mail(to=NAME, **words):
    one = message(EMAIL, text=text(EMAIL, **words))
    return replace(one, to=replace(one.to, name=to))


def read(one, *, readable=False):
    return message_from_bytes(write_eml(one, NOW, readable=readable), policy=default)


def by_the_library(one):
    """Write the same mail with email.message."""
    slow = EmailMessage(policy=SMTP)
    slow["From"] = f'"{one.sender_name}" <{one.sender}>'
    slow["To"] = f'"{one.to.name}" <{one.to.value}>'
    slow["Subject"] = one.text.subject
    slow["Date"] = NOW
    slow["Message-ID"] = f"<{one.reference}@incasso.example>"
    slow.set_content(one.text.body)
    slow.add_alternative(one.text.html, subtype="html")
    return message_from_bytes(bytes(slow), policy=default)


def test_is_the_same_mail_as_the_library_would_write():
    one = mail("Zoë van der Çelik-Łukasz", body="Beste Zoë,\n\nHet gaat om € 12,50.\n", html="<p>Zoë €</p>\n")

    ours, theirs = read(one), by_the_library(one)

    assert {name: str(ours[name]) for name in theirs if name != "Content-Type"} == {
        name: str(theirs[name]) for name in theirs if name != "Content-Type"
    }
    assert ours.get_content_type() == theirs.get_content_type() == "multipart/alternative"
    assert [part.get_content() for part in ours.iter_parts()] == [
        part.get_content() for part in theirs.iter_parts()
    ]
    assert ours.defects == []


@pytest.mark.parametrize("readable", [False, True])
@given(body=TEXTS, html=TEXTS)
@example(body="--=_C-0001-A", html="--=_C-0001-A--")
def test_every_text_comes_back_as_it_was(readable, body, html):
    parts = list(read(mail(body=body, html=f"<p>{html}</p>"), readable=readable).iter_parts())

    assert [part.get_content_type() for part in parts] == ["text/plain", "text/html"]
    assert _lines(parts[0]) == body.rstrip("\n").split("\n")
    assert _lines(parts[1]) == f"<p>{html}</p>".split("\n")


def decoded(value):
    """Read encoded words; email.policy puts a space between two of them in a name, against RFC 2047."""
    return str(make_header(decode_header(value)))


def _lines(part):
    return part.get_payload(decode=True).decode().removesuffix("\r\n").split("\r\n")


@given(name=ONE_LINE, subject=ONE_LINE)
@example(name='Jan "de\\Jong" (bv), c/o', subject='Over "uw" \\ rekening')
@example(name="=?utf-8?q?Jan?=", subject="=?utf-8?q?Hallo?=")
def test_every_name_and_subject_comes_back_as_it_was(name, subject):
    back = message_from_bytes(write_eml(mail(name, subject=subject), NOW))

    shown, address = parseaddr(back["To"])
    assert decoded(back["Subject"]) == subject
    assert decoded(shown) == name
    assert address == MAILBOX


@pytest.mark.parametrize("readable", [False, True])
@given(name=st.text(max_size=200), subject=st.text(max_size=200), body=st.text())
@example(name="a\rb", subject="a\nb", body="one\rtwo\r\nthree\n\rfour")
def test_no_name_or_subject_can_begin_a_header_of_its_own(readable, name, subject, body):
    written = write_eml(mail(name, subject=subject, body=body), NOW, readable=readable)

    back = message_from_bytes(written, policy=default)
    assert back.keys() == ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"]
    assert [str(one.addr_spec) for one in back["To"].addresses] == [MAILBOX]
    assert b"\n" not in written.replace(b"\r\n", b"")
    assert b"\r" not in written.replace(b"\r\n", b"")


def test_a_line_break_in_a_name_becomes_a_space():
    assert read(mail("Jan\r\nBcc: iedereen@voorbeeld.example"))["To"].addresses[0].display_name == (
        "Jan Bcc: iedereen@voorbeeld.example"
    )


def test_no_line_is_longer_than_mail_allows():
    long = mail("N" * 5000, subject="é" * 3000, body="x" * 5000, html="y" * 5000)

    written = write_eml(long, NOW)

    assert max(len(line) for line in written.split(b"\r\n")) <= 90
    assert decoded(parseaddr(message_from_bytes(written)["To"])[0]) == "N" * 5000


def test_a_readable_mail_holds_its_words_as_they_are():
    written = write_eml(mail(body="Het gaat om € 12,50.", html="<p>Zoë</p>"), NOW, readable=True)

    assert "Het gaat om € 12,50." in written.decode()
    assert "<p>Zoë</p>" in written.decode()


@pytest.mark.parametrize(("length", "longest"), [(998, 998), (999, 90)])
def test_a_readable_mail_quotes_a_text_with_a_line_that_is_too_long(length, longest):
    written = write_eml(mail(body="x" * length), NOW, readable=True)

    assert max(len(line) for line in written.split(b"\r\n")) <= longest


def test_a_mail_without_html_has_one_part():
    plain = read(mail(html=""))

    assert plain.get_content_type() == "text/plain"
    assert plain.get_content().strip() == "Dit is een herinnering. Wij helpen u graag."


def test_a_mail_without_a_name_has_an_address_only():
    assert read(mail(""))["To"] == MAILBOX


def test_the_message_id_is_our_reference():
    assert read(mail())["Message-ID"] == "<C-0001-A@incasso.example>"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("a.b+c@voorbeeld.example", "a.b+c@voorbeeld.example"),
        ("o'neil@sub.voorbeeld.example", "o'neil@sub.voorbeeld.example"),
        ("info@münchen.example", "info@xn--mnchen-3ya.example"),
        ("zoë@voorbeeld.example", ""),
        ("geen adres", ""),
        ("", ""),
        ("@voorbeeld.example", ""),
        ("a@", ""),
        ("a@b..example", ""),
        ("a@é..example", ""),
        ("a@voorbeeld.example\r\nBcc: b@voorbeeld.example", ""),
        ("a@voorbeeld.example> <b@voorbeeld.example", ""),
        ("a@voorbeeld.example, b@voorbeeld.example", ""),
        ("a b@voorbeeld.example", ""),
    ],
)
def test_writes_a_mailbox_in_ascii_or_not_at_all(value, written):
    assert mailbox(value) == written


def test_a_mailbox_that_cannot_be_is_the_debtors_and_a_sender_that_cannot_be_is_ours():
    with pytest.raises(AddressRejected):
        write_eml(sent_to(EMAIL, "geen adres"), NOW)
    with pytest.raises(MessageRefused):
        write_eml(message(EMAIL, sender="geen adres"), NOW)
