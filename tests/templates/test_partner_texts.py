"""What partners read, and the words to which debtors say yes: plain Dutch, one text for each kind."""

import shutil
from datetime import date

import pytest

from app.checks import partner_texts_of
from engine.domain.errors import ConfigurationError, TextRefused
from engine.domain.partner_message import PartnerMessageKind
from engine.referral.wording import GUIDANCE, WARM_REFERRAL, WARM_REFERRAL_SMS, newest, wording_of, wordings
from engine.rendering.b1.reader import load_reader
from engine.rendering.partner_proof import FOLDER, judge_partner_texts
from engine.rendering.partner_texts import PartnerTexts
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


READER = load_reader()


def texts(folder=TEMPLATES):
    return PartnerTexts(folder, READER)


def test_nothing_is_found_in_any_branch_of_any_text():
    assert [str(one) for _, one in judge_partner_texts(READER, TEMPLATES)] == []


def test_a_text_that_is_hard_in_one_branch_does_not_leave_and_the_check_says_where(tmp_path):
    shutil.copytree(TEMPLATES, tmp_path / "texts")
    file = tmp_path / "texts" / FOLDER / "reminder.txt"
    plain = "Heeft u de persoon gesproken? Of lukt het niet? Laat het ons weten en noem het nummer."
    hard = "Indien u desbetreffende persoon niet bereikte, verzoeken wij u ons hieromtrent te berichten."
    file.write_text(file.read_text(encoding="utf-8").replace(plain, hard), encoding="utf-8")

    with pytest.raises(TextRefused, match=r"reminder\.txt fails the reading check"):
        texts(tmp_path / "texts").write(PartnerMessageKind.REMINDER, WORDS)
    found = [one for one in partner_texts_of(tmp_path / "texts") if one.is_error]
    assert found
    assert {one.file for one in found} == {str(file)}


@pytest.mark.parametrize("kind", PartnerMessageKind)
@pytest.mark.parametrize("link", [WORDS["link"], ""], ids=["with a link", "without"])
def test_every_kind_has_a_text_in_plain_dutch(tmp_path, kind, link):
    text = texts().write(kind, WORDS | {"link": link})

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
        texts().write(PartnerMessageKind.WITHDRAWN, {})
    with pytest.raises(ConfigurationError, match="is not there"):
        texts(tmp_path).write(PartnerMessageKind.WITHDRAWN, WORDS)


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
