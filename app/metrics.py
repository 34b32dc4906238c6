"""
The figures for monitors: read from the database when they are asked for, so they hold for all workers.

No label says who somebody is: channels, states, rounds and kinds only.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from app.clocks import ahead_of_database
from app.job_tables import stalled_jobs
from app.releases import missing_now
from app.settings import Settings
from app.wiring import House
from engine.domain.case import Jurisdiction
from engine.domain.errors import ContactError
from engine.domain.organisation import InDanger
from engine.policy.calendars import calendar_for, missing_rows
from engine.store.vital_signs import VitalSigns

MEANINGS = {
    "up": "1 when the database answers",
    "stopped": "1 while everything is stopped",
    "queue_contacts": "contacts in the send queue",
    "alone_seconds": "how long no daemon or worker came by; 0 also when none ever did",
    "late_seconds": "how long the contact that waits longest could have left already",
    "due_late_seconds": "how long the case that waits longest should have been looked at already",
    "held_releases": "releases that wait for two people",
    "short_releases": "releases of the last working day that were far below what was expected",
    "in_doubt_late_seconds": "how long the oldest contact in doubt is so",
    "open_tasks": "open work of people",
    "late_tasks": "open work of people whose day is over",
    "keeping_tasks": "open work of people for which somebody is left alone past the moment of a pause",
    "danger_untaken_seconds": "how long somebody who may be in danger waits for who is trained",
    "danger_take_within_seconds": "within how long who is trained should take that task",
    "danger_calls": "messages of who may be in danger, of whom nobody knows a case",
    "calls_late_seconds": "how long the call from outside that waits longest is not worked",
    "calls_aside": "calls from outside that wait for a person",
    "calendar_rows_missing": "kinds of rows that the calendar misses for next year",
    "unsealed_seconds": "how long the oldest line of the record waits for its checkpoint",
    "checkpoint_age_seconds": "how old the newest signed checkpoint is; 0: there is none",
    "unanchored_seconds": "how long the oldest checkpoint waits that an anchor outside does not cover",
    "backup_age_seconds": "how old the newest backup is; before the first one, how far the record goes back",
    "clock_apart_seconds": "how far the clock of this machine, or of a worker, is from that of the database",
    "stalled_jobs": "jobs of workers that are gone",
}


@dataclass(frozen=True, eq=False)
class HouseMetrics(Collector):
    """Looks at a house when a monitor asks."""

    house: House

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Give every figure; only that nothing answers, when nothing answers."""
        try:
            found = [*self._found(self.house.clock())]
        except ContactError:
            found = [_gauge("up", 0)]
        yield from found

    def _found(self, now: datetime) -> Iterator[GaugeMetricFamily]:
        with self.house.store.read() as books:
            signs = books.vital_signs(now)
        yield _gauge("up", 1)
        yield from _of(signs)
        yield from _of_danger(signs, self.house.organisation.agency.in_danger)
        yield _of_anchors(signs, self.house.settings)
        yield _gauge("short_releases", len(missing_now(self.house)))
        ours = ahead_of_database(self.house.store, self.house.clock)
        yield _gauge("clock_apart_seconds", max(abs(ours), signs.clock_apart).total_seconds())
        yield _gauge("stalled_jobs", stalled_jobs(self.house.store))
        missing = GaugeMetricFamily(*_named("calendar_rows_missing"), labels=["jurisdiction"])
        for jurisdiction in Jurisdiction:
            rows = missing_rows(calendar_for(jurisdiction), now.year + 1)
            missing.add_metric([jurisdiction.value], len(list(rows)))
        yield missing


def metrics_of(house: House) -> Callable[[], bytes]:
    """Make what answers a monitor, in the words of Prometheus."""
    registry = CollectorRegistry()
    registry.register(HouseMetrics(house))
    return lambda: generate_latest(registry)


def _of(signs: VitalSigns) -> Iterator[GaugeMetricFamily]:
    queue = GaugeMetricFamily(*_named("queue_contacts"), labels=["state", "channel"])
    for (state, channel), count in signs.queue.items():
        queue.add_metric([state, channel], count)
    yield queue
    yield _by_kind("open_tasks", signs.open_tasks)
    yield _by_kind("late_tasks", signs.late_tasks)
    yield _gauge("keeping_tasks", signs.keeping_tasks)
    aside = GaugeMetricFamily(*_named("calls_aside"), labels=["state"])
    for state, count in signs.calls_aside.items():
        aside.add_metric([state], count)
    yield aside
    yield _gauge("calls_late_seconds", signs.calls_late.total_seconds())
    yield _gauge("stopped", int(signs.is_stopped))
    yield _gauge("danger_calls", signs.danger_calls)
    yield _gauge("held_releases", signs.held_releases)
    yield _gauge("alone_seconds", signs.alone_for.total_seconds())
    yield _gauge("late_seconds", signs.late.total_seconds())
    yield _gauge("due_late_seconds", signs.due_late.total_seconds())
    yield _gauge("unsealed_seconds", signs.unsealed_for.total_seconds())
    yield _gauge("checkpoint_age_seconds", signs.checkpoint_age.total_seconds())
    yield _gauge("backup_age_seconds", signs.backup_age.total_seconds())
    yield _gauge("in_doubt_late_seconds", signs.in_doubt_for.total_seconds())


def _of_danger(signs: VitalSigns, in_danger: InDanger) -> Iterator[GaugeMetricFamily]:
    waits = [
        waited.total_seconds()
        for who, waited in signs.in_danger_for.items()
        if not in_danger.is_in_good_hands(who)
    ]
    yield _gauge("danger_untaken_seconds", max([0.0, *waits]))
    yield _gauge("danger_take_within_seconds", in_danger.take_within.total_seconds())


def _of_anchors(signs: VitalSigns, settings: Settings) -> GaugeMetricFamily:
    """Give how late each anchor outside is; one that is not in use is not among them."""
    gauge = GaugeMetricFamily(*_named("unanchored_seconds"), labels=["anchor"])
    for anchor, used, waits in (
        ("time_stamp", settings.time_stamp_url, signs.unstamped_for),
        ("mail", settings.checkpoint_mail_to, signs.unmailed_for),
    ):
        if used:
            gauge.add_metric([anchor], waits.total_seconds())
    return gauge


def _by_kind(name: str, counts: Mapping[str, int]) -> GaugeMetricFamily:
    gauge = GaugeMetricFamily(*_named(name), labels=["kind"])
    for kind, count in counts.items():
        gauge.add_metric([kind], count)
    return gauge


def _named(name: str) -> tuple[str, str]:
    return f"minnelijk_{name}", MEANINGS[name]


def _gauge(name: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(*_named(name), value=value)
