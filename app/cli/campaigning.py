"""Commands about versions of campaigns: diff, move and versions."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from app.cli.answers import listing, local, say, say_json
from app.cli.doors import As, Json, must_be, the_house, the_settings
from app.everyone import all_files
from engine.campaigns.diff import diff
from engine.campaigns.finding import counted
from engine.campaigns.loading import load_campaigns
from engine.domain.campaign import Campaign
from engine.domain.errors import ConfigurationError
from engine.domain.staff import StaffRole
from engine.move import Moved, carry_out, moves_for
from engine.who_changes import Reassignment, who_changes

campaigns = typer.Typer(no_args_is_help=True, help="Versions of campaigns.")

#: how many examples of a change are named
EXAMPLES = 3
#: who may move running cases to another version
MOVERS = frozenset({StaffRole.TEAM_LEAD, StaffRole.CAMPAIGN_EDITOR})

File = Annotated[Path, typer.Argument(help="A campaigns.yaml.")]


@campaigns.command("diff")
def campaigns_diff(old: File, new: File, json: Json = False) -> None:  # noqa: FBT002 - an option of a command
    """Say what changes between two files, and for whom in the portfolio: numbers and examples."""
    before, after = _loaded(old), _loaded(new)
    changes, touched = diff(before, after), _touched(before, after)
    if json:
        groups = [
            {"before": change.before, "after": change.after, "cases": cases}
            for change, cases in touched.items()
        ]
        say_json({"changes": changes, "cases": groups})
        return
    for one in changes:
        say(str(one))
    say(f"{len(changes)} campaigns change")
    say()
    listing(
        "groups of open cases change, if they begin from now on",
        ("old campaign", "new campaign", "cases", "examples"),
        [
            (change.before or "none", change.after or "none", len(cases), _examples(cases))
            for change, cases in touched.items()
        ],
    )


def _touched(before: Sequence[Campaign], after: Sequence[Campaign]) -> dict[Reassignment, list[str]]:
    settings = the_settings()
    file = settings.database_file
    if file is not None and not file.is_file():
        return {}
    with the_house(settings) as house, house.store.read() as books:
        return who_changes(before, after, all_files(books), house.clock())


@campaigns.command("move")
def campaigns_move(
    actor: As,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,  # noqa: FBT002
    json: Json = False,  # noqa: FBT002 - an option of a command
) -> None:
    """Move running cases to the campaigns of today; until then they keep the version they began with."""
    with the_house() as house:
        must_be(actor, MOVERS, house)
        if dry_run:
            with house.store.read() as books:
                moves = moves_for(list(all_files(books)), house.catalogue)
        else:
            house.keep_versions()
            with house.store.begin() as books:
                moves = moves_for(list(all_files(books)), house.catalogue)
                carry_out(books, moves, actor, house.clock())
    moved = [one for _, one in moves]
    if json:
        for one in moved:
            say_json(one)
        return
    _show(moved)
    say(f"{len(moved)} cases {'would move' if dry_run else 'moved'}")


def _show(moved: Sequence[Moved]) -> None:
    """Show what changes for whom: numbers and examples."""
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for one in moved:
        version = f"{one.from_version} -> {one.to_version}"
        stays = one.from_step == one.to_step
        step = one.from_step if stays else f"{one.from_step} -> {one.to_step}"
        groups[one.campaign, version, step].append(one.case_id)
    listing(
        "groups of running cases",
        ("campaign", "version", "step", "cases", "examples"),
        [(*what, len(cases), _examples(cases)) for what, cases in groups.items()],
    )


@campaigns.command("versions")
def campaigns_versions(json: Json = False) -> None:  # noqa: FBT002 - an option of a command
    """List every version of a campaign that was ever in use here."""
    with the_house() as house, house.store.read() as books:
        kept = books.campaign_versions()
    if json:
        for name, version, at in kept:
            say_json({"campaign": name, "version": version, "first_used": at})
        return
    listing(
        "versions",
        ("campaign", "version", "first used"),
        [(name, version, local(at)) for name, version, at in kept],
    )


def _examples(cases: Sequence[str]) -> str:
    more = ", ..." if len(cases) > EXAMPLES else ""
    return ", ".join(cases[:EXAMPLES]) + more


def _loaded(file: Path) -> tuple[Campaign, ...]:
    loaded = load_campaigns(file)
    mistakes = [one for one in loaded.findings if one.is_error]
    if mistakes:
        raise ConfigurationError(f"{mistakes[0]} ({counted(len(mistakes))}; see `minnelijk check {file}`)")
    return loaded.campaigns
