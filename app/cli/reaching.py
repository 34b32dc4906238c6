"""Commands about the numbers, mailboxes and addresses of a debtor."""

from typing import Annotated

import typer

from app.cli.answers import listing, say, say_json
from app.cli.doors import As, CaseId, Json, must_be, the_house
from engine.domain.errors import ConfigurationError
from engine.new_point import NewPoint
from engine.portfolio.cells import BadCell
from engine.portfolio.points import points_of
from engine.steer import CASE_WORKERS

contact_point = typer.Typer(no_args_is_help=True, help="The numbers, mailboxes and addresses of a debtor.")
SOLVED = "solved"


@contact_point.command("show")
def show(case_id: CaseId, json: Json = False) -> None:  # noqa: FBT002 - an option of a command
    """Show by what the debtor of a case can be reached, and what we know of each."""
    with the_house() as house, house.store.read() as books:
        points = books.files([books.debtor_of(case_id)])[0].debtor.points
    if json:
        for one in points:
            say_json(one)
        return
    rows = [(one.kind, one.value, one.state, one.source) for one in points]
    listing("contact points", ("kind", "value", "state", "source"), rows)


@contact_point.command("add")
def add(  # noqa: PLR0913, PLR0917 - one argument an option of the command
    case_id: CaseId,
    actor: As,
    mobile: Annotated[str, typer.Option(help="A mobile number, as +31612345678.")] = "",
    landline: Annotated[str, typer.Option(help="A fixed number.")] = "",
    email: Annotated[str, typer.Option(help="A mailbox.")] = "",
    address: Annotated[
        str, typer.Option(help="street;number;postcode;town, with a semicolon between them.")
    ] = "",
    country: Annotated[str, typer.Option(help="The country of the address and numbers: NL or BE.")] = "NL",
) -> None:
    """Use what was checked from now on, and the one before it no more; closes the task that asked for it."""
    row = {"mobile": mobile, "landline": landline, "email": email, **_address(address)}
    faults: list[BadCell] = []
    told = points_of({name: value for name, value in row.items() if value}, country, faults.append)
    if faults:
        raise ConfigurationError(str(faults[0]))
    if not told:
        raise ConfigurationError("say what is new: --mobile, --landline, --email or --address")
    with the_house() as house:
        must_be(actor, CASE_WORKERS, house)
        with house.store.begin() as books:
            coming = NewPoint(books=books, actor=actor, now=house.clock())
            case = books.case(case_id)
            taken = coming.take_in(case, told)
            steering = house.steering(books, actor)
            for task in coming.waiting(case):
                steering.finish_task(task, SOLVED)
    for point in taken:
        say(f"{case_id}: {point.kind} {point.value} is used from now on")


def _address(written: str) -> dict[str, str]:
    if not written:
        return {}
    parts = [part.strip() for part in written.split(";")]
    if len(parts) != 4:  # noqa: PLR2004 - street, number, postcode, town
        raise ConfigurationError(f"--address {written}: write street;number;postcode;town")
    return dict(zip(("street", "house_number", "postcode", "town"), parts, strict=True))
