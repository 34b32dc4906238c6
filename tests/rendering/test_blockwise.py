"""What is the same in every text is remembered; what says something of a debtor never is."""

from decimal import Decimal
from pathlib import Path

import pytest

from engine.rendering.blockwise import MARK, Blockwise
from engine.rendering.writing import open_writer
from preferences.channel import ChannelKind
from tests.rendering.orders import a_case, a_line, an_order

SHIPPED = Path(__file__).parents[2] / "templates" / "nl_b1"
BLOCKWISE = (ChannelKind.EMAIL, ChannelKind.LETTER)
#: words that only this debtor brings in, and the forms in which they are written
DESCRIPTION, AMOUNT, NUMBER = "Kanariegele tuinstoel", Decimal("7391.53"), "ZZ-90210"
THEIRS = (DESCRIPTION, "7.391,53", NUMBER, "Bakker", "NL02", "C-7Q4M2K")


def test_makes_each_block_and_leaves_out_what_is_empty():
    loud = Blockwise(lambda block: block.upper() or None)

    assert loud.of("een\ntwee\n\n\n\n\ndrie\n\n\nvier") == ["EEN\nTWEE", "DRIE", "VIER"]


def test_works_out_a_block_without_a_mark_once_and_another_each_time():
    asked = []

    def made_of(block):
        asked.append(block)
        return block

    blocks = Blockwise(made_of)

    made = [blocks.of(f"Voor iedereen.\n\nBeste {MARK}Bakker,") for _ in range(2)]

    assert made == [["Voor iedereen.", "Beste Bakker,"]] * 2
    assert asked == ["Voor iedereen.", "Beste Bakker,", "Beste Bakker,"]


def test_no_word_of_a_debtor_is_ever_remembered():
    line = a_line(description=DESCRIPTION, amount=AMOUNT, number=NUMBER)
    order = an_order(cases=(a_case(line, id=NUMBER, iban="NL02ABNA0123456789"),))
    writer = open_writer(SHIPPED)

    for template in writer.shelf.templates:
        writer.preview(template, order)

    forms = [part.written for form in writer._finish.mail.known.values() for part in form]
    keys = [str(key) for key in writer._finish.mail.known]
    remembered = [*forms, *keys, *writer._finish.paper._known]
    assert len(remembered) > 100
    assert [block for block in remembered if any(word in block for word in THEIRS)] == []
    assert MARK not in "".join(forms)


@pytest.mark.parametrize("channel", BLOCKWISE)
def test_no_mark_is_left_in_a_text(writer, channel):
    written = writer.write(an_order(channel))

    assert MARK not in f"{written.subject}{written.body}{written.html}{written.letter}"
    assert "\\x02" not in str(written.letter)
