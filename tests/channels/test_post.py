"""Letters to the print house: the open batch, the cut-off, and what survives a bad moment."""

import csv
import hashlib
import io
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pikepdf
import pytest

from channels.post.address import check_window, country_of
from channels.post.batch import drop
from channels.post.pages import count_pages
from channels.post.print_house import PrintHouse
from channels.post.spool import Spool, letters_in
from engine.domain.errors import AddressRejected, MessageRefused, ProviderBusy
from preferences.channel import ChannelKind
from tests.channels.builders import ADDRESS, NAME, NOW, message, text
from tests.channels.stages import PDF, block

LETTER = ChannelKind.LETTER


def pdf_of(pages, **saving):
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page(page_size=(595, 842))
    file = io.BytesIO()
    made.save(file, **saving)
    made.close()
    return file.getvalue()


def letter(reference="C-0001-A", *, lines=ADDRESS, **changes):
    one = message(LETTER, reference=reference, **changes)
    return replace(one, to=replace(one.to, address_lines=lines))


def house(folder, press=lambda _: PDF, **changes):
    return PrintHouse(
        name="drukkerij", press=press, spool=Spool(folder / "spool"), target=folder / "drop", **changes
    )


def rows(archive):
    with zipfile.ZipFile(archive) as batch:
        return list(csv.DictReader(io.StringIO(batch.read("manifest.csv").decode("utf-8"), newline="")))


def ids(archives):
    return [row["letter_id"] for archive in archives for row in rows(archive)]


def dropped(folder):
    return sorted(path.name for path in (folder / "drop").iterdir())


def test_a_cut_off_drops_one_zip_with_every_letter_and_its_row(tmp_path):
    three_pages = pdf_of(3)
    printer = house(tmp_path, press=lambda one: PDF if one.reference == "C-0001-A" else three_pages)
    facts = {"kix_code": "1231GF156X2", "return_code": "R-77"}
    printer.send(letter("C-0002-A", text=text(LETTER, letter=facts)))
    printer.send(letter("C-0001-A"))

    (archive,) = printer.close_batch(NOW)

    with zipfile.ZipFile(archive) as batch:
        assert batch.namelist() == ["manifest.csv", "C-0001-A.pdf", "C-0002-A.pdf"]
        assert batch.read("C-0002-A.pdf") == three_pages
    assert rows(archive)[1] == {
        "letter_id": "C-0002-A",
        "file": "C-0002-A.pdf",
        "sha256": hashlib.sha256(three_pages).hexdigest(),
        "pages": "3",
        "sheets": "2",
        "duplex": "yes",
        "envelope": "standard",
        "country": "NL",
        "kix": "1231GF156X2",
        "return_code": "R-77",
        "address_1": "Aletta Voorbeeld",
        "address_2": "Havendijk 156-2",
        "address_3": "1231 GF  VOORBEELDSTAD",
        **{f"address_{number}": "" for number in range(4, 8)},
    }
    assert (rows(archive)[0]["kix"], rows(archive)[0]["return_code"]) == ("", "C-0001-A")


def test_the_ok_file_comes_after_the_zip_and_holds_its_checksum(tmp_path):
    printer = house(tmp_path)
    printer.send(letter())

    (archive,) = printer.close_batch(NOW)

    assert archive.name.startswith("drukkerij-20261120T113000Z-")
    assert dropped(tmp_path) == [f"{archive.stem}.ok", archive.name]
    checksum = hashlib.sha256(archive.read_bytes()).hexdigest()
    assert archive.with_suffix(".ok").read_text() == f"{checksum}  {archive.name}\n"
    assert archive.with_suffix(".ok").stat().st_mtime_ns >= archive.stat().st_mtime_ns


def test_one_sided_letters_take_a_sheet_a_page(tmp_path):
    printer = house(tmp_path, press=lambda _: pdf_of(3), duplex=False)
    printer.send(letter())

    row = rows(printer.close_batch(NOW)[0])[0]

    assert (row["sheets"], row["duplex"]) == ("3", "no")


def test_no_letters_no_zip(tmp_path):
    printer = house(tmp_path)

    assert printer.close_batch(NOW) == ()
    assert not (tmp_path / "drop").exists()


@pytest.mark.parametrize("closed", [False, True])
def test_a_reference_is_one_letter_also_after_the_cut_off_and_a_restart(tmp_path, closed):
    pressed = []

    def press(one):
        pressed.append(one)
        return PDF

    first = house(tmp_path, press=press).send(letter())
    batches = house(tmp_path).close_batch(NOW) if closed else ()

    again = house(tmp_path, press=press).send(letter())
    batches += house(tmp_path).close_batch(NOW + timedelta(days=1))

    assert again == first
    assert len(pressed) == 1
    assert ids(batches) == ["C-0001-A"]


def test_a_dropped_letter_leaves_no_address_behind(tmp_path):
    printer = house(tmp_path)
    printer.send(letter())

    printer.close_batch(NOW)

    kept = [path for path in (tmp_path / "spool").rglob("*") if path.is_file()]
    assert {path.name for path in kept} == {"lock", "C-0001-A"}
    assert not any(b"Havendijk" in path.read_bytes() for path in kept)


def test_two_cut_offs_in_one_second_have_two_names(tmp_path):
    printer = house(tmp_path)
    printer.send(letter("C-0001-A"))
    (first,) = printer.close_batch(NOW)
    printer.send(letter("C-0002-A"))

    (second,) = printer.close_batch(NOW)

    assert first != second
    assert ids([first, second]) == ["C-0001-A", "C-0002-A"]


def test_a_cut_off_that_died_before_the_zip_goes_on_under_its_own_name(tmp_path):
    printer = house(tmp_path)
    printer.send(letter("C-0001-A"))
    printer.spool.freeze("drukkerij-gisteren-1")
    printer.send(letter("C-0002-A"))

    batches = house(tmp_path).close_batch(NOW)

    assert [ids([batch]) for batch in batches] == [["C-0002-A"], ["C-0001-A"]]
    assert batches[1].name == "drukkerij-gisteren-1.zip"


def test_a_cut_off_that_died_after_the_zip_drops_the_same_bytes_again(tmp_path):
    printer = house(tmp_path)
    printer.send(letter())
    printer.spool.freeze("drukkerij-gisteren-1")
    first = drop(printer.spool.closing()[0], tmp_path / "drop").read_bytes()

    (again,) = house(tmp_path).close_batch(NOW + timedelta(days=1))

    assert again.read_bytes() == first
    assert printer.send(letter()).provider_ref == "C-0001-A"
    assert house(tmp_path).close_batch(NOW + timedelta(days=2)) == ()


def test_a_disk_that_does_not_do_it_loses_no_letter(tmp_path):
    printer = house(tmp_path)
    printer.send(letter())
    block(tmp_path / "drop")
    with pytest.raises(ProviderBusy, match="letters cannot be kept"):
        printer.close_batch(NOW)
    (tmp_path / "drop").unlink()

    batches = printer.close_batch(NOW + timedelta(hours=1))

    assert ids(batches) == ["C-0001-A"]


def test_a_letter_without_its_row_was_never_there(tmp_path):
    printer = house(tmp_path)
    printer.send(letter("C-0001-A"))
    (tmp_path / "spool/open/C-0002-A.pdf").write_bytes(PDF)

    (archive,) = printer.close_batch(NOW)

    assert ids([archive]) == ["C-0001-A"]
    assert printer.send(letter("C-0002-A"))
    assert ids(printer.close_batch(NOW)) == ["C-0002-A"]


def test_letters_that_come_during_a_cut_off_go_in_exactly_one_batch(tmp_path):
    printer = house(tmp_path)
    references = [f"C-{number:04}-A" for number in range(40)]

    with ThreadPoolExecutor(4) as hands:
        sent = [hands.submit(printer.send, letter(one)) for one in references]
        closed = [hands.submit(printer.close_batch, NOW + timedelta(seconds=number)) for number in range(8)]
    batches = [batch for done in closed for batch in done.result()]
    batches += printer.close_batch(NOW + timedelta(hours=1))

    assert all(done.result().reference for done in sent)
    assert sorted(ids(batches)) == references


def test_a_letter_that_went_while_it_was_being_pressed_a_second_time_does_not_go_again(tmp_path):
    quick = house(tmp_path)
    batches = []

    def slow_press(one):
        quick.send(one)
        batches.extend(quick.close_batch(NOW))
        return PDF

    house(tmp_path, press=slow_press).send(letter())
    batches += quick.close_batch(NOW + timedelta(hours=1))

    assert ids(batches) == ["C-0001-A"]


@pytest.mark.parametrize(
    ("press", "because"),
    [
        (lambda _: b"<html>", "no PDF"),
        (lambda _: b"%PDF-1.7\n%%EOF", "no pages"),
        (lambda _: pdf_of(5), "5 pages"),
    ],
)
def test_refuses_what_the_press_should_not_have_made(tmp_path, press, because):
    with pytest.raises(MessageRefused, match=because):
        house(tmp_path, press=press).send(letter())

    assert letters_in(tmp_path / "spool/open") == ()


def test_refuses_an_envelope_that_the_print_house_does_not_have(tmp_path):
    with pytest.raises(MessageRefused, match="no envelope 'venster-links'; it has: standard"):
        house(tmp_path).send(letter(envelope="venster-links"))


@pytest.mark.parametrize("pages", [1, 2, 4, 30])
@pytest.mark.parametrize("mode", list(pikepdf.ObjectStreamMode))
def test_counts_pages_however_the_pdf_is_packed(pages, mode):
    assert count_pages(pdf_of(pages, object_stream_mode=mode)) == pages


def test_says_so_when_a_pdf_is_packed_in_a_way_that_it_cannot_read():
    packed = b"%PDF-1.7\n1 0 obj <</Type /ObjStm /N 1>> stream\nrubbish\nendstream"

    with pytest.raises(ValueError, match="cannot read"):
        count_pages(packed)


@pytest.mark.parametrize(
    ("lines", "error"),
    [
        (("Jan",), AddressRejected),
        (("Jan", "Kade 1"), AddressRejected),
        (("Jan", "Kade 1", " ", "1234 AB  STAD"), AddressRejected),
        (("Jan", "a", "b", "c", "d", "e", "f", "1234 AB  STAD"), AddressRejected),
        (("J" * 5000, "Kade 1", "1234 AB  STAD"), MessageRefused),
        (("Jan\nPiet", "Kade 1", "1234 AB  STAD"), MessageRefused),
    ],
)
def test_refuses_an_address_that_cannot_stand_in_the_window(lines, error):
    with pytest.raises(error) as caught:
        check_window(lines)

    assert "Jan" not in str(caught.value)


def test_takes_an_address_with_every_letter_and_fixed_spaces():
    check_window(
        ("Łukasz Çelik-Ðorđević", "\u2019s-Gravenweg 3 bis", "1234\u00a0AB\u00a0\u00a0\u2019S-GRAVENHAGE")
    )


@pytest.mark.parametrize(
    ("last_lines", "country"),
    [
        (("1234 AB  STAD",), "NL"),
        (("1234AB STAD",), "NL"),
        (("1234AB  STAD",), "NL"),
        (("1234 AB STAD", "NEDERLAND"), "NL"),
        (("7100 LA LOUVIÈRE", "BELGIË"), "BE"),
        (("3665 AS",), "BE"),
        (("9160 LOKEREN",), "BE"),
        (("1234\u00a0AB\u00a0\u00a0STAD",), "NL"),
        (("2000 ANTWERPEN",), "BE"),
        (("B-9000 GENT",), "BE"),
        (("2000 ANTWERPEN", "BELGIË"), "BE"),
        (("2000 Antwerpen", "België"), "BE"),
        (("1234 AB  STAD", "NEDERLAND"), "NL"),
    ],
)
def test_reads_the_country_from_the_last_lines(last_lines, country):
    assert country_of(("Jan", "Kade 1", *last_lines)) == country


@pytest.mark.parametrize(
    ("lines", "shown", "country"),
    [
        (ADDRESS, ADDRESS, "NL"),
        (ADDRESS[1:], ADDRESS, "NL"),
        ((*ADDRESS[1:], "NL"), ADDRESS, "NL"),
        (("Rue X 1", "7100 LA LOUVIÈRE", "BE"), (NAME, "Rue X 1", "7100 LA LOUVIÈRE"), "BE"),
    ],
)
def test_the_envelope_shows_the_name_and_no_bare_country_code(tmp_path, lines, shown, country):
    printer = house(tmp_path)
    printer.send(letter(lines=lines))

    row = rows(printer.close_batch(NOW)[0])[0]

    assert tuple(row[f"address_{number}"] for number in range(1, 4)) == shown
    assert (row["address_4"], row["country"]) == ("", country)


def test_a_country_that_is_known_needs_no_guess():
    assert country_of(("Jan", "Hauptstraße 1", "10115 BERLIN", "DUITSLAND"), known="DE") == "DE"


def test_asks_for_the_country_when_a_town_line_can_be_dutch_or_belgian():
    with pytest.raises(MessageRefused, match="two countries"):
        country_of(("Jan", "Kade 1", "7100 LA LOUVIÈRE"))


@pytest.mark.parametrize(
    "last_lines",
    [
        ("STAD",),
        ("1234 AB",),
        ("0234 AB  STAD",),
        ("1234 AB  STAD", "BELGIË"),
        ("2000 ANTWERPEN", "NEDERLAND"),
        ("BELGIË",),
    ],
)
def test_refuses_an_address_without_a_postcode_and_a_town_that_belong_together(last_lines):
    with pytest.raises(AddressRejected, match="postcode"):
        country_of(("Jan", "Kade 1", *last_lines))


def test_a_letter_for_whoever_lives_there_bears_no_name_anywhere(tmp_path):
    printer = house(tmp_path)
    for_anybody = {"addressee": "Aan de bewoner"}
    printer.send(letter("C-0003-A", text=text(LETTER, letter=for_anybody)))
    printer.send(letter("C-0004-A", lines=ADDRESS[1:], text=text(LETTER, letter=for_anybody)))

    (archive,) = printer.close_batch(NOW)

    first, second = rows(archive)
    assert first["address_1"] == second["address_1"] == "Aan de bewoner"
    assert first["address_2"] == second["address_2"] == "Havendijk 156-2"
    assert NAME not in zipfile.ZipFile(archive).read("manifest.csv").decode()
