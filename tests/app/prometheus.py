"""The real Prometheus of this machine: its promtool judges rules, its server reads the figures of a house."""

import json
import shutil
import subprocess
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.app.processes import a_free_port, wait_until
from tests.conftest import IN_CI
from tests.patience import PATIENCE

JOB = "minnelijk"
#: how often it reads, and how long a reading may take on a busy machine
READS = "5s"


def program(name):
    """Find a program of Debian's package prometheus; what a desk may skip for it, fails in CI."""
    found = shutil.which(name)
    if found is None:
        give_up = pytest.fail if IN_CI else pytest.skip
        give_up(f"there is no {name} here: apt-get install -y prometheus")
    return found


def promtool(*words, folder):
    """Run promtool in a folder; gives its exit code and all that it said."""
    said = subprocess.run(  # noqa: S603 - Prometheus's own program, on our own files
        [program("promtool"), *words], cwd=folder, capture_output=True, text=True, check=False
    )
    return said.returncode, said.stdout + said.stderr


@dataclass(frozen=True)
class Prometheus:
    """A server that reads the figures of one house every few seconds."""

    http: httpx.Client

    def ask(self, expression):
        """Give what an expression answers now: each series with its value."""
        answer = self.http.get("/api/v1/query", params={"query": expression})
        assert answer.status_code == 200, f"{expression}: {answer.text}"
        return [(one["metric"], float(one["value"][1])) for one in answer.json()["data"]["result"]]

    def rules(self):
        """List the rules as it last saw them."""
        groups = self.http.get("/api/v1/rules").json()["data"]["groups"]
        return [rule for group in groups for rule in group["rules"]]


@contextmanager
def watching(url, rules: Path, folder: Path):
    """Let a server read the figures at an address, and judge these rules by them; it is gone at the end."""
    port = a_free_port()
    every = {"scrape_interval": READS, "scrape_timeout": READS, "evaluation_interval": "1s"}
    target = {"job_name": JOB, "static_configs": [{"targets": [url.removeprefix("http://")]}]}
    settings = folder / "prometheus.yml"
    # JSON is YAML
    settings.write_text(json.dumps({"global": every, "rule_files": [str(rules)], "scrape_configs": [target]}))
    command = [
        program("prometheus"),
        f"--config.file={settings}",
        f"--storage.tsdb.path={folder / 'series'}",
        f"--web.listen-address=127.0.0.1:{port}",
    ]
    with (
        subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server,  # noqa: S603 - as above
        httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=PATIENCE) as http,
    ):
        watch = Prometheus(http)
        try:
            wait_until(lambda: _has_read(watch))
            yield watch
        finally:
            server.kill()


def _has_read(watch):
    with suppress(httpx.TransportError):
        if watch.http.get("/-/ready").status_code != 200:
            return False
        # a reading that failed is there too, as a zero
        is_read = [value for _, value in watch.ask("up")] == [1.0]
        return is_read and all(one["health"] != "unknown" for one in watch.rules())
    return False
