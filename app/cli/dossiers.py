"""The command `dossier`: the file of a case, of a debtor, and what a person may see of themselves."""

from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli.answers import listing, say, say_json, warn
from app.cli.doors import Json, the_house
from app.dossiers import About, Dossiers
from engine.domain.errors import ConfigurationError, RecordBroken

CaseOrNone = Annotated[str, typer.Argument(metavar="[CASE]", help="The number of a case, such as D-1001.")]
DebtorId = Annotated[str, typer.Option("--debtor", help="A debtor with all cases instead, for the team.")]
AccessId = Annotated[
    str,
    typer.Option(
        "--access", help="All that is known of a debtor, in plain Dutch, for that person (GDPR 15)."
    ),
]
Pdf = Annotated[Path | None, typer.Option(help="Write it on paper to this file, its signature beside it.")]
File = Annotated[Path | None, typer.Option(help="Write it as JSON to this file, its signature beside it.")]


def dossier(  # noqa: PLR0913, PLR0917 - options of a command
    case_id: CaseOrNone = "",
    debtor_id: DebtorId = "",
    access_id: AccessId = "",
    pdf: Pdf = None,
    file: File = None,
    json: Json = False,  # noqa: FBT002 - an option of a command
) -> None:
    """Make the file of a case: every contact, its text, why, clocks, agreements and proof; signed."""
    given = {About.CASE: case_id, About.DEBTOR: debtor_id, About.ACCESS: access_id}
    asked = [(about, name) for about, name in given.items() if name]
    if len(asked) != 1:
        raise ConfigurationError("say what it is about: CASE, or --debtor ID, or --access ID")
    ((about, name),) = asked
    with the_house() as house:
        dossiers = Dossiers(house)
        said = dossiers.build(about, name)
        if file is not None:
            dossiers.save_json(said, file)
        if pdf is not None:
            dossiers.save_pdf(about, said, pdf)
    if json:
        say_json(said)
    else:
        _show(about, name, said)
        for path in (file, pdf):
            if path is not None:
                say(f"written: {path}, signed in {path.name}.sig")
    if not said["whole"]:
        _tell_faults(said["faults"])


def _tell_faults(faults: list[dict[str, Any]]) -> None:
    """Say what does not hold or cannot be read; raises RecordBroken."""
    for one in faults:
        line = "" if one["line"] is None else f" line {one['line']}"
        warn(f"{one['subject']}{line}: {one['because']}")
    counted = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
    raise RecordBroken(
        f"the file is not whole, and says so itself: {counted}; put back what was harmed, or say with it"
        " what happened"
    )


def _show(about: About, name: str, said: dict[str, Any]) -> None:
    if about is About.CASE:
        counted = {key: len(said[key]) for key in ("contacts", "arrangements", "choices", "clocks", "record")}
        say(f"dossier {name}: " + ", ".join(f"{count} {key}" for key, count in counted.items()))
        proof = said["proof"]
        say(f"sealed in a record of {proof['size']} lines, root #{(proof['root'] or '')[:10]}")
        say()
        missing = [(one["source"], what) for one in said["law"] for what in one["missing"]]
        listing("things that the law asks and that do not stand here", ("source", "what"), missing)
        return
    say(f"{about} {name}: {len(said['cases'])} cases")
