"""What is known of a debtor on paper: the overview for the team, and what the person may see (GDPR 15)."""

from typing import Any

from engine.rendering.report.access_parts import (
    add_about_reading,
    add_clocks_and_tasks,
    add_kept,
    add_replies,
    add_scope,
)
from engine.rendering.report.blocks import Report
from engine.rendering.report.case_report import (
    add_arrangement,
    add_choices,
    add_claim,
    add_contact,
    add_states,
)
from engine.rendering.report.choice_report import add_told
from engine.rendering.report.choices import changes_of, spoken_for, told_choices
from engine.rendering.report.dutch import day, euro, moment, word
from engine.rendering.report.faults import add_warning, add_warning_to_person

Part = dict[str, Any]

#: what we hold: why, and where it comes from
KINDS = (
    ("Uw naam en geboortedatum", "Om te weten dat wij de juiste persoon schrijven", "Van de schuldeiser"),
    ("Uw nummers en adressen", "Om u te kunnen bereiken", "Van de schuldeiser, of van uzelf"),
    ("Wat er te betalen is, en wat u betaalde", "Om de vordering te behandelen", "Van de schuldeiser"),
    ("Onze berichten aan u", "Om te laten zien wat wij u schreven, en waarom", "Van onszelf"),
    ("Uw keuzes en uw antwoorden", "Om te doen wat u ons vroeg", "Van uzelf"),
    ("Hoe wij uw antwoorden lazen", "Om goed te reageren", "Uit uw eigen woorden"),
    ("Hoe het met u gaat", "Om voorzichtig te zijn, en hulp te bieden", "Uit uw eigen woorden"),
    ("Wie u helpt, en met wat", "Om u rust te geven", "Van uzelf, en van wie u helpt"),
    ("Wat u ergens anders moet betalen", "Om te zien of hulp past", "Van uzelf, of van wie ons dat zei"),
    ("Dat u uw pagina bekeek", "Om te weten dat u iets deed", "Van onze website"),
    ("Werk en notities van medewerkers", "Om uw vraag goed af te maken", "Van onszelf"),
)
CARRIERS = {
    "channel:sms": "Het bedrijf dat onze sms-berichten bezorgt",
    "channel:whatsapp": "Het bedrijf dat onze WhatsApp-berichten bezorgt",
    "channel:email": "Het bedrijf dat onze e-mails bezorgt",
    "channel:letter": "De drukker en de post, voor onze brieven",
}


def report_of_debtor(overview: Part) -> Report:
    """Write how many claims there are on somebody, and how each stands."""
    debtor, agency = overview["debtor"], overview["agency"]
    report = Report(f"Overzicht van schuldenaar {debtor['id']}", agency["name"])
    report.paragraph(f"Opgemaakt op {moment(overview['made_at'])} (Bki 5.2).")
    add_warning(report, overview)
    report.facts(
        [
            ("Naam", debtor["name"] or "(gewist)"),
            ("Aantal dossiers", str(len(overview["cases"]))),
            ("Nog open, samen", euro(overview["outstanding_cents"])),
        ]
    )
    report.heading("Dossiers")
    add_states(report, overview["cases"])
    report.table(
        ("Dossier", "Contacten", "Laatste contact"),
        [
            (one["id"], str(one["contacts"]), moment(one["last_contact_at"]) or "-")
            for one in overview["cases"]
        ],
    )
    report.heading("Voorkeuren")
    add_choices(report, overview["choices"])
    return report


def report_of_access(access: Part) -> Report:
    """Write to a person what is known of them, why, from whom, for whom and how long."""
    debtor, agency = access["debtor"], access["agency"]
    report = Report("Wat wij van u weten", agency["name"])
    here = "" if access["whole"] else "Hier staat alles wat wij nog kunnen lezen. "
    report.paragraph(
        f"U vroeg welke gegevens wij van u hebben. Dat is uw recht (artikel 15 van de AVG). {here}"
        f"Wij maakten dit overzicht op {moment(access['made_at'])}."
    )
    add_warning_to_person(report, access)
    add_scope(report, access)
    report.heading("Uw gegevens")
    report.facts(
        [
            ("Naam", debtor["name"]),
            ("Geboren", day(debtor["birth_date"])),
            *[(word(one["kind"]).capitalize(), one["value"]) for one in debtor["points"]],
            ("Wie voor u spreekt", spoken_for(debtor["representative"])),
        ]
    )
    report.heading("Waarom wij deze gegevens hebben, en van wie")
    report.table(("Wat", "Van wie", "Waarom"), [(what, source, why) for what, why, source in KINDS])
    _recipients(report, access)
    _retention(report, access)
    report.heading("Uw keuzes")
    add_told(report, told_choices(changes_of(access["choices"])), level=3)
    add_about_reading(report, access)
    for one in access["cases"]:
        _case(report, one)
    add_kept(report, access)
    _rights(report, access)
    return report


def _recipients(report: Report, access: Part) -> None:
    report.heading("Wie uw gegevens kreeg")
    report.table(("Wie",), [(_recipient(one),) for one in access["recipients"]])
    report.paragraph(
        "Bij elk bericht hieronder staat naar welk nummer of adres het ging. Voor zover dit systeem weet, "
        "gaven wij uw gegevens aan niemand anders. Het weet niet wat een medewerker zelf stuurde of zei. "
        "En het weet niet welke bedrijven voor onze computers zorgen. Vraag ons dat."
    )


def _recipient(told: str) -> str:
    kind, _, name = told.partition(":")
    if kind == "partner":
        return f"{name}, voor hulp aan u"
    if kind == "helper":
        return f"{name}, die voor u spreekt"
    return CARRIERS.get(told, f"{told}, voor wie wij werken")


def _retention(report: Report, access: Part) -> None:
    report.heading("Hoe lang wij uw gegevens bewaren")
    years = {one["retention"]["years_after_closing"] for one in access["cases"]}
    for number in sorted(years):
        report.paragraph(
            f"Wij bewaren een dossier tot {number} jaar nadat het gesloten is. "
            "De wet vraagt ten minste twee jaar. Daarna kunnen wij de inhoud voor altijd wissen. "
            "Een regel zonder uw naam, adres of woorden blijft staan."
        )
    closed = [one for one in access["cases"] if one["retention"]["kept_until"]]
    report.table(
        ("Dossier", "Bewaard tot"),
        [(one["case"]["id"], moment(one["retention"]["kept_until"])) for one in closed],
    )


def _case(report: Report, one: Part) -> None:
    firm = one["creditor"]["firm"] or {"name": one["creditor"]["id"]}
    report.heading(f"Dossier {one['case']['id']}: {firm['name']}")
    add_claim(report, one["claim"])
    for arrangement in one["arrangements"]:
        add_arrangement(report, arrangement)
    add_clocks_and_tasks(report, one)
    add_replies(report, one["replies"])
    report.heading("Onze contacten met u", 3)
    for contact in one["contacts"]:
        add_contact(report, _without_reading(contact), with_reasons=False)
    if not one["contacts"]:
        report.paragraph("Wij hadden nog geen contact met u over dit dossier.")


def _without_reading(contact: Part) -> Part:
    """Leave out by which signs an answer was read: as what it was read stands with the answers, in words."""
    steps = [one | {"because": None} if one["outcome"] == "replied" else one for one in contact["steps"]]
    return contact | {"steps": steps}


def _rights(report: Report, access: Part) -> None:
    agency = access["agency"]
    report.heading("Wat u kunt doen")
    report.paragraph(
        "Klopt er iets niet? Dan verbeteren wij het. U kunt ons ook vragen om gegevens te wissen. "
        "Of om ze minder te gebruiken. Soms mag dat nog niet. De wet vraagt dat wij een dossier bewaren. "
        "Dan leggen wij dat uit. Een computer kiest wanneer en hoe wij u schrijven, volgens vaste regels. "
        "U kunt altijd een mens spreken."
    )
    report.facts(
        [
            ("Bel", agency["phone"]),
            ("Mail", agency["email"]),
            ("Schrijf", f"{agency['address']}, {agency['postcode']} {agency['town']}"),
            ("Klacht", access["complaint_route"]),
            ("Toezicht in Nederland", "Autoriteit Persoonsgegevens"),
            ("Toezicht in België", "Gegevensbeschermingsautoriteit"),
        ]
    )
