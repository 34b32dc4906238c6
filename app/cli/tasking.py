"""Commands about one line of the work list: show, take, note."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.answers import local, pairs, say, say_json
from app.cli.doors import As, Json, must_be, the_house
from engine.domain.errors import UnknownReference
from engine.domain.person_task import PersonTask
from engine.steer import CASE_WORKERS
from engine.steering_ports import SteeringBooks
from engine.tasking import Tasking

TaskId = Annotated[str, typer.Argument(metavar="TASK", help="Its id, or how that begins.")]


def show(task_id: TaskId, json: Json = False) -> None:  # noqa: FBT002 - an option of a command
    """Show one task: due when, why, what is known of the case, and the script of the talk."""
    with the_house() as house:
        with house.store.read() as books:
            task = the_task(books, task_id)
            case = books.case(task.case_id)
            pauses = [one for one in books.pauses_of(task.debtor_id) if one.holds(house.clock())]
        script = _script(house.settings.templates, task)
    known = {
        "owed": f"{case.outstanding} euro to {case.creditor}",
        "phase": case.phase.value,
        "pauses": ", ".join(one.kind.value for one in pauses) or "none",
    }
    if json:
        say_json({"task": task, "known": known, "script": script})
        return
    rows = [
        ("what", task.kind.value),
        ("case", task.case_id),
        ("why", task.because),
        ("since", local(task.opened_at)),
        ("due", f"{task.due_on:%a %d %b %Y}" if task.due_on else "as soon as possible"),
        ("taken by", task.taken_by or "nobody yet"),
        *known.items(),
    ]
    pairs(f"task {task.id}", rows)
    if script:
        say(script)


def take(task_id: TaskId, actor: As) -> None:
    """Take a task upon oneself, so that nobody does it twice."""
    with the_house() as house:
        must_be(actor, CASE_WORKERS, house)
        with house.store.begin() as books:
            task = the_task(books, task_id)
            Tasking(books=books, actor=actor, now=house.clock()).take(task)
    say(f"{task.case_id}: {actor} does task {task.kind}")


def note(
    task_id: TaskId,
    words: Annotated[str, typer.Argument(metavar="WORDS", help="What was found out or tried.")],
    actor: As,
) -> None:
    """Write something down about a task that stays open."""
    with the_house() as house:
        must_be(actor, CASE_WORKERS, house)
        with house.store.begin() as books:
            task = the_task(books, task_id)
            Tasking(books=books, actor=actor, now=house.clock()).note(task, words)
    say(f"{task.case_id}: noted with task {task.kind}")


def _script(folder: Path, task: PersonTask) -> str:
    file = folder / "_scripts" / f"{task.script}.md"
    return file.read_text(encoding="utf-8") if task.script and file.is_file() else ""


def the_task(books: SteeringBooks, begins: str) -> PersonTask:
    """Find the one open task whose id begins so; raises UnknownReference."""
    found = [one for one in books.tasks() if one.id.startswith(begins)]
    if len(found) != 1:
        raise UnknownReference(f"{len(found)} open tasks begin with {begins}; see `minnelijk tasks list`")
    return found[0]
