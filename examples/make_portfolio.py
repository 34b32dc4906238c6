"""
Make an invented portfolio of up to a million rows, always the same for the same number of rows.

The files that ship were made with `python -m examples.make_portfolio 310 examples/portfolio.csv` and
`python -m examples.make_portfolio 20 examples/portfolio.json`.
"""

import csv
import json
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from engine.portfolio.columns import NAMES
from examples.special_cases import SPECIAL

Row = dict[str, str]

FIRST = ("A.", "B.", "C.", "D.", "E.", "F.", "G.", "H.", "I.", "J.", "K.", "L.", "M.", "N.", "O.", "P.", "R.")
LAST = (
    "Bakker", "de Vries", "Yılmaz", "van den Berg", "El Amrani", "Peeters", "Janssens", "Kowalska", "Öztürk",
    "Visser", "Maes", "Smit", "Nguyễn", "Claes", "Mulder", "García", "Çelik", "Dubois", "Łukasiewicz", "Brouwer",
    "Wouters", "Hendriks", "Ščerba", "Dekker", "Goossens", "Ünal",
)  # fmt: skip
STREETS = (
    "Lindelaan",
    "Kerkstraat",
    "Molenweg",
    "Stationsstraat",
    "Dorpsplein",
    "Beukenlaan",
    "Schoolstraat",
)
TOWNS_NL = (("1234", "Voorbeeldstad"), ("3456", "Polderdam"), ("7890", "Rivierhoek"), ("5678", "Waterdorp"))
TOWNS_BE = (("2000", "Antwerpen"), ("9000", "Gent"), ("3000", "Leuven"), ("8500", "Kortrijk"))

#: creditor, country, what it is for, lowest amount, step between amounts, how many of each 20 cases
CREDITORS = (
    ("woonstede", "NL", "Huur {month}", 412, 37, 4),
    ("stadsenergie", "NL", "Energie {month}", 96, 13, 3),
    ("waterrijk", "NL", "Drinkwater {month}", 38, 7, 2),
    ("zorgvast", "NL", "Zorgpremie {month}", 141, 11, 3),
    ("bloemenshop", "NL", "Bestelling {number}", 24, 5, 2),
    ("witgoedwinkel", "NL", "Wasmachine, bestelling {number}", 219, 17, 1),
    ("gemeente-polderdam", "NL", "Afvalstoffenheffing 2025", 187, 9, 2),
    ("vlaamse-energie", "BE", "Energie {month}", 104, 15, 1),
    ("antwerpse-woning", "BE", "Huur {month}", 395, 29, 1),
    ("waterlink-voorbeeld", "BE", "Drinkwater {month}", 44, 6, 1),
)
MONTHS = ("december 2025", "januari 2026", "februari 2026", "maart 2026")
#: the day on which the demo begins; due dates lie around it
DAY_ONE = date(2026, 3, 2)


#: the cases of the JSON file begin here, so that it can follow the CSV file into one database
FIRST_IN_JSON = 7_000


def rows(count: int) -> Iterator[Row]:
    """Give `count` rows: the special cases first, then ordinary ones."""
    yield from SPECIAL[:count]
    yield from ordinary(0, count - len(SPECIAL[:count]))


def ordinary(first: int, count: int) -> Iterator[Row]:
    """Give `count` ordinary rows from a number on."""
    wheel = [creditor for creditor in CREDITORS for _ in range(creditor[5])]
    for number in range(first, first + count):
        yield _ordinary(number, wheel[number % len(wheel)])


def _ordinary(number: int, creditor: tuple[str, str, str, int, int, int]) -> Row:
    name, country, what, lowest, step, _ = creditor
    # every ninth case belongs to the debtor of the case twenty before it: same creditor, one more bill
    person = number - 20 if number % 9 == 8 and number >= 20 else number
    due_on = DAY_ONE + timedelta(days=(number * 7) % 75 - 60)
    return {
        "case_id": f"D-{2000 + number}",
        "debtor_id": f"P-{2000 + person}",
        "creditor": name,
        "debtor_kind": "person",
        "opened_on": str(min(due_on + timedelta(days=10), DAY_ONE)),
        "description": what.format(month=MONTHS[(number * 7) % 75 // 20], number=f"B-{7000 + number}"),
        "invoice_number": f"2026-{4000 + number}",
        "invoice_date": str(due_on - timedelta(days=21)),
        "due_on": str(due_on),
        "amount": f"{lowest + step * (number % 23)}.{(number * 17) % 100:02d}",
        "paid": f"{lowest // 4}.00" if number % 11 == 3 else "",
        **_person(person, country),
        **_wishes(person),
    }


def _person(person: int, country: str) -> Row:
    last = LAST[person % len(LAST)]
    mailbox = f"p{2000 + person}@{'bestaat-niet' if person % 31 == 7 else 'post'}.example"
    town = (TOWNS_NL if country == "NL" else TOWNS_BE)[person % 4]
    letters = f"{chr(65 + person % 20)}{chr(65 + person // 20 % 20)}"
    mobile = f"06 1{3_000_000 + person}" if country == "NL" else f"0470 {person:06d}"
    has_mailbox, has_mobile, has_address = person % 8 != 5, person % 6 != 4, person % 25 != 11
    return {
        "debtor_name": f"{FIRST[person % len(FIRST)]} {last}",
        "birth_date": str(date(1955, 1, 1) + timedelta(days=person * 67 % 18_000)),
        "email": mailbox if has_mailbox else "",
        "email_confirmed": "yes" if has_mailbox and person % 3 == 0 else "",
        "mobile": mobile if has_mobile else "",
        "street": STREETS[person % len(STREETS)] if has_address else "",
        "house_number": str(1 + person % 180) if has_address else "",
        "postcode": (f"{town[0]} {letters}" if country == "NL" else town[0]) if has_address else "",
        "town": town[1] if has_address else "",
        "country": country,
    }


def _wishes(person: int) -> Row:
    wishes: Row = {}
    if person % 5 == 1:
        wishes["prefers"] = ("email", "sms,email", "letter")[person // 5 % 3]
    if person % 17 == 6:
        wishes["refuses"] = "sms"
    if person % 13 == 9:
        wishes["hours"] = "mon-fri 17:00-19:30; sat 10:00-13:00"
    if person % 37 == 12:
        wishes["large_print"] = "yes"
    return wishes


def write(path: Path, count: int) -> None:
    """Write a portfolio of `count` rows, as CSV or, by the ending of its name, as JSON."""
    with path.open("w", encoding="utf-8", newline="") as file:
        if path.suffix == ".json":
            json.dump(
                [_as_json(row) for row in ordinary(FIRST_IN_JSON, count)], file, indent=1, ensure_ascii=False
            )
            file.write("\n")
        else:
            writer = csv.DictWriter(file, NAMES, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows(count))


def _as_json(row: Row) -> dict[str, object]:
    """Write cells as JSON has them: numbers, true, lists; empty cells are left out."""
    cells: dict[str, object] = {name: value for name, value in row.items() if value}
    cells |= {name: float(row[name]) for name in ("amount", "paid") if row[name]}
    cells |= {name: True for name in ("email_confirmed", "large_print") if row.get(name)}
    cells |= {name: row[name].split(",") for name in ("prefers", "refuses") if name in row}
    return cells


if __name__ == "__main__":
    write(Path(sys.argv[2]), int(sys.argv[1]))
