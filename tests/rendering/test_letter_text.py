"""The words of a letter as they come out of the PDF."""

import unicodedata

import pytest

from engine.rendering.letter.content import AmountTable, BulletList, Heading, Paragraph, PaymentPlace
from tests.rendering.letter_builders import a_letter, a_payment, a_sender, an_address, printed
from tests.rendering.letter_pdf import lines, tags, words

GOLDEN = """\
Incassobureau De Brug
Postbus 1234, 3000 AA Voorbeeldstad
Mevrouw F. Jansen
Havendijk 156-2
1231 GF  POSTDAM
Telefoon 010 - 000 00 00
hulp@debrug.example
KvK 00000000
Voorbeeldstad, 21 november 2026
Ons kenmerk: D-1001
Uw huur van oktober is nog niet betaald
Beste mevrouw Jansen,
U hebt een rekening van Woonstichting De Linde. De rekening is nog niet betaald.
Wat moet u betalen?
Waarvoor
Bedrag
Huur oktober 2026
€ 612,40
Totaal
€ 612,40
Hoe betaalt u?
Betaal voor 5 december 2026.
Bedrag
€ 612,40
Rekeningnummer
NL91 ABNA 0417 1643 00
Op naam van
Stichting Derdengelden De Brug
Omschrijving
D-1001 huur oktober
Of betaal via internet:
https://betaal.debrug.example/D-1001
Scan met de app
van uw bank
Kunt u niet betalen, of klopt het niet?
Bel of mail ons dan:
•
Wij maken samen een plan.
•
Of wij zoeken uit wat er niet klopt.
Met vriendelijke groet,
Sanne de Wit
Incassobureau De Brug
Een klacht? Schrijf naar klacht@debrug.example."""

NAMES = [
    "Zoë Čapek-Łukasiewicz",
    "Ðặng Thị Hoàng Ngữ",
    "Nguyễn Văn Ẩn",
    "Şükrü Çağlayan-Öztürk",
    "İpek I\u015f\u0131k",
    "Þórður Æsir Ødegård",
    "Ștefan Țîrlea",
    "Żółć Gęślą Jaźń",
    "Ħamrun Ġorġ Ċensu",
    "Ķēniņš Ļģ Ŗū",
    "Őrűbb Fűző",
    "Weiß Straẞe",
    "Αθηνά Παπαδοπούλου",
    "Ірина Шевченко",
]
LATIN = [
    pytest.param(range(0x00C0, 0x0180), id="Latin-1 and Extended-A"),
    pytest.param(range(0x0180, 0x0250), id="Extended-B"),
    pytest.param(range(0x1E00, 0x1F00), id="Additional: Vietnamese and more"),
]
HOSTILE = [
    '#read("/etc/passwd")',
    '#import "@preview/x:0.1.0": *',
    "= Kop",
    "*vet* _schuin_ $x^2$ @bron <label> // niets",
    "<script>alert(1)</script> <img src=file:///etc/passwd>",
    '\\u{41} \\ "aanhaling" -- --- ...',
    "{{ naam }} {% if %} %s {0}",
]


def test_says_what_was_written_in_the_order_of_reading():
    assert words(printed(a_letter()).pdf) == GOLDEN


@pytest.mark.parametrize("name", NAMES)
def test_writes_names_from_everywhere(name):
    letter = printed(a_letter(to=an_address(name=name), greeting=f"Beste {name},"))

    assert f"Beste {name}," in words(letter.pdf).replace("\n", "")


@pytest.mark.parametrize("block", LATIN)
def test_writes_every_latin_letter_with_its_signs(block):
    letters = [chr(code) for code in block if unicodedata.category(chr(code)).startswith("L")]
    rows = tuple(" ".join(letters[start : start + 16]) for start in range(0, len(letters), 16))

    pdf = printed(a_letter(blocks=(BulletList(items=rows),), payment=None, payment_link=None)).pdf

    shown = [line for line in words(pdf).split("\n") if line in rows]
    assert shown == list(rows)


def test_joins_letters_and_signs_that_come_apart():
    apart = unicodedata.normalize("NFD", "Nguyễn Đặng Ÿ")

    pdf = printed(a_letter(greeting=apart)).pdf

    assert "Nguyễn Đặng Ÿ" in words(pdf).split("\n")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_prints_markup_in_the_words_as_it_stands(hostile):
    text = a_letter(
        subject=hostile,
        to=an_address(name=hostile),
        blocks=(
            Heading(text=hostile),
            Paragraph(text=hostile),
            BulletList(items=(hostile,)),
            AmountTable(rows=((hostile, hostile),)),
        ),
        payment=a_payment(reference=hostile),
    )

    shown = words(printed(text).pdf).replace("\u200b", "").replace("\n", "").replace(" ", "")

    assert shown.count(hostile.replace(" ", "")) == 8


def test_keeps_amount_account_number_and_date_from_breaking():
    raw = "\n".join(line.text for line in lines(printed(a_letter()).pdf))

    for together in ("NL91 ABNA 0417 1643 00", "€ 612,40", "5 december 2026", "21 november 2026"):
        assert together.replace(" ", "\u00a0") in raw


def test_puts_the_payment_request_where_the_text_wants_it():
    shown = words(printed(a_letter(blocks=(PaymentPlace(), Paragraph(text="Daarna.")))).pdf)

    assert shown.index("Rekeningnummer") < shown.index("Daarna.")
    assert "Zo betaalt u" not in shown


def test_puts_the_payment_request_last_when_the_text_has_no_place_for_it():
    shown = words(printed(a_letter(blocks=(Paragraph(text="Eerst."),))).pdf)

    assert shown.index("Eerst.") < shown.index("Zo betaalt u") < shown.index("Rekeningnummer")


def test_leaves_the_payment_request_out_when_there_is_none():
    pdf = printed(a_letter(payment=None, payment_link=None)).pdf

    assert "Rekeningnummer" not in words(pdf)
    assert "Figure" not in [tag.role for tag in tags(pdf)]


def test_shows_a_payment_link_without_a_transfer():
    shown = words(printed(a_letter(payment=None)).pdf)

    assert "https://betaal.debrug.example/D-1001" in shown
    assert "Rekeningnummer" not in shown


def test_names_the_reference_as_belgian_banks_do():
    shown = words(printed(a_letter(sender=a_sender(country="BE"))).pdf)

    assert "Mededeling" in shown
    assert "Omschrijving" not in shown


def test_names_the_bank_when_it_is_known():
    shown = words(printed(a_letter(payment=a_payment(bic="ABNANL2A"))).pdf)

    assert "BIC\nABNANL2A" in shown
