"""
Record: lines a second that are encrypted, chained, committed, put into the tree and covered by a checkpoint.

The lines are those of contacts: planned and intended with the verdicts of all rules in public and a text as
content, accepted with neither; 1.3 kB in public on average, as in the demo. 500 are written in a transaction,
on SQLite with synchronous=FULL. The reference writes each line in a transaction of its own, in the same run.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.figure import Figure, figure, show
from engine.domain.touchpoint import Entry, Json, LineKind, Outcome
from engine.record.note import Signer
from engine.sequencer import Sequencer
from engine.store.database import Database, open_database
from engine.store.upgrade import upgrade
from engine.store.vault import KEY_LENGTH, Vault

MANY, BATCH, ALONE = 50_000, 500, 500
#: a case has so many lines in the end
OF_A_CASE = 10
NOW = datetime(2026, 3, 10, 10, 0, tzinfo=UTC)
SIGNER = Signer("minnelijk.example/benchmark", bytes(32))
VERDICT: dict[str, Json] = {
    "rule": "be_notice_first",
    "ruling": "allow",
    "because": "the law asks for no formal notice here",
    "source": "BE-12 (V)",
}
PUBLIC: dict[str, Json] = {
    "channel": "email",
    "step": "eerste-bericht",
    "campaign": "huur-vriendelijk",
    "campaign_version": "6d21c12d6cfe",
    "template_version": "cdcee73a6b15",
    "local_time": "2026-03-10T11:00:00+01:00",
    "outstanding_cents": 16320,
}
TRACE: list[Json] = [VERDICT for _ in range(13)]
OUTCOMES = (Outcome.PLANNED, Outcome.INTENDED, Outcome.ACCEPTED)
CONTENT: dict[str, Json] = {
    "to": "a.jansen@post.example",
    "subject": "Over uw dossier",
    "body": "Goedemiddag, wij schrijven u over uw dossier. " * 20,
}


def a_line(number: int) -> Entry:
    """Make one line; the cases take turns, and of three lines one is short."""
    outcome = OUTCOMES[number % len(OUTCOMES)]
    short = outcome is Outcome.ACCEPTED
    return Entry(
        subject=f"case:C-{number % (MANY // OF_A_CASE):06}",
        kind=LineKind.CONTACT,
        at=NOW,
        reference=f"260310-{number:016}",
        outcome=outcome,
        public=PUBLIC | ({} if short else {"trace": TRACE}) | {"ordinal": number},
        content=None if short else CONTENT,
    )


def write(store: Database, first: int, count: int, batch: int) -> None:
    """Write lines in transactions of `batch` lines, and seal them."""
    for start in range(first, first + count, batch):
        with store.begin() as books:
            books.append([a_line(number) for number in range(start, start + batch)])
    Sequencer(begin=store.begin, signer=SIGNER).run(NOW)


@contextmanager
def sealed_record(folder: Path, count: int) -> Iterator[tuple[Database, float]]:
    """Make a record with sealed lines; gives it, and how many were sealed a second."""
    store = open_database(f"sqlite:///{folder / 'record.db'}", Vault(bytes(KEY_LENGTH), os.urandom))
    upgrade(store)
    started = time.process_time()
    write(store, 0, count, BATCH)
    yield store, count / (time.process_time() - started)
    store.close()


def measure() -> Figure:
    """Measure transactions of 500 lines, and of one, in the same run."""
    with (
        TemporaryDirectory(prefix="record-") as folder,
        sealed_record(Path(folder), MANY) as (store, measured),
    ):
        started = time.process_time()
        write(store, MANY, ALONE, 1)
        alone = ALONE / (time.process_time() - started)
    said = ("the same lines, each in a transaction of its own", alone)
    return figure("record", "sealed lines a second, batched", measured, said, measured / alone)


if __name__ == "__main__":
    show(__doc__, measure)
