"""What the benchmarks measure is the real thing: what is put into their house is decided and leaves."""

import pytest

from benchmarks.house import MIX, NOON, empty_house, fill
from benchmarks.night import BY_DEFAULT, MESSAGES, asked, minutes
from benchmarks.pipeline import dispatch_to_files
from benchmarks.provider import a_provider
from engine.domain.touchpoint import Outcome


def test_all_that_is_put_into_the_house_to_measure_in_leaves():
    with empty_house() as (house, clock):
        fill(house, 0, len(MIX), NOON)
        house.tick().run(NOON, len(MIX))
        handed = dispatch_to_files(house, clock).run(len(MIX))

        assert handed.outcomes == {Outcome.ACCEPTED: len(MIX)}
        files = [path for path in (house.settings.folder / "outbox").rglob("*") if path.is_file()]
        assert len(files) == len(MIX)


def test_a_small_night_runs_to_its_end_with_two_workers(postgres, capsys):
    with a_provider() as provider, postgres.database() as url:
        took = minutes(provider, url, 20, 2)
        taken = provider.taken()

    assert len(taken) == 20
    assert took > 0
    assert "deciding and sending 20 messages with 2 workers" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "messages", "left"),
    [
        ([], BY_DEFAULT, []),
        (["--full", "--json"], MESSAGES, ["--json"]),
        (["--json", "--messages", "1000"], 1_000, ["--json"]),
    ],
)
def test_a_night_is_as_large_as_asked(words, messages, left):
    assert asked(words) == (messages, left)


def test_a_night_cannot_be_too_small_to_measure():
    with pytest.raises(SystemExit, match="at least 10"):
        asked(["--messages", "9"])
