"""Commands by which people steer: preferences, pauses, payments, closing, the emergency stop, tasks."""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from app.cli.answers import say, table
from app.cli.doors import As, the_house
from app.moments import read_moment
from app.wiring import House
from engine.domain.case import CaseStatus
from engine.domain.errors import ConfigurationError, UnknownReference
from engine.domain.pause import PauseKind
from engine.domain.staff import StaffRole
from preferences.change import Field

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

preference = typer.Typer(no_args_is_help=True, help="What a debtor chose.")
case = typer.Typer(no_args_is_help=True, help="Single cases.")
people = typer.Typer(no_args_is_help=True, help="Our own people: who may act.")

Words = Annotated[str, typer.Option(help="The exact words of the debtor.")]


def _known_case(house: House, case_id: str) -> str:
    """Give the debtor of a case, so that people can work with case numbers alone."""
    with house.store.read() as books:
        return books.case(case_id).debtor_id


@preference.command("set")
def preference_set(case_id: str, field: Field, value: str, actor: As, words: Words = "") -> None:
    """Write down what the debtor of a case chose; it holds for all their cases."""
    house = the_house()
    debtor_id = _known_case(house, case_id)
    try:
        with house.store.begin() as books:
            house.steering(books, actor).set_preference(debtor_id, field, value, words)
    except ValueError as fault:
        raise ConfigurationError(str(fault)) from fault
    say(f"{case_id}: {field} is '{value}' now, for all cases of this debtor")


@preference.command("show")
def preference_show(case_id: str) -> None:
    """Show every choice of the debtor of a case, in order; the newest wins."""
    house = the_house()
    debtor_id = _known_case(house, case_id)
    with house.store.read() as books:
        changes = books.changes_of(debtor_id)
    table(
        f"{len(changes)} choices",
        ("when", "what", "value", "through", "by", "words"),
        [
            (f"{one.at:%d %b %Y %H:%M}", one.field, one.value, one.through, one.by, one.words)
            for one in changes
        ],
    )


def pause(
    case_id: str,
    actor: As,
    why: Annotated[PauseKind, typer.Option(help="For which reason.")] = PauseKind.TEAM,
    until: Annotated[str, typer.Option(help="First moment after it; empty: until somebody ends it.")] = "",
    end: Annotated[str, typer.Option(help="End this pause instead of beginning one.")] = "",
) -> None:
    """Leave the debtor of a case alone, or end that with --end ID."""
    house = the_house()
    with house.store.begin() as books:
        steering = house.steering(books, actor)
        if end:
            steering.end_pause(case_id, end)
            say(f"pause {end} has ended")
            return
        moment = read_moment(until, AMSTERDAM) if until else None
        begun = steering.pause(case_id, why, moment, whole_debtor=True)
    said = f"until {until}" if until else "until somebody ends it"
    say(f"{case_id}: paused for {why}, {said}; end it with --end {begun.id}")


def payment(
    case_id: str,
    amount: str,
    actor: As,
    reference: Annotated[str, typer.Option(help="The bank's reference; the same one twice counts once.")],
    on: Annotated[str, typer.Option(help="The day it was credited; empty: today.")] = "",
) -> None:
    """Take in a payment of AMOUNT euro."""
    house = the_house()
    day = _day(on) if on else house.clock().date()
    try:
        euro = Decimal(amount)
        with house.store.begin() as books:
            new = house.steering(books, actor).payment(case_id, euro, day, reference)
            left = books.case(case_id).outstanding
    except (InvalidOperation, ValueError) as fault:
        raise ConfigurationError(f"'{amount}' is no amount above zero; write 120.50") from fault
    said = "taken in" if new else "was known already; nothing changed"
    say(f"{case_id}: payment {reference} {said}; left to pay: {left} euro")


def _day(text: str) -> date:
    return read_moment(text, AMSTERDAM).date()


@case.command("close")
def case_close(
    case_id: str,
    actor: As,
    because: Annotated[str, typer.Option(help="The reason, in words.")],
    handed_over: Annotated[bool, typer.Option(help="It leaves the amicable phase, after a review.")] = False,  # noqa: FBT002
) -> None:
    """End a case for another reason than payment."""
    house = the_house()
    status = CaseStatus.HANDED_OVER if handed_over else CaseStatus.CLOSED
    with house.store.begin() as books:
        house.steering(books, actor).close_case(case_id, status, because)
    say(f"{case_id}: {status}")


def stop(
    actor: As,
    everything: Annotated[bool, typer.Option("--all", help="Yes, everything.")] = False,  # noqa: FBT002
) -> None:
    """Let nothing leave any more, at once; needs --all."""
    if not everything:
        raise ConfigurationError("say --all: this stops every message of every campaign")
    house = the_house()
    with house.store.begin() as books:
        house.steering(books, actor).stop_everything()
    say("everything is stopped; `minnelijk resume` lets it go on")


def resume(actor: As) -> None:
    """Let messages leave again; the rules are asked again for each."""
    house = the_house()
    with house.store.begin() as books:
        house.steering(books, actor).resume()
    say("messages may leave again")


def task_done(
    task_id: str, result: Annotated[str, typer.Argument(help="solved, reached, not_reached, ...")], actor: As
) -> None:
    """Write what came of a task; `solved` lets its step begin again, anything else takes the next step."""
    house = the_house()
    with house.store.begin() as books:
        found = [one for one in books.tasks() if one.id.startswith(task_id)]
        if len(found) != 1:
            raise UnknownReference(
                f"{len(found)} open tasks begin with {task_id}; see `minnelijk tasks list`"
            )
        task = house.steering(books, actor).finish_task(found[0].id, result)
    say(f"task {task.kind} of {task.case_id}: {result}")


@people.command("add")
def people_add(name: str, role: StaffRole) -> None:
    """Add one of our people, or give them another role."""
    house = the_house()
    with house.store.begin() as books:
        books.put_staff(name, role)
    say(f"{name} is {role} now")


@people.command("list")
def people_list() -> None:
    """List our people."""
    house = the_house()
    with house.store.read() as books:
        members = books.staff()
    table(f"{len(members)} people", ("name", "role"), sorted(members.items()))
