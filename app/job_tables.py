"""The tables of the job engine: made and looked at without loading the engine, which takes half a second."""

from importlib.resources import files

from engine.store.database import Database
from engine.store.scripts import ran, run_scripts

#: a worker that gave no sign of life for this long is gone; its jobs go to another one
STALLED_AFTER = 30.0
#: the switch that remembers which of the engine's scripts were run
SCRIPTS = "job_scripts"
#: as the engine's own question for stalled jobs, which only its workers can ask
STALLED = (
    "SELECT count(*) FROM procrastinate_jobs j LEFT JOIN procrastinate_workers w ON w.id = j.worker_id"
    " WHERE j.status = 'doing' AND (w.id IS NULL OR w.last_heartbeat < now() - make_interval(secs => %s))"
)


def prepare(store: Database) -> None:
    """Make or change the tables of the job engine; nothing on SQLite, and harmless when they are there."""
    if not store.is_sqlite:
        run_scripts(store, SCRIPTS, _schema(), _changes())


def is_prepared(store: Database) -> bool:
    """Say whether the tables of the job engine are the newest."""
    return store.is_sqlite or set(_changes()) <= ran(store, SCRIPTS)


def stalled_jobs(store: Database) -> int:
    """Count the jobs of workers that gave no sign of life; none where there is no job queue."""
    if store.is_sqlite or not ran(store, SCRIPTS):
        return 0
    with store.reading() as connection:
        return int(connection.exec_driver_sql(STALLED, (STALLED_AFTER,)).scalar_one())


def _schema() -> str:
    return (files("procrastinate.sql") / "schema.sql").read_text(encoding="utf-8")


def _changes() -> dict[str, str]:
    """List the engine's own scripts by name, in order: what a database misses is run."""
    folder = files("procrastinate.sql") / "migrations"
    names = sorted(one.name for one in folder.iterdir() if one.name.endswith(".sql"))
    return {name: (folder / name).read_text(encoding="utf-8") for name in names}
