"""The content rules on texts: the table that others wrote, and texts of our own with planted faults."""

import csv

import pytest

from engine.policy.content.row import agrees, judge_row
from tests.policy.content.some_texts import DATA, read_texts

with (DATA.parents[1] / "data" / "message_content.csv").open(encoding="utf-8", newline="") as table:
    ROWS = list(csv.DictReader(table))
TEXTS = [text for name in ("held_out.txt", "written.txt", "third.txt") for text in read_texts(name)]


def rules(codes):
    return {code.split(":")[-1].split(".")[0] for code in codes}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_finds_what_the_table_expects(row):
    assert agrees(row, judge_row(row))


def test_an_answer_agrees_only_with_the_same_rules():
    row = {"expected": "missing:NL-03.registration_mark", "also_allowed": "NL-72.debt_word"}

    assert agrees(row, {"expected": "missing:NL-03.mark;forbidden:NL-72.debt_word"})
    assert not agrees(row, {"expected": "missing:NL-03.mark;forbidden:NL-25.threat"})
    assert not agrees(row, {"expected": "ok"})


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.id)
def test_finds_the_planted_fault_and_nothing_else(text):
    assert set(judge_row(text.row)["expected"].split(";")) == set(text.expected or ("ok",))


def test_there_are_right_and_wrong_texts_of_every_kind():
    kinds = {text.inputs["kind"] for text in TEXTS}

    assert len(TEXTS) >= 60
    assert kinds == {text.inputs["kind"] for text in TEXTS if not text.expected}
    assert kinds == {text.inputs["kind"] for text in TEXTS if text.expected}
