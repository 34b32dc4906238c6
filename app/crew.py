"""One of many workers on PostgreSQL: the rounds of the daemon as jobs of an engine that all of them share."""

from dataclasses import dataclass, field
from threading import Lock

import structlog

from app.job_tables import is_prepared
from app.jobs import Jobs
from app.worker import Work, Worker, sending, surviving
from engine.domain.errors import ConfigurationError

log = structlog.get_logger()


@dataclass(slots=True)
class CrewWorker(Worker):
    """Takes rounds from the shared queue; a round that goes on here already is left to the others."""

    jobs: Jobs = field(init=False)

    def run(self) -> None:
        """Keep going until SIGTERM or SIGINT."""
        store = self.house.store
        if store.is_sqlite:
            raise ConfigurationError(
                "`minnelijk worker` needs PostgreSQL: set MINNELIJK_DATABASE_URL, or use `minnelijk run`"
            )
        if not is_prepared(store):
            raise ConfigurationError("the tables of the job queue are not there: run `minnelijk db upgrade`")
        with self.begun():
            self.jobs = Jobs(store.address)
            rounds = self.rounds()
            for name, work, every in rounds:
                self.jobs.periodic(name, one_at_a_time(surviving(work)), every)
            log.info("worker started")
            # a place for each round, and one for the engine's own
            self.jobs.run_worker(len(rounds) + 1, self._until_asked)
        log.info("worker ended")

    def wake_senders(self) -> None:
        """Let whoever is free hand over what was just planned."""
        for lane in self.lanes:
            self.jobs.defer(sending(lane))

    def _until_asked(self) -> None:
        by = self._bell.wait()
        self.ended.set()
        log.info("asked to end", by=by)


def one_at_a_time(work: Work) -> Work:
    """Do a round unless it goes on in this process; the next look comes soon, perhaps to another one."""
    turn = Lock()

    def run() -> None:
        if turn.acquire(blocking=False):
            try:
                work()
            finally:
                turn.release()

    return run
