"""Parts of what a person may see of themselves: what we read and did, what we keep, and what is not here."""

from typing import Any

from engine.domain.touchpoint import LineKind
from engine.rendering.report.access_words import LABELS, PRINTED, gently, label, read_as, value, why
from engine.rendering.report.blocks import Report
from engine.rendering.report.dutch import moment, word

Part = dict[str, Any]

HARD = frozenset({"distress"})
#: words of our record that say with which rules, texts and hashes something was done, and nothing of a person
NOT_A_WORD_OF_YOURS = frozenset({"trace", "rule", "rules", "calendar"})
#: what is not in the file, and how that is
NOT_HERE = tuple(
    (what, " ".join(how))
    for what, *how in (
        (
            "Kopieën voor als er iets misgaat",
            "Elke nacht maken wij een kopie van alles. Na 30 dagen gooien wij die weg.",
            "Wat wij nu wissen, kan tot die dag nog in een kopie staan.",
        ),
        (
            "Uw berichten zoals ze binnenkwamen",
            "Uw woorden staan hier. Het bericht zelf bewaren wij ook, met foto's en bestanden.",
            "Dat gooien wij na {days} dagen weg. Moet een mens het nog lezen? Dan blijft het tot dan.",
            "Schreef u van een nummer of adres dat wij niet kennen?",
            "Dan vinden wij dat bericht hier niet.",
            "Wat bezorgers ons over onze berichten melden, bewaren wij net zo lang.",
        ),
        (
            "Meldingen over iemand die wij niet herkennen",
            "Soms meldt een hulpverlener iemand, en weten wij nog niet wie dat is.",
            "Dat staat hier pas als wij zeker weten dat u het bent.",
        ),
        (
            "Lijsten van onze computers",
            "Daarin staan nummers van dossiers. Uw naam, uw adres en uw woorden staan er niet in.",
        ),
        (
            "Bestanden om te drukken of te sturen",
            "Van een brief of e-mail maken wij soms een bestand. Daarin staat hetzelfde als hier.",
            "Ook een overzicht als dit kan nog ergens liggen.",
        ),
        (
            "Papier en gesprekken",
            "Wat een medewerker alleen hoorde of op papier schreef, kent dit systeem niet.",
        ),
        (
            "Sleutels en controlegetallen",
            "Daarmee laten wij zien dat er niets is veranderd. Zij zeggen niets over u.",
        ),
        (
            "Het dossier van een ander",
            "De schuldeiser heeft een eigen dossier over u. Wie u helpt ook. Vraag het aan hen.",
        ),
        ("Wat is gewist", "Dat kunnen wij niet meer laten zien."),
    )
)


def add_scope(report: Report, access: Part) -> None:
    """Say what is in the file and what is not."""
    report.heading("Wat hier in staat, en wat niet")
    report.paragraph(
        "Dit overzicht komt uit het systeem waarmee wij u berichten sturen. "
        "Hier staan uw gegevens, uw keuzes en uw antwoorden, en hoe wij die lazen. "
        "Hier staat ook wat wij u stuurden en wat wij met u afspraken. "
        "En wat medewerkers opschreven, en wie u hielp. In de tabel staat wat hier niet in staat."
    )
    days = access["keep_calls_days"]
    report.table(("Wat", "Hoe het zit"), [(what, how.format(days=days)) for what, how in NOT_HERE])


def add_replies(report: Report, replies: list[Part]) -> None:
    """Tell what somebody answered, and as what we read it."""
    if not replies:
        return
    report.heading("Uw antwoorden", 3)
    report.table(
        ("Wanneer", "Hoe", "Uw woorden", "Zo lazen wij het"),
        [
            (
                moment(reply["at"]),
                word(reply["channel"] or ""),
                reply["words"] or "(gewist)",
                read_as(reply["labels"]) or "-",
            )
            for reply in replies
        ],
    )


def add_about_reading(report: Report, access: Part) -> None:
    """Tell with care how messages are read, and where help is when one sounded hard."""
    replies = [reply for one in access["cases"] for reply in one["replies"]]
    if not replies and not access["kept"]["pause"]:
        return
    report.heading("Hoe wij uw berichten lezen")
    report.paragraph(
        "Een computer leest uw bericht het eerst. Die zoekt woorden en kiest waar het over gaat. "
        "Dat kan fout zijn. Het is geen oordeel over u. Een bericht kan ook iets zeggen over uw gezondheid. "
        "Of over hoe het met u gaat. Zulke gegevens zijn heel persoonlijk (artikel 9 van de AVG). "
        "Wij gebruiken ze om voorzichtig te zijn, en om een mens te laten meekijken. "
        "Klopt het niet? Zeg het ons."
    )
    sounded_hard = any(HARD & set(reply["labels"]) for reply in replies)
    if sounded_hard or any(one["kind"] == "danger" for one in access["kept"]["pause"]):
        report.paragraph(
            "Gaat het nu niet goed met u? Praat met iemand. Denkt u aan zelfdoding? Bel 113 of 0800-0113. "
            "In België belt u 1813. Dat is gratis en kan dag en nacht."
        )


def add_clocks_and_tasks(report: Report, one: Part) -> None:
    """Tell which terms and pauses ran, and what people had to do."""
    if one["clocks"]:
        report.heading("Tijden en rust", 3)
    report.table(
        ("Wat", "Vanaf", "Tot", "Waardoor"),
        [
            (gently(clock["name"]), moment(clock["since"]), moment(clock["until"]) or "-", clock["source"])
            for clock in one["clocks"]
        ],
    )
    if one["tasks"]:
        report.heading("Wat medewerkers deden of nog moeten doen", 3)
    report.table(
        ("Wat", "Waarom", "Sinds", "Gedaan", "Wat eruit kwam"),
        [
            (
                gently(task["kind"]),
                why(task["because"]),
                moment(task["opened_at"]),
                " door ".join(filter(None, (moment(task["done_at"]), task["done_by"]))) or "nog niet",
                value("result", task["result"]) or "-",
            )
            for task in one["tasks"]
        ],
    )


def add_kept(report: Report, access: Part) -> None:
    """Print what is kept and stands nowhere else, row by row, and the lines of the record."""
    report.heading("Wat er verder over u in ons systeem staat")
    report.paragraph(
        "Hier staat het zoals ons systeem het bewaart. Soms is dat een woord van de computer, ook in het "
        "Engels. Begrijpt u iets niet? Vraag het ons. Wij kunnen u alles ook als bestand geven. "
        "Daarin staan ook nummers en tijden van onze berichten."
    )
    for table, heading in PRINTED.items():
        rows = access["kept"][table]
        if rows:
            report.heading(heading, 3)
        for row in rows:
            report.facts([(label(name), value(name, said)) for name, said in row.items()])
    lines = [one for one in access["record"] if not _is_told(one)]
    if lines:
        report.heading("Wat wij verder opschreven", 3)
    report.table(
        ("Wanneer", "Wat", "Wat er staat"),
        [(moment(one["at"]), gently(one["kind"]), _said(one)) for one in lines],
    )


def _is_told(line: Part) -> bool:
    """Say whether a line stands among the contacts or the answers already."""
    return line["kind"] == LineKind.CONTACT.value or line["public"].get("replied") is True


def _said(line: Part) -> str:
    """Write what a line of our record tells: first its words, then what stands in the open."""
    told = {**(line["content"] or {}), **line["public"]}
    words = [
        f"{label(name)}: {why(said) if name == 'because' and isinstance(said, str) else value(name, said)}"
        for name, said in told.items()
        if said not in (None, "", []) and name in LABELS
    ]
    rest = [
        f"{name}: {value(name, said)}"
        for name, said in told.items()
        if said not in (None, "", []) and name not in LABELS and not _is_of_ours(name)
    ]
    return ". ".join([*words, *rest]) + (" (een deel is gewist)" if line["erased"] else "") or "-"


def _is_of_ours(name: str) -> bool:
    return name in NOT_A_WORD_OF_YOURS or name.endswith("_version")
