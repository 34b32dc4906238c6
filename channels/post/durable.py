"""Files that are still there after the power went: written aside, flushed to disk, then renamed."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO


def write_durably(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    fill_durably(path, lambda file: file.write(content))


def fill_durably(path: Path, fill: Callable[[BinaryIO], object]) -> None:
    """Let somebody write into `NAME.part`, and give it its name when all of it is on the disk."""
    part = path.with_name(f"{path.name}.part")
    with part.open("wb") as file:
        fill(file)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    settle_names(path.parent)


def settle_names(folder: Path) -> None:
    """Bring the names in a folder to the disk: without it a rename may be forgotten."""
    folder_fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(folder_fd)
    finally:
        os.close(folder_fd)
