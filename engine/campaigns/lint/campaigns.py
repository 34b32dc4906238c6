"""Every rule of the lint, asked of every campaign at once."""

from collections.abc import Callable, Iterable, Iterator

from engine.campaigns.finding import Finding, Mistake
from engine.campaigns.lint import agreements, caps, creditors, hours, law, reach, texts
from engine.campaigns.lint.look import Knowledge, Look
from engine.campaigns.lint.order import hidden_campaigns
from engine.campaigns.lint.portfolio import unmatched
from engine.campaigns.loading import Loaded

Rule = Callable[[Look], Iterable[Mistake]]

#: rules that are right about the parts of a campaign that could be read
OF_PARTS: tuple[Rule, ...] = (
    texts.templates_exist,
    texts.channels_have_texts,
    texts.scripts_exist,
    texts.announced_steps_come,
    creditors.creditors_are_known,
    creditors.creditors_can_be_asked,
    creditors.channels_are_possible,
    law.legal_messages_are_durable,
)
#: rules that look at a campaign as a whole, and would be wrong when something is left out
OF_THE_WHOLE: tuple[Rule, ...] = (
    texts.variants_fit,
    reach.steps_have_their_own_name,
    reach.nothing_follows_the_review,
    reach.conditions_can_hold,
    reach.fallbacks_can_help,
    caps.steps_fit_in_the_caps,
    caps.tries_fit_in_the_caps,
    agreements.agreements_are_kept,
    hours.hours_open_at_all,
    law.roles_fit,
    law.begins_as_the_law_asks,
    law.notice_is_followed_by_silence,
    law.costs_as_announced,
)


def lint_campaigns(loaded: Loaded, knowledge: Knowledge) -> tuple[Finding, ...]:
    """
    Look for mistakes in campaigns that are well-formed, and in what is left of those that are not.

    The findings come on top of `loaded.findings`, in the order of the file.
    """
    return loaded.places.findings(_mistakes(loaded, knowledge))


def _mistakes(loaded: Loaded, knowledge: Knowledge) -> Iterator[Mistake]:
    looks = [Look(draft.campaign, knowledge) for draft in loaded.drafts]
    whole_looks = [look for look, draft in zip(looks, loaded.drafts, strict=True) if draft.whole]
    yield from hours.hours_inside_the_law(looks, loaded.places)
    yield from reach.steps_come_in_time(whole_looks, loaded.places)
    for draft, look in zip(loaded.drafts, looks, strict=True):
        for rule in OF_PARTS + (OF_THE_WHOLE if draft.whole else ()):
            yield from rule(look)
    whole = [look.campaign for look in whole_looks]
    yield from hidden_campaigns(whole)
    if knowledge.portfolio:
        for campaign in whole:
            yield from unmatched(campaign, knowledge.portfolio)
