"""The rules of the reading check on texts that were written before the rules were tuned, and more."""

import csv
import gc
from pathlib import Path

import pytest

from benchmarks.corpus import BED, is_found, read_corpus, read_faults, rejected
from benchmarks.planting import beds_beside, plant
from engine.rendering.b1.finding import Level
from engine.rendering.b1.reader import load_reader
from engine.rendering.b1.syllables import syllables
from preferences.channel import ChannelKind

DATA = Path(__file__).parent / "data" / "readability"
READER = load_reader()
LETTER, SMS = ChannelKind.LETTER, ChannelKind.SMS
TEXTS = [
    one
    for name in ("building", "held_out", "unseen_1", "unseen_2")
    for one in read_corpus(DATA / f"{name}.txt")
]
FAULTS = read_faults(DATA / "faults.csv")

with (DATA / "syllables.csv").open(encoding="utf-8", newline="") as file:
    SYLLABLES = [(row["word"], int(row["syllables"])) for row in csv.DictReader(file)]


def rules(text, kind=LETTER, country="nl"):
    return [one.rule for one in READER.judge(text, kind, country=country).findings]


@pytest.mark.parametrize("one", [one for one in TEXTS if one.hard], ids=lambda one: one.id)
def test_rejects_a_hard_text(one):
    assert READER.judge(one.text, one.kind, country=one.country).level is Level.FAIL


@pytest.mark.parametrize("one", [one for one in TEXTS if not one.hard], ids=lambda one: one.id)
def test_lets_a_plain_text_through(one):
    findings = READER.judge(one.text, one.kind, country=one.country).findings

    assert [str(finding) for finding in findings if finding.level is Level.FAIL] == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.sentence[:40])
def test_finds_a_planted_fault_where_it_is(fault):
    assert is_found(READER, fault)


def test_finds_nothing_in_the_letter_without_a_fault():
    assert rules(BED.format(fault="Dat is alles.")) == []


@pytest.mark.parametrize(("word", "number"), SYLLABLES)
def test_counts_syllables(word, number):
    assert syllables(word) == number


@pytest.mark.parametrize(
    "text",
    [
        "Er komt een vonnis. Een vonnis is een uitspraak van de rechter.",
        "De rechter doet een uitspraak. Dat heet een vonnis.",
        "Er komt een vonnis (een uitspraak van de rechter).",
        "Dan legt hij beslag. Dat betekent dat hij spullen van u meeneemt.",
        "Dit is een ingebrekestelling: een brief waarin staat dat u te laat bent.",
        "U betaalt ook incassokosten. Dat zijn extra kosten omdat u te laat betaalt.",
    ],
)
def test_lets_a_legal_term_stand_that_is_explained(text):
    assert "explain-term" not in rules(text)


@pytest.mark.parametrize("text", ["Uw vonnis is er. Bel ons.", "Wij hebben een vonnis. U kunt bellen."])
def test_does_not_take_any_sentence_for_an_explanation(text):
    assert "explain-term" in rules(text)


@pytest.mark.parametrize(
    "text",
    [
        "U moet nog betalen.",
        "U wordt ouder.",
        "Het boek van de gemeente is er.",
        "Kunt u niet komen, dan bellen we niet.",
        "Als u niet belt, kunnen we u niet helpen.",
        "Wij sturen deze op.",
        "Is het in orde?",
        "De rekening van april is er.",
        "De betaling van mei kwam niet binnen.",
    ],
)
def test_takes_no_plain_sentence_for_a_hard_one(text):
    assert rules(text) == []


def test_gives_no_score_to_a_short_text_and_none_to_a_phone():
    long = " ".join(["Wij helpen u graag met uw rekening van deze maand."] * 9)

    assert READER.judge("Wij helpen u graag.", LETTER).score is None
    assert READER.judge(long, SMS).score is None
    assert (READER.judge(long, LETTER).score or 0) < -2


def test_scores_the_hard_version_of_a_text_higher():
    plain = "Wij helpen u graag. U kunt ons bellen. Dat is gratis. " * 8
    hard = (
        "De organisatie verleent, voor zover mogelijk, assistentie (telefonisch); hieraan zijn geen kosten. "
        * 8
    )

    assert (READER.judge(hard, LETTER).score or 0) > (READER.judge(plain, LETTER).score or 0) + 3


def test_wants_a_text_to_speak_to_somebody():
    assert "nobody-addressed" in rules("De klant belt. De klant betaalt. De klant is klaar.")
    assert "nobody-addressed" not in rules("Jij belt. Je betaalt. Dan is het klaar.")


def test_tells_the_place_of_a_word_in_a_sentence_that_runs_over_lines():
    text = "Beste heer,\n\nwij vragen u om te betalen,\nwant wij hebben uw geld nog steeds\ntevens nodig."

    (found,) = [one for one in READER.judge(text, LETTER).findings if one.rule == "jargon"]

    assert (found.line, found.column, found.text) == (5, 1, "tevens")


def test_says_nothing_about_amounts():
    assert rules("U moet nog € 612,40 betalen.", SMS) == []


def test_keeps_no_word_of_a_text():
    secret = "Xylofoonbakkerijzaak en Jan Achternaamsen met xylofoonbakkerijzaak"

    READER.judge(f"U bent {secret}.", LETTER)

    gc.collect()
    kept = [
        one
        for one in gc.get_objects()
        if isinstance(one, dict) and one is not globals() and "xylofoonbakkerijzaak" in one
    ]
    assert kept == []
    assert "xylofoonbakkerijzaak" not in READER.frequencies.zipf


@pytest.mark.parametrize(
    ("name", "share"),
    [
        ("unseen_1", 0.95),
        ("unseen_2", 0.95),
        ("unseen_5_first", 0.95),
        ("unseen_5_second", 0.95),
        ("unseen_6_first", 0.95),
        ("unseen_6_second", 0.9),
    ],
)
def test_finds_faults_that_are_planted_in_whole_texts(name, share):
    file = DATA / f"{name}_faults.csv"
    planted = list(plant(file, beds_beside(file), READER))

    assert len(planted) > 400
    assert sum(one.found for one in planted) >= share * len(planted)


@pytest.mark.parametrize("name", ["unseen_5_first", "unseen_5_second", "unseen_6_first", "unseen_6_second"])
def test_rejects_hardly_any_plain_text_of_another_set(name):
    texts = [one for one in read_corpus(DATA / f"{name}.txt") if not one.hard]

    assert len(texts) > 30
    assert rejected(READER, texts) <= 0.1


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("vague-time", "U moet de rekening direct betalen."),
        ("vague-time", "Stuur ons het formulier gauw."),
        ("stretched", "De brief, die u vorige week van uw buurman kreeg, is van ons."),
        ("stretched", "Wij bellen u morgen na het gesprek met uw oude verhuurder over het huis op."),
        ("stretched", "Wij horen dat de vrouw die het pakket dat u bestelde kreeg is verhuisd."),
        ("stretched", "U ziet de te betalen rekening online."),
        ("stretched", "Wij hebben de foto's van uw badkamer, de keuken en de gang van uw huis gezien."),
        ("stretched", "De winkel die u in mei aan de telefoon over de kapotte lamp sprak, belt u morgen."),
        ("stretched", "Wat u vorige week aan de balie met mijn collega afsprak, geldt nog."),
        ("stretched", "U vult het formulier van de gemeente over uw inkomen en uw huur samen in."),
        ("stretched", "U mag de spullen die u in de winkel in Utrecht kocht bij ons brengen."),
        ("stretched", "De vorige maand stukgegane verwarming is weer klaar."),
        ("stretched", "U ziet het nog te betalen bedrag online."),
        ("noun-style", "Bij verlies van uw pas belt u ons."),
        ("noun-style", "Door het te laat betalen van de huur komt er € 5 bij."),
        ("noun-style", "Wij brengen een verandering aan in uw plan."),
        ("double-negation", "Onmogelijk is dat niet."),
        ("double-negation", "Zo voorkomt u dat u geen stroom meer hebt."),
        ("stretched", "De vorige week door u gestuurde brief is er."),
        ("double-negation", "Er is geen grond om niet te helpen."),
        ("double-negation", "Wij weigeren niet om te helpen."),
        ("double-negation", "Wij geven geen korting als u niet belt."),
        ("no-action", "De rekening moet deze maand nog weg."),
        ("no-action", "Reageren is nu echt nodig."),
        ("noun-style", "Wij twijfelen over de volledigheid van uw lijst."),
        ("passive", "U bent door een collega gebeld."),
        ("rare-word", "Wij danken u voor uw toegenegenheid."),
        ("threat", "Dat gaat u nog veel geld kosten."),
        ("threat", "Straks zit u zonder auto."),
        ("threat", "Dan volgen er zware maatregelen."),
    ],
)
def test_finds_what_is_hard_by_how_it_is_built(rule, text):
    assert rule in rules(text)


@pytest.mark.parametrize(
    "text",
    [
        "U hoeft niet direct te betalen.",
        "Betaal vóór 1 juni, dan bent u snel klaar.",
        "Wij zetten uw zaak stop en sturen u de brief van de winkel terug.",
        "Loop aan het eind van de straat bij het oude postkantoor de weg op naar de weg.",
        "Een deel (dat is het geld van mei en juni) is al betaald.",
        "Wij bellen u niet om te zeggen dat het te laat is.",
        "De rekening is van ons, maar u moet die niet betalen.",
        "Wij kijken naar de veiligheid bij u thuis.",
        "De eerste keer is er niets nodig.",
        "U moet nog € 73 betalen voor de uitstap, het zwemmen en de maaltijden.",
        "Wij zien dat de winkel u twee keer een rekening stuurde.",
        "Het klopt dat u in mei en juni al een deel van de huur hebt betaald.",
        "Uw buurman vertelde dat u vanaf juni weer vier dagen in de week werkt.",
        "Met toestemming van uw ouders mag u mee.",
        "Wij willen voorkomen dat het nog eens gebeurt.",
    ],
)
def test_takes_no_plain_building_for_a_hard_one(text):
    assert {"vague-time", "stretched", "double-negation", "no-action", "noun-style"}.isdisjoint(rules(text))


@pytest.mark.parametrize(
    "text",
    [
        "Dan horen uw buren wat u doet.",
        "Wij vertellen uw baas alles.",
        "Morgen nemen wij uw auto mee.",
        "Wij verkopen al uw meubels.",
        "Dan draaien we uw gas dicht.",
        "Wij bellen u elke dag.",
        "Wij blijven bellen tot u betaalt.",
        "Vanavond staan wij voor uw huis.",
        "Dan komt de deurwaarder alles opschrijven.",
        "Betaal of wij maken het openbaar.",
        "U kunt uw huis wel vergeten.",
    ],
)
def test_hears_a_threat_in_any_words(text):
    assert "threat" in rules(text)


@pytest.mark.parametrize(
    "text",
    [
        "Wij vertellen uw baas niets.",
        "U mag uw familie meenemen.",
        "Woont er een kind in uw huis?",
        "U kunt ons elke dag bellen.",
        "Wij komen graag bij u langs.",
        "Betaal online of bel ons.",
        "Betaal alles, of u kunt ons bellen.",
        "Een deurwaarder mag namens de rechter geld ophalen.",
        "Zij zijn er dag en nacht.",
        "Wij sturen uw brief naar uw nieuwe huis.",
        "Wij sluiten uw dossier.",
    ],
)
def test_hears_no_threat_in_kind_words(text):
    assert "threat" not in rules(text)


def test_has_enough_of_what_may_stand_once():
    passive = "De brief wordt door ons gelezen. De zaak wordt bekeken. U wordt gebeld. Bel ons gerust."
    once = "De brief wordt door ons gelezen. Wij bekijken uw zaak. Wij bellen u. Bel ons gerust."

    assert "dense" in rules(passive)
    assert "dense" not in rules(once)


def test_takes_the_name_of_a_sender_for_a_name():
    assert rules("Wij helpen u graag.\n\nVriendelijke groeten,\nTeam Invordering") == []
    assert rules("Wij helpen u graag.\n\nGroet,\nAnna\n\nUw vordering is open.") == ["jargon"]
