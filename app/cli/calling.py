"""Commands about the calls of providers: list, show, give, again, done."""

from collections.abc import Sequence
from typing import Annotated

import typer

from app.cli.answers import listing, local, pairs, say, say_json
from app.cli.doors import As, CaseId, Json, must_be, the_house
from app.wiring import House
from engine.acting import CASE_WORKERS
from engine.danger_calls import dealt_with
from engine.domain.errors import NotAllowed, UnknownReference
from engine.domain.incoming import Incoming, Told
from engine.domain.raw_call import KeptCall
from engine.hearing import DANGER, Hearing

calls = typer.Typer(no_args_is_help=True, help="What providers told us.")

SHOWN = 50
Number = Annotated[int, typer.Argument(metavar="NUMBER", help="The number of a call in `calls list`.")]


@calls.command("list")
def calls_list(json: Json = False) -> None:  # noqa: FBT002 - an option of a command
    """List the latest calls, those that wait for a person, and events about messages that we do not know."""
    with the_house() as house, house.store.read() as books:
        latest, waiting = books.latest_calls(SHOWN), first_danger(books.calls_for_people())
        strangers = books.strange_events(SHOWN)
    if json:
        seen = {one.id for one in latest}
        for one in (*(call for call in waiting if call.id not in seen), *latest, *strangers):
            say_json(one)
        return
    heading = ("number", "when", "provider", "kind", "state", "what came of it")
    for title, found in (("calls", latest), ("calls that wait for a person", waiting)):
        rows = [
            (one.id, local(one.received_at), one.provider, one.kind, one.state, one.said) for one in found
        ]
        listing(title, heading, rows)
    listing(
        "events about messages that we do not know",
        ("when", "provider", "reference", "number", "outcome", "code"),
        [
            (local(one.at), one.provider, one.reference, one.provider_ref, one.outcome, one.code)
            for one in strangers
        ],
    )


def first_danger(waiting: Sequence[KeptCall]) -> list[KeptCall]:
    """List who may be in danger first, then the oldest."""
    return sorted(waiting, key=lambda one: not one.said.startswith(DANGER))


@calls.command("show")
def calls_show(number: Number, actor: As, json: Json = False) -> None:  # noqa: FBT002 - an option of a command
    """Show what a call told; it may be personal, so only who works on cases may see it."""
    with the_house() as house:
        must_be(actor, CASE_WORKERS, house)
        told = _told(house, number)
    for one in told:
        if json:
            say_json(one)
        elif isinstance(one, Incoming):
            rows = [("from", one.came_from), ("when", local(one.received_at)), ("through", one.channel.value)]
            pairs(f"call {number}", [*rows, ("files", str(one.attachments)), ("by", one.written_by.value)])
            say(one.text)
        else:
            say(str(one))


@calls.command("give")
def calls_give(number: Number, case_id: CaseId, actor: As) -> None:
    """Say which case a message speaks of, and take it in as a reply."""
    with the_house() as house:
        must_be(actor, CASE_WORKERS, house)
        told = [one for one in _told(house, number) if isinstance(one, Incoming)]
        if not told:
            raise NotAllowed(f"call {number} is no message of somebody")
        with house.store.begin() as books:
            if not books.finish_by_person(number, "given to a case"):
                raise NotAllowed(f"call {number} does not wait for a person")
            dealt_with(books, number)
            file = books.files([books.debtor_of(case_id)])[0]
            hearing = Hearing(
                books=books,
                actor=actor,
                now=house.clock(),
                new_id=house.new_id,
                creditor_of=house.desk().creditor_of,
                nearby=house.nearby,
            )
            left = [because for one in told if (because := hearing.take_in_for(file, one, case_id))]
            if left:
                raise NotAllowed(
                    f"{case_id}: {left[0]}; `minnelijk calls done {number}` when you dealt with it"
                )
    say(f"{case_id}: call {number} is taken in as a reply")


@calls.command("again")
def calls_again(number: Number, actor: As) -> None:
    """Let a call that waits for a person be worked once more, for example after its case came in."""
    with the_house() as house:
        must_be(actor, CASE_WORKERS, house)
        with house.store.begin() as books:
            if not books.work_again(number):
                raise NotAllowed(f"call {number} does not wait for a person")
            dealt_with(books, number)
    say(f"call {number} is worked once more")


@calls.command("done")
def calls_done(number: Number, actor: As) -> None:
    """Say that a call was dealt with; its contents go after their time."""
    with the_house() as house:
        must_be(actor, CASE_WORKERS, house)
        with house.store.begin() as books:
            if not books.finish_by_person(number, f"dealt with by {actor}"):
                raise NotAllowed(f"call {number} does not wait for a person")
            dealt_with(books, number)
    say(f"call {number} is done")


def _told(house: House, number: int) -> Told:
    """Read a call; raises UnknownReference when it is gone, NotAllowed when nobody can read it."""
    with house.store.read() as books:
        call = books.raw_call(number)
    if call is None:
        raise UnknownReference(f"there is no call {number}, or its contents were thrown away")
    reader = house.readers.get((call.provider, call.kind))
    try:
        return reader(call) if reader else ()
    except (ValueError, RecursionError) as fault:
        raise NotAllowed(f"call {number} cannot be read: {fault}") from None
