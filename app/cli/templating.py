"""Commands about templates: what each has come to, approve, show, diff, uses."""

from collections import Counter
from typing import Annotated

import typer

from app.cli.answers import listing, local, pairs, say, say_json
from app.cli.doors import As, Json, must_be, the_house
from app.template_life import Life, approve, changes_since, life_of, lives
from engine.domain.staff import StaffRole
from engine.rendering.languages import lines

templates = typer.Typer(no_args_is_help=True, help="Templates, and who approved them.")

#: who may say that a template goes out
APPROVERS = frozenset({StaffRole.TEAM_LEAD, StaffRole.CAMPAIGN_EDITOR})

Name = Annotated[
    str,
    typer.Argument(
        metavar="TEMPLATE", help="Its folder in templates/nl_b1; a mail to partners: _partners/referral."
    ),
]


@templates.command("list")
def template_list(json: Json = False) -> None:  # noqa: FBT002 - an option of a command
    """List every template: draft, checked, approved or published, with its version and who approved it."""
    with the_house() as house:
        found = list(lives(house))
    if json:
        for one in found:
            say_json(_plain(one))
        return
    rows = [(one.name, one.state, one.verdict, one.version, _approver(one), len(one.uses)) for one in found]
    listing("templates", ("template", "state", "B1-toets", "version", "approved", "uses"), rows)
    counts = Counter(one.state for one in found)
    say(", ".join(f"{number} {state}" for state, number in sorted(counts.items())))


@templates.command("show")
def template_show(name: Name, json: Json = False) -> None:  # noqa: FBT002 - an option of a command
    """Show what a template has come to: its findings, and every approval with moment, checker and note."""
    with the_house() as house:
        life = life_of(house, name)
    if json:
        say_json(_plain(life))
        return
    say(f"{life.name}: {life.title}")
    say(f"{life.state}, version {life.version}; B1-toets (indicatie): {life.verdict}")
    say()
    pairs("findings", [(channel, str(finding)) for channel, finding in life.findings])
    approvals = [(one.version, _said(one.by, local(one.at), one.note, one.checker)) for one in life.approvals]
    pairs("approvals", approvals)
    pairs("used by", list(life.uses))


@templates.command("approve")
def template_approve(
    name: Name, actor: As, note: Annotated[str, typer.Option(help="What you looked at.")] = ""
) -> None:
    """Approve a template as it is now; from then on a provider may get it. Fails when the check says no."""
    with the_house() as house:
        must_be(actor, APPROVERS, house)
        approval = approve(house, name, actor, note)
    said = f"B1-toets (indicatie): {approval.verdict}, checker {approval.checker}"
    say(f"{approval.template}, version {approval.version}: approved by {approval.by}; {said}")


@templates.command("diff")
def template_diff(name: Name, json: Json = False) -> None:  # noqa: FBT002 - an option of a command
    """Show line by line what changed since the last approval."""
    with the_house() as house:
        life = life_of(house, name)
        changes = changes_since(life)
    if json:
        last = life.approvals[-1].version if life.approvals else None
        say_json({"template": name, "approved": last, "version": life.version, "changes": changes})
        return
    if not life.approvals:
        say(f"{name} was never approved; there is nothing to compare with")
        return
    say(f"{name}: {life.approvals[-1].version} -> {life.version}")
    for line in changes:
        say(line)
    say(f"{sum(line[:1] in '+-' and line[:3] not in {'+++', '---'} for line in changes)} lines differ")


@templates.command("uses")
def template_uses(name: Name, json: Json = False) -> None:  # noqa: FBT002 - an option of a command
    """List which campaigns and steps use a template, or which partners get a mail."""
    with the_house() as house:
        piece = life_of(house, name).piece
    if json:
        for use in piece.uses:
            say_json(dict(zip(piece.used_by, use, strict=True)))
        return
    listing("uses", piece.used_by, piece.uses)


@templates.command("languages")
def template_languages(json: Json = False) -> None:  # noqa: FBT002 - an option of a command
    """List the lines for who writes in another language, and which native speaker checked each."""
    if json:
        for one in lines().values():
            say_json({"language": one.code, "name": one.name, "status": one.status, "line": one.line})
        return
    head = ("language", "name", "status", "line")
    listing("languages", head, [(one.code, one.name, one.status, one.line) for one in lines().values()])


def _approver(life: Life) -> str:
    return _said(life.approval.by, local(life.approval.at)) if life.approval else "-"


def _said(*parts: str) -> str:
    return ", ".join(filter(None, parts))


def _plain(life: Life) -> dict[str, object]:
    return {
        "template": life.name,
        "title": life.title,
        "state": life.state,
        "version": life.version,
        "verdict": str(life.verdict),
        "findings": [{"channel": channel, "finding": str(finding)} for channel, finding in life.findings],
        "approvals": [
            {
                "version": one.version,
                "by": one.by,
                "at": one.at,
                "note": one.note,
                "checker": one.checker,
                "verdict": one.verdict,
            }
            for one in life.approvals
        ],
        "uses": [dict(zip(life.piece.used_by, use, strict=True)) for use in life.uses],
    }
