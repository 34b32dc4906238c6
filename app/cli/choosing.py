"""Commands about what a debtor chose: written down, listed, and told to the debtor in plain Dutch."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from app.cli.answers import HERE, listing, local, say, say_json
from app.cli.doors import As, CaseId, Json, the_house
from app.moments import read_moment
from app.wiring import House
from engine.domain.errors import ConfigurationError
from engine.domain.organisation import Creditor
from engine.rendering.report.choice_report import report_of_choices, text_of_choices
from engine.rendering.report.choices import told_choices
from engine.rendering.report.press import ReportPress
from preferences.change import Field
from preferences.fold import standing

preference = typer.Typer(no_args_is_help=True, help="What a debtor chose.")

Words = Annotated[
    str, typer.Option(help="The exact words of the debtor; for WhatsApp the version of the wording.")
]
Proof = Annotated[str, typer.Option(help="Where the proof lies: a letter, a call; needed for WhatsApp.")]
FieldName = Annotated[Field, typer.Argument(metavar="FIELD", help=f"What it is about: {', '.join(Field)}.")]
FieldValue = Annotated[
    str, typer.Argument(metavar="VALUE", help="For example: email,sms / sms / 'mon-fri 18:00-21:00' / yes.")
]


@preference.command("set")
def preference_set(  # noqa: PLR0913 - the options of a command
    case_id: CaseId, field: FieldName, value: FieldValue, *, actor: As, words: Words = "", proof: Proof = ""
) -> None:
    """Write down what the debtor of a case chose; it holds for all their cases."""
    with the_house() as house, house.store.begin() as books:
        creditor = house.organisation.creditor(books.case(case_id).creditor)
        if field is Field.WHATSAPP_OPT_IN and value == "yes" and creditor is not None:
            _known_wording(creditor, words)
        try:
            steering = house.steering(books, actor)
            debtor_id, chosen = books.debtor_of(case_id), _as_kept(field, value)
            steering.choices.set_preference(debtor_id, field, chosen, words, proof=proof)
        except ValueError as fault:
            raise ConfigurationError(str(fault)) from fault
    stands = f"is '{value}' now" if value else "has no wish any more"
    say(f"{case_id}: {field} {stands}, for all cases of this debtor")


def _as_kept(field: Field, value: str) -> str:
    """Write a moment as people type it as it is kept: with its offset."""
    is_moment = field is Field.QUIET_UNTIL and value
    return read_moment(value, HERE).isoformat() if is_moment else value


@preference.command("show")
def preference_show(case_id: CaseId, json: Json = False) -> None:  # noqa: FBT002 - an option of a command
    """Show every choice of the debtor of a case, the oldest first, and which of them hold."""
    with the_house() as house, house.store.read() as books:
        changes = books.changes_of(books.debtor_of(case_id))
    holding = {one.change.id for one in standing(changes)}
    if json:
        for change in changes:
            say_json(asdict(change) | {"holds": change.id in holding})
        return
    listing(
        "choices",
        ("when", "what", "value", "holds", "through", "by", "words"),
        [
            (local(one.at), one.field, one.value, _yes(one.id in holding), one.through, one.by, one.words)
            for one in changes
        ],
    )


def _yes(is_so: bool) -> str:  # noqa: FBT001 - it is what is written
    return "yes" if is_so else "-"


@preference.command("tell")
def preference_tell(
    case_id: CaseId,
    pdf: Annotated[Path | None, typer.Option(help="Write it as a PDF to this file, for a letter.")] = None,
    text: Annotated[
        Path | None, typer.Option(help="Write it as plain text to this file, for a mail.")
    ] = None,
) -> None:
    """Tell the debtor of a case in plain Dutch all that they chose, through what, and what holds now."""
    with the_house() as house, house.store.read() as books:
        debtor_id = books.debtor_of(case_id)
        changes = books.changes_of(debtor_id)
        name = books.files([debtor_id])[0].debtor.name
        agency, now = house.organisation.agency, house.clock()
        told = told_choices(changes, wordings=_wordings(house, books.case(case_id).creditor))
    if pdf is not None:
        pdf.write_bytes(ReportPress().print_report(report_of_choices(name, told, agency), now))
        say(f"written: {pdf}")
    if text is not None:
        text.write_text(f"{text_of_choices(name, told, agency)}\n", encoding="utf-8")
        say(f"written: {text}")
    if pdf is None and text is None:
        say(text_of_choices(name, told, agency))


def _wordings(house: House, creditor_id: str) -> dict[str, str]:
    creditor = house.organisation.creditor(creditor_id)
    return dict(creditor.whatsapp.wordings) if creditor else {}


def _known_wording(creditor: Creditor, version: str) -> None:
    """Raise ConfigurationError for a wording that organisation.yaml does not know, where it knows any."""
    known = dict(creditor.whatsapp.wordings)
    if known and version not in known:
        raise ConfigurationError(
            f"--words '{version}': {creditor.id} has the wordings {', '.join(known)} in organisation.yaml; "
            "name the one that was agreed to"
        )
