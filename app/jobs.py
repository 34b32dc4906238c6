"""
The job engine for many machines: Procrastinate, behind three calls (defer, periodic, run_worker).

Jobs are hints and hold no truth: what is due stands in our own tables, so a hint that is lost costs the time
until the next look, and one that comes twice finds nothing to do.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta

import procrastinate
import structlog
from procrastinate import exceptions
from procrastinate.jobs import Status

from app.job_tables import STALLED_AFTER
from engine.domain.errors import StoreUnavailable

log = structlog.get_logger()

SIGN_OF_LIFE_EVERY = 10.0
#: how soon a worker looks at the queue when no word of a new job came
LOOK_EVERY = 5.0
#: how soon a worker begins again after it lost the database
AGAIN_AFTER = 2.0
RETRY, RETRY_EVERY = "retry stalled", timedelta(seconds=10)
MINUTE = 60
Work = Callable[[], None]


@dataclass
class Jobs:
    """One worker's way to the queue; `open` before the first job."""

    address: str
    _app: procrastinate.App = field(init=False)
    #: deferring from a thread of a worker takes a connection of its own
    _desk: procrastinate.App = field(init=False)

    def __post_init__(self) -> None:
        self._app = procrastinate.App(
            connector=procrastinate.PsycopgConnector(conninfo=self.address, min_size=1, max_size=4)
        )
        self._desk = procrastinate.App(
            connector=procrastinate.SyncPsycopgConnector(conninfo=self.address, min_size=1, max_size=2)
        )

    def defer(self, name: str) -> None:
        """Put a job into the queue, unless one of that name waits there already."""
        try:
            self._desk.configure_task(name, queueing_lock=name, allow_unknown=True).defer()
        except exceptions.AlreadyEnqueued:
            pass
        except exceptions.ConnectorException as error:
            raise StoreUnavailable("the job queue does not answer: run `minnelijk db upgrade`") from error

    def periodic(self, name: str, work: Work, every: timedelta) -> None:
        """
        Do something again and again, once for all workers together; `defer` does it between the times.

        `every` is a whole number of seconds below a minute, or of minutes below an hour.
        """

        def job(timestamp: int = 0) -> None:
            del timestamp
            work()

        task = self._app.task(name=name, queueing_lock=name)(job)
        self._app.periodic(cron=_cron(every), periodic_id=name)(task)

    def run_worker(self, concurrency: int, wait_for_end: Work) -> None:
        """Work until `wait_for_end` returns: then no new job is begun, and those in hand are finished."""
        self._app.task(name=RETRY, queueing_lock=RETRY)(self._retry_stalled)
        self._app.periodic(cron=_cron(RETRY_EVERY), periodic_id=RETRY)(self._app.tasks[RETRY])
        self._desk.open()
        try:
            asyncio.run(self._work(concurrency, wait_for_end))
        finally:
            self._desk.close()

    async def _work(self, concurrency: int, wait_for_end: Work) -> None:
        with ThreadPoolExecutor(concurrency + 1, "job") as threads:
            loop = asyncio.get_running_loop()
            loop.set_default_executor(threads)
            ended = loop.run_in_executor(None, wait_for_end)
            while not ended.done():
                working = asyncio.create_task(self._work_once(concurrency))
                await asyncio.wait({working, ended}, return_when=asyncio.FIRST_COMPLETED)
                working.cancel()
                failure = (await asyncio.gather(working, return_exceptions=True))[0]
                if not ended.done():
                    log.error("the job queue was lost", error=type(failure).__name__)
                    await asyncio.wait({ended}, timeout=AGAIN_AFTER)

    async def _work_once(self, concurrency: int) -> None:
        """Work until cancelled, or until the database goes away."""
        async with self._app.open_async():
            await self._app.run_worker_async(
                concurrency=concurrency,
                install_signal_handlers=False,
                delete_jobs="successful",
                fetch_job_polling_interval=LOOK_EVERY,
                update_heartbeat_interval=SIGN_OF_LIFE_EVERY,
                stalled_worker_timeout=STALLED_AFTER,
            )

    async def _retry_stalled(self, timestamp: int) -> None:
        """Give the jobs of workers that are gone to others, and drop those that were begun anew already."""
        del timestamp
        queue = self._app.job_manager
        for job in await queue.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER):
            log.warning("a job stalled", job=job.task_name)
            try:
                await queue.retry_job(job)
            except exceptions.UniqueViolation:
                await queue.finish_job(job, Status.FAILED, delete_job=True)
        await queue.prune_stalled_workers(STALLED_AFTER)


def _cron(every: timedelta) -> str:
    """Write a whole number of seconds below a minute, or of minutes below an hour, as cron does."""
    seconds = round(every.total_seconds())
    if seconds < MINUTE:
        return f"* * * * * */{max(1, seconds)}"
    return f"*/{seconds // MINUTE} * * * *"
