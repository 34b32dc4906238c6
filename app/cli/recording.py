"""Commands about the sealed record: checkpoint, prove, bundle, key."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.answers import HERE, listing, local, say, say_json, warn
from app.cli.doors import As, CaseId, Json, the_house
from app.erasing import ErasedList, erase
from app.moments import read_moment
from app.sealing import Sealing
from app.wiring import House
from engine.bundling import bundle_period, bundle_subjects
from engine.domain.errors import ConfigurationError, StampFailed, UnknownReference
from engine.erasure import Ground
from engine.record.checkpoint import Checkpoint, read_checkpoint, unchecked
from engine.record.line_form import SealedLine
from engine.record.merkle import inclusion_proof, verify_inclusion
from engine.record.tiles import Tiles
from engine.store.books import StoredBooks

record = typer.Typer(no_args_is_help=True, help="The sealed record: checkpoints, proofs, bundles, erasure.")

LONGEST_NUMBER = 18

Since = Annotated[
    str, typer.Option(help="From the last checkpoint before this moment; empty: from the start.")
]
Until = Annotated[str, typer.Option(help="To the last checkpoint before this moment; empty: the newest.")]
Earlier = Annotated[
    Path | None, typer.Option(help="A checkpoint that somebody kept: prove that this record continues it.")
]
NewKey = Annotated[
    bool, typer.Option("--new-key", help="The key that signed before is lost: sign with the one here.")
]
ForCase = Annotated[str, typer.Option("--case", help="Only the lines of this case and its debtor.")]


@record.command("checkpoint")
def checkpoint(
    out: Annotated[Path | None, typer.Option(help="Also write the signed note to this file.")] = None,
    new_key: NewKey = False,  # noqa: FBT002 - an option of a command
    actor: Annotated[str, typer.Option("--as", help="Who acts; only --new-key needs it.")] = "",
    second: Annotated[str, typer.Option(help="The second person, for --new-key.")] = "",
    json: Json = False,  # noqa: FBT002 - an option of a command
) -> None:
    """Seal what is new and show the newest checkpoint; `run` does it each minute."""
    with the_house() as house:
        made = _seal(house, (actor, second) if new_key else None)
        with house.store.read() as books:
            note = _newest_note(books)
    newest = unchecked(note)
    if out is not None:
        out.write_text(note, encoding="utf-8")
    if json:
        say_json({"size": newest.size, "root": newest.root.hex(), "at": newest.at, "note": note})
        return
    say("a new checkpoint" if made else "nothing is new; the newest checkpoint")
    _show(newest)


@record.command("key")
def key(json: Json = False) -> None:  # noqa: FBT002 - an option of a command
    """Show the public key of the record, for a contract or a wall; whoever checks a bundle needs it."""
    with the_house() as house:
        public = house.signer.public
        path = house.settings.record_key_path.with_suffix(".pub")
    if json:
        say_json({"key": str(public), "fingerprint": public.fingerprint, "file": path})
        return
    say(str(public))
    say(f"fingerprint  {public.fingerprint}")
    say(f"file         {path}")


@record.command("prove")
def prove(
    what: Annotated[str, typer.Argument(metavar="CASE|ENTRY", help="A case, or the number of an entry.")],
    json: Json = False,  # noqa: FBT002 - an option of a command
) -> None:
    """Prove that the lines of a case, or one entry, stand in the newest checkpoint."""
    with the_house() as house, house.store.read() as books:
        newest = unchecked(_newest_note(books))
        read_checkpoint(_newest_note(books), [house.signer.public])
        lines = _lines_about(books, what, newest)
        tiles = Tiles(books.tile)
        proofs = [inclusion_proof(line.leaf, newest.size, tiles.node) for line in lines]
        broken = [bad for subject in {line.subject for line in lines} if (bad := books.verify(subject))]
    proven = [
        verify_inclusion(line.leaf, newest.size, line.hash, proof, newest.root)
        for line, proof in zip(lines, proofs, strict=True)
    ]
    if json:
        for line, proof, holds in zip(lines, proofs, proven, strict=True):
            steps = [step.hex() for step in proof]
            say_json(
                {
                    "entry": line.leaf,
                    "subject": line.subject,
                    "seq": line.seq,
                    "hash": line.hash.hex(),
                    "proof": steps,
                    "size": newest.size,
                    "root": newest.root.hex(),
                    "holds": holds,
                }
            )
    else:
        _show(newest)
        rows = [
            (
                line.leaf,
                line.subject,
                line.seq,
                f"#{line.hash.hex()[:10]}",
                len(proof),
                "holds" if ok else "FAILS",
            )
            for line, proof, ok in zip(lines, proofs, proven, strict=True)
        ]
        listing("lines in it", ("entry", "subject", "line", "hash", "steps", "proof"), rows)
    for bad in broken:
        warn(f"the chain is broken: {bad}")
    if broken or not all(proven):
        raise typer.Exit(1)


@record.command("bundle")
def bundle(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The zip to write.")],
    case_id: ForCase = "",
    since: Since = "",
    until: Until = "",
    earlier: Earlier = None,
) -> None:
    """Seal what is new and write a bundle that anybody with the public key can check: `minnelijk verify`."""
    if case_id and (since or until):
        raise ConfigurationError("--case takes the whole record of the case: leave --since and --until out")
    with the_house() as house:
        _seal(house)
        with house.store.read() as books:
            if case_id:
                count = _bundle_case(house, books, file, (case_id, earlier))
            else:
                moments = [read_moment(text, HERE) if text else None for text in (since, until)]
                period = (moments[0], moments[1])
                count = bundle_period(books, house.signer, file, house.clock(), period)
            newest = unchecked(_newest_note(books))
    say(f"{file}: {count} lines, sealed by the checkpoint of {local(newest.at)}")


@record.command("erase")
def erase_case(
    case_id: CaseId,
    actor: As,
    second: Annotated[str, typer.Option(help="The second person, who agrees.")],
    ground: Annotated[
        Ground, typer.Option(help="Why: the term has ended, or the person asked.")
    ] = Ground.RETENTION,
) -> None:
    """Erase the contents of a closed case for good: its key is destroyed, all proofs still hold."""
    with the_house() as house:
        years = house.settings.retention_years
        decision = (house.clock(), ground, years)
        erased = ErasedList(house.settings.erased_path, house.settings.outbox)
        done = erase(house.store, erased, case_id, (actor, second), decision)
    say(f"{case_id}: erased for {ground}, by {actor} with {second}")
    if done.debtor_id:
        say("it was the last case of this debtor: what was known of the person is gone too")
    say("lines, hashes and proofs stand as they were; backups made before today still hold the contents")


def _seal(house: House, new_key_by: tuple[str, str] | None = None) -> bool:
    """Seal what is new; says whether there was anything. An anchor outside that failed is only told."""
    try:
        sealing = Sealing(house, on_fork=warn)
        made = sealing.take_over(*new_key_by) if new_key_by else sealing.run()
    except StampFailed as failed:
        warn(f"the checkpoint stands, its anchor outside does not: {failed}; it is tried again")
        return failed.made
    return made is not None


def _bundle_case(house: House, books: StoredBooks, file: Path, about: tuple[str, Path | None]) -> int:
    case_id, earlier = about
    kept = [_kept(earlier, house)] if earlier else []
    subjects = [f"case:{case_id}", f"debtor:{books.debtor_of(case_id)}"]
    return bundle_subjects(books, house.signer, file, house.clock(), (subjects, kept))


def _kept(path: Path, house: House) -> Checkpoint:
    if not path.is_file():
        raise ConfigurationError(f"there is no file {path}")
    return read_checkpoint(path.read_text(encoding="utf-8", errors="replace"), [house.signer.public])


def _newest_note(books: StoredBooks) -> str:
    note = books.latest_checkpoint()
    if note is None:
        raise UnknownReference("there is no checkpoint yet, and no line to make one of")
    return note


def _lines_about(books: StoredBooks, what: str, newest: Checkpoint) -> list[SealedLine]:
    # no record has more entries than a number of so many signs can name
    if what.isdecimal() and len(what) <= LONGEST_NUMBER:
        found = list(books.sealed_lines(int(what), int(what) + 1))
    else:
        found = list(books.sealed_lines_of(f"case:{what}"))
    sealed = [line for line in found if line.leaf < newest.size]
    if not sealed:
        raise UnknownReference(
            f"no line of '{what}' stands in a checkpoint; `minnelijk record checkpoint` makes one"
        )
    return sealed


def _show(newest: Checkpoint) -> None:
    say(f"{newest.origin}: {newest.size} lines on {local(newest.at)}, root #{newest.root.hex()[:10]}")
