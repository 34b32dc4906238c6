"""What the benchmarks measure is the real thing: what is put into their house is decided and leaves."""

from benchmarks.house import MIX, NOON, empty_house, fill
from benchmarks.pipeline import dispatch_to_files
from engine.domain.touchpoint import Outcome


def test_all_that_is_put_into_the_house_to_measure_in_leaves():
    with empty_house() as (house, clock):
        fill(house, 0, len(MIX), NOON)
        house.tick().run(NOON, len(MIX))
        handed = dispatch_to_files(house, clock).run(len(MIX))

        assert handed.outcomes == {Outcome.ACCEPTED: len(MIX)}
        files = [path for path in (house.settings.folder / "outbox").rglob("*") if path.is_file()]
        assert len(files) == len(MIX)
