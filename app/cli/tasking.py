"""Commands about the work of people: list, show, take, note, finish."""

from dataclasses import asdict
from typing import Annotated

import typer

from app.cli.answers import HERE, listing, local, pairs, say, say_json
from app.cli.doors import As, Json, must_be, the_house
from app.moments import read_moment
from app.refusals import found_in_text
from app.scripts import script_of
from app.wiring import House
from engine.acting import CASE_WORKERS
from engine.domain.decision import TaskKind
from engine.domain.errors import ConfigurationError, UnknownReference
from engine.domain.organisation import InDanger
from engine.domain.person_task import PersonTask, Review, ReviewOutcome
from engine.domain.referral import Referral, ReferralReason
from engine.finishing import NOT_REACHED
from engine.gather import gather
from engine.referral.at_talk import TalkedAbout, ToAsk, take_in_talk, to_ask
from engine.steering_ports import SteeringBooks
from engine.store.books import StoredBooks
from engine.tasking import Late, in_order
from engine.untried import BEFORE_LIST, Untried, not_tried

TaskId = Annotated[str, typer.Argument(metavar="TASK", help="Its id, or how that begins.")]

#: the script of a talk that no campaign step named one for: somebody asked to be phoned
SCRIPTS = {
    TaskKind.CALL: "gesprek_regeling",
    TaskKind.VIDEO_CALL: "gesprek_regeling",
    TaskKind.VISIT: "huisbezoek",
}


work = typer.Typer(no_args_is_help=True, help="The work of people.")


@work.command("list")
def tasks(json: Json = False) -> None:  # noqa: FBT002 - an option of a command
    """List the open work of people: who may be in danger first, then the oldest."""
    with the_house() as house, house.store.read() as books:
        open_tasks, unread = in_order(books.tasks()), len(books.calls_for_people())
        late = _late(house, books)
    if json:
        for task in open_tasks:
            say_json(asdict(task) | {"late": late.is_late(task), "keeps_quiet": task.id in late.keeping})
        return
    listing(
        "open tasks",
        ("id", "since", "due", "what", "case", "who", "why"),
        [
            (
                task.id[:8],
                f"{task.opened_at.astimezone(HERE):%d %b %Y}",
                _due(task, late),
                task.kind,
                task.case_id,
                _who(task, late.in_danger),
                task.because.partition(BEFORE_LIST)[0],
            )
            for task in open_tasks
        ],
    )
    if late.keeping:
        say(f"{len(late.keeping)} of these keep somebody quiet past the day: `minnelijk why CASE`")
    if unread:
        say(f"besides, {unread} calls wait for a person: `minnelijk calls list`")


def _late(house: House, books: StoredBooks) -> Late:
    now = house.clock()
    return Late(
        now=now,
        today=now.astimezone(HERE).date(),
        keeping=books.tasks_that_keep(now),
        in_danger=house.organisation.agency.in_danger,
    )


def _due(task: PersonTask, late: Late) -> str:
    """Say by when a task must be done, and whether that is over."""
    day = f"{task.due_on:%d %b %Y}" if task.due_on else "-"
    return f"{day} LATE" if late.is_late(task) else day


def _trained_for(task: PersonTask, in_danger: InDanger) -> str:
    """Name who a task is for, where not everybody may do it."""
    return " or ".join(in_danger.trained) if task.kind is TaskKind.CARE_FOR_SOMEBODY else ""


def _who(task: PersonTask, in_danger: InDanger) -> str:
    """Say who does a task, else who should."""
    trained = _trained_for(task, in_danger)
    return task.taken_by or (f"for {trained}" if trained else "-")


@work.command("show")
def show(task_id: TaskId, json: Json = False) -> None:  # noqa: FBT002 - an option of a command
    """Show one task: due when, why, what is known of the case, its script, or what is wrong with a text."""
    with the_house() as house:
        with house.store.read() as books:
            task = the_task(books, task_id)
            case = books.case(task.case_id)
            pauses = [one for one in books.pauses_of(task.debtor_id) if one.holds(house.clock())]
            untried = _left_undone(house, books, task)
            asks = to_ask(books, house.nearby, house.pen(books, ""), task)
            findings = found_in_text(books, task)
        name = task.script or SCRIPTS.get(task.kind)
        script = script_of(house.settings.templates, name) if name else ""
    known = {
        "owed": f"{case.outstanding} euro to {case.creditor}",
        "phase": case.phase.value,
        "pauses": ", ".join(one.kind.value for one in pauses) or "none",
    }
    if json:
        told = {
            "task": task,
            "known": known,
            "not_tried": _plain(untried),
            "script": script,
            "findings": findings,
        }
        say_json(told | {"ask": asks.offer, "ask_not_before": asks.not_before})
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
    if who := _trained_for(task, house.organisation.agency.in_danger):
        rows.insert(2, ("for", f"{who}, who are trained for it"))
    pairs(f"task {task.id}", rows)
    pairs("not tried", untried)
    for finding in findings:
        say(f"  {finding}")
    if script:
        say(script)
    _say_question(task, asks)


@work.command("take")
def take(
    task_id: TaskId,
    actor: As,
    because: Annotated[
        str, typer.Option(help="Not trained for who may be in danger: why it cannot wait for who is.")
    ] = "",
) -> None:
    """Take a task upon oneself, so that nobody does it twice."""
    with the_house() as house:
        must_be(actor, CASE_WORKERS, house)
        with house.store.begin() as books:
            task = the_task(books, task_id)
            house.tasking(books, actor).take(task, because)
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
            house.tasking(books, actor).note(task, words)
    say(f"{task.case_id}: noted with task {task.kind}")


@work.command("finish")
@work.command("done", hidden=True)
def finish(  # noqa: PLR0913, PLR0917 - one argument an option of the command
    task_id: TaskId,
    result: Annotated[str, typer.Argument(metavar="RESULT", help="solved, reached, not_reached, or words.")],
    actor: As,
    outcome: Annotated[
        ReviewOutcome | None, typer.Option(help="Of a review: what follows; RESULT is the reason then.")
    ] = None,
    step: Annotated[str, typer.Option(help="With --outcome back: the step; empty: the first untried.")] = "",
    consent: Annotated[str, typer.Option(help="yes or no: what was said to the question about help.")] = "",
    version: Annotated[str, typer.Option(help="With --consent: the version that was read out.")] = "",
    words: Annotated[str, typer.Option(help="With --consent: what the debtor said, word for word.")] = "",
    reason: Annotated[
        ReferralReason, typer.Option(help=f"With --consent: why: {', '.join(ReferralReason)}.")
    ] = ReferralReason.ASKED_FOR_HELP,
    on: Annotated[str, typer.Option(help="Of a check of an address: the day; empty: today.")] = "",
) -> None:
    """Write what came of a task; `solved` lets its step begin again, anything else takes the next step."""
    if step and outcome is not ReviewOutcome.BACK:
        raise ConfigurationError("--step goes with --outcome back: it names the step to go back to")
    said = _talked_about(
        consent, result, TalkedAbout(agrees=consent == "yes", version=version, words=words, reason=reason)
    )
    with the_house() as house, house.store.begin() as books:
        task, steering = the_task(books, task_id), house.steering(books, actor)
        house.tasking(books, actor).may_finish(task)
        if outcome is None:
            steering.finish_task(task.id, result, read_moment(on, HERE).date() if on else None)
        else:
            review = Review(outcome=outcome, because=result, step=step)
            steering.finish_review(task.id, review, house.catalogue)
        made = take_in_talk(house.nearby, house.pen(books, actor), task, said) if said else None
    say(f"{task.case_id}: task {task.kind} is done: {outcome or result}")
    if said:
        say(_what_followed(made))


def _talked_about(consent: str, result: str, said: TalkedAbout) -> TalkedAbout | None:
    """Read the options about help; None when they were left away."""
    if not consent:
        if said.version or said.words:
            raise ConfigurationError("--version and --words go with --consent yes or --consent no")
        return None
    if consent not in {"yes", "no"}:
        raise ConfigurationError(f"--consent {consent} is no answer; write yes or no")
    if result == NOT_REACHED:
        raise ConfigurationError("nobody was reached, so nobody said yes or no: leave --consent away")
    return said


def _what_followed(made: Referral | None) -> str:
    if made is None:
        return "no help, written down"
    return f"referral {made.id} to {made.partner}: they phone at latest on {made.contact_due_on}"


def _say_question(task: PersonTask, asks: ToAsk) -> None:
    if asks.not_before:
        say(f"said no to help: ask again on {asks.not_before} at the earliest")
    if asks.offer is None:
        return
    offer = asks.offer
    pairs("about help: ask this, word for word", [("partner", offer.partner), ("version", offer.version)])
    say(offer.wording)
    finish = f"minnelijk tasks finish {task.id[:8]} reached --consent yes --version {offer.version}"
    say(f"yes: {finish} --words '...'; no: the same with --consent no")


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
