"""The files in the outbox."""

import resource
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest

from channels.outbox import Outbox
from engine.domain.errors import MessageRefused, ProviderBusy
from preferences.channel import ChannelKind
from tests.channels.builders import NOW, NUMBER, clock, message, text
from tests.channels.stages import PDF, refusing

SMS, EMAIL = ChannelKind.SMS, ChannelKind.EMAIL
WHATSAPP, LETTER = ChannelKind.WHATSAPP, ChannelKind.LETTER


def files(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_an_sms_is_a_text_with_who_it_is_for_above_it(tmp_path):
    Outbox(SMS, tmp_path, clock).send(message(valid_until=NOW + timedelta(hours=1)))

    assert (tmp_path / "sms/20261120-1130-C-0001-A.txt").read_text(encoding="utf-8") == (
        f"To: {NUMBER}\nFrom: +3197010200000\nReference: C-0001-A\nValid until: 2026-11-20 12:30 UTC\n"
        "\nDit is een herinnering. Wij helpen u graag.\n"
    )


def test_a_whatsapp_message_names_its_template(tmp_path):
    Outbox(WHATSAPP, tmp_path, clock).send(message(WHATSAPP, provider_template="HX1"))

    written = (tmp_path / "whatsapp/20261120-1130-C-0001-A.txt").read_text(encoding="utf-8")
    assert "Valid until: -\nTemplate: HX1\n\nDit is" in written


def test_a_mail_is_a_file_that_a_mail_program_opens(tmp_path):
    Outbox(EMAIL, tmp_path, clock).send(message(EMAIL))

    written = (tmp_path / "email/20261120-1130-C-0001-A.eml").read_bytes()
    assert message_from_bytes(written, policy=default)["Subject"] == "Een herinneringstekst"


def test_a_letter_is_the_pdf_of_the_press(tmp_path):
    Outbox(LETTER, tmp_path, clock, press=lambda one: PDF + one.reference.encode()).send(message(LETTER))

    assert (tmp_path / "letter/20261120-1130-C-0001-A.pdf").read_bytes() == PDF + b"C-0001-A"


def test_a_letter_without_a_press_is_a_text(tmp_path):
    Outbox(LETTER, tmp_path, clock).send(message(LETTER))

    written = (tmp_path / "letter/20261120-1130-C-0001-A.letter.txt").read_text(encoding="utf-8")
    assert written.startswith(
        "Aletta Voorbeeld\nHavendijk 156-2\n1231 GF  VOORBEELDSTAD\n\nReference: C-0001-A\n"
    )


def test_a_letter_that_the_press_refuses_leaves_no_file(tmp_path):
    with pytest.raises(MessageRefused, match="does not fit the window"):
        Outbox(LETTER, tmp_path, clock, press=refusing).send(message(LETTER))

    assert files(tmp_path) == set()


@pytest.mark.parametrize("restart", [False, True])
@pytest.mark.parametrize("kind", list(ChannelKind))
def test_a_reference_is_written_once(tmp_path, kind, restart):
    now = [NOW]
    outbox = Outbox(kind, tmp_path, lambda: now[0])
    first = outbox.send(message(kind))
    now[0] += timedelta(days=1)
    outbox = Outbox(kind, tmp_path, lambda: now[0]) if restart else outbox

    second = outbox.send(message(kind, text=text(kind, body="Iets anders.")))

    assert second == first
    assert files(tmp_path) == {f"{kind}/{first.provider_ref}"}
    assert b"Iets anders" not in (tmp_path / kind / first.provider_ref).read_bytes()


def test_the_same_minute_holds_many_messages(tmp_path):
    outbox = Outbox(SMS, tmp_path, clock)

    for number in range(50):
        outbox.send(message(reference=f"C-{number:04}-A"))

    assert len(files(tmp_path)) == 50


def test_a_full_disk_means_later_and_leaves_no_half_message(tmp_path):
    outbox = Outbox(SMS, tmp_path, clock)
    outbox.send(message())

    with small_disk(100), pytest.raises(ProviderBusy, match="outbox cannot be written"):
        outbox.send(message(reference="C-0002-A"))

    assert files(tmp_path) == {"sms/20261120-1130-C-0001-A.txt"}
    assert outbox.send(message(reference="C-0002-A")).reference == "C-0002-A"


@contextmanager
def small_disk(size):
    """Let no file of this process grow beyond a size."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
