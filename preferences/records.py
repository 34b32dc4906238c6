"""Frozen records, made at half the price: a case makes some two hundred of them on its way."""

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import MISSING, Field, fields
from typing import TYPE_CHECKING, Any, TypeVar

Record = TypeVar("Record")

#: stands for a value that nobody gave and that is made anew each time
ANEW = object()
#: stands for a value that a copy takes over
SAME = object()

if TYPE_CHECKING:
    replace = dataclasses.replace
else:

    def replace(record: Record, /, **changes: Any) -> Record:
        """Copy a record with some fields changed, as dataclasses does, at half the price."""
        quick = getattr(record, "__replace__", None)
        return quick(**changes) if quick else dataclasses.replace(record, **changes)


def quickly_made(record: type[Record]) -> type[Record]:
    """
    Make the instances of a frozen dataclass twice as fast; nothing else about it changes.

    A frozen dataclass writes each field through `object.__setattr__`, at ten times the price of an
    assignment. Here a record is open while it is being made: it begins in a class of the same shape that
    refuses nothing, gets its fields by plain assignments, and is frozen before anybody sees it. That happens
    in `__new__`, for what `__init__` is handed is frozen already.
    """
    listed = fields(record)  # type: ignore[arg-type]
    shape = {name: value for name, value in vars(record).items() if name in {"__slots__", "__module__"}}
    names: dict[str, Any] = {
        "frozen": record,
        "open": type(f"Open{record.__name__}", (), shape),
        "make": object.__new__,
        "ANEW": ANEW,
        "SAME": SAME,
    }
    for field in listed:
        names[f"default_{field.name}"] = field.default
        names[f"make_{field.name}"] = field.default_factory
    written = "\n".join([*_making(record, listed), *_copying(record, listed)])
    exec(written, names)  # noqa: S102 - how dataclasses make their own __init__
    record.__new__ = names["__new__"]  # type: ignore[method-assign]
    record.__init__ = object.__init__  # type: ignore[method-assign]
    record.__replace__ = names["__replace__"]  # type: ignore[attr-defined]
    record.__reduce__ = _in_parts  # type: ignore[method-assign, assignment]
    return record


def _in_parts(record: Any) -> tuple[Callable[..., Any], tuple[type, dict[str, Any]]]:
    """Say how to make a record again, for pickle and copy: with its fields, as it was made the first time."""
    kept = {field.name: getattr(record, field.name) for field in fields(record)}
    return _made_again, (type(record), kept)


def _made_again(record: type[Record], kept: dict[str, Any]) -> Record:
    return record(**kept)


def _making(record: type[object], listed: tuple[Field[Any], ...]) -> Iterator[str]:
    """Write the function that makes a record."""
    by_place = [_argument(field) for field in listed if not field.kw_only]
    by_name = [_argument(field) for field in listed if field.kw_only]
    yield f"def __new__({', '.join(['frozen', *by_place, *(['*'] if by_name else []), *by_name])}):"
    yield "    self = make(open)"
    for field in listed:
        made = f"make_{field.name}() if {field.name} is ANEW else {field.name}"
        yield f"    self.{field.name} = {field.name if field.default_factory is MISSING else made}"
    yield "    self.__class__ = frozen"
    if hasattr(record, "__post_init__"):
        yield "    self.__post_init__()"
    yield "    return self"


def _copying(record: type[object], listed: tuple[Field[Any], ...]) -> Iterator[str]:
    """Write the function that copies a record with changes (the protocol of copy.replace in Python 3.13)."""
    yield f"def __replace__(self, /, *, {', '.join(f'{field.name}=SAME' for field in listed)}):"
    yield "    copy = make(open)"
    for field in listed:
        yield f"    copy.{field.name} = self.{field.name} if {field.name} is SAME else {field.name}"
    yield "    copy.__class__ = frozen"
    if hasattr(record, "__post_init__"):
        yield "    copy.__post_init__()"
    yield "    return copy"


def _argument(field: Field[Any]) -> str:
    if field.default_factory is not MISSING:
        return f"{field.name}=ANEW"
    return field.name if field.default is MISSING else f"{field.name}=default_{field.name}"
