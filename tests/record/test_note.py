"""Signed notes: the published example, and everything that is not signed is refused."""

from datetime import UTC, datetime

import pytest

from engine.domain.errors import NoteRefused
from engine.record.checkpoint import Checkpoint, read_checkpoint
from engine.record.note import PublicKey, Signer, open_note

SIGNER = Signer("minnelijk.example/record", bytes(range(32)))
OTHER = Signer("minnelijk.example/record", bytes(32))
CHECKPOINT = Checkpoint(
    origin=SIGNER.name, size=42, root=bytes(range(32)), at=datetime(2026, 3, 5, 8, 0, tzinfo=UTC)
)

#: the example in the documentation of golang.org/x/mod/sumdb/note, BSD-3-Clause
PETER_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETER_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJn"
    "AM=\n"
)


def test_opens_a_note_that_somebody_else_signed():
    key = PublicKey.read(PETER_KEY)

    assert open_note(PETER_NOTE, [key]).startswith("If you think")
    assert str(key) == PETER_KEY


def test_a_checkpoint_comes_back_as_it_was_signed():
    note = CHECKPOINT.signed(SIGNER)

    assert read_checkpoint(note, [SIGNER.public]) == CHECKPOINT
    assert note.splitlines()[:2] == ["minnelijk.example/record", "42"]


@pytest.mark.parametrize(
    ("harm", "because"),
    [
        (lambda note: note.replace("\n42\n", "\n43\n"), "false"),
        (lambda note: note.replace("— ", "- "), "no signature"),
        (lambda note: note.partition("\n\n")[0], "no signatures"),
        (lambda note: note.rstrip("\n"), "no signatures"),
        (lambda _: CHECKPOINT.signed(OTHER), "none of the keys"),
        (lambda _: SIGNER.sign("minnelijk.example/record\n42\nAA==\ntime 2026\n"), "no checkpoint"),
        (lambda _: SIGNER.sign("something else\n"), "no checkpoint"),
    ],
)
def test_refuses_what_was_not_signed_so(harm, because):
    with pytest.raises(NoteRefused, match=because):
        read_checkpoint(harm(CHECKPOINT.signed(SIGNER)), [SIGNER.public])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no plus signs",
        f"{SIGNER.public}x",
        str(SIGNER.public).replace("record+", "ledger+"),
        "name+00000000+AAAA",
    ],
)
def test_refuses_a_key_that_was_copied_wrongly(text):
    with pytest.raises(NoteRefused):
        PublicKey.read(text)


def test_a_key_survives_paper():
    assert PublicKey.read(f" {SIGNER.public}\n") == SIGNER.public


@pytest.mark.parametrize("text", ["no end", "hidden \u202e sign\n", "tab\tbed\n"])
def test_signs_plain_lines_only(text):
    with pytest.raises(NoteRefused):
        SIGNER.sign(text)
