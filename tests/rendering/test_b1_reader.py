import pytest

from engine.rendering.b1.finding import Level
from engine.rendering.b1.jargon import JargonList, load_jargon
from engine.rendering.b1.locked import LOCKED
from engine.rendering.b1.reader import Reader
from preferences.channel import ChannelKind

READER = Reader(load_jargon())
LETTER, SMS = ChannelKind.LETTER, ChannelKind.SMS


def words(number):
    return " ".join(["woord"] * number) + "."


def found(text, kind=LETTER, locked=()):
    return [(str(one.level), one.rule, one.text) for one in READER.judge(text, kind, locked).findings]


def test_ships_the_whole_list():
    forms = [form for some in READER.jargon.forms.values() for form in some]

    assert len(forms) == 682
    assert {form.level for form in forms} == {Level.WARN, Level.FAIL}


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("Indien u niet betaalt, bellen wij.", ("fail", "jargon", "Indien")),
        ("Wij verzoeken u te betalen.", ("fail", "jargon", "Wij verzoeken u")),
        ("U bent in gebreke.", ("fail", "jargon", "in gebreke")),
        ("Wij moeten u in gebreke stellen.", ("fail", "jargon", "in gebreke stellen")),
        ("Betaal t.n.v. Jansen.", ("fail", "jargon", "t.n.v")),
        ("Het bedrag ad € 5,00 moet weg.", ("fail", "jargon", "ad €")),
        ("De 14-dagenbrief komt.", ("warn", "explain-term", "14-dagenbrief")),
        ("Uw dossiernummer is 5.", ("warn", "stiff-word", "dossiernummer")),
        ("Het kost ca. 5 euro.", ("warn", "stiff-word", "ca")),
        ("Het bedrag moet worden voldaan.", ("fail", "jargon", "voldaan")),
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
        (15, SMS, []),
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

    assert {rule for _, rule, _ in found(text)} == rules


def test_does_not_count_headings_greetings_and_addresses_for_the_average():
    long = words(16).removesuffix(".")
    aside = f"Beste {long},\n\n## {long}\n\n{long}\n\n- {long}\n| {long} | € 5 |\n\n"
    text = aside + "\n\n".join(map(words, [16] * 4))

    assert "mean-length" not in {rule for _, rule, _ in found(text)}


def test_lets_legal_wording_stand_that_was_asked_for():
    text = "Dit heet een ingebrekestelling. De vordering blijft."

    assert [text for *_, text in found(text)] == ["ingebrekestelling", "vordering"]
    assert [text for *_, text in found(text, locked=[LOCKED["be_formal_notice"]])] == ["vordering"]


def test_gives_the_worst_level_and_nothing_for_a_plain_text():
    assert READER.judge("Betaal nu. Bel ons.", LETTER).level is Level.PASS
    assert READER.judge("Uw dossier is er.", LETTER).level is Level.WARN
    assert READER.judge("Uw dossier is reeds hier.", LETTER).level is Level.FAIL


@pytest.mark.parametrize(
    "line", ["- Huur conform contract: € 5,00", "Wij schrijven over de vordering.", words(26)]
)
def test_judges_a_single_line_as_strictly_as_a_whole_text(line):
    assert READER.judge_lines([line], LETTER).findings == READER.judge(line, LETTER).findings


def test_reads_letters_that_grow_when_they_are_made_small():
    assert [finding.text for finding in READER.judge("İİİ indien", LETTER).findings] == ["indien"]


def test_matches_an_abbreviation_only_with_its_points():
    jargon = JargonList.of(
        [{"term": "bv.", "variants": "", "alternative": "bijvoorbeeld", "severity": "warn"}]
    )

    assert [finding.text for finding in jargon.find("Zoals bv. Jansen BV. of jansen bv")] == ["bv"]
