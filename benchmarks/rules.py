"""Rules: microseconds to ask every rule about one case that may be contacted; budget at dispatch 100."""

import time
from collections.abc import Callable
from dataclasses import replace

from benchmarks.figure import Figure, figure, show
from benchmarks.house import NOON, empty_house, fill
from engine.decide import decide
from engine.domain.decision import Send
from engine.enrol import Enrolment
from engine.gather import gather
from engine.ports import DebtorFile

CASES, ROUNDS = 500, 8


def microseconds(work: Callable[[int], object]) -> float:
    """Time one piece of work over all cases, several times over."""
    started = time.process_time()
    for _ in range(ROUNDS):
        for number in range(CASES):
            work(number)
    return (time.process_time() - started) / (CASES * ROUNDS) * 1e6


def measure() -> Figure:
    """Decide 500 cases again and again; the reference is gathering the same facts."""
    with empty_house() as (house, _):
        fill(house, 0, CASES, NOON)
        desk = house.desk()
        enrolment = Enrolment(desk.catalogue, NOON, lambda: "run")
        with house.store.read() as books:
            files: list[DebtorFile] = [
                enrolment.of(file)[0] for file in books.files([f"P-{number}" for number in range(CASES)])
            ]
        facts = [gather(file, file.cases[0], desk, NOON) for file in files]
        if not all(isinstance(decide(one), Send) for one in facts):
            raise SystemExit("not every case may be contacted: this would measure the wrong thing")
        rules = microseconds(lambda number: decide(replace(facts[number])))
        gathering = microseconds(lambda number: gather(files[number], files[number].cases[0], desk, NOON))
    said = ("microseconds to gather the facts of a case", gathering)
    return figure("rules", "microseconds for all rules about one case", rules, said, rules / gathering)


if __name__ == "__main__":
    show(__doc__, measure)
