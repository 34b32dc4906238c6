"""The command that asks the providers what they have."""

from datetime import datetime, timedelta
from typing import Annotated

import typer

from app.cli.answers import HERE, local, pairs, say, say_json
from app.cli.doors import Json, the_house
from app.moments import read_moment
from app.wiring import House
from engine.domain.errors import NotAllowed
from engine.reconcile import Reconciled

#: without --since: so far back when nothing is frozen
LOOK_BACK = timedelta(days=1)
#: a backup may lack what was under way when it was made
BEFORE_THE_BACKUP = timedelta(hours=1)

Since = Annotated[
    str, typer.Option(help="Ask about what left since this moment; empty: a day, or since the backup.")
]
Lift = Annotated[bool, typer.Option("--lift", help="Let messages leave although a provider was silent.")]
Actor = Annotated[str, typer.Option("--as", help="Who acts; only --lift needs it.")]


def reconcile(since: Since = "", lift: Lift = False, actor: Actor = "", json: Json = False) -> None:  # noqa: FBT002
    """Ask the providers what they have: settles doubts, takes in reports that never came."""
    with the_house() as house:
        if lift:
            _must_keep_house(house, actor)
        now = house.clock()
        start = read_moment(since, HERE) if since else _start(house, now)
        found = house.reconcile().run(start, now, by=actor or "reconcile", lift=lift)
        work_calls(house)
    if json:
        say_json({"since": start, **_as_json(found)})
    else:
        _tell(found, start)
    if found.frozen:
        raise NotAllowed(
            "nothing leaves yet: not every provider could be asked; `--lift --as NAME` if you know"
        )


def work_calls(house: House) -> None:
    """Work all calls that wait."""
    intake = house.intake()
    while intake.run(house.clock()).calls:
        pass


def _must_keep_house(house: House, actor: str) -> None:
    with house.store.begin() as books:
        house.steering(books, actor).house.may_keep_house()


def _start(house: House, now: datetime) -> datetime:
    """Begin where the backup ends, when one came back; else a day ago."""
    with house.store.read() as books:
        frozen, last = books.frozen(), books.last_moment()
    return last - BEFORE_THE_BACKUP if frozen and last else now - LOOK_BACK


def _as_json(found: Reconciled) -> dict[str, object]:
    return {
        "doubts": {way.value: count for way, count in found.doubts.items()},
        "events": {fate.value: count for fate, count in found.fates.items()},
        "listed": found.listed,
        "not_asked": found.silent,
        "written_down": found.written_down,
        "for_people": found.for_people,
        "of_nobody": found.of_nobody,
        "heard": found.heard,
        "frozen": found.frozen,
    }


def _tell(found: Reconciled, start: datetime) -> None:
    say(f"since {local(start)}")
    told = [(channel, f"{count} messages in its list") for channel, count in found.listed.items()]
    silent = [(channel, f"not asked: {because}") for channel, because in found.silent.items()]
    pairs("Providers", [*told, *silent] or [("-", "no channel has a provider that can be asked")])
    doubts = [(way.value, str(count)) for way, count in found.doubts.items()]
    pairs("Doubts", doubts or [("-", "there are none")])
    pairs("Reports", [(fate.value, str(count)) for fate, count in found.fates.items()])
    if found.heard:
        pairs("From others", [("messages that we had missed", str(found.heard))])
    if found.written_down or found.for_people or found.of_nobody:
        pairs(
            "Not in the books",
            [
                ("written down", str(found.written_down)),
                ("for a person", str(found.for_people)),
                ("of nobody that we know", str(found.of_nobody)),
            ],
        )
