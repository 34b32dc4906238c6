"""Templates, channels, scripts and wordings that a campaign names must be there and fit."""

from collections.abc import Iterable, Iterator

from engine.campaigns.finding import KeyPath, Level, Mistake
from engine.campaigns.lint.look import Look
from engine.campaigns.words import suggestion
from engine.domain.campaign import CostsPolicy
from engine.domain.decision import TaskKind
from engine.policy.content.announced import Announced
from preferences.channel import ChannelKind

TALK_ANNOUNCED = {
    TaskKind.CALL: Announced.CALL,
    TaskKind.VIDEO_CALL: Announced.CALL,
    TaskKind.VISIT: Announced.VISIT,
}
TALKS = frozenset(TALK_ANNOUNCED)


def templates_exist(look: Look) -> Iterator[Mistake]:
    """Find templates that are not there, or are written for another law."""
    shelf = look.knowledge.templates
    for index, step in look.messages():
        for path, template in look.templates(index, step):
            if template not in shelf.channels:
                yield Mistake(
                    path, f'there is no template "{template}"', suggestion(template, shelf.channels)
                )
            elif foreign := look.jurisdictions - shelf.jurisdictions.get(template, look.jurisdictions):
                message = f'the template "{template}" is not written for: {", ".join(sorted(foreign))}'
                yield Mistake(path, message, "choose another template, or say `jurisdiction` under `for`")


def channels_have_texts(look: Look) -> Iterator[Mistake]:
    """Find channels for which a template of the step has no text."""
    for index, step in look.messages():
        for path, kinds in look.ways(index, step):
            yield from _without_text(look, index, path, kinds)


def announced_steps_come(look: Look) -> Iterator[Mistake]:
    """Find texts that announce a step that the campaign does not have (law.md NL-25, S)."""
    announced = look.knowledge.templates.announced
    for index, step in look.messages():
        for path, template in look.templates(index, step):
            for one in sorted(announced.get(template, frozenset()) - _coming(look, index)):
                message = f'"{template}" announces a {one}, and nothing like it follows (law.md NL-25, S)'
                yield Mistake(path, message, "add the step behind this one, or choose another template")


def _coming(look: Look, index: int) -> frozenset[Announced]:
    """Say which steps follow, by what they are to the debtor."""
    later = look.campaign.steps[index + 1 :]
    coming = {Announced.MESSAGE for step in later if step.template}
    coming |= {TALK_ANNOUNCED[step.task] for step in later if step.task in TALK_ANNOUNCED}
    costs = look.campaign.costs is not CostsPolicy.NONE
    return frozenset(coming | ({Announced.COSTS} if costs else set()))


def scripts_exist(look: Look) -> Iterator[Mistake]:
    """Find scripts that are not there, and calls and visits without one."""
    known = look.knowledge.scripts
    for index, step in enumerate(look.campaign.steps):
        path = look.at("steps", index, "script")
        if step.script and step.script not in known:
            yield Mistake(path, f'there is no script "{step.script}"', suggestion(step.script, known))
        elif step.task in TALKS and not step.script:
            fix = f'add "script: {min(known, default="NAME")}"'
            yield Mistake(path, f"a {step.task} without a conversation script", fix, Level.WARNING)


def variants_fit(look: Look) -> Iterator[Mistake]:
    """Find variants of a step that is not there, or that never send the step's own template."""
    steps = {step.id: step for _, step in look.messages()}
    for step_id in dict.fromkeys(variant.step for variant in look.campaign.variants):
        path = look.at("variants", step_id)
        if step_id not in steps:
            yield Mistake(path, f'there is no message step "{step_id}"', suggestion(step_id, steps))
            continue
        wordings = {variant.template for variant in look.campaign.variants if variant.step == step_id}
        if steps[step_id].template not in wordings:
            message = f'the template of the step, "{steps[step_id].template}", is never sent'
            yield Mistake(path, message, "make it one of the variants, or the template of the step")


def _without_text(look: Look, index: int, path: KeyPath, kinds: Iterable[ChannelKind]) -> Iterator[Mistake]:
    shelf = look.knowledge.templates.channels
    for _, template in look.templates(index, look.campaign.steps[index]):
        for kind in kinds:
            if kind not in shelf.get(template, frozenset(ChannelKind)):
                fix = f'remove "{kind}", or write the text: {template}/{kind}.txt'
                yield Mistake(path, f'the template "{template}" has no text for {kind}', fix)
