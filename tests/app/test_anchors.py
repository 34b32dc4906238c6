"""Anchors outside: a checkpoint is stamped and mailed once a day, and one that keeps failing is seen."""

import re
from contextlib import suppress
from datetime import timedelta
from email import message_from_bytes, policy
from hashlib import sha256

import pytest

from app.clock import SimulatedClock
from app.metrics import metrics_of
from app.sealing import Sealing
from app.wiring import real_clock
from engine.domain.errors import NoteRefused, StampFailed
from engine.record.checkpoint import read_checkpoint
from engine.record.stamp import ask_for_stamp, read_stamp
from tests.app.authority import an_authority
from tests.app.command import done
from tests.channels.rehearsed_smtp import rehearsed_smtp


@pytest.fixture
def authority(tmp_path):
    """Lend a time-stamping authority on loopback."""
    with an_authority(tmp_path / "tsa") as one:
        yield one


def key_of(desk):
    return desk.folder / "record.pub"


def mail_to(monkeypatch, port):
    """Let checkpoints be mailed through a server on loopback."""
    for name, value in {
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(port),
        "SMTP_SECURITY": "none",
        "CHECKPOINT_MAIL_TO": "compliance@klant.example",
        "CHECKPOINT_MAIL_FROM": "record@bureau.example",
    }.items():
        monkeypatch.setenv(f"MINNELIJK_{name}", value)


def test_a_checkpoint_is_stamped_once_a_day(house, authority, monkeypatch, tmp_path):
    monkeypatch.setenv("MINNELIJK_TIME_STAMP_URL", authority.url)

    done("record", "checkpoint")
    done("payment", "D-1002", "10", "--as", "anna", "--reference", "B-1")
    note = done("record", "checkpoint", "--json").json["note"]
    done("record", "bundle", tmp_path / "whole.zip")

    unchecked = done("verify", tmp_path / "whole.zip", "--key", key_of(house))
    checked = done(
        "verify", tmp_path / "whole.zip", "--key", key_of(house), "--roots", authority.folder / "root.pem"
    )
    assert len(authority.asked) == 1
    assert note.encode() not in authority.asked[0]
    assert "certificate not checked" in unchecked.out
    assert "stamped by an authority" in checked.out
    assert "not checked" not in checked.out


def test_a_stamp_is_about_one_note_and_leads_to_one_root(authority, tmp_path):
    token = authority.stamp(ask_for_stamp("a note"))
    with an_authority(tmp_path / "other") as other:
        assert read_stamp(token, "a note", authority.roots).trusted
        for note, roots, because in (
            ("another note", b"", "something else"),
            ("a note", other.roots, "no certificate that you trust"),
        ):
            with pytest.raises(NoteRefused, match=because):
                read_stamp(token, note, roots)
    assert sha256(b"a note").digest() in authority.asked[0]


def test_an_authority_that_fails_does_not_stop_the_sealing(house, authority, monkeypatch):
    monkeypatch.setenv("MINNELIJK_TIME_STAMP_URL", authority.url)
    authority.status = 503
    opened = house.open(real_clock)

    with pytest.raises(StampFailed, match="503") as failed:
        Sealing(opened).run()
    assert failed.value.made

    authority.status = 200
    assert Sealing(opened).run() is None
    with opened.store.read() as books:
        assert books.last_stamp_at() is not None
    opened.store.close()


def waits(house, anchor):
    """Read how long a checkpoint waits for an anchor outside; None when that anchor is not in use."""
    found = re.findall(
        rf'minnelijk_unanchored_seconds{{anchor="{anchor}"}} (\S+)', metrics_of(house)().decode()
    )
    return timedelta(seconds=float(found[0])) if found else None


def pay(house, reference):
    """Write a line in the record."""
    done("payment", "D-1002", "10", "--as", "anna", "--reference", reference)


def seal(house, later):
    """Seal some time later, whatever becomes of the anchors."""
    house.clock.set(house.clock() + later)
    with suppress(StampFailed):
        Sealing(house).run()


def test_an_authority_that_keeps_failing_is_a_figure(house, authority, monkeypatch):
    clock = SimulatedClock(real_clock())
    without = waits(house.open(clock), "time_stamp")
    monkeypatch.setenv("MINNELIJK_TIME_STAMP_URL", authority.url)
    opened = house.open(clock)
    authority.status = 503

    seal(opened, timedelta())
    seal(opened, timedelta(hours=27))
    late = waits(opened, "time_stamp")
    authority.status = 200
    seal(opened, timedelta(minutes=1))
    stamped = waits(opened, "time_stamp")
    pay(house, "B-1")
    seal(opened, timedelta(minutes=1))
    clock.set(clock() + timedelta(hours=23))
    between = waits(opened, "time_stamp")
    opened.store.close()

    assert (without, late, stamped, between) == (
        None,
        timedelta(hours=27),
        timedelta(),
        timedelta(hours=23),
    )


def test_a_mail_server_that_keeps_failing_is_a_figure(house, monkeypatch):
    with rehearsed_smtp() as server:
        mail_to(monkeypatch, server.port)
    opened = house.open(SimulatedClock(real_clock()))

    seal(opened, timedelta())
    seal(opened, timedelta(hours=27))
    late, other = waits(opened, "mail"), waits(opened, "time_stamp")
    opened.store.close()
    with rehearsed_smtp() as server:
        mail_to(monkeypatch, server.port)
        again = house.open(opened.clock)
        seal(again, timedelta(minutes=1))
        mailed = waits(again, "mail")
    again.store.close()

    assert (late, other, mailed) == (timedelta(hours=27), None, timedelta())


def test_what_is_stamped_already_is_not_stamped_again_in_a_quiet_house(house, authority, monkeypatch):
    monkeypatch.setenv("MINNELIJK_TIME_STAMP_URL", authority.url)
    opened = house.open(SimulatedClock(real_clock()))

    for later in (timedelta(), timedelta(hours=25), timedelta(minutes=1)):
        seal(opened, later)
    quiet = len(authority.asked)
    pay(house, "B-1")
    seal(opened, timedelta(minutes=1))
    opened.store.close()

    assert (quiet, len(authority.asked)) == (1, 2)


def test_a_bundle_and_a_checkpoint_do_not_wait_for_an_authority(house, authority, monkeypatch, tmp_path):
    monkeypatch.setenv("MINNELIJK_TIME_STAMP_URL", authority.url)
    authority.status = 503

    sealed = done("record", "checkpoint", "--out", tmp_path / "note.txt")
    bundled = done("record", "bundle", tmp_path / "whole.zip")

    assert sealed.lines[0] == "a new checkpoint"
    assert "answered 503" in sealed.err
    assert "answered 503" in bundled.err
    assert "the record holds" in done("verify", tmp_path / "whole.zip", "--key", key_of(house)).out


def test_a_checkpoint_is_mailed_once_a_day(house, monkeypatch):
    with rehearsed_smtp() as server:
        mail_to(monkeypatch, server.port)
        note = done("record", "checkpoint", "--json").json["note"]
        done("record", "checkpoint")

        (mail,) = server.mails
    opened = house.open()
    found = message_from_bytes(mail, policy=policy.default)
    text = found.get_content().replace("\r\n", "\n")
    assert text == note
    assert read_checkpoint(text, [opened.signer.public]).size > 0
    opened.store.close()
