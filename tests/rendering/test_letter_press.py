"""The press: what it prints, what it refuses, and that it always prints the same."""

from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest

from engine.rendering.letter.content import Heading, Paragraph
from engine.rendering.letter.errors import LetterRefused
from engine.rendering.letter.press import FONTS, LetterPress
from tests.rendering.letter_builders import (
    ISSUED_ON,
    a_letter,
    a_payment,
    a_press,
    a_sender,
    an_address,
    printed,
)
from tests.rendering.letter_pdf import lines, opened, words

PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 210, 297, 25
SENTENCE = "Wij zoeken samen met u naar een oplossing die bij u past. "


def paragraphs(count: int) -> tuple[Paragraph, ...]:
    return (Paragraph(text=SENTENCE * 6),) * count


def test_the_same_letter_gives_the_same_bytes():
    one, another = printed(a_letter()), LetterPress().print_letter(a_letter(), issued_on=ISSUED_ON)

    assert one == another
    assert one.sha256 == sha256(one.pdf).hexdigest()


def test_another_letter_in_between_leaves_no_trace():
    before = printed(a_letter())
    printed(a_letter(to=an_address(name="Iemand Anders"), large_print=True, blocks=paragraphs(9)))

    assert printed(a_letter()) == before


def test_the_day_of_issue_is_part_of_the_letter():
    later = a_press().print_letter(a_letter(), issued_on=date(2024, 2, 29))

    assert later.sha256 != printed(a_letter()).sha256


@pytest.mark.parametrize("count", [1, 10, 24])
def test_counts_its_pages(count):
    letter = printed(a_letter(blocks=paragraphs(count)))

    assert letter.pages == len(opened(letter.pdf).pages)


def test_takes_four_pages():
    assert printed(a_letter(blocks=paragraphs(40))).pages == 4


def test_numbers_the_pages_when_there_are_more():
    shown = words(printed(a_letter(blocks=paragraphs(14))).pdf)

    assert "Pagina 1 van 2" in shown
    assert "Pagina 2 van 2" in shown


def test_a_letter_of_one_page_has_no_page_number():
    assert "Pagina" not in words(printed(a_letter()).pdf)


def test_refuses_a_fifth_page():
    with pytest.raises(
        LetterRefused, match="the letter has 5 pages; at most 4 go into an envelope: shorten it"
    ):
        printed(a_letter(blocks=(Heading(text="Kop"), Paragraph(text=SENTENCE)) * 80))


def test_refuses_more_than_four_pages_can_hold_before_it_sets_them():
    with pytest.raises(LetterRefused, match=r"the letter has \d+ characters; four pages hold 20000"):
        printed(a_letter(blocks=paragraphs(100)))


def test_large_print_is_at_least_sixteen_points_outside_the_window():
    letter = printed(a_letter(large_print=True, blocks=paragraphs(6)))

    outside = [line for line in lines(letter.pdf) if line.page > 1 or not 52 <= line.y <= 85 or line.x > 110]
    assert letter.pages > 1
    assert min(line.size for line in outside) >= 16


@pytest.mark.parametrize("large_print", [False, True], ids=["ordinary", "large print"])
def test_nothing_runs_off_the_page(large_print):
    text = a_letter(
        large_print=large_print,
        greeting="W" * 34 + " " + "B" * 500,
        place_date="Hoogezand-Sappemeer-aan-de-Winschoterdiep, 21 november 2026",
        sender=a_sender(details=("hulp@woonstichtingdeoudelinde.example", "klacht@delindeindestad.example")),
        payment=a_payment(
            iban="MT84MALT011000012345MTLCAST001S", reference="RF18-5390-0754-7034-2026-0004512-DOSSIER"
        ),
        payment_link="https://betaal.debrug.example/" + "dossier/" * 30,
    )

    shown = lines(printed(text).pdf)

    wide = max(line.ends_at for line in shown if "WW" in line.text)
    assert max(line.ends_at for line in shown if "WW" not in line.text) <= PAGE_WIDTH - MARGIN + 0.01
    assert wide <= PAGE_WIDTH - 5
    assert max(line.y for line in shown) <= PAGE_HEIGHT - 5


@pytest.mark.parametrize(("large_print", "code_starts_at"), [(False, 147), (True, 135)])
def test_the_words_of_the_payment_stay_clear_of_the_qr_code(large_print, code_starts_at):
    payment = a_payment(
        iban="MT84MALT011000012345MTLCAST001S",
        beneficiary="Stichting Derdengelden van de Incassobureaus De Brug en De Linde B.V.",
        reference="DOSSIER2026D1001HUUROKTOBER-KLANTNUMMER44871-WOONSTICHTINGDELINDE",
    )

    shown = lines(printed(a_letter(large_print=large_print, payment=payment, payment_link=None)).pdf)

    start = next(index for index, line in enumerate(shown) if line.text == "Rekeningnummer")
    end = next(index for index, line in enumerate(shown) if line.text.startswith("Scan met"))
    assert max(line.ends_at for line in shown[start:end]) <= code_starts_at


@pytest.mark.parametrize("name", ["Bedrijf " * 625, "B" * 5000, "Łódź-" * 1000])
def test_refuses_a_company_name_of_five_thousand_letters(name):
    with pytest.raises(LetterRefused) as refused:
        printed(a_letter(to=an_address(name=name)))

    assert refused.value.reason == (
        "the address does not fit in the window of the envelope; shorten the name or the lines"
    )


@pytest.mark.parametrize("part", [{"name": "W" * 30}, {"town": "W" * 22}], ids=["name", "town"])
def test_refuses_a_word_that_is_wider_than_the_window(part):
    with pytest.raises(LetterRefused, match="the address does not fit in the window of the envelope"):
        printed(a_letter(to=an_address(**part)))


def test_a_long_name_takes_two_lines_of_the_window():
    name = "Stichting Woningbouwvereniging Zuidoost-Veenhuizen en Omstreken B.V."

    shown = words(printed(a_letter(to=an_address(name=name))).pdf).replace("\n", " ").replace("- ", "-")

    assert name in shown


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        pytest.param({"subject": " "}, "subject: it is empty", id="no title"),
        pytest.param(
            {"sender": a_sender(name="Incasso " * 60)},
            "sender.name does not fit above the window of the envelope; shorten it",
            id="sender",
        ),
        pytest.param(
            {"sender": a_sender(return_line="Postbus 1234 " * 9)},
            "sender.return_line does not fit on one line in the window of the envelope; shorten it",
            id="return line",
        ),
        pytest.param({"payment_link": "http://betaal.example"}, "payment_link: it must be a web", id="http"),
        pytest.param({"payment_link": "javascript:alert(1)"}, "payment_link: it must be a web", id="script"),
        pytest.param(
            {"payment": a_payment(iban="NL92ABNA0417164300")}, "payment: the IBAN is not valid", id="IBAN"
        ),
        pytest.param(
            {"payment": replace(a_payment(), amount=a_payment().amount * 0)},
            "payment: the amount is 0.00; only",
            id="nothing to pay",
        ),
        pytest.param(
            {"payment": replace(a_payment(), amount=-a_payment().amount)},
            "payment: the amount is -612.40; only",
            id="less than nothing to pay",
        ),
    ],
)
def test_refuses_what_cannot_be_posted(changes, reason):
    with pytest.raises(LetterRefused) as refused:
        printed(a_letter(**changes))

    assert refused.value.reason.startswith(reason)


@pytest.mark.parametrize(
    ("sign", "code"), [("\u674e", "U+674E"), ("\U0001f600", "U+1F600"), ("\u0634", "U+0634")], ids=repr
)
def test_refuses_a_sign_that_the_fonts_lack_and_says_where(sign, code):
    text = a_letter(to=an_address(name=f"Wei {sign} Jansen"))

    with pytest.raises(LetterRefused) as refused:
        printed(text)

    assert refused.value.reason.startswith(f"to.name: the fonts have no sign for {sign} ({code}); spell it")


@pytest.mark.parametrize(
    "hidden", ["\n", "\t", "\0", "\u202e", "\u200b", "\u2028", "\ud800", "\ue000"], ids=ascii
)
def test_refuses_hidden_characters_and_says_where(hidden):
    text = a_letter(blocks=(Paragraph(text="een"), Paragraph(text=f"twee{hidden}")))

    with pytest.raises(LetterRefused) as refused:
        printed(text)

    assert refused.value.reason == (
        f"blocks.1.text: it holds the hidden character U+{ord(hidden):04X}; remove it"
    )


def test_refuses_a_sign_that_only_appears_in_capitals():
    with pytest.raises(LetterRefused, match="the letter: the fonts have no sign for \u1c97 "):
        printed(a_letter(to=an_address(town="\u10d7")))


def test_a_refusal_names_nobody():
    with pytest.raises(LetterRefused) as refused:
        printed(a_letter(to=an_address(name="Zandvoort " * 99)))

    assert "Zandvoort" not in str(refused.value)


def test_prints_with_fonts_from_another_folder(tmp_path):
    for font in FONTS.glob("*.ttf"):
        (tmp_path / font.name).symlink_to(font)

    assert LetterPress(tmp_path).print_letter(a_letter(), issued_on=ISSUED_ON) == printed(a_letter())


def test_refuses_a_folder_without_fonts(tmp_path):
    with pytest.raises(ValueError, match=r"no fonts in .*; give a folder with \.ttf or \.otf files"):
        LetterPress(tmp_path)


def test_the_fonts_come_with_their_licence():
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("large_print", [False, True])
@pytest.mark.parametrize("whole", ["post@rivierhoek.example", "mijn.rivierhoek.example/u", "010-0000001"])
def test_an_address_and_a_number_stay_on_one_line(whole, large_print):
    """Wherever in a line they stand: each paragraph begins a little further to the right."""
    further = tuple(Paragraph(text=f"{'u ' * more}belt of schrijft {whole}") for more in range(8, 40, 2))

    letter = printed(a_letter(blocks=further, payment=None, payment_link=None, large_print=large_print))

    heights = [(line.page, line.y) for line in lines(letter.pdf) if set(line.text) - {"u", " "}]
    parts = "\n".join(
        "".join(line.text for line in lines(letter.pdf) if (line.page, line.y) == height)
        for height in dict.fromkeys(heights)
    )
    assert parts.count(whole) == len(further)
