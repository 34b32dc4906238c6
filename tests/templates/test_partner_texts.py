"""What partners read, and the words to which debtors say yes: plain Dutch, one text for each kind."""

from datetime import date

import pytest

from engine.domain.errors import ConfigurationError, TextRefused
from engine.domain.partner_message import PartnerMessageKind
from engine.referral.wording import GUIDANCE, WARM_REFERRAL, WARM_REFERRAL_SMS, newest, wording_of, wordings
from engine.rendering.partner_texts import FOLDER, PartnerTexts
from tests.app.command import done
from tests.templates.test_texts import TEMPLATES

WORDS: dict[str, object] = {
    "kenmerk": "5f0c",
    "bellen_voor": date(2026, 3, 13),
    "rust_tot": date(2026, 4, 9),
    "dossiers": 2,
    "link": "https://contact.example/partner/0",
    "afzender": "Bureau Voorbeeld",
    "telefoon": "+31 10 000 00 01",
    "mail": "vragen@bureau.example",
}


@pytest.mark.parametrize("kind", PartnerMessageKind)
@pytest.mark.parametrize("link", [WORDS["link"], ""], ids=["with a link", "without"])
def test_every_kind_has_a_text_in_plain_dutch(tmp_path, kind, link):
    text = PartnerTexts(TEMPLATES).write(kind, WORDS | {"link": link})

    assert text.subject
    assert (str(link) in text.body) == bool(link and kind.value in {"referral", "reminder"}) or not link
    assert "{{" not in text.body
    file = tmp_path / "text.txt"
    file.write_text(text.body, encoding="utf-8")
    assert ": pass" in read(file) or "too short" in read(file)


def read(file):
    said = done("readability", file).out
    assert "  fail" not in said
    assert "  warn" not in said, said
    return said


def test_every_text_is_for_a_kind():
    files = {path.stem for path in (TEMPLATES / FOLDER).glob("*.txt")}

    assert files == {kind.value for kind in PartnerMessageKind}


def test_a_word_that_is_not_there_and_a_file_that_is_not_there_are_told(tmp_path):
    with pytest.raises(TextRefused, match="kenmerk"):
        PartnerTexts(TEMPLATES).write(PartnerMessageKind.WITHDRAWN, {})
    with pytest.raises(ConfigurationError, match="is not there"):
        PartnerTexts(tmp_path).write(PartnerMessageKind.WITHDRAWN, WORDS)


@pytest.mark.parametrize("subject", [WARM_REFERRAL, WARM_REFERRAL_SMS, GUIDANCE])
def test_what_a_debtor_says_yes_to_is_plain_and_every_version_stays_readable(tmp_path, subject):
    version, text = newest(subject, "de gemeente")

    file = tmp_path / "vraag.txt"
    file.write_text(text, encoding="utf-8")
    assert "  fail" not in done("readability", file).out
    assert wording_of(subject, version, "de gemeente") == text
    versions = [one for one, _ in wordings()[subject]]
    assert len(set(versions)) == len(versions)
    assert "{" not in text
