"""What a reply asks for: the table of effects, read from effects.yaml beside this module."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

from engine.domain.decision import TaskKind
from engine.domain.pause import PauseKind
from engine.replies.label import Label

TABLE = Path(__file__).parent / "effects.yaml"
#: what an unsure reading always asks for
ASK_PERSON = "ask_person"


@dataclass(frozen=True, slots=True)
class Effect:
    """What one label asks for."""

    label: Label
    actions: tuple[str, ...]
    pause: PauseKind | None
    #: how many days that pause lasts, where its own row of the table of pauses leaves it open
    days: int | None
    task: TaskKind | None
    #: the template of the acknowledgement
    answer: str
    #: the same in Belgium; empty: the same template
    answer_be: str = ""
    #: the same when the reply names a day and an hour; empty: the same template
    answer_dated: str = ""


@lru_cache(maxsize=1)
def effects() -> Mapping[Label, Effect]:
    """Give the effect of each label. Raises ValueError: a row that names what there is not."""
    rows = YAML(typ="safe", pure=True).load(TABLE.read_text(encoding="utf-8"))
    return {Label(name): _effect(Label(name), row) for name, row in rows.items()}


def _effect(label: Label, row: Mapping[str, object]) -> Effect:
    pause, task, days = row.get("pause"), row.get("task"), row.get("days")
    actions = row["actions"]
    return Effect(
        label,
        tuple(map(str, actions)) if isinstance(actions, list) else (),
        PauseKind(str(pause)) if pause else None,
        int(str(days)) if days else None,
        TaskKind(str(task)) if task else None,
        *(str(row.get(name, "")) for name in ("answer", "answer_be", "answer_dated")),
    )


def actions_of(labels: Iterable[Label], *, sure: bool) -> list[str]:
    """Name what follows from labels, as `action:what`; an unsure reading goes to a person as well."""
    named = [_named(effects()[label], action) for label in labels for action in effects()[label].actions]
    return list(dict.fromkeys(named if sure else [*named, ASK_PERSON]))


def _named(effect: Effect, action: str) -> str:
    what = {"pause": effect.pause, "task": effect.task, "answer": effect.answer}.get(action)
    return f"{action}:{what}" if what else action
