"""Commands that look and change nothing: why, ledger, tasks."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated

import typer

from app.cli.answers import HERE, listing, local, say, say_json, warn
from app.cli.doors import CaseId, Json, the_house
from app.cli.showing import show_decision, show_line
from app.moments import read_moment
from app.scripts import script_of
from engine.domain.errors import UnknownReference
from engine.domain.touchpoint import Touchpoint
from engine.inquiry import ask_why
from engine.store.books import StoredBooks

At = Annotated[
    str,
    typer.Option(help="Decide as if it were this moment: 2026-03-10T19:30, local time, or with an offset."),
]


def why(case_id: CaseId, at: At = "", json: Json = False) -> None:  # noqa: FBT002 - an option of a command
    """Tell what would be done with a case now, and every rule's reason. Nothing is sent."""
    with the_house() as house:
        moment = read_moment(at, HERE) if at else house.clock()
        with house.store.read() as books:
            answer = ask_why(books, house.desk(), case_id, moment)
    if json:
        say_json(answer.as_json())
        return
    say(f"{case_id} at {local(moment)}")
    show_decision(answer)


def ledger(case_id: CaseId, json: Json = False) -> None:  # noqa: FBT002 - an option of a command
    """Show the record of a case and of its debtor: every line with its hash, and whether the chains hold."""
    with the_house() as house, house.store.read() as books:
        case, debtor = f"case:{case_id}", f"debtor:{books.debtor_of(case_id)}"
        # somebody who never chose anything has no chain
        subjects = (case, debtor) if debtor in books.ledger.subjects() else (case,)
        chains = {subject: _lines(books, subject) for subject in subjects}
        broken = [bad for subject in subjects if (bad := books.verify(subject))]
    for subject, lines in chains.items():
        if json:
            for line in lines:
                say_json(line)
        else:
            _show_chain(subject, lines)
    for bad in broken:
        warn(f"the chain is broken: {bad}")
    if broken:
        raise typer.Exit(1)
    if not json:
        say("the chain holds" if len(chains) == 1 else "both chains hold")


def _lines(books: StoredBooks, subject: str) -> Sequence[Touchpoint]:
    """Read the lines of a subject; none when somebody made them unreadable, which the chain then tells."""
    try:
        return books.lines(subject)
    except ValueError:
        return ()


def _show_chain(subject: str, lines: Sequence[Touchpoint]) -> None:
    say(f"{subject}: {len(lines)} lines")
    for line in lines:
        show_line(line)
    say()


def tasks(json: Json = False) -> None:  # noqa: FBT002 - an option of a command
    """List the open work of people, the oldest first."""
    with the_house() as house, house.store.read() as books:
        open_tasks = books.tasks()
    if json:
        for task in open_tasks:
            say_json(task)
        return
    listing(
        "open tasks",
        ("id", "since", "due", "what", "case", "who", "why"),
        [
            (
                task.id[:8],
                f"{task.opened_at.astimezone(HERE):%d %b %Y}",
                f"{task.due_on:%d %b %Y}" if task.due_on else "-",
                task.kind,
                task.case_id,
                task.taken_by or "-",
                task.because,
            )
            for task in open_tasks
        ],
    )


def task_show(
    task_id: Annotated[str, typer.Argument(metavar="TASK", help="Its id, or how that begins.")],
    json: Json = False,  # noqa: FBT002 - an option of a command
) -> None:
    """Show one task: what, for whom, why, and the script that helps with it."""
    with the_house() as house:
        with house.store.read() as books:
            found = [one for one in books.tasks(only_open=False) if one.id.startswith(task_id)]
        if len(found) != 1:
            raise UnknownReference(f"{len(found)} tasks begin with {task_id}; see `minnelijk tasks list`")
        task = found[0]
        script = script_of(house.settings.templates, task.script) if task.script else ""
    if json:
        say_json(asdict(task) | {"script_text": script})
        return
    say(f"{task.kind} for case {task.case_id}, since {local(task.opened_at)}: {task.because}")
    if script:
        say()
        say(script)
