"""The file of a case on paper, for a supervisor, a court or a creditor."""

from typing import Any

from engine.rendering.report.blocks import Report
from engine.rendering.report.choices import spoken_for
from engine.rendering.report.dutch import day, euro, moment, reason, word
from engine.rendering.report.faults import add_all, add_faulty_lines, add_warning

Part = dict[str, Any]

#: what the law asks, in Dutch, by our rule
ASKS = {
    "NL-50": "Opdracht, factuur of titel, en de afspraken met de schuldenaar",
    "NL-51": "Ordelijk, toegankelijk, tot ten minste twee jaar na sluiten",
    "NL-52": "Vindbaar per vordering, schuldenaar en schuldeiser",
    "NL-53": "Per schuldenaar het aantal vorderingen en de stand van elk",
    "NL-54": "Hoe de regels worden nageleefd: versies van campagnes, teksten en regels",
}
WHERE = {
    "NL-50": "Onderdelen 1, 2 en 4",
    "NL-51": "Onderdelen 7 en 9",
    "NL-52": "Onderdelen 1, 3 en 7",
    "NL-53": "Onderdeel 1",
    "NL-54": "Onderdeel 3, bij elk contact",
}
#: what is missing, as engine.dossier.headings says it -> Dutch
MISSING = {
    "the mandate": "de opdracht van de schuldeiser (staat niet in dit systeem; voeg het stuk toe)",
    "the number of an invoice": "het nummer van een factuur (voeg de factuur of titel toe)",
    "the invoice itself": "de factuur zelf ligt bij de schuldeiser; nummer en datum staan in onderdeel 2",
    "nothing was agreed": "er is niets afgesproken, of het is hier niet vastgelegd",
    "the text of Rki 6": "de tekst van Rki 6 is niet gelezen: laat een jurist nagaan wat die toevoegt",
    "the agency's own": "de beschrijving van de eigen werkwijze wordt elders bewaard",
}


def report_of_case(dossier: Part) -> Report:
    """Write the file of a case."""
    case, agency = dossier["case"], dossier["agency"]
    report = Report(f"Dossier {case['id']}", f"{agency['name']} - dossier {case['id']}")
    report.paragraph(f"Opgemaakt door {agency['name']} op {moment(dossier['made_at'])}.")
    add_warning(report, dossier, proven_in="onderdeel 9")
    _parties(report, dossier)
    _claim(report, dossier)
    report.heading("3. Contacten")
    if not dossier["contacts"]:
        report.paragraph("Er was geen contact.")
    for contact in dossier["contacts"]:
        add_contact(report, contact, with_reasons=True)
    _agreements(report, dossier)
    _record(report, dossier)
    _law(report, dossier)
    _proof(report, dossier["proof"], dossier["faults"])
    return report


def _parties(report: Report, dossier: Part) -> None:
    case, debtor, agency = dossier["case"], dossier["debtor"], dossier["agency"]
    firm = dossier["creditor"]["firm"] or {"name": dossier["creditor"]["id"]}
    report.heading("1. Wie en wat")
    report.facts(
        [
            ("Schuldeiser", firm["name"]),
            ("Overeenkomst sinds", day(dossier["creditor"]["agreement_signed_on"])),
            ("Incasso door", f"{agency['name']}, {agency['registration_mark']}".rstrip(", ")),
            ("Schuldenaar", f"{debtor['name'] or '(gewist)'} ({word(debtor['kind'])})"),
            ("Geboren", day(debtor["birth_date"])),
            ("Vertegenwoordigd door", spoken_for(debtor["representative"])),
            ("Land", {"nl": "Nederland", "be": "België"}.get(case["jurisdiction"], case["jurisdiction"])),
            ("Stand", f"{word(case['status'])}, fase: {word(case['phase'])}"),
            ("Geopend", moment(case["opened_at"])),
        ]
    )
    report.table(
        ("Contactpunt", "Stand", "Gegeven"),
        [(word(one["kind"]), word(one["state"]), one["value"]) for one in debtor["points"]],
    )
    report.heading("Alle dossiers van deze schuldenaar", 3)
    add_states(report, dossier["cases_of_debtor"])


def add_states(report: Report, cases: list[Part]) -> None:
    """List cases with how they stand."""
    report.table(
        ("Dossier", "Stand", "Fase", "Nog open", "Schuldeiser"),
        [
            (
                one["id"],
                word(one["status"]),
                word(one["phase"]),
                euro(one["outstanding_cents"]),
                one["creditor"],
            )
            for one in cases
        ],
    )


def _claim(report: Report, dossier: Part) -> None:
    report.heading("2. Vordering")
    add_claim(report, dossier["claim"])


def add_claim(report: Report, claim: Part) -> None:
    """List what is claimed and what was paid."""
    report.table(
        ("Soort", "Factuur", "Vervalt", "Bedrag", "Omschrijving"),
        [
            (
                word(one["kind"]),
                one["invoice_number"] or "-",
                day(one["due_on"]),
                euro(one["amount_cents"]),
                one["description"] or "-",
            )
            for one in claim["parts"]
        ],
    )
    report.facts(
        [
            ("Totaal", euro(claim["total_cents"])),
            ("Betaald", euro(claim["paid_cents"])),
            ("Nog open", euro(claim["outstanding_cents"])),
        ]
    )
    report.table(
        ("Betaald op", "Bedrag", "Kenmerk"),
        [(day(one["paid_on"]), euro(one["amount_cents"]), one["reference"]) for one in claim["payments"]],
    )


def add_contact(report: Report, contact: Part, *, with_reasons: bool) -> None:
    """Show one contact: what was said, what became of it, and why it was sent."""
    report.heading(f"{moment(contact['at'])}: {word(contact['channel'])}", 3)
    report.facts(
        [
            ("Kenmerk", contact["reference"]),
            ("Wat het is", word(contact["legal_role"])),
            ("Stap", contact["step"] or ""),
            ("Uitkomst", word(contact["outcome"])),
            ("Tekst", contact["template"] or ""),
            ("Versies", ", ".join(f"{key} {value}" for key, value in contact["versions"].items())),
            ("Verstuurd naar", (contact["text"] or {}).get("to", "")),
            ("Onderwerp", (contact["text"] or {}).get("subject") or ""),
        ]
    )
    if contact["text"]:
        report.quote(str(contact["text"]["body"]))
    elif contact["text_erased"]:
        report.paragraph("De tekst is gewist. De hash ervan staat nog in het contactlogboek.")
    add_faulty_lines(report, contact)
    report.table(
        ("Moment", "Wat er gebeurde", "Toelichting"),
        [(moment(one["at"]), word(one["outcome"]), reason(one["because"])) for one in contact["steps"]],
    )
    if with_reasons:
        report.table(
            ("Regel", "Oordeel", "Bron", "Reden"),
            [
                (word(one["rule"]), word(one["ruling"]), word(one["source"]), reason(one["because"]))
                for one in contact["why"]
            ],
        )


def _agreements(report: Report, dossier: Part) -> None:
    report.heading("4. Afspraken")
    for one in dossier["arrangements"]:
        add_arrangement(report, one)
    if not dossier["arrangements"]:
        report.paragraph("Er zijn geen afspraken vastgelegd.")
    report.heading("5. Voorkeuren van de schuldenaar")
    add_choices(report, dossier["choices"])
    report.heading("6. Klokken en taken")
    report.table(
        ("Klok", "Vanaf", "Tot", "Bron"),
        [
            (word(one["name"]), moment(one["since"]), moment(one["until"]) or "-", one["source"])
            for one in dossier["clocks"]
        ],
    )
    report.table(
        ("Taak", "Geopend", "Gedaan", "Uitkomst"),
        [
            (word(one["kind"]), moment(one["opened_at"]), moment(one["done_at"]) or "-", one["result"] or "-")
            for one in dossier["tasks"]
        ],
    )


def add_arrangement(report: Report, one: Part) -> None:
    """Show what was agreed to be paid, when, by whom."""
    report.heading(f"Betaalafspraak van {moment(one['agreed_at'] or one['proposed_at'])}", 3)
    report.facts(
        [
            ("Stand", word(f"arrangement_{one['status']}")),
            ("Samen", euro(one["total_cents"])),
            ("Voorgesteld", f"{moment(one['proposed_at'])} door {one['proposed_by'] or '(gewist)'}"),
            ("Akkoord", f"{moment(one['agreed_at'])}, {one['agreed_by']}" if one["agreed_at"] else ""),
            ("Geëindigd", moment(one["ended_at"])),
        ]
    )
    report.table(
        ("Termijn", "Uiterlijk op", "Bedrag"),
        [
            (str(part["number"]), day(part["due_on"]), euro(part["amount_cents"]))
            for part in one["instalments"]
        ],
    )


def add_choices(report: Report, choices: list[Part]) -> None:
    """List what somebody chose, with their own words."""
    report.table(
        ("Moment", "Wat", "Keuze", "Eigen woorden"),
        [(moment(one["at"]), word(one["field"]), one["value"], one["words"] or "-") for one in choices],
    )
    if not choices:
        report.paragraph("Er zijn geen keuzes vastgelegd.")


def _record(report: Report, dossier: Part) -> None:
    report.heading("7. Contactlogboek")
    report.paragraph(
        "Elke regel van het logboek, met het begin van de hash. Ook de keer dat wij niets stuurden."
    )
    report.table(
        ("Nr", "Moment", "Soort", "Hash", "Wat er staat"),
        [
            (
                f"{one['subject'].partition(':')[0][0]}{one['seq']}",
                moment(one["at"]),
                word(one["outcome"] or one["kind"]),
                one["hash"][:10],
                reason(one["public"].get("because")) or one["reference"] or "-",
            )
            for one in dossier["record"]
        ],
    )


def _law(report: Report, dossier: Part) -> None:
    report.heading("8. Wat de wet van een dossier vraagt")
    report.table(
        ("Bron", "Status", "Waar", "Wat"),
        [(one["source"], one["status"], WHERE[one["id"]], ASKS[one["id"]]) for one in dossier["law"]],
    )
    missing = [said for one in dossier["law"] for said in one["missing"]]
    if missing:
        report.heading("Wat hier niet in staat", 3)
        report.table(
            ("Bron", "Wat"),
            [(one["source"], _missing(said)) for one in dossier["law"] for said in one["missing"]],
        )


def _missing(said: str) -> str:
    return next((dutch for begin, dutch in MISSING.items() if said.startswith(begin)), said)


def _proof(report: Report, proof: Part, faults: list[Part]) -> None:
    report.heading("9. Bewijs")
    add_all(report, faults)
    if proof["checkpoint"] is None:
        report.paragraph("Er is nog geen verzegeling van het logboek.")
        return
    report.paragraph(
        "Elke regel hangt met zijn hash aan de regel ervoor. Alle regels samen staan in één Merkle-boom "
        "(RFC 9162). Van die boom is hieronder de ondertekende stand. Wie een regel verandert, weglaat of "
        "toevoegt, krijgt een andere stand. Het bewijs zegt niet dat een regel waar was toen die ontstond."
    )
    report.quote(proof["checkpoint"])
    report.facts([("Publieke sleutel", proof["key"])])
    for one in proof["chains"]:
        report.heading(f"Laatste regel van {one['subject']}", 3)
        report.facts(
            [
                ("Regel", str(one["line"])),
                ("Plaats in de boom", f"{one['entry']} van {proof['size']}"),
                ("Hash", one["hash"]),
                ("Bewijs", " ".join(one["proof"])),
            ]
        )
    report.paragraph(
        "Nagaan: minnelijk verify DIT-BESTAND --key SLEUTEL voor dit dossier, en minnelijk record bundle "
        "voor een bundel van alle regels die zonder ons na te gaan is."
    )
