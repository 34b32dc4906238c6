"""Every branch of every template that ships, with ordinary and extreme words; and a fault deep in one."""

from pathlib import Path

import pytest

from engine.rendering.b1.finding import Level
from engine.rendering.b1.reader import load_reader
from engine.rendering.every_branch import branches, judge_every_branch
from engine.rendering.proof import Proofreader
from engine.rendering.shelf import load_shelf
from preferences.channel import ChannelKind

READER = load_reader()
SHELF = load_shelf(Path(__file__).parents[2] / "templates" / "nl_b1")


@pytest.mark.parametrize("template", sorted(SHELF.templates))
def test_can_be_read_whatever_turn_it_takes(template):
    for text in SHELF.template(template).texts.values():
        failed = [one for one in judge_every_branch(READER, text).findings if one.level is Level.FAIL]

        assert list(map(str, failed)) == []


def hidden(folder, sentence):
    """Hide a sentence behind four conditions of which two must fail."""
    path = folder / "vriendelijk" / "email.txt"
    text = path.read_text(encoding="utf-8")
    subject, body = text.split("\n\n", 1)
    behind = "{% if namens and registratie %}{% if not betaalpagina %}{% if not klachtroute %}"
    deep = f"{behind}{sentence}{{% endif %}}{{% endif %}}{{% endif %}}"
    path.write_text(f"{subject}\n\nHallo. {deep} Dag.\n\n{body}", encoding="utf-8")
    about = folder / "vriendelijk" / "about.yaml"
    words = about.read_text(encoding="utf-8")
    about.write_text(
        words.replace("words: [", "words: [namens, registratie, betaalpagina, klachtroute, "),
        encoding="utf-8",
    )
    return load_shelf(folder).text("vriendelijk", ChannelKind.EMAIL)


def test_finds_what_only_one_turn_of_many_says(folder):
    text = hidden(folder, "Gelieve dit te voldoen.")

    found = [one.rule for one in judge_every_branch(READER, text).findings if one.level is Level.FAIL]

    assert "jargon" in found
    assert "jargon" not in [one.rule for one in Proofreader(READER).proof(text).reading.findings]


def test_tries_every_combination_and_the_extremes():
    text = SHELF.text("veertiendagenbrief", ChannelKind.LETTER)

    tried = list(branches(text))

    assert len(tried) > 2 ** (len(text.asked) - 1)
    assert len({text.compiled.render(words) for words in tried}) > 400
    assert any("9.999.999,99" in text.compiled.render(words) for words in tried[-60:])
