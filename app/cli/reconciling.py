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
from engine.restored import last_freeze

A_MINUTE, RESOLUTION = timedelta(minutes=1), timedelta(microseconds=1)

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
        start = read_moment(since, HERE) if since else None
        found = house.reconcile().run(start, house.clock(), by=actor or "reconcile", lift=lift)
        work_calls(house)
    if json:
        say_json(_as_json(found))
    else:
        _tell(found)
    if found.frozen:
        raise NotAllowed(f"nothing leaves yet: {'; and '.join(_keeps(found))}")


def work_calls(house: House) -> None:
    """Work all calls that wait."""
    intake = house.intake()
    while intake.run(house.clock()).calls:
        pass


def _must_keep_house(house: House, actor: str) -> None:
    with house.store.begin() as books:
        house.steering(books, actor).house.may_keep_house()


def from_when(house: House) -> str:
    """Say from when on the providers can be asked so that messages leave again; empty: at once."""
    with house.store.read() as books:
        frozen, froze = books.frozen(), last_freeze(books)
    if not frozen or froze is None:
        return ""
    moment = house.reconcile().lets_go_from(froze.since)
    return _to_the_minute(moment) if moment > froze.since else ""


def _keeps(found: Reconciled) -> list[str]:
    """Say what keeps messages in the house, and what can be done about it."""
    reasons = []
    if found.silent:
        reasons.append("not every provider could be asked; `--lift --as NAME` if you know")
    if found.again_from:
        late = "what left last may not stand in the lists of the providers yet"
        reasons.append(f"{late}; ask again from {_to_the_minute(found.again_from)}")
    return reasons


def _to_the_minute(moment: datetime) -> str:
    """Write a moment in local time, not sooner than it is."""
    return local(moment + A_MINUTE - RESOLUTION)


def _as_json(found: Reconciled) -> dict[str, object]:
    return {
        "since": found.since,
        "doubts": {way.value: count for way, count in found.doubts.items()},
        "events": {fate.value: count for fate, count in found.fates.items()},
        "listed": found.listed,
        "not_asked": found.silent,
        "written_down": found.written_down,
        "for_people": found.for_people,
        "of_nobody": found.of_nobody,
        "heard": found.heard,
        "frozen": found.frozen,
        "again_from": found.again_from,
    }


def _tell(found: Reconciled) -> None:
    say(f"since {local(found.since)}")
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
