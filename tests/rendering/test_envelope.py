import pytest

from engine.rendering.envelope import seen_outside, shortened_links, telling_words
from engine.rendering.vocabulary import WORDS


@pytest.mark.parametrize(
    "text",
    [
        "Goedendag, Rivierhoek Services (REG-TEST-0001) heeft een bericht over uw zaak.",
        "Lees het op rivierhoek.example/in",
        "Er staat een persoonlijk bericht voor u klaar",
        "Beste S. Bakker, wij bellen u op vrijdag 12 juni om 14.30 uur. Vragen? Bel 010-0000001",
        "Zoekt u hulp? Kijk op rivierhoek.example/hulp. Onze excuses, dat was onze fout.",
    ],
)
def test_lets_a_neutral_message_be_seen(text):
    assert list(seen_outside(text)) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Het gaat om € 613,71.", "outside-amount"),
        ("Het gaat om 1.613,71.", "outside-amount"),
        ("Het gaat om EUR 12", "outside-amount"),
        ("Maak over naar NL91ABNA0417164300", "outside-account"),
        ("Maak over naar NL91 ABNA 0417 1643 00", "outside-account"),
        ("Uw betalingsachterstand", "outside-debt-word"),
        ("Over uw huurachterstanden", "outside-debt-word"),
        ("Bericht van het incassobureau", "outside-debt-word"),
        ("Uw schuldeiser schrijft u", "outside-debt-word"),
        ("U heeft schulden", "outside-debt-word"),
        ("Dit is een aanmaning", "outside-debt-word"),
        ("Een ingebrekestelling voor u", "outside-debt-word"),
        ("Uw rekening is nog onbetaald", "outside-debt-word"),
        ("U heeft nog niet betaald", "outside-debt-word"),
        ("Uw facturen", "outside-debt-word"),
        ("Onze vordering op u", "outside-debt-word"),
        ("Anders komt de deurwaarder", "outside-threat"),
        ("Wij leggen loonbeslag", "outside-threat"),
        ("U moet voor de rechter komen", "outside-threat"),
        ("Straks is er een ontruiming", "outside-threat"),
        ("Wij gaan afsluiten", "outside-threat"),
    ],
)
def test_finds_what_may_not_be_seen(text, rule):
    assert rule in {finding.rule for finding in seen_outside(text)}


def test_says_where_it_stands_and_what_to_do():
    finding = next(seen_outside("Het gaat om € 5,00"))

    assert str(finding).startswith("fail outside-amount 1:13 '€' → name the amount inside")


@pytest.mark.parametrize("link", ["https://bit.ly/3xY", "tinyurl.com/abc", "t.co/x", "http://T.CO"])
def test_finds_links_that_hide_where_they_lead(link):
    assert [finding.text for finding in shortened_links([link])] == [link]


@pytest.mark.parametrize(
    "link", ["polderwonen.example/u", "https://bit.lyonen.example", "klant.com", "t.com/x", ""]
)
def test_lets_links_that_say_where_they_lead(link):
    assert list(shortened_links([link])) == []


def test_keeps_account_and_file_numbers_out_of_an_sms():
    assert [finding.text for finding in telling_words(WORDS)] == [
        "betaalkenmerk",
        "betaalpagina",
        "iban",
        "iban_vroeger",
        "kenmerk",
        "schuldeiser_nummer",
        "zaken",
    ]
