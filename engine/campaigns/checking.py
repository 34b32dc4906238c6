"""Holds a tree against a model: every mistake at once, and what is left when the mistakes are cut out."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from engine.campaigns.fields import Strict
from engine.campaigns.finding import KeyPath, Mistake
from engine.campaigns.model_keys import example_at, keys_at
from engine.campaigns.pruning import prune, rename
from engine.campaigns.tree import EMPTY, mapping, part
from engine.campaigns.words import clip, nearest

Model = TypeVar("Model", bound=Strict)
#: mistakes inside mistakes: after so many rounds of cutting nothing of use is left
ROUNDS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked(Generic[Model]):
    """
    What a file says, as far as it can be understood.

    With mistakes, `model` holds only the parts that are right: good for finding more mistakes, never for use.
    """

    model: Model | None
    #: the tree that was read, with the keys that were probably meant
    data: object
    mistakes: tuple[Mistake, ...] = ()
    #: the path of a key that was probably meant -> the path as it was written
    meant: Mapping[KeyPath, KeyPath] = field(default_factory=dict)


def check(model: type[Model], data: object) -> Checked[Model]:
    """Hold a tree against a model, and look behind keys with a typing error too."""
    understood, errors = _validated(model, data)
    if not errors:
        return Checked(model=understood, data=data)
    meant = dict(_meant(errors, model, data))
    mended = rename(data, {old: str(new[-1]) for new, old in meant.items()})
    misspelt = [error for error in errors if error["loc"] in set(meant.values())]
    understood, errors = _validated(model, mended)
    return Checked(
        model=_what_is_left(model, mended, errors) if errors else understood,
        data=mended,
        mistakes=tuple(found for one in (*misspelt, *errors) if (found := _mistake(one, model))),
        meant=meant,
    )


def _validated(model: type[Model], data: object) -> tuple[Model | None, list[ErrorDetails]]:
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        return None, error.errors(include_url=False)


def _what_is_left(model: type[Model], data: object, errors: list[ErrorDetails]) -> Model | None:
    understood = None
    for _ in range(ROUNDS):
        data = prune(data, errors)
        understood, errors = _validated(model, data)
        if not errors:
            break
    return understood


def _meant(
    errors: Iterable[ErrorDetails], model: type[Strict], data: object
) -> Iterator[tuple[KeyPath, KeyPath]]:
    """Guess which key was meant where one is misspelt, unless that key stands there as well."""
    for error in errors:
        if error["type"] == "extra_forbidden":
            *parent, word = error["loc"]
            found = nearest(str(word), keys_at(model, tuple(parent)))
            if found and found not in mapping(part(data, parent)):
                yield (*parent, found), error["loc"]


def _mistake(error: ErrorDetails, model: type[Strict]) -> Mistake | None:
    """Say what is wrong in our words; None for what another mistake says already."""
    path = tuple(one for one in error["loc"] if one != "[key]")
    if error["input"] is EMPTY:
        return None
    return WRITERS.get(error["type"], _wrong_kind)(path, error, model)


def _unclear(path: KeyPath, error: ErrorDetails, _: type[Strict]) -> Mistake:
    return Mistake(path, error["ctx"]["message"], error["ctx"]["fix"])


def _unknown_key(path: KeyPath, _: ErrorDetails, model: type[Strict]) -> Mistake:
    word, keys = str(path[-1]), keys_at(model, path[:-1])
    found = nearest(word, keys)
    fix = f'did you mean "{found}"?' if found else f"the keys here are: {', '.join(keys)}"
    return Mistake(path, f'the key "{clip(word)}" is not known here', fix)


def _missing(path: KeyPath, _: ErrorDetails, model: type[Strict]) -> Mistake:
    return Mistake(path, f'"{path[-1]}" is missing', f'add "{path[-1]}: {example_at(model, path)}"')


def _too_short(path: KeyPath, error: ErrorDetails, _: type[Strict]) -> Mistake | None:
    # an item that is wrong does not count for the model: only an empty list is too short
    return None if error["input"] else Mistake(path, "is empty", "write at least one")


def _no_mapping(path: KeyPath, _: ErrorDetails, model: type[Strict]) -> Mistake:
    fix = f"write keys under it: {', '.join(keys_at(model, path)) or 'name: ...'}"
    return Mistake(path, "must hold keys with values", fix)


def _no_list(path: KeyPath, _: ErrorDetails, __: type[Strict]) -> Mistake:
    return Mistake(path, "must be a list", 'write [a, b], or begin each item with "- "')


def _wrong_kind(path: KeyPath, error: ErrorDetails, _: type[Strict]) -> Mistake:
    return Mistake(path, error["msg"], "compare with the examples")


WRITERS: Mapping[str, Callable[[KeyPath, ErrorDetails, type[Strict]], Mistake | None]] = {
    "unclear": _unclear,
    "extra_forbidden": _unknown_key,
    "missing": _missing,
    "too_short": _too_short,
    "model_type": _no_mapping,
    "dict_type": _no_mapping,
    "tuple_type": _no_list,
}
