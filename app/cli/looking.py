"""Commands that look and change nothing: why, ledger."""

from collections.abc import Sequence
from typing import Annotated

import typer

from app.cli.answers import HERE, local, say, say_json, warn
from app.cli.doors import CaseId, Json, the_house
from app.cli.showing import show_decision, show_line
from app.moments import read_moment
from engine.domain.errors import ConfigurationError, RecordBroken
from engine.domain.touchpoint import Touchpoint
from engine.inquiry import ask_why
from engine.store.books import StoredBooks

At = Annotated[
    str,
    typer.Option(help="Decide as if it were this moment: 2026-03-10T19:30, local time, or with an offset."),
]

CaseOrNone = Annotated[str, typer.Argument(metavar="[CASE]", help="The number of a case, such as D-1001.")]
OfHouse = Annotated[
    bool, typer.Option("--house", help="What was done to all at once: stops, releases, backups, staff, keys.")
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


def ledger(
    case_id: CaseOrNone = "",
    of_house: OfHouse = False,  # noqa: FBT002 - an option of a command
    json: Json = False,  # noqa: FBT002 - an option of a command
) -> None:
    """Show the record of a case and of its debtor: every line with its hash, and whether the chains hold."""
    if bool(case_id) == of_house:
        raise ConfigurationError("say which record: CASE, or --house")
    with the_house() as house, house.store.read() as books:
        subjects = ("house",) if of_house else (f"case:{case_id}", f"debtor:{books.debtor_of(case_id)}")
        broken = [bad for subject in subjects if (bad := books.verify(subject))]
        read = {subject: _lines(books, subject) for subject in subjects}
        # somebody who never chose anything has no chain
        chains = {subject: lines for subject, lines in read.items() if lines or subject == subjects[0]}
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
    except RecordBroken:
        return ()


def _show_chain(subject: str, lines: Sequence[Touchpoint]) -> None:
    say(f"{subject}: {len(lines)} lines")
    for line in lines:
        show_line(line)
    say()
