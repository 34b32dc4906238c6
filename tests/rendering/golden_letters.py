"""
Letters of each sort as they ship, read back from their PDF: words and structure tree.

`python -m tests.rendering.golden_letters` writes them anew after a wished change; read the difference.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

from app.settings import ROOT
from engine.rendering.letter.house_style import load_house_styles
from engine.rendering.letter.press import LetterPress
from engine.rendering.writing import open_writer
from preferences.channel import ChannelKind
from preferences.preference import Preference
from tests.rendering.letter_pdf import lines, tags
from tests.rendering.orders import a_case, a_line, an_order
from tests.rendering.test_house_templates import fitting

FOLDER = Path(__file__).parent / "data" / "letters"
ISSUED_ON = date(2026, 6, 9)
MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
    "november", "december",
)  # fmt: skip
A_YEAR = a_case(*[a_line(f"Huur van {month} van de woning aan de Lindelaan") for month in MONTHS])
#: sort -> template, house style, what is changed in the order
SORTS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "ordinary": ("vriendelijke_herinnering", "standard", {}),
    "large_print": ("vriendelijke_herinnering", "standard", {"preference": Preference(large_print=True)}),
    "belgian": ("be_ingebrekestelling", "belgian", {}),
    "long_table": ("vorderingsoverzicht", "standard", {"cases": (A_YEAR,)}),
    "stranger": ("verkeerde_persoon", "standard", {}),
}


def printed(sort):
    """Print a letter of a sort."""
    template, style, changes = SORTS[sort]
    styles = load_house_styles(ROOT / "house-style.yaml")
    writer = open_writer(ROOT / "templates" / "nl_b1", styles=styles)
    order = fitting(an_order(ChannelKind.LETTER, template, **changes), writer.shelf.template(template).about)
    press = LetterPress(profile=styles[style].envelope, style=styles[style])
    return press.print_letter(writer.letter_of(writer.write(order)), issued_on=ISSUED_ON)


def read_back(sort):
    """Give the words and the structure tree of a letter of a sort."""
    letter = printed(sort)
    return {
        "pages": letter.pages,
        "lines": [[line.page, line.text] for line in lines(letter.pdf)],
        "tree": [f"{tag.role}: {tag.alt}" if tag.alt else tag.role for tag in tags(letter.pdf)],
    }


def golden(sort):
    """Give what a letter of a sort was when somebody looked at it."""
    return json.loads((FOLDER / f"{sort}.json").read_text(encoding="utf-8"))


def main():
    """Write all of them."""
    FOLDER.mkdir(exist_ok=True)
    for sort in SORTS:
        written = json.dumps(read_back(sort), ensure_ascii=False, indent=1)
        (FOLDER / f"{sort}.json").write_text(f"{written}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
