"""What does not hold or cannot be read, in plain Dutch: on the front page and on the page of proof."""

from itertools import groupby
from typing import Any

from engine.rendering.report.blocks import Report
from engine.rendering.report.dutch import reason

Part = dict[str, Any]

#: so many rows fit on a front page
MOST_IN_FRONT = 12
SUBJECTS = {"case": "dossier", "debtor": "schuldenaar", "record": "het hele logboek"}
#: what is wrong, as the store says it -> Dutch
WHY = {
    "it is missing, or the noted end": "ontbreekt, of het genoteerde einde van het logboek is veranderd",
    "it is missing": "ontbreekt",
    "it does not hang on": "sluit niet aan op de regel ervoor",
    "its bytes are not": "is veranderd nadat die was opgeschreven",
    "its content is gone": "de inhoud is weg, zonder dat die volgens de regels is gewist",
    "its content cannot be opened": "de inhoud is niet te openen: die past niet bij de regel of de sleutel",
    "the key of its content is gone": "de sleutel van de inhoud is weg, zonder dat er is gewist",
    "it cannot be read any more: its kind": "niet te lezen: het soort regel is onbekend",
    "it cannot be read any more: its outcome": "niet te lezen: de uitkomst is onbekend",
    "it cannot be read any more: its moment": "niet te lezen: het moment kan niet",
    "it cannot be read any more: its hash": "niet te lezen: de hash is geen hash",
    "it cannot be read any more: the hash": "niet te lezen: de hash van de inhoud is geen hash",
    "it cannot be read any more: its number": "niet te lezen: het nummer of het kenmerk kan niet",
    "it cannot be read any more: its words": "niet te lezen: er staan geen woorden van ons",
    "the record cannot be sealed": "de laatste verzegeling is niet te lezen, dus er is geen bewijs",
}


def add_warning(report: Report, said: Part, *, proven_in: str = "") -> None:
    """Say in front that a file is not whole; `proven_in` is where all of it stands when it is much."""
    faults = said["faults"]
    if not faults:
        return
    report.heading("Let op: niet alles in dit dossier klopt of is nog te lezen")
    report.paragraph(
        f"{_counted(faults)} Hieronder staat wat, en waarom. Wat daarvan afhangt, kan hier ontbreken of "
        "veranderd zijn. Al het andere staat hier zoals het is opgeschreven."
    )
    _table(report, faults, proven_in)


def add_all(report: Report, faults: list[Part]) -> None:
    """Say on the page of proof what the proof does not cover."""
    if not faults:
        return
    report.paragraph(
        "LET OP: het logboek klopt niet meer. Wat hierboven staat, kan dus veranderd of niet volledig zijn. "
        "De handtekening bij dit bestand zegt alleen dat wij het zo hebben gemaakt."
    )
    _table(report, faults, "")


def add_warning_to_person(report: Report, said: Part) -> None:
    """Say in front to the person whom it is about that we cannot read everything any more."""
    faults = said["faults"]
    if not faults:
        return
    report.heading("Let op: wij kunnen niet alles meer lezen")
    report.paragraph(
        "Een deel van wat wij over u bewaren, klopt niet meer of is niet meer te lezen. Hieronder staat "
        "welke regels van ons logboek dat zijn. Alles wat wij nog kunnen lezen, staat in dit overzicht. "
        "Wilt u weten wat er is gebeurd? Bel of mail ons dan."
    )
    _table(report, faults, "")


def add_faulty_lines(report: Report, contact: Part) -> None:
    """Say of one contact which of its lines do not hold or cannot be read."""
    if contact["faulty_lines"]:
        numbers = ", ".join(map(str, contact["faulty_lines"]))
        report.paragraph(f"LET OP: hier klopt iets niet, of het is niet meer te lezen. Regel: {numbers}.")
    if contact["text_lost"]:
        report.paragraph(
            "De tekst van dit contact is niet te lezen, of stond in een regel die hier ontbreekt."
        )


def _counted(faults: list[Part]) -> str:
    lines = len({(one["subject"], one["line"]) for one in faults})
    if lines == 1:
        return "In het contactlogboek klopt 1 regel niet meer, of die is niet meer te lezen."
    return f"In het contactlogboek kloppen {lines} regels niet meer, of ze zijn niet meer te lezen."


def _table(report: Report, faults: list[Part], proven_in: str) -> None:
    rows = _rows(faults)
    shown = rows[:MOST_IN_FRONT] if proven_in else rows
    report.table(("Logboek van", "Regel", "Staat hier", "Wat er mis is"), shown)
    if len(rows) > len(shown):
        report.paragraph(f"En nog {len(rows) - len(shown)}: {proven_in} noemt ze alle {len(rows)}.")


def _rows(faults: list[Part]) -> list[tuple[str, str, str, str]]:
    """Name each fault; lines that follow one another with the same fault share a row."""
    by_reason = sorted(faults, key=lambda one: (one["subject"], one["because"], one["line"] or 0))
    rows = []
    for (subject, because, shown), group in groupby(
        by_reason, key=lambda one: (one["subject"], one["because"], one["shown"])
    ):
        for first, last in _runs([one["line"] or 0 for one in group]):
            numbers = str(first or "-") if first == last else f"{first} t/m {last}"
            rows.append((first, (_subject(subject), numbers, "ja" if shown else "nee", _why(because))))
    return [row for _, row in sorted(rows, key=lambda one: (one[1][0], one[0]))]


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    """Put numbers that follow one another together."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] + 1 == number:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _subject(subject: str) -> str:
    kind, _, name = subject.partition(":")
    return f"{SUBJECTS.get(kind, kind)} {name}".strip()


def _why(because: str) -> str:
    return next((dutch for begin, dutch in WHY.items() if because.startswith(begin)), reason(because))
