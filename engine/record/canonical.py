"""One way to write JSON as bytes, so that the same content always has the same hash (RFC 8785)."""

from collections.abc import Iterable, Mapping
from itertools import chain

import orjson

from engine.domain.touchpoint import CanonicalJson, Json

#: sorted keys, no whole number that another reader of JSON would round, and nothing that is no JSON
OPTIONS = orjson.OPT_SORT_KEYS | orjson.OPT_STRICT_INTEGER | orjson.OPT_PASSTHROUGH_DATACLASS

LEAVES = {str, int, bool, type(None), CanonicalJson}


def canonical(json: Json | Mapping[str, Json | CanonicalJson]) -> bytes:
    """
    Write JSON as its canonical bytes; what was written before goes into a table as it is.

    Keys are ASCII only: beyond it, sorting by code point is not the sorting of RFC 8785 (UTF-16). Raises
    ValueError for another key, a fraction, a whole number of more than 53 bits, or what is no JSON.
    """
    try:
        _refuse_strange(json)
        return orjson.dumps(json, default=_as_written, option=OPTIONS)
    except TypeError as error:  # a key that is no text, or what orjson refuses
        raise ValueError(f"this cannot be written as canonical JSON: {error}") from error


def canonical_list(elements: Iterable[CanonicalJson]) -> CanonicalJson:
    """Write a list of what was written before."""
    return CanonicalJson(b"[%b]" % b",".join([element.written for element in elements]))


def _as_written(value: object) -> orjson.Fragment:
    """Answer what orjson asks about anything that it does not know."""
    if isinstance(value, CanonicalJson):
        return orjson.Fragment(value.written)
    raise TypeError(f"{value!r} is no JSON")


def _refuse_strange(json: Json | Mapping[str, Json | CanonicalJson]) -> None:
    """Look through a tree; most tables hold leaves only, and pass by the types of all their values."""
    if isinstance(json, dict):
        if not "".join(json).isascii():
            raise ValueError(f"a key of {sorted(map(str, json))} is not written in plain ASCII letters")
        for value in json.values():
            if type(value) not in LEAVES:
                _refuse_strange(value)
    elif isinstance(json, list):
        for value in _not_plain(json):
            _refuse_strange(value)
    elif json is not None and not isinstance(json, (str, int)):
        raise ValueError(f"{json!r} is no text, whole number, yes or no, list or table: write it as one")


def _not_plain(values: list[Json]) -> Iterable[Json]:
    """Pass by, in one go, what a trace mostly holds: tables of leaves with ASCII keys; give back the rest."""
    tables = [value for value in values if isinstance(value, dict)]
    if len(tables) != len(values) or not "".join(chain.from_iterable(tables)).isascii():
        return values
    inside = chain.from_iterable(map(dict.values, tables))
    return [value for value in inside if type(value) not in LEAVES]
