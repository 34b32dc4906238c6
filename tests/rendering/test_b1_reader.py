import csv
import re
from pathlib import Path

import pytest

import engine.rendering.b1.jargon
from engine.rendering.b1.finding import Level
from engine.rendering.b1.jargon import SEVERITIES, JargonList
from engine.rendering.b1.locked import LOCKED
from engine.rendering.b1.reader import VERSION, Reader, load_reader
from engine.rendering.b1.score import load_scale
from preferences.channel import ChannelKind

READER = load_reader()
LIST = Path(engine.rendering.b1.jargon.__file__).with_name("jargon.csv")
LETTER, SMS = ChannelKind.LETTER, ChannelKind.SMS


def words(number):
    return " ".join(["woord"] * number) + "."


def found(text, kind=LETTER, locked=()):
    return [(str(one.level), one.rule, one.text) for one in READER.judge(text, kind, locked).findings]


def test_ships_a_long_list_of_every_severity():
    rows = list(csv.DictReader(LIST.read_text(encoding="utf-8").splitlines()))

    assert len(rows) > 550
    assert {row["severity"] for row in rows} == set(SEVERITIES)
    assert all(row["alternative"] for row in rows)


def test_names_the_rules_and_the_list_that_a_verdict_was_given_by():
    assert READER.version == f"{VERSION}-{READER.jargon.version}"
    assert re.fullmatch(r"[0-9a-f]{12}", READER.jargon.version)


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("Indien u niet betaalt, bellen wij.", ("fail", "jargon", "Indien")),
        ("Wij verzoeken u te betalen.", ("fail", "jargon", "Wij verzoeken u")),
        ("U bent in gebreke.", ("fail", "jargon", "in gebreke")),
        ("Wij moeten u in gebreke stellen.", ("fail", "jargon", "in gebreke stellen")),
        ("Betaal t.n.v. Jansen.", ("fail", "jargon", "t.n.v")),
        ("U betaalt een bedrag ad € 5,00.", ("fail", "jargon", "ad €")),
        ("De 14-dagenbrief komt.", ("warn", "explain-term", "14-dagenbrief")),
        ("Wat zijn de consequenties?", ("warn", "stiff-word", "consequenties")),
        ("Het kost ca. 5 euro.", ("warn", "stiff-word", "ca")),
        ("Het bedrag is voldaan.", ("fail", "jargon", "voldaan")),
    ],
)
def test_finds_words_that_people_stumble_over(text, finding):
    assert found(text) == [finding]


@pytest.mark.parametrize(
    "text",
    [
        "U voldoet aan de regels.",
        "Dit is Jansen BV. Bel ons.",
        "De indiener belt.",
        "Wij gaan in zee.",
        "Dien op.",
    ],
)
def test_leaves_plain_words_alone(text):
    assert found(text) == []


def test_takes_the_longest_form_and_tells_the_plain_one():
    finding = READER.judge("x\nNu zijn wij genoodzaakt te bellen.", LETTER).findings[0]

    assert str(finding) == "fail jargon 2:4 'zijn wij genoodzaakt' → moeten"


@pytest.mark.parametrize(
    ("number", "kind", "levels"),
    [
        (15, LETTER, []),
        (16, LETTER, ["warn"]),
        (25, LETTER, ["warn"]),
        (26, LETTER, ["fail"]),
        (12, SMS, []),
        (13, SMS, ["warn"]),
        (20, SMS, ["warn"]),
        (21, SMS, ["fail"]),
        (21, ChannelKind.WHATSAPP, ["fail"]),
        (25, ChannelKind.EMAIL, ["warn"]),
    ],
)
def test_counts_the_words_of_a_sentence(number, kind, levels):
    assert [level for level, rule, _ in found(words(number), kind) if rule == "sentence-length"] == levels


def test_cannot_be_fooled_by_a_line_break_inside_a_sentence():
    text = words(26).replace("woord woord", "woord\nwoord", 1)

    assert [rule for _, rule, _ in found(text)] == ["sentence-length"]


@pytest.mark.parametrize(
    ("lengths", "rules"),
    [
        ([15] * 5, set()),
        ([15, 15, 15, 15, 16], {"sentence-length", "mean-length"}),
        ([16] * 4, {"sentence-length"}),
    ],
)
def test_wants_short_sentences_on_average_when_there_are_enough(lengths, rules):
    text = "\n\n".join(map(words, lengths))

    assert {rule for _, rule, _ in found(text)} - {"nobody-addressed"} == rules


def test_does_not_count_headings_greetings_and_addresses_for_the_average():
    long = words(16).removesuffix(".")
    aside = f"Beste {long},\n\n## {long}\n\n{long}\n\n- {long}\n| {long} | € 5 |\n\n"
    text = aside + "\n\n".join(map(words, [16] * 4))

    assert "mean-length" not in {rule for _, rule, _ in found(text)}


def test_lets_legal_wording_stand_that_was_asked_for():
    text = "U kreeg een ingebrekestelling. De vordering blijft."

    assert [text for *_, text in found(text)] == ["ingebrekestelling", "vordering"]
    assert [text for *_, text in found(text, locked=[LOCKED["be_formal_notice"]])] == ["vordering"]


def test_gives_the_worst_level_and_nothing_for_a_plain_text():
    assert READER.judge("Betaal nu. Bel ons.", LETTER).level is Level.PASS
    assert READER.judge("Uw correspondentie is er.", LETTER).level is Level.WARN
    assert READER.judge("Uw brief is reeds hier.", LETTER).level is Level.FAIL


@pytest.mark.parametrize(
    "line", ["- Huur conform contract: € 5,00", "Wij schrijven over de vordering.", words(26)]
)
def test_judges_a_single_line_as_strictly_as_a_whole_text(line):
    assert READER.judge_lines([line], LETTER).findings == READER.judge(line, LETTER).findings


def test_reads_letters_that_grow_when_they_are_made_small():
    assert [finding.text for finding in READER.judge("İİİ indien", LETTER).findings] == ["indien"]


def test_matches_an_abbreviation_only_with_its_points():
    row = {"term": "bv.", "variants": "", "alternative": "bijvoorbeeld", "severity": "warn"}
    reader = Reader(JargonList.of([row]), load_scale())

    reading = reader.judge("Zoals bv. Jansen BV. of jansen bv", LETTER)

    assert [finding.text for finding in reading.findings] == ["bv"]


def test_matches_a_term_with_an_open_end_by_its_beginning():
    assert found("Wij zien een sommering.") == [("fail", "jargon", "sommering")]


def test_reads_a_term_for_one_country_only_there():
    text = "Hier is uw factuur."

    assert [one.rule for one in READER.judge(text, LETTER, country="nl").findings] == ["stiff-word"]
    assert READER.judge(text, LETTER, country="be").findings == ()
