"""All rules in the order in which the trace shows them; a new rule gets its place here."""

from collections.abc import Callable

from engine.domain.decision import Verdict
from engine.policy.amicable_clock import amicable_track_runs
from engine.policy.be.amounts_checked import lump_sum_keeps_to_the_cap
from engine.policy.be.contact_window import within_belgian_contact_hours
from engine.policy.be.notice_first import formal_notice_comes_first
from engine.policy.be.registration import collector_is_registered_in_belgium
from engine.policy.be.reminder_first import first_reminder_was_sent
from engine.policy.campaign_step import step_is_due
from engine.policy.channel_choice import a_channel_is_left
from engine.policy.costs_shown import no_costs_where_none_are_asked
from engine.policy.facts import Facts
from engine.policy.frequency import not_too_often
from engine.policy.hours import within_all_hours
from engine.policy.house_stop import house_is_open
from engine.policy.nl.contact_window import within_dutch_contact_hours
from engine.policy.nl.costs_after_letter import costs_wait_for_the_letter
from engine.policy.nl.description_first import description_comes_first
from engine.policy.nl.one_letter import one_letter_at_a_time
from engine.policy.nl.registration import collector_is_registered
from engine.policy.one_at_a_time import one_at_a_time
from engine.policy.pauses import nobody_asked_for_quiet
from engine.policy.standing import case_stands_open

Rule = Callable[[Facts], Verdict]

#: the version of all rules together; raised when a rule changes, and kept with each decision
RULE_PACK = "2026.16"

RULES: tuple[Rule, ...] = (
    house_is_open,
    case_stands_open,
    nobody_asked_for_quiet,
    collector_is_registered,
    collector_is_registered_in_belgium,
    description_comes_first,
    first_reminder_was_sent,
    formal_notice_comes_first,
    lump_sum_keeps_to_the_cap,
    costs_wait_for_the_letter,
    one_letter_at_a_time,
    no_costs_where_none_are_asked,
    amicable_track_runs,
    step_is_due,
    not_too_often,
    one_at_a_time,
    a_channel_is_left,
    within_dutch_contact_hours,
    within_belgian_contact_hours,
    within_all_hours,
)
