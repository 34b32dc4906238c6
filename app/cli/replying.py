"""Commands about what debtors wrote back."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.answers import HERE, say, say_json
from app.cli.doors import As, CaseId, Json, must_be, the_house
from app.moments import read_moment
from engine.acting import CASE_WORKERS
from engine.domain.errors import ConfigurationError
from engine.domain.reply import Reply
from preferences.channel import ChannelKind

reply = typer.Typer(no_args_is_help=True, help="What debtors wrote back.")


@reply.command("note")
def note(  # noqa: PLR0913, PLR0917 - one argument an option of the command
    case_id: CaseId,
    channel: Annotated[ChannelKind, typer.Option(help="How it came in.")],
    actor: As,
    text: Annotated[str, typer.Option(help="The words of the debtor, as they stand.")] = "",
    file: Annotated[Path | None, typer.Option(help="A file with the words, instead of --text.")] = None,
    came_from: Annotated[str, typer.Option("--from", help="The number or mailbox that it came from.")] = "",
    received: Annotated[str, typer.Option(help="When it came in; empty: now.")] = "",
    json: Json = False,  # noqa: FBT002 - an option of a command
) -> None:
    """Take in a reply: read it, write it down, and do what follows from it."""
    if bool(text) == (file is not None):
        raise ConfigurationError("say the words of the debtor with --text, or name their file with --file")
    words = text or (file.read_text(encoding="utf-8") if file else "")
    with the_house() as house:
        must_be(actor, CASE_WORKERS, house)
        at = read_moment(received, HERE) if received else house.clock()
        if at > house.clock():
            raise ConfigurationError(f"--received {received} is still to come")
        came_in = Reply(case_id=case_id, channel=channel, text=words, received_at=at, came_from=came_from)
        with house.store.begin() as books:
            taken = house.taking_in(books, actor).take_in(came_in)
    labels = [label.value for label in taken.reading.labels]
    if json:
        told: dict[str, object] = {"case": case_id, "labels": labels, "sure": taken.reading.sure}
        named = {"entities": dict(taken.reading.entities), "done": taken.done, "answers": taken.answers}
        say_json(told | named)
        return
    unsure = "" if taken.reading.sure else " (not surely: a person reads it)"
    say(f"{case_id}: read as {', '.join(labels)}{unsure}")
    for one in taken.done:
        say(f"  {one}")
    for answer in taken.answers:
        say(f"  owed to the debtor: {answer}")
