"""Commands about paying in parts."""

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.answers import HERE, listing, say, say_json
from app.cli.doors import As, CaseId, Json, must_be, the_house
from app.moments import read_euro, read_left
from engine.acting import CASE_WORKERS
from engine.arrangements.judging import Means, most_each_time
from engine.arrangements.plan import Proposal, by_amount, in_parts
from engine.domain.arrangement import Arrangement, ArrangementStatus, Every
from engine.domain.case import Case
from engine.domain.errors import ConfigurationError
from engine.gather import has_other_arrears
from engine.policy.law_window import law_zone

if TYPE_CHECKING:
    from app.wiring import House

#: nobody agrees today on a plan that begins later
A_YEAR = timedelta(days=366)
#: the question that a person asks, in plain Dutch; nobody has to answer it
ASKED = "Hoeveel euro kunt u elke maand missen?"

arrangement = typer.Typer(no_args_is_help=True, help="Paying in parts.")

ArrangementId = Annotated[str, typer.Argument(metavar="ARRANGEMENT", help="Its id, from `arrangement show`.")]


@arrangement.command("propose")
def propose(  # noqa: PLR0913, PLR0917 - one argument an option of the command
    case_id: CaseId,
    actor: As,
    first: Annotated[str, typer.Option(help="The first day: 2026-12-01.")],
    amount: Annotated[str, typer.Option(help="What is paid each time, in euro: 25 or 25.50.")] = "",
    parts: Annotated[int, typer.Option(help="Instead of --amount: in so many equal parts.")] = 0,
    every: Annotated[Every, typer.Option(help="How often.")] = Every.MONTH,
    affordable: Annotated[str, typer.Option(help=f'What the debtor says to "{ASKED}", in euro.')] = "",
    other_arrears: Annotated[bool, typer.Option(help="The debtor has other arrears.")] = False,  # noqa: FBT002
) -> None:
    """Take in a proposal; inside the creditor's bounds it is agreed at once, else a person gets it."""
    with the_house() as house:
        must_be(actor, CASE_WORKERS, house)
        with house.store.begin() as books:
            books.hold_debtors([books.case(case_id).debtor_id])
            case = books.case(case_id)
            (file,) = books.files([case.debtor_id])
            today = house.clock().astimezone(law_zone(case.jurisdiction)).date()
            means = Means(
                affordable=read_left(affordable) if affordable else None,
                other_arrears=other_arrears or has_other_arrears(file, case, today),
                arrangements=books.arrangements_of(case.debtor_id),
            )
            proposal = _proposal(case, _first_day(first, house), amount, parts, every)
            made = house.agreeing(books, actor, law_zone(case.jurisdiction)).propose(
                case, house.desk().creditor_of(case), proposal, means
            )
    said = {
        ArrangementStatus.RUNNING: "agreed: it falls inside the creditor's bounds",
        ArrangementStatus.PROPOSED: "waits for a person: see `minnelijk tasks list`",
    }[made.status]
    say(f"{case_id}: arrangement {made.id}, {_terms(made)}; {said}")
    most = most_each_time(means, every)
    if made.status is ArrangementStatus.PROPOSED and most is not None and most < made.instalments[0].amount:
        say(_lower(most, every))


@arrangement.command("agree")
def agree(arrangement_id: ArrangementId, actor: As) -> None:
    """Agree to a proposal that a person had to look at."""
    with the_house() as house:
        must_be(actor, CASE_WORKERS, house)
        with house.store.begin() as books:
            zone = law_zone(books.case(books.arrangement(arrangement_id).case_id).jurisdiction)
            made = house.agreeing(books, actor, zone).agree(arrangement_id)
    say(f"{made.case_id}: arrangement {made.id} is agreed, {_terms(made)}")


@arrangement.command("end")
def end(
    arrangement_id: ArrangementId,
    actor: As,
    because: Annotated[str, typer.Option(help="The reason, in words.")],
) -> None:
    """Refuse a proposal, or end an arrangement that is not kept; the campaign goes on."""
    with the_house() as house:
        must_be(actor, CASE_WORKERS, house)
        with house.store.begin() as books:
            zone = law_zone(books.case(books.arrangement(arrangement_id).case_id).jurisdiction)
            made = house.agreeing(books, actor, zone).end(arrangement_id, because)
    say(f"{made.case_id}: arrangement {made.id} is {made.status}")


@arrangement.command("show")
def show(case_id: CaseId, json: Json = False) -> None:  # noqa: FBT002 - an option of a command
    """Show the arrangements of the debtor of a case."""
    with the_house() as house, house.store.read() as books:
        found = books.arrangements_of(books.debtor_of(case_id))
    if json:
        for one in found:
            say_json(one)
        return
    head = ("arrangement", "case", "status", "terms", "agreed by")
    listing(
        "arrangements", head, [(one.id, one.case_id, one.status, _terms(one), one.agreed_by) for one in found]
    )


def _lower(most: Decimal, every: Every) -> str:
    """Say what may be proposed in its place; with nothing left no plan fits, and help does."""
    if not most:
        return "the debtor can miss nothing: end the proposal, and offer help (`minnelijk referral offer`)"
    return f"propose less: at most {most} euro every {every} is what the debtor can miss"


def _first_day(text: str, house: "House") -> date:
    """Read the day of the first term: it is still to come, and not for ever."""
    try:
        first = date.fromisoformat(text)
    except ValueError:
        raise ConfigurationError(f"--first {text} is no day; write it as 2026-12-01") from None
    today = house.clock().astimezone(HERE).date()
    if first < today:
        raise ConfigurationError(f"--first {text} has passed; write a day that is still to come")
    if first - today > A_YEAR:
        raise ConfigurationError(f"--first {text} is more than a year away; look at the year")
    return first


def _proposal(case: Case, first_on: date, amount: str, parts: int, every: Every) -> Proposal:
    if bool(amount) == bool(parts):
        raise ConfigurationError("say either --amount or --parts")
    try:
        if parts:
            return in_parts(case.outstanding, parts, first_on, every)
        return by_amount(case.outstanding, Decimal(read_euro(amount)), first_on, every)
    except ValueError as fault:
        raise ConfigurationError(str(fault)) from fault


def _terms(made: Arrangement) -> str:
    count, first = len(made.instalments), made.instalments[0]
    times = "once" if count == 1 else f"{count} times, every {made.every}"
    return f"{first.amount} euro {times}, first on {first.due_on}, {made.total} in all"
