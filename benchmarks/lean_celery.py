"""
The reference of `fullpath`: one lean Celery task for each message, as small as such a thing can be.

A task reads its case, renders a template that was compiled before, writes a line with a hash, hands the
message over by HTTP and writes what became of it. It asks no rules, checks no text and encrypts nothing.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import celery
import httpx
import jinja2
import orjson
import psycopg

#: seconds that the reference may take
PATIENCE = 300
ADDRESS, PROVIDER, BROKER = "BENCH_DATABASE", "BENCH_PROVIDER", "BENCH_BROKER"
TABLES = """
CREATE TABLE lean_case (id int PRIMARY KEY, name text, email text, amount int, head bytea, step int);
CREATE TABLE lean_line (id bigserial PRIMARY KEY, case_id int, hash bytea, body text, outcome text);
"""
TEXT = jinja2.Environment(autoescape=False).from_string(  # noqa: S701 - a plain text
    "Beste {{ name }},\n\nU hebt nog een rekening van {{ '%.2f' | format(amount / 100) }} euro open.\n" * 8
)

app = celery.Celery("lean", broker=os.environ.get(BROKER, "redis://"))
app.conf.update(
    task_ignore_result=True, worker_prefetch_multiplier=8, broker_connection_retry_on_startup=True
)
_open: dict[str, object] = {}


def _database() -> psycopg.Connection:
    if "database" not in _open:
        _open["database"] = psycopg.connect(os.environ[ADDRESS])
    found = _open["database"]
    assert isinstance(found, psycopg.Connection)  # noqa: S101 - just made
    return found


def _http() -> httpx.Client:
    if "http" not in _open:
        _open["http"] = httpx.Client(base_url=os.environ[PROVIDER], trust_env=False)
    found = _open["http"]
    assert isinstance(found, httpx.Client)  # noqa: S101 - just made
    return found


@app.task(name="lean.send")  # type: ignore[untyped-decorator]
def send(case_id: int) -> None:
    """Plan, render, log, hand over, and write what became of it."""
    database = _database()
    row = database.execute(
        "UPDATE lean_case SET step = step + 1 WHERE id = %s RETURNING name, email, amount, head", (case_id,)
    ).fetchone()
    assert row is not None  # noqa: S101 - every case was made before
    name, email, amount, head = row
    body = TEXT.render(name=name, amount=amount)
    record = orjson.dumps({"body": body, "case": case_id}, option=orjson.OPT_SORT_KEYS)
    own = hashlib.sha256(bytes(head) + record).digest()
    line = database.execute(
        "INSERT INTO lean_line (case_id, hash, body, outcome) VALUES (%s, %s, %s, 'intended') RETURNING id",
        (case_id, own, body),
    ).fetchone()
    database.execute("UPDATE lean_case SET head = %s WHERE id = %s", (own, case_id))
    database.commit()
    answer = _http().post(
        "/v3/mail/send", json={"to": email, "content": body}, headers={"Authorization": "x"}
    )
    outcome = "accepted" if answer.is_success else "in doubt"
    database.execute("UPDATE lean_line SET outcome = %s WHERE id = %s", (outcome, line and line[0]))
    database.commit()


@contextmanager
def a_broker() -> Iterator[str]:
    """Run Debian's Redis on a socket of its own."""
    program = shutil.which("redis-server")
    if program is None:
        raise SystemExit("the reference needs Redis: sudo apt-get install -y redis-server")
    with TemporaryDirectory(prefix="minnelijk-bench-") as name:
        socket = Path(name) / "redis.sock"
        words = [program, "--port", "0", "--unixsocket", str(socket), "--save", "", "--dir", name]
        with subprocess.Popen(words, stdout=subprocess.DEVNULL) as server:  # noqa: S603 - Debian's own
            try:
                while not socket.exists():
                    time.sleep(0.05)
                app.conf.broker_url = f"redis+socket://{socket}"
                yield app.conf.broker_url
            finally:
                server.terminate()


def messages_per_second(address: str, provider: str, broker: str, count: int) -> tuple[float, float]:
    """
    Send so many messages with one worker; counted from the first to the last that it wrote.

    Gives messages a second by the clock, and a second of the worker's processors.
    """
    with psycopg.connect(address, autocommit=True) as database:
        database.execute(TABLES)
        database.execute(
            "INSERT INTO lean_case SELECT n, 'S. Bakker', 'p' || n || '@post.example', 20000 + n, '', 0"
            " FROM generate_series(1, %s) n",
            (count,),
        )
        environment = {**os.environ, ADDRESS: address, PROVIDER: provider, BROKER: broker}
        for number in range(1, count + 1):
            send.delay(number)
        return _work_off(database, environment, count)


def _work_off(database: psycopg.Connection, environment: dict[str, str], count: int) -> tuple[float, float]:
    words = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "benchmarks.lean_celery",
        "worker",
        "-c",
        "1",
        "-l",
        "error",
    ]
    nowhere = subprocess.DEVNULL
    with subprocess.Popen(words, env=environment, stdout=nowhere, stderr=nowhere) as worker:  # noqa: S603 - our own
        try:
            begun, first = _wait_for(database, 1), _spent(worker.pid)
            ended, last = _wait_for(database, count), _spent(worker.pid)
        finally:
            worker.terminate()
    return (count - 1) / (ended - begun), (count - 1) / (last - first)


def _spent(process: int) -> float:
    """Give the seconds of processors that a process and all its children used."""
    place = Path("/proc") / str(process)
    numbers = place.joinpath("stat").read_text(encoding="ascii").rpartition(") ")[2].split()
    children = place.joinpath("task", str(process), "children").read_text(encoding="ascii").split()
    own = (int(numbers[11]) + int(numbers[12])) / os.sysconf("SC_CLK_TCK")
    return own + sum(_spent(int(child)) for child in children)


def _wait_for(database: psycopg.Connection, count: int) -> float:
    """Wait until so many messages were handed over; gives the moment."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        found = database.execute("SELECT count(*) FROM lean_line WHERE outcome = 'accepted'").fetchone()
        if found is not None and found[0] >= count:
            return time.monotonic()
        time.sleep(0.02)
    raise SystemExit(f"the reference did not send {count} messages in {PATIENCE} seconds")
