"""Mends and cuts what is wrong in a tree, so that the rest can be looked at for more mistakes."""

from collections.abc import Iterable, Mapping

from pydantic_core import ErrorDetails

from engine.campaigns.finding import KeyPath

#: wrong items of these lists become empty ones, so that the numbers of the others stay right
NUMBERED = "steps"


def prune(data: object, errors: Iterable[ErrorDetails]) -> object:
    """Leave out every part that an error points to; a missing key takes what it is missing from with it."""
    return _without(data, frozenset(_culprit(error) for error in errors))


def rename(value: object, keys: Mapping[KeyPath, str], path: KeyPath = ()) -> object:
    """Give keys another name, each by its path; everything keeps its place."""
    if isinstance(value, dict):
        return {keys.get((*path, key), key): rename(one, keys, (*path, key)) for key, one in value.items()}
    if isinstance(value, list):
        return [rename(item, keys, (*path, index)) for index, item in enumerate(value)]
    return value


def _culprit(error: ErrorDetails) -> KeyPath:
    path = tuple(one for one in error["loc"] if one != "[key]")
    return path[:-1] if error["type"] == "missing" else path


def _without(value: object, paths: frozenset[KeyPath]) -> object:
    if () in paths:
        return {}
    if isinstance(value, dict):
        inner = {key: _inner(paths, key) for key in value}
        return {
            key: _without_items(one, inner[key]) if key == NUMBERED else _without(one, inner[key])
            for key, one in value.items()
            if not _is_cut(one, inner[key])
        }
    if isinstance(value, list):
        return [
            _without(item, _inner(paths, index))
            for index, item in enumerate(value)
            if () not in _inner(paths, index)
        ]
    return value


def _without_items(value: object, paths: frozenset[KeyPath]) -> object:
    if not isinstance(value, list):
        return value
    return [_without(item, _inner(paths, index)) for index, item in enumerate(value)]


def _is_cut(value: object, paths: frozenset[KeyPath]) -> bool:
    """Say whether a value goes as a whole: it is wrong itself, or a single word that stood for a list."""
    return () in paths or (bool(paths) and not isinstance(value, (dict, list)))


def _inner(paths: frozenset[KeyPath], key: str | int) -> frozenset[KeyPath]:
    return frozenset(path[1:] for path in paths if path and path[0] == key)
