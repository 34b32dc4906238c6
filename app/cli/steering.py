"""Commands by which people steer: preferences, pauses, payments, closing, the emergency stop, people."""

from typing import Annotated

import typer

from app.cli.answers import HERE, listing, local, say, say_json
from app.cli.doors import As, CaseId, Json, the_house
from app.moments import read_euro, read_moment
from engine.domain.case import CaseStatus
from engine.domain.errors import ConfigurationError, NotAllowed
from engine.domain.pause import PauseKind
from engine.domain.people import PointKind
from engine.domain.staff import StaffRole
from engine.portfolio.cells import BadCell
from engine.portfolio.helpers import EVERYTHING, HELPERS
from engine.portfolio.told_point import read_helper, read_point

case = typer.Typer(no_args_is_help=True, help="Single cases.")
people = typer.Typer(no_args_is_help=True, help="Our own people: who may act.")


def pause(
    case_id: CaseId,
    actor: As,
    why: Annotated[PauseKind, typer.Option(help="For which reason.")] = PauseKind.TEAM,
    until: Annotated[str, typer.Option(help="First moment after it; empty: until somebody ends it.")] = "",
    end: Annotated[str, typer.Option(help="End this pause instead of beginning one.")] = "",
) -> None:
    """Leave the debtor of a case alone, or end that with --end ID."""
    with the_house() as house:
        moment = read_moment(until, HERE) if until else None
        if moment is not None and moment <= house.clock():
            raise ConfigurationError(f"--until {until} has passed; write a moment that is still to come")
        with house.store.begin() as books:
            steering = house.steering(books, actor)
            if end:
                ended = steering.end_pause(case_id, end)
                waits = f"{case_id}: asked to lift pause {end}; a second person, a team lead, decides"
                say(f"{case_id}: pause {end} has ended" if ended else waits)
                return
            begun = steering.pause(case_id, why, moment, whole_debtor=True)
    said = f"until {local(begun.until)}" if begun.until else "until somebody ends it"
    say(f"{case_id}: paused for {why}, {said}; end it with --end {begun.id}")


def payment(
    case_id: CaseId,
    amount: Annotated[str, typer.Argument(metavar="AMOUNT", help="In euro: 120.50.")],
    actor: As,
    reference: Annotated[str, typer.Option(help="The bank's reference; the same one twice counts once.")],
    on: Annotated[str, typer.Option(help="The day it was credited; empty: today.")] = "",
) -> None:
    """Take in a payment."""
    euro = read_euro(amount)
    if not reference.strip():
        raise ConfigurationError("--reference is empty; write the bank's, which counts once")
    with the_house() as house:
        today = house.clock().astimezone(HERE).date()
        day = read_moment(on, HERE).date() if on else today
        if day > today:
            raise ConfigurationError(f"--on {on} is still to come; write the day on which it was credited")
        with house.store.begin() as books:
            new = house.steering(books, actor).payment(case_id, euro, day, reference)
            paid = books.case(case_id)
    said = "taken in" if new else "was known already; nothing changed"
    left = f"left to pay: {paid.outstanding} euro"
    if paid.outstanding < 0:
        left = f"{-paid.outstanding} euro more than was asked: look at it, and pay it back"
    say(f"{case_id}: payment {reference} {said}; {left}, {paid.status}")


@case.command("contact")
def case_contact(
    case_id: CaseId,
    kind: Annotated[PointKind, typer.Argument(metavar="KIND", help=f"One of: {', '.join(PointKind)}.")],
    value: Annotated[
        str, typer.Argument(metavar="VALUE", help="Such as 'Lindelaan 12 A, 1234 AB Voorbeeldstad'.")
    ],
    actor: As,
) -> None:
    """Write down how the debtor of a case can be reached; a task that asked for it is solved."""
    with the_house() as house, house.store.begin() as books:
        try:
            point = read_point(kind, value, books.case(case_id).jurisdiction.upper())
        except BadCell as fault:
            raise ConfigurationError(str(fault)) from None
        solved = house.steering(books, actor).choices.tell_point(case_id, point)
    say(f"{case_id}: {kind} is noted, for all cases of this debtor")
    for task in solved:
        say(f"{task.case_id}: task {task.kind} is done: solved")


@case.command("helper")
def case_helper(  # noqa: PLR0913 - the options of a command
    case_id: CaseId,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Who speaks for them; empty: nobody any more.")],
    *,
    actor: As,
    kind: Annotated[str, typer.Option(help=f"One of: {', '.join(HELPERS)}.")] = HELPERS[0],
    scope: Annotated[str, typer.Option(help="everything; this_case: a helper or lawyer.")] = EVERYTHING,
    email: Annotated[str, typer.Option(help="The mailbox of the helper.")] = "",
    mobile: Annotated[str, typer.Option(help="The mobile number of the helper.")] = "",
    until: Annotated[str, typer.Option(help="The last day, YYYY-MM-DD; empty: until told otherwise.")] = "",
    words: Annotated[str, typer.Option(help="The exact words of the debtor, or where the proof lies.")] = "",
) -> None:
    """Write down who speaks for the debtor of a case: their messages go there."""
    row = {"helper_name": name, "helper_kind": kind, "helper_email": email, "helper_mobile": mobile}
    row |= {"helper_until": until, "helper_scope": scope}
    with the_house() as house, house.store.begin() as books:
        region, today = books.case(case_id).jurisdiction.upper(), house.clock().astimezone(HERE).date()
        try:
            somebody = read_helper(row, case_id, region, today)
        except BadCell as fault:
            raise ConfigurationError(str(fault)) from None
        house.steering(books, actor).choices.tell_helper(case_id, somebody, words)
        told = books.files([books.debtor_of(case_id)])[0].debtor.representative
    if told is None:
        say(f"{case_id}: nobody speaks for this debtor any more; messages go to themselves")
        return
    reached = ", ".join(point.value for point in told.points) or "nobody: no way to reach them is known"
    where = f"only in {', '.join(told.cases)}" if told.cases else "in all their cases"
    about = "messages about that" if told.cases else "messages"
    say(f"{case_id}: {told.name} speaks for this debtor, {where}; {about} go to {reached}")


@case.command("close")
def case_close(
    case_id: CaseId,
    actor: As,
    because: Annotated[str, typer.Option(help="The reason, in words.")],
    handed_over: Annotated[bool, typer.Option(help="It leaves the amicable phase, after a review.")] = False,  # noqa: FBT002
) -> None:
    """End a case for another reason than payment."""
    if not because.strip():
        raise ConfigurationError("--because is empty; write why the case ends")
    status = CaseStatus.HANDED_OVER if handed_over else CaseStatus.CLOSED
    with the_house() as house, house.store.begin() as books:
        before = books.case(case_id).status
        if before is not CaseStatus.OPEN:
            raise NotAllowed(f"case {case_id} is {before} already; nothing changed")
        house.steering(books, actor).close_case(case_id, status, because)
    say(f"{case_id}: {status}")


def stop(
    actor: As,
    everything: Annotated[bool, typer.Option("--all", help="Yes, everything.")] = False,  # noqa: FBT002
) -> None:
    """Let nothing leave any more, at once; needs --all."""
    if not everything:
        raise ConfigurationError("say --all: this stops every message of every campaign")
    with the_house() as house, house.store.begin() as books:
        new = house.steering(books, actor).house.stop_everything()
    said = "everything is stopped" if new else "everything was stopped already"
    say(f"{said}; `minnelijk resume` lets it go on")


def resume(actor: As) -> None:
    """Let messages leave again; the rules are asked again for each."""
    with the_house() as house, house.store.begin() as books:
        new = house.steering(books, actor).house.resume()
        frozen = books.frozen()
    if frozen:
        say(f"nothing leaves yet ({frozen}): `minnelijk reconcile` asks the providers first")
        return
    say("messages may leave again" if new else "nothing was stopped; messages may leave")


@people.command("add")
def people_add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name to act under, with --as.")],
    role: Annotated[StaffRole, typer.Argument(metavar="ROLE", help=f"One of: {', '.join(StaffRole)}.")],
    actor: Annotated[str, typer.Option("--as", help="Who acts; only the very first needs nobody.")] = "",
) -> None:
    """Add one of our people, or give them another role; a team lead or an admin does that."""
    with the_house() as house, house.store.begin() as books:
        house.steering(books, actor).house.hire(name, role)
    say(f"{name} is {role} now")


@people.command("list")
def people_list(json: Json = False) -> None:  # noqa: FBT002 - an option of a command
    """List our people."""
    with the_house() as house, house.store.read() as books:
        members = books.staff()
    if json:
        say_json(members)
        return
    listing("people", ("name", "role"), sorted(members.items()))
