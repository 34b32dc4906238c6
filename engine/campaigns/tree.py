"""A file as dicts, lists and texts, with the line of each part."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from engine.campaigns.finding import KeyPath, Mistake


class Empty:
    """A key without a value: never what somebody meant."""

    def __repr__(self) -> str:
        return "nothing"


EMPTY: Final = Empty()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """What was read: dicts, lists, texts and EMPTY; `data` is EMPTY when the form itself is wrong."""

    data: object
    lines: Mapping[KeyPath, int] = field(default_factory=dict)
    mistakes: tuple[Mistake, ...] = ()


def mapping(value: object) -> dict[str, object]:
    """Take a part of a tree as a mapping; an empty one when it is something else."""
    return value if isinstance(value, dict) else {}


def items(value: object) -> list[object]:
    """Take a part of a tree as a list; an empty one when it is something else."""
    return value if isinstance(value, list) else []


def part(value: object, path: Iterable[str | int]) -> object:
    """Walk down a tree; EMPTY when the path leads nowhere."""
    for step in path:
        if isinstance(step, int):
            value = items(value)[step] if step < len(items(value)) else EMPTY
        else:
            value = mapping(value).get(step, EMPTY)
    return value
