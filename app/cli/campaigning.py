"""Commands about versions of campaigns: diff, move and versions."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.answers import say, say_json, table
from app.cli.doors import As, Json, the_house, the_settings
from app.wiring import House
from engine.campaigns.diff import diff
from engine.campaigns.finding import Level
from engine.campaigns.loading import Loaded, load_campaigns
from engine.domain.errors import ConfigurationError, NotAllowed
from engine.domain.staff import StaffRole
from engine.move import carry_out, moves_for
from engine.ports import DebtorFile
from engine.who_changes import Change, who_changes

campaigns = typer.Typer(no_args_is_help=True, help="Versions of campaigns.")

#: how many examples of a change are named
EXAMPLES = 3
#: who may move running cases to another version
MOVERS = frozenset({StaffRole.TEAM_LEAD, StaffRole.CAMPAIGN_EDITOR})


@campaigns.command("diff")
def campaigns_diff(old: Path, new: Path, json: Json = False) -> None:  # noqa: FBT002
    """Say what changes between two files, and for whom in the portfolio: numbers and examples."""
    before, after = _loaded(old), _loaded(new)
    changes = diff(before.campaigns, after.campaigns)
    touched = _touched(before, after)
    if json:
        say_json({"changes": [str(one) for one in changes], "cases": touched})
        return
    for change in changes:
        say(str(change))
    say(f"{len(changes)} changes")
    say()
    rows = [
        (change.before or "none", change.after or "none", len(cases), ", ".join(cases[:EXAMPLES]))
        for change, cases in touched.items()
    ]
    table("For cases that begin from now on", ("old campaign", "new campaign", "cases", "examples"), rows)


def _touched(before: Loaded, after: Loaded) -> dict[Change, list[str]]:
    settings = the_settings()
    file = settings.database_file
    if file is not None and not file.is_file():
        return {}
    house = the_house()
    return who_changes(before.campaigns, after.campaigns, _all_files(house), house.clock())


@campaigns.command("move")
def campaigns_move(
    actor: As,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,  # noqa: FBT002
) -> None:
    """Move running cases to the campaigns of today; until then they keep the version they began with."""
    house = the_house()
    house.keep_versions()
    moves = moves_for(_all_files(house), house.catalogue)
    rows = [
        (
            one.case_id,
            one.campaign,
            f"{one.from_version} -> {one.to_version}",
            f"{one.from_step} -> {one.to_step}",
        )
        for _, one in moves
    ]
    table(f"{len(moves)} cases", ("case", "campaign", "version", "step"), rows)
    if dry_run:
        return
    with house.store.begin() as books:
        role = books.staff().get(actor)
        if role not in {one.value for one in MOVERS}:
            raise NotAllowed(f"{actor} may not move cases: this takes a team_lead or campaign_editor")
        carry_out(books, moves, actor, house.clock())
    say(f"{len(moves)} cases moved")


@campaigns.command("versions")
def campaigns_versions() -> None:
    """List every version of a campaign that was ever in use here."""
    house = the_house()
    with house.store.read() as books:
        kept = books.campaign_versions()
    table(f"{len(kept)} versions", ("campaign", "version", "first used"), kept)


def _loaded(file: Path) -> Loaded:
    loaded = load_campaigns(file)
    if any(one.level is Level.ERROR for one in loaded.findings):
        raise ConfigurationError(f"{file} has mistakes; see `minnelijk check {file}`")
    return loaded


def _all_files(house: House) -> list[DebtorFile]:
    with house.store.read() as books:
        debtors = sorted({books.debtor_of(case_id) for case_id in books.case_ids()})
        return [
            file
            for start in range(0, len(debtors), 500)
            for file in books.files(debtors[start : start + 500])
        ]
