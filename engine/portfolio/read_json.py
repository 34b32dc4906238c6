"""Read a portfolio from JSON: a list of objects, one for each case, with the columns as keys."""

import re
from collections.abc import Iterator
from json import JSONDecodeError, JSONDecoder
from pathlib import Path

from engine.campaigns.words import clip
from engine.domain.errors import ConfigurationError
from engine.portfolio.cells import BadCell, Row, cleaned

NOT_A_PORTFOLIO = "a JSON portfolio is a list of objects, one for each case; see docs/portfolio.md"
SPACE = re.compile(r"[ \t\r\n]*")
YES_NO = {True: "yes", False: "no"}


def json_rows(path: Path) -> Iterator[tuple[int, Row | BadCell]]:
    """Check the file as a whole, and give its rows one by one; raises ConfigurationError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        for _ in _values(text):
            pass
    except UnicodeDecodeError as fault:
        raise ConfigurationError(f"{path}: is not UTF-8; save the file as UTF-8") from fault
    except JSONDecodeError as fault:
        place = f"{path}, line {fault.lineno}, column {fault.colno}"
        raise ConfigurationError(f"{place}: {fault.msg}; {NOT_A_PORTFOLIO}") from fault
    except RecursionError as fault:
        raise ConfigurationError(f"{path}: lists in lists without end; {NOT_A_PORTFOLIO}") from fault
    return ((line, _row(value)) for line, value in _values(text))


def _values(text: str) -> Iterator[tuple[int, object]]:
    """
    Give each value of a list with the line on which it begins; raises JSONDecodeError.

    Numbers stay as they are written: an amount never becomes a binary fraction.
    """
    decoder = JSONDecoder(object_pairs_hook=_object, parse_float=str, parse_int=str, parse_constant=str)
    line, counted, at = 1, 0, _past(text, 0, "[")
    more = not text.startswith("]", at)
    while more:
        line, counted = line + text.count("\n", counted, at), at
        value, end = decoder.raw_decode(text, at)
        yield line, value
        at = _past(text, end)
        more = text.startswith(",", at)
        at = _past(text, at, ",") if more else at
    if _past(text, at, "]") != len(text):
        raise JSONDecodeError("Something stands behind the list", text, at)


def _past(text: str, at: int, mark: str = "") -> int:
    """Go past white space, and past a mark that must stand there with the white space behind it."""
    at = _end_of_space(text, at)
    if not text.startswith(mark, at):
        raise JSONDecodeError(f"Expecting '{mark}'", text, at)
    return _end_of_space(text, at + len(mark))


def _end_of_space(text: str, at: int) -> int:
    found = SPACE.match(text, at)
    return found.end() if found else at


def _object(pairs: list[tuple[str, object]]) -> dict[str, object] | BadCell:
    """Read an object; a key that stands there twice says two things."""
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    names = [name for name, _ in pairs]
    twice = next(name for name in names if names.count(name) > 1)
    return BadCell(twice, "", "stands twice in this object")


def _row(value: object) -> Row | BadCell:
    if isinstance(value, BadCell):
        return value
    if not isinstance(value, dict):
        return BadCell("", clip(str(value)), "is no object with the columns as keys")
    try:
        return {name: cell for name, one in value.items() if (cell := _cell(name, one))}
    except BadCell as fault:
        return fault


def _cell(name: str, value: object) -> str:
    """Read a text, a number, true or false, nothing, or a list of such."""
    if isinstance(value, list) and not any(isinstance(one, list) for one in value):
        return ",".join(_cell(name, one) for one in value)
    match value:
        case None:
            return ""
        case bool():
            return YES_NO[value]
        case str():
            return cleaned(value)
        case _:
            raise BadCell(name, clip(str(value)), "holds a list or an object; write one value in a cell")
