"""Commands that look and change nothing: why, ledger, tasks, outlook."""

from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from app.cli.answers import local, say, say_json, table
from app.cli.doors import Json, the_house
from app.cli.showing import show_decision, show_line
from app.moments import read_moment
from engine.domain.errors import UnknownReference
from engine.inquiry import ask_why

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

At = Annotated[
    str,
    typer.Option(help="Decide as if it were this moment: 2026-03-10T19:30, local time, or with an offset."),
]


def why(case_id: str, at: At = "", json: Json = False) -> None:  # noqa: FBT002 - an option of a command
    """Tell what would be done with a case now, and every rule's reason. Nothing is sent."""
    house = the_house()
    moment = read_moment(at, AMSTERDAM) if at else house.clock()
    with house.store.read() as books:
        answer = ask_why(books, house.desk(), case_id, moment)
    if json:
        say_json(answer.as_json())
        return
    say(f"{case_id} at {local(moment, AMSTERDAM)}")
    show_decision(answer)


def ledger(case_id: str, json: Json = False) -> None:  # noqa: FBT002 - an option of a command
    """Show the record of a case: every line, in order, with its hash, and whether the chain holds."""
    house = the_house()
    with house.store.read() as books:
        if not books.has_case(case_id):
            raise UnknownReference(f"there is no case {case_id}")
        lines = books.lines(f"case:{case_id}")
        broken = books.verify(f"case:{case_id}")
    for line in lines:
        show_line(line, json=json)
    if not json:
        say()
        say(f"{len(lines)} lines; the chain {'holds' if broken is None else f'is broken at line {broken}'}")
    if broken is not None:
        raise typer.Exit(1)


def tasks(json: Json = False) -> None:  # noqa: FBT002 - an option of a command
    """List the open work of people, the oldest first."""
    house = the_house()
    with house.store.read() as books:
        open_tasks = books.tasks()
    if json:
        for task in open_tasks:
            say_json(task)
        return
    table(
        f"{len(open_tasks)} open tasks",
        ("id", "since", "what", "case", "why"),
        [
            (task.id[:8], f"{task.opened_at:%d %b %Y}", task.kind, task.case_id, task.because)
            for task in open_tasks
        ],
    )
