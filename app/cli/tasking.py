"""Commands about the work of people: list, show, take, note, finish."""

from typing import Annotated

import typer

from app.cli.answers import HERE, listing, local, pairs, say, say_json
from app.cli.doors import As, Json, must_be, the_house
from app.scripts import script_of
from app.wiring import House
from engine.domain.decision import TaskKind
from engine.domain.errors import ConfigurationError, UnknownReference
from engine.domain.person_task import PersonTask, Review, ReviewOutcome
from engine.gather import gather
from engine.steer import CASE_WORKERS
from engine.steering_ports import SteeringBooks
from engine.store.books import StoredBooks
from engine.tasking import Tasking
from engine.untried import BEFORE_LIST, Untried, not_tried

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
                task.because.partition(BEFORE_LIST)[0],
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
            untried = _left_undone(house, books, task)
        script = script_of(house.settings.templates, task.script) if task.script else ""
    known = {
        "owed": f"{case.outstanding} euro to {case.creditor}",
        "phase": case.phase.value,
        "pauses": ", ".join(one.kind.value for one in pauses) or "none",
    }
    if json:
        say_json({"task": task, "known": known, "not_tried": _plain(untried), "script": script})
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
    pairs("not tried", untried)
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
    result: Annotated[str, typer.Argument(metavar="RESULT", help="solved, reached, not_reached, or words.")],
    actor: As,
    outcome: Annotated[
        ReviewOutcome | None, typer.Option(help="Of a review: what follows; RESULT is the reason then.")
    ] = None,
    step: Annotated[str, typer.Option(help="With --outcome back: the step; empty: the first untried.")] = "",
) -> None:
    """Write what came of a task; `solved` lets its step begin again, anything else takes the next step."""
    if step and outcome is not ReviewOutcome.BACK:
        raise ConfigurationError("--step goes with --outcome back: it names the step to go back to")
    with the_house() as house, house.store.begin() as books:
        task, steering = the_task(books, task_id), house.steering(books, actor)
        if outcome is None:
            steering.finish_task(task.id, result)
        else:
            review = Review(outcome=outcome, because=result, step=step)
            steering.finish_review(task.id, review, house.catalogue)
    say(f"{task.case_id}: task {task.kind} is done: {outcome or result}")


def _left_undone(house: House, books: StoredBooks, task: PersonTask) -> tuple[Untried, ...]:
    """List what was not tried, as it is now; only a review asks for it."""
    if task.kind is not TaskKind.REVIEW:
        return ()
    file = books.files([task.debtor_id])[0]
    case = next(one for one in file.cases if one.id == task.case_id)
    return not_tried(gather(file, case, house.desk(), house.clock()))


def _plain(untried: tuple[Untried, ...]) -> list[dict[str, str]]:
    return [one._asdict() for one in untried]


def the_task(books: SteeringBooks, begins: str) -> PersonTask:
    """Find the one open task whose id begins so; raises UnknownReference."""
    found = [one for one in books.tasks() if one.id.startswith(begins)]
    if len(found) != 1:
        raise UnknownReference(f"{len(found)} open tasks begin with {begins}; see `minnelijk tasks list`")
    return found[0]
