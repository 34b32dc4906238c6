"""Whether somebody who is trained is there when the words of a debtor tell of danger to life."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from app.gate import real_channels
from app.settings import Settings
from engine.acting import CASE_WORKERS
from engine.campaigns.finding import Finding, Level, Mistake
from engine.campaigns.loading import load_organisation
from engine.domain.organisation import InDanger

PLACE = ("agency", "in_danger")
EXAMPLE = "write in_danger: {trained: [NAME], take_within: 15 minutes} under `agency`"


def nobody_trained(
    settings: Settings, file: Path, staff: Callable[[], Mapping[str, str] | None]
) -> tuple[Finding, ...]:
    """
    Find that nobody is trained, or that who is cannot take a task; `staff` gives our people, None: unknown.

    It is an error where messages really leave: who is written to may cry for help. The house does not stop
    for it, because then nobody would hear them at all.
    """
    loaded = load_organisation(file)
    if loaded.draft is None:
        return ()
    level = Level.ERROR if real_channels(settings) else Level.WARNING
    return loaded.places.findings(_mistakes(loaded.draft.agency.in_danger, staff, level))


def _mistakes(
    in_danger: InDanger, staff: Callable[[], Mapping[str, str] | None], level: Level
) -> Iterator[Mistake]:
    if not in_danger.trained:
        message = "nobody is trained for who may be in danger: a cry for help goes to whoever works on cases"
        yield Mistake(("agency",), message, EXAMPLE, level)
        return
    known = staff()
    for name in in_danger.trained if known else ():
        role = (known or {}).get(name)
        if role not in CASE_WORKERS:
            said = f"is {role}" if role else "is nobody of ours"
            fix = f"`minnelijk people add {name} collector --as NAME`, or name somebody else"
            yield Mistake((*PLACE, "trained"), f"{name} {said}, and cannot take a task", fix, level)
