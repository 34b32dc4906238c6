"""The lines in other languages: there, short, silent about debts, and honest about who checked them."""

import re

import pytest

from engine.rendering.languages import ELSE, NOT_CHECKED, line_for, lines
from engine.rendering.sms import Encoding, count_parts, to_sms
from preferences.channel import ChannelKind
from tests.app.command import done

ASKED_FOR = {"en", "fr", "de", "tr", "ar", "pl", "uk", "ru"}
#: words that tell of a debt, in the languages of the table
TELLING = re.compile(
    r"(?i)debt|pay|owe|dette|schuld|zahl|deuda|pag[ao]|debit|d[lł]ug|p[lł]ac|bor[cç]|datori|€|\d"
    "|\u0434\u043e\u043b\u0433|\u0431\u043e\u0440\u0433|\u043f\u043b\u0430\u0442|\u062f\u064a\u0646|\u062f\u0641\u0639"
)


def test_has_the_languages_that_most_people_write_in():
    assert lines().keys() >= ASKED_FOR


@pytest.mark.parametrize("code", sorted(lines()))
def test_a_line_is_short_tells_of_no_debt_and_is_counted_as_it_is_carried(code):
    line = lines()[code].line
    sms = to_sms(line)

    assert not TELLING.search(line)
    assert len(line) <= 90
    carried = Encoding.UCS_2 if code in {"ar", "bg", "ru", "uk"} else Encoding.GSM_7
    assert (sms.encoding, sms.parts) == (carried, count_parts(sms.text, carried))
    assert sms.parts <= 2


def test_nobody_claims_that_a_native_speaker_looked():
    rows = {one["language"]: one["status"] for one in done("template", "languages", "--json").json_lines}

    assert rows.keys() == lines().keys()
    assert {code for code, status in rows.items() if status != NOT_CHECKED} == {
        one.code for one in lines().values() if one.checked
    }
    assert "not checked by a native speaker" in done("template", "languages").out


def test_a_language_without_a_line_or_without_signs_on_paper_gets_the_english_one():
    english = lines()[ELSE].line

    assert line_for("so", ChannelKind.SMS) == line_for("", ChannelKind.EMAIL) == english
    assert line_for("ar", ChannelKind.LETTER) == english
    assert line_for("ar", ChannelKind.EMAIL) != english
    assert line_for("uk", ChannelKind.LETTER) == lines()["uk"].line
