"""Commands about the work of people: list, show, take, note, finish."""

from typing import Annotated

import typer

from app.cli.answers import HERE, listing, local, pairs, say, say_json
from app.cli.doors import As, Json, must_be, the_house
from app.scripts import script_of
from engine.domain.errors import UnknownReference
from engine.domain.person_task import PersonTask
from engine.steer import CASE_WORKERS
from engine.steering_ports import SteeringBooks
from engine.tasking import Tasking

TaskId = Annotated[str, typer.Argument(metavar="TASK", help="Its id, or how that begins.")]


work = typer.Typer(no_args_is_help=True, help="The work of people.")


@work.command("list")
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


@work.command("show")
def show(task_id: TaskId, json: Json = False) -> None:  # noqa: FBT002 - an option of a command
    """Show one task: due when, why, what is known of the case, and the script of the talk."""
    with the_house() as house:
        with house.store.read() as books:
            task = the_task(books, task_id)
            case = books.case(task.case_id)
            pauses = [one for one in books.pauses_of(task.debtor_id) if one.holds(house.clock())]
        script = script_of(house.settings.templates, task.script) if task.script else ""
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


@work.command("take")
def take(task_id: TaskId, actor: As) -> None:
    """Take a task upon oneself, so that nobody does it twice."""
    with the_house() as house:
        must_be(actor, CASE_WORKERS, house)
        with house.store.begin() as books:
            task = the_task(books, task_id)
            Tasking(books=books, actor=actor, now=house.clock()).take(task)
    say(f"{task.case_id}: {actor} does task {task.kind}")


@work.command("note")
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


@work.command("finish")
@work.command("done", hidden=True)
def finish(
    task_id: TaskId,
    result: Annotated[str, typer.Argument(metavar="RESULT", help="solved, reached, not_reached, ...")],
    actor: As,
) -> None:
    """Write what came of a task; `solved` lets its step begin again, anything else takes the next step."""
    with the_house() as house, house.store.begin() as books:
        task = house.steering(books, actor).finish_task(the_task(books, task_id).id, result)
    say(f"{task.case_id}: task {task.kind} is done: {result}")


def the_task(books: SteeringBooks, begins: str) -> PersonTask:
    """Find the one open task whose id begins so; raises UnknownReference."""
    found = [one for one in books.tasks() if one.id.startswith(begins)]
    if len(found) != 1:
        raise UnknownReference(f"{len(found)} open tasks begin with {begins}; see `minnelijk tasks list`")
    return found[0]
