"""Which keys may stand at a place in a file, according to its model."""

from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from engine.campaigns.fields import Strict
from engine.campaigns.finding import KeyPath


def keys_at(model: type[Strict], path: KeyPath) -> tuple[str, ...]:
    """List the keys that may stand at a path; none when everything may."""
    found = _at(model, path)
    return tuple(_fields(found)) if found else ()


def example_at(model: type[Strict], path: KeyPath) -> str:
    """Give an example of what may stand at a path, as YAML."""
    parent = _at(model, path[:-1])
    field = _fields(parent).get(str(path[-1])) if parent else None
    return _flow(field.examples[0]) if field and field.examples else "..."


def _flow(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _at(kind: Any, path: KeyPath) -> type[Strict] | None:
    kind = _plain(kind)
    if get_origin(kind) is dict:
        return _at(get_args(kind)[1], path[1:]) if path else None
    if get_origin(kind) is tuple:
        return _at(get_args(kind)[0], path[1:]) if path else None
    if not (isinstance(kind, type) and issubclass(kind, Strict)):
        return None
    if not path:
        return kind
    field = _fields(kind).get(str(path[0]))
    return _at(field.annotation, path[1:]) if field else None


def _plain(kind: Any) -> Any:
    """Take off Annotated and `| None`."""
    if get_origin(kind) is Annotated:
        return _plain(get_args(kind)[0])
    if get_origin(kind) in {Union, UnionType}:
        return _plain(next(part for part in get_args(kind) if part is not NoneType))
    return kind


def _fields(model: type[Strict]) -> dict[str, FieldInfo]:
    return {field.alias or name: field for name, field in model.model_fields.items()}
