"""Which keys a campaign and its steps need together; asked of the tree, so that no other mistake hides it."""

from collections.abc import Iterator, Mapping

from engine.campaigns.finding import KeyPath, Mistake
from engine.campaigns.tree import items, mapping

#: what every campaign needs, of its own or from `defaults`, with an example
NEEDED = {
    "hours": '{mon-fri: "08:00-19:45"}',
    "cap": "{contacts: 2, per: 7 days}",
    "costs": "none",
}
STEP_NEEDS = {"id": "first-message", "after": "5 working days"}
ONLY_MESSAGES = ("channels", "fallback", "role", "offer", "in_doubt")
ONLY_TASKS = ("script",)


def shape_mistakes(data: object) -> Iterator[Mistake]:
    """Find what campaigns and steps lack, and keys that do not go together."""
    file = mapping(data)
    defaults = mapping(file.get("defaults"))
    for name, campaign in mapping(file.get("campaigns")).items():
        path = ("campaigns", name)
        if isinstance(campaign, dict):
            yield from _needed(path, campaign, defaults)
        for index, step in enumerate(items(mapping(campaign).get("steps"))):
            if isinstance(step, dict):
                yield from _step((*path, "steps", index), step)


def _needed(
    path: KeyPath, campaign: Mapping[str, object], defaults: Mapping[str, object]
) -> Iterator[Mistake]:
    for key in NEEDED.keys() - campaign.keys() - defaults.keys():
        message = f'"{key}" is missing, here and under `defaults`'
        yield Mistake((*path, key), message, f'add "{key}: {NEEDED[key]}"')


def _step(path: KeyPath, step: Mapping[str, object]) -> Iterator[Mistake]:
    for key in STEP_NEEDS.keys() - step.keys():
        yield Mistake((*path, key), f'"{key}" is missing', f'add "{key}: {STEP_NEEDS[key]}"')
    if "template" in step:
        yield from _message(path, step)
    elif "task" in step:
        yield from _refuse(path, step, ONLY_MESSAGES, "a task is done by a person")
    else:
        fix = 'add "template: NAME" with "channels", or "task: call"'
        yield Mistake(path, "a step needs a template or a task", fix)


def _message(path: KeyPath, step: Mapping[str, object]) -> Iterator[Mistake]:
    if "task" in step:
        fix = "make two steps of it"
        yield Mistake((*path, "task"), "a step has a template or a task, not both", fix)
    else:
        yield from _refuse(path, step, ONLY_TASKS, "a script is for a call or a visit")
    if "channels" not in step:
        fix = 'add "channels: [preferred, email, letter]"'
        yield Mistake((*path, "channels"), '"channels" is missing', fix)


def _refuse(
    path: KeyPath, step: Mapping[str, object], keys: tuple[str, ...], reason: str
) -> Iterator[Mistake]:
    for key in keys:
        if key in step:
            yield Mistake((*path, key), f'"{key}" does not fit here: {reason}', "remove it")
