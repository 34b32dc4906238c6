"""The files of the shelf, read and parsed."""

import re
from collections.abc import Iterable
from hashlib import sha256
from itertools import dropwhile
from pathlib import Path

from jinja2.exceptions import TemplateSyntaxError

from engine.rendering.compiled import TemplateEnvironment
from engine.rendering.dutch import SCREEN
from engine.rendering.fault import Fault
from engine.rendering.grammar import Source

LARGEST_FILE = 64_000
VERSION_LENGTH = 12
#: a line with tags that show nothing; Jinja takes such a line away whole
UNSEEN_LINE = re.compile(r"[ \t]*(?:\{%(?![^}]*\binclude\b)[^}]*%\}[ \t]*)+")


class SourceReader:
    """Reads files below one folder, and collects what is wrong with them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.faults: list[Fault] = []
        self._environment = TemplateEnvironment(SCREEN)

    def name_of(self, path: Path) -> str:
        """Name a file as the shelf does: its path below the root."""
        return path.relative_to(self.root).as_posix()

    def read(self, path: Path) -> Source | None:
        """Read and parse one file; None after a fault."""
        name = self.name_of(path)
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            self._fault(name, 1, "this is no text in UTF-8", "save the file as UTF-8")
            return None
        if len(text) > LARGEST_FILE:
            self._fault(name, 1, "this text is too long", f"keep it below {LARGEST_FILE} characters")
            return None
        for line in _lost_breaks(text.rstrip().split("\n")):
            fix = "end the tag with +%} to keep it, or start the next line with a space"
            self._fault(name, line, "the line break after this tag is lost", fix)
        return self._parse(name, text)

    def version(self, files: Iterable[Path]) -> str:
        """Give the first 12 characters of the SHA-256 over the names and the bytes of files."""
        total = sha256()
        for path in sorted(files):
            content = path.read_bytes()
            total.update(f"{self.name_of(path)}\0{len(content)}\0".encode())
            total.update(content)
        return total.hexdigest()[:VERSION_LENGTH]

    def _parse(self, name: str, text: str) -> Source | None:
        try:
            return Source(name, text, self._environment.parse(text, name))
        except TemplateSyntaxError as error:
            what = (error.message or "this cannot be read").rstrip(".")
            self._fault(name, error.lineno, what, "check the braces and what stands between them")
        except RecursionError:
            self._fault(name, 1, "nested too deep", "write plain sentences")
        return None

    def _fault(self, name: str, line: int, what: str, fix: str) -> None:
        self.faults.append(Fault(name, line, what, fix))


def _lost_breaks(lines: list[str]) -> list[int]:
    """
    List the lines after which Jinja takes the line break away, so that the next line would be glued on.

    That is so after every tag at the end of a line. A next line that starts with a space wants it so.
    """
    return [
        number
        for number, line in enumerate(map(str.rstrip, lines), start=1)
        if line.endswith("%}")
        and not line.endswith("+%}")
        and not UNSEEN_LINE.fullmatch(line)
        and not next(dropwhile(UNSEEN_LINE.fullmatch, lines[number:]), " ").startswith(" ")
    ]
