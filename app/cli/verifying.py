"""The command `verify`: checks a bundle, dossier or checkpoint offline; it loads nothing of the house."""

import json
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from engine.domain.errors import ConfigurationError, ContactError, NoteRefused
from engine.record.attest import attested
from engine.record.note import PublicKey
from engine.record.verify import Report, Trusted, key_inside, verify_bundle

NO, WRONG_USE = 1, 2
#: what every bundle begins with, being a zip
ZIP = b"PK"
#: more days and providers than this are added up
MOST_ROWS = 31
CARELESS = (
    "the key came with the file itself: that proves nothing until its fingerprint is that of your contract"
)

File = Annotated[Path, typer.Argument(metavar="FILE", help="A bundle, or a file with FILE.sig beside it.")]
KeyFile = Annotated[Path | None, typer.Option("--key", help="The file with the public key of the record.")]
Earlier = Annotated[
    list[Path] | None,
    typer.Option(help="A checkpoint that you kept from before; may be given more than once."),
]
Roots = Annotated[Path | None, typer.Option(help="Certificates of the time-stamping authority, PEM.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print compact JSON, one object on one line.")]


def verify(
    file: File,
    key_file: KeyFile = None,
    earlier: Earlier = None,
    roots: Roots = None,
    as_json: AsJson = False,  # noqa: FBT002 - an option of a command
) -> None:
    """Check a bundle or a signed file offline; names the first entry that does not hold, exit code 1."""
    try:
        content = _bytes_of(file)
        if content.startswith(ZIP):
            holds = _bundle(file, key_file, (earlier or [], roots), as_json=as_json)
        else:
            holds = _signed_file(file, content, key_file, as_json=as_json)
    except ContactError as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(WRONG_USE if isinstance(error, ConfigurationError) else NO) from None
    if not holds:
        raise typer.Exit(NO)


def _bundle(
    file: Path, key_file: Path | None, kept: tuple[list[Path], Path | None], *, as_json: bool
) -> bool:
    earlier, roots = kept
    keys = _keys(key_file) if key_file else [key_inside(file)]
    trusted = Trusted(
        keys=keys,
        earlier=[_bytes_of(one).decode(errors="replace") for one in earlier],
        roots=_bytes_of(roots) if roots else b"",
    )
    report = verify_bundle(file, trusted)
    if as_json:
        said = report.as_json() | {"key": str(keys[0]), "key_given": key_file is not None}
        typer.echo(json.dumps(said, separators=(",", ":")))
    else:
        _show(report)
    if key_file is None:
        typer.echo(f"{CARELESS}\n  {keys[0].fingerprint}", err=True)
    return report.holds


def _signed_file(file: Path, content: bytes, key_file: Path | None, *, as_json: bool) -> bool:
    if key_file is None:
        raise ConfigurationError("give the public key of the record with --key")
    note = _bytes_of(file.with_name(f"{file.name}.sig")).decode(errors="replace")
    kind, at = attested(content, note, _keys(key_file))
    if as_json:
        said = {"holds": True, "kind": kind, "signed_at": at.isoformat()}
        typer.echo(json.dumps(said, separators=(",", ":")))
    else:
        typer.echo(f"{file.name} is the {kind} that was signed on {at:%d %B %Y %H:%M} UTC")
    return True


def _show(report: Report) -> None:
    if report.bad is not None:
        typer.echo(f"the record does NOT hold: {report.bad}")
        return
    typer.echo(
        f"the record holds: {report.lines} lines in {report.chains} chains, {report.checkpoints} checkpoints"
    )
    moment = f", sealed {report.sealed_at:%d %B %Y %H:%M} UTC" if report.sealed_at else ""
    typer.echo(f"{report.origin}: {report.size} lines, root #{report.root[:10]}{moment}")
    _show_taken(report)
    if report.earlier:
        typer.echo(f"it continues {report.earlier} checkpoints that you kept")
    for at, checked in report.stamps:
        said = "" if checked else " (certificate not checked: give --roots)"
        typer.echo(f"stamped by an authority on {at:%d %B %Y %H:%M} UTC{said}")


def _show_taken(report: Report) -> None:
    """Show what providers took: each day of a month, or of a longer record what it comes to."""
    rows = [(str(one["day"]), str(one["provider"]), int(one["messages"])) for one in report.taken]
    if len(rows) > MOST_ROWS:
        totals = Counter[str]()
        for _, provider, count in rows:
            totals[provider] += count
        rows = [("in all, see --json", provider, count) for provider, count in sorted(totals.items())]
    for day, provider, count in rows:
        typer.echo(f"taken by {provider}, {day}: {count}")


def _keys(path: Path) -> list[PublicKey]:
    """Read a file with one or more public keys, one on each line."""
    text = _bytes_of(path).decode(errors="replace")
    try:
        return [PublicKey.read(line) for line in text.splitlines() if line.strip()]
    except NoteRefused as refused:
        raise ConfigurationError(f"{path}: {refused}") from refused


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be read: {error.strerror}") from error
