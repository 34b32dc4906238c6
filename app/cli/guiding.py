"""Commands about guidance in paying off, and about arrears elsewhere."""

from datetime import date
from typing import Annotated

import typer

from app.cli.answers import HERE, listing, local, say, say_json
from app.cli.doors import As, CaseId, Json, must_be, the_house
from app.moments import read_moment
from engine.acting import CASE_WORKERS
from engine.domain.errors import ConfigurationError, UnknownReference
from engine.domain.other_arrears import ArrearsKind, ArrearsSource, OtherArrears
from engine.referral.guiding import Guiding
from engine.referral.wording import GUIDANCE, newest
from preferences.change import Through
from preferences.records import replace

guidance = typer.Typer(no_args_is_help=True, help="Guidance in paying off.")
arrears = typer.Typer(no_args_is_help=True, help="Arrears of a debtor elsewhere.")

GuidanceId = Annotated[str, typer.Argument(metavar="GUIDANCE", help="Its id, from `guidance show`.")]
Because = Annotated[str, typer.Option(help="The reason, in words.")]


@guidance.command("signals")
def signals(case_id: CaseId, json: Json = False) -> None:  # noqa: FBT002 - an option of a command
    """Show which signals a case gives, whether guidance may be offered, and the exact question."""
    with the_house() as house, house.store.begin() as books:
        pen = house.pen(books, "")
        found, because = Guiding(pen).weigh(case_id)
        version, wording = newest(GUIDANCE, house.organisation.agency.firm.name)
    if json:
        say_json(
            {"signals": [one.value for one in found], "not_now": because, "version": version, "ask": wording}
        )
        return
    say(f"{case_id}: {', '.join(found) or 'no signals'}")
    say(f"not now: {because}" if because else "guidance may be offered; ask this, word for word:")
    if not because:
        say(wording)


@guidance.command("offer")
def offer(case_id: CaseId, actor: As) -> None:
    """Offer guidance by a message, when the signal rule says so."""
    with the_house() as house:
        must_be(actor, CASE_WORKERS, house)
        with house.store.begin() as books:
            made = Guiding(house.pen(books, actor)).offer(case_id)
    say(f"{case_id}: guidance {made.id} is offered")


@guidance.command("answer")
def answer(
    guidance_id: GuidanceId,
    said: Annotated[str, typer.Argument(metavar="ANSWER", help="yes or no.")],
    actor: As,
    words: Annotated[str, typer.Option(help="What the debtor said, word for word.")],
    through: Annotated[Through, typer.Option(help="How it reached us.")] = Through.AGENT,
) -> None:
    """Take in a yes or a no."""
    if said not in {"yes", "no"}:
        raise ConfigurationError(f"'{said}' is no answer; write yes or no")
    with the_house() as house:
        must_be(actor, CASE_WORKERS, house)
        with house.store.begin() as books:
            guiding = Guiding(house.pen(books, actor))
            made = guiding.answer(guidance_id, through, words, agrees=said == "yes")
    say(f"{made.case_id}: guidance {made.id} is {made.state}")


@guidance.command("agree")
def agree(
    guidance_id: GuidanceId,
    actor: As,
    guide: Annotated[str, typer.Option(help="Who guides: a name from `people list`.")],
    talk: Annotated[str, typer.Option(help="The first talk: 2026-12-01T14:00.")],
    how: Annotated[str, typer.Option(help="How, in the debtor's words: bellen, bezoek.")] = "bellen",
) -> None:
    """Write down what was agreed; the debtor gets it in writing."""
    with the_house() as house:
        must_be(actor, CASE_WORKERS, house)
        must_be(guide, CASE_WORKERS, house)
        with house.store.begin() as books:
            made = Guiding(house.pen(books, actor)).agree(guidance_id, guide, read_moment(talk, HERE), how)
    say(f"{made.case_id}: guidance {made.id} runs; {made.step} on {made.step_due_on}")


@guidance.command("step")
def step(
    guidance_id: GuidanceId,
    actor: As,
    next_on: Annotated[str, typer.Option("--next", help="When the next step is due: 2026-12-15.")] = "",
) -> None:
    """Write that a step was taken; after the last one collecting goes on."""
    with the_house() as house:
        must_be(actor, CASE_WORKERS, house)
        day = read_moment(next_on, HERE).date() if next_on else None
        with house.store.begin() as books:
            made = Guiding(house.pen(books, actor)).step_done(guidance_id, day)
    comes = f"; {made.step} on {made.step_due_on}" if made.step else ""
    say(f"{made.case_id}: guidance {made.id} is {made.state}{comes}")


@guidance.command("broken")
def broken(guidance_id: GuidanceId, actor: As, because: Because) -> None:
    """Write that the agreements are not kept; a person decides how it goes on."""
    with the_house() as house:
        must_be(actor, CASE_WORKERS, house)
        with house.store.begin() as books:
            made = Guiding(house.pen(books, actor)).broken(guidance_id, because)
    say(f"{made.case_id}: guidance {made.id} is {made.state}")


@guidance.command("kept")
def kept(guidance_id: GuidanceId, actor: As) -> None:
    """Write that the agreements hold again."""
    with the_house() as house:
        must_be(actor, CASE_WORKERS, house)
        with house.store.begin() as books:
            made = Guiding(house.pen(books, actor)).kept(guidance_id)
    say(f"{made.case_id}: guidance {made.id} is {made.state}")


@guidance.command("stop")
def stop(guidance_id: GuidanceId, actor: As, because: Because) -> None:
    """End guidance; while the agreements hold a second person must agree."""
    with the_house() as house:
        must_be(actor, CASE_WORKERS, house)
        with house.store.begin() as books:
            made = Guiding(house.pen(books, actor)).stop(guidance_id, because)
    if made is None:
        say(f"guidance {guidance_id}: asked to stop; a second person, a team lead, decides")
        return
    say(f"{made.case_id}: guidance {made.id} is {made.state}")


@guidance.command("show")
def show(case_id: CaseId, json: Json = False) -> None:  # noqa: FBT002 - an option of a command
    """Show the guidance of the debtor of a case."""
    with the_house() as house, house.store.read() as books:
        found = books.guidance_of(books.debtor_of(case_id))
    if json:
        for one in found:
            say_json(one)
        return
    head = ("guidance", "case", "state", "offered", "guide", "step", "due")
    rows = [
        (
            *(one.id, one.case_id, one.state, local(one.offered_at), one.guide or "-"),
            *(one.step or "-", _day(one.step_due_on)),
        )
        for one in found
    ]
    listing("guidance", head, rows)


@arrears.command("note")
def note(
    case_id: CaseId,
    kind: Annotated[ArrearsKind, typer.Argument(metavar="KIND", help=f"To whom: {', '.join(ArrearsKind)}.")],
    actor: As,
    source: Annotated[ArrearsSource, typer.Option(help=f"Who told: {', '.join(ArrearsSource)}.")],
    on: Annotated[str, typer.Option(help="On which day it was so; empty: today.")] = "",
) -> None:
    """Write down that the debtor of a case has arrears elsewhere; it counts for a year."""
    with the_house() as house:
        must_be(actor, CASE_WORKERS, house)
        now = house.clock()
        day = read_moment(on, HERE).date() if on else now.astimezone(HERE).date()
        if day > now.astimezone(HERE).date():
            raise ConfigurationError(f"--on {on} is still to come")
        with house.store.begin() as books:
            case = house.pen(books, actor).case(case_id)
            made = OtherArrears(
                id=house.new_id(),
                debtor_id=case.debtor_id,
                kind=kind,
                source=source,
                known_on=day,
                noted_by=actor,
                noted_at=now,
            )
            books.put_arrears(made)
            pen = house.pen(books, actor)
            pen.line(case_id, {"arrears": kind.value, "source": source.value, "known_on": day.isoformat()})
            pen.look_again(pen.cases_of(case.debtor_id))
    say(f"{case_id}: arrears {made.id} elsewhere: {kind}, told by the {source}, on {day}")


@arrears.command("ended")
def ended(
    case_id: CaseId,
    arrears_id: Annotated[str, typer.Argument(metavar="ARREARS", help="Its id, from `arrears list`.")],
    actor: As,
) -> None:
    """Write down that arrears elsewhere were solved, or never were."""
    with the_house() as house:
        must_be(actor, CASE_WORKERS, house)
        with house.store.begin() as books:
            pen = house.pen(books, actor)
            case = pen.case(case_id)
            found = [one for one in books.arrears_of(case.debtor_id) if one.id == arrears_id]
            if not found:
                raise UnknownReference(f"{case_id}: there are no arrears {arrears_id}")
            books.put_arrears(replace(found[0], ended_at=house.clock()))
            pen.line(case_id, {"arrears": found[0].kind.value, "ended": True})
            pen.look_again(pen.cases_of(case.debtor_id))
    say(f"{case_id}: arrears {arrears_id} ended")


@arrears.command("list")
def list_arrears(case_id: CaseId, json: Json = False) -> None:  # noqa: FBT002 - an option of a command
    """List what is known of arrears elsewhere, with source and day."""
    with the_house() as house, house.store.read() as books:
        found = books.arrears_of(books.debtor_of(case_id))
        today = house.clock().astimezone(HERE).date()
    if json:
        for one in found:
            say_json(one)
        return
    head = ("arrears", "to whom", "told by", "on", "counts")
    rows = [
        (one.id, one.kind, one.source, one.known_on, "yes" if one.counts_on(today) else "no") for one in found
    ]
    listing("arrears elsewhere", head, rows)


def _day(day: date | None) -> str:
    return str(day) if day else "-"
