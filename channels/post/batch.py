"""
A batch for the print house: `BATCH.zip` with the PDFs and manifest.csv, and after it `BATCH.ok`.

The .ok file holds the checksum of the ZIP in the form of sha256sum; a ZIP without it is not finished yet.
"""

import csv
import hashlib
import io
import shutil
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from channels.post.address import MOST_LINES
from channels.post.durable import fill_durably, write_durably
from channels.post.letter import Letter
from channels.post.spool import batch_of, letters_in

MANIFEST = "manifest.csv"
COLUMNS = (
    "letter_id",
    "file",
    "sha256",
    "pages",
    "sheets",
    "duplex",
    "envelope",
    "country",
    "kix",
    "return_code",
    *(f"address_{number}" for number in range(1, MOST_LINES + 1)),
)
#: the moment in every ZIP entry, so that the same letters make the same bytes
ANY_TIME = (1980, 1, 1, 0, 0, 0)


def batch_name(house: str, now: datetime, letters: Iterable[Letter]) -> str:
    """Name a batch after the print house, the moment in UTC and its letters; never the same for others."""
    ids = hashlib.sha256("\n".join(letter.letter_id for letter in letters).encode()).hexdigest()
    return f"{house}-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{ids[:8]}"


def drop(folder: Path, target: Path) -> Path:
    """Write the ZIP of a closing folder, then its .ok; again gives the same files."""
    target.mkdir(parents=True, exist_ok=True)
    archive = target / f"{batch_of(folder)}.zip"
    letters = letters_in(folder)
    fill_durably(archive, lambda file: _fill(file, folder, letters))
    with archive.open("rb") as written:
        checksum = hashlib.file_digest(written, "sha256").hexdigest()
    write_durably(archive.with_suffix(".ok"), f"{checksum}  {archive.name}\n".encode())
    return archive


def manifest(letters: Iterable[Letter]) -> str:
    """Write the manifest: one row a letter, every field in quotes, UTF-8."""
    text = io.StringIO()
    rows = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    rows.writerows(_row(letter) for letter in letters)
    return text.getvalue()


def _row(letter: Letter) -> tuple[object, ...]:
    address = letter.address + ("",) * (MOST_LINES - len(letter.address))
    duplex = "yes" if letter.duplex else "no"
    return (
        letter.letter_id,
        letter.file,
        letter.sha256,
        letter.pages,
        letter.sheets,
        duplex,
        letter.envelope,
        letter.country,
        letter.kix,
        letter.return_code,
        *address,
    )


def _fill(file: BinaryIO, folder: Path, letters: Iterable[Letter]) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(_entry(MANIFEST), manifest(letters))
        for letter in letters:
            with (folder / letter.file).open("rb") as pdf, archive.open(_entry(letter.file), "w") as page:
                shutil.copyfileobj(pdf, page)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, ANY_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
