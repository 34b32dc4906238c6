"""What is wrong in a file that teams write: where, what, and how to mend it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto

#: the keys and list places that lead to a value: ("campaigns", "rent", "steps", 0, "template")
KeyPath = tuple[str | int, ...]


class Level(StrEnum):
    """How bad a finding is."""

    #: nothing of the file is used until it is mended
    ERROR = auto()
    #: it works, but probably not as meant
    WARNING = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One mistake, as a person reads it; `line` counts from 1, `key` is the path with dots."""

    file: str
    line: int
    key: str
    level: Level
    message: str
    fix: str

    @property
    def is_error(self) -> bool:
        """Say whether it must be mended before the file can be used."""
        return self.level is Level.ERROR

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}: {self.level}: "
        return place + (f"{self.key}: " if self.key else "") + f"{self.message}; {self.fix}"


def counted(mistakes: int) -> str:
    """Say how many mistakes there are."""
    return "1 mistake" if mistakes == 1 else f"{mistakes} mistakes"


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake by its path, before it has a place; `line` only when the path cannot tell."""

    path: KeyPath
    message: str
    fix: str
    level: Level = Level.ERROR
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where everything stands in one file."""

    file: str
    lines: Mapping[KeyPath, int] = field(default_factory=dict)
    #: the path of a step -> its id, so that people read a name and not a number
    names: Mapping[KeyPath, str] = field(default_factory=dict)
    #: the path of a misspelt key, as it was probably meant -> as it was written
    meant: Mapping[KeyPath, KeyPath] = field(default_factory=dict)

    def line(self, path: KeyPath) -> int:
        """Say on which line a path stands; of what is not there, the line of what it belongs to."""
        return next((self.lines[known] for known in _outwards(path) if known in self.lines), 1)

    def key(self, path: KeyPath) -> str:
        """Write a path with dots: campaigns.rent.steps.first-message.template."""
        return ".".join(self._part(path[: end + 1]) for end in range(len(path)))

    def findings(self, mistakes: Iterable[Mistake]) -> tuple[Finding, ...]:
        """Give every mistake its place; in the order of the file, without repeats."""
        placed = dict.fromkeys(self._placed(mistake) for mistake in mistakes)
        return tuple(sorted(placed, key=lambda finding: (finding.line, finding.key, finding.message)))

    def _placed(self, mistake: Mistake) -> Finding:
        path = self.written(mistake.path)
        return Finding(
            file=self.file,
            line=mistake.line or self.line(path),
            key=self.key(path),
            level=mistake.level,
            message=mistake.message,
            fix=mistake.fix,
        )

    def written(self, path: KeyPath) -> KeyPath:
        """Find what stands in the file: the misspelt key, the word instead of a list, or `defaults`."""
        known = next((one for one in _outwards(path) if one in self.meant), None)
        if known is not None:
            path = self.meant[known] + path[len(known) :]
        while path and isinstance(path[-1], int) and path not in self.lines:
            path = path[:-1]
        inherited = ("defaults", *path[2:])
        takes = path[:1] == ("campaigns",) and path[:3] not in self.lines
        return inherited if takes and len(inherited) > 1 and inherited[:2] in self.lines else path

    def _part(self, path: KeyPath) -> str:
        last = path[-1]
        return self.names.get(path, f"{last + 1}" if isinstance(last, int) else last)


def _outwards(path: KeyPath) -> Iterable[KeyPath]:
    return (path[:end] for end in range(len(path), -1, -1))
