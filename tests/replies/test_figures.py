"""The figures that the reading of replies must keep, on labelled sets that were looked at."""

import pytest

from engine.replies.understand import understand
from tests.replies.scoring import TODAY, entities_of, rows_of, score

LATEST = (
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
)
SETS = (
    "visible.csv",
    "phrasings.csv",
    "data/fresh_a.csv",
    "data/fresh_b.csv",
    "data/third.csv",
    "data/fourth.csv",
    "data/fifth.csv",
    "data/sixth.csv",
    "data/seventh.csv",
    "data/eighth_learned.csv",
    "data/ninth_learned.csv",
    "data/tenth.csv",
    "data/eleventh.csv",
    "data/twelfth.csv",
    *(f"data/{name}.csv" for name in LATEST),
)
#: sets of which only the labels were written down
WITHOUT_NAMES = tuple(f"data/{name}.csv" for name in ("tenth", "eleventh", "twelfth", *LATEST))
#: sets that nobody who works on the reading looks at: only what they must keep at least is held
HELD_OUT = ("held_out/first.csv", "held_out/second.csv")
#: rows of the writers of eighth and ninth from which nothing was learned, and that were seen as figures only
MEASURED = ("data/eighth_measured.csv", "data/ninth_measured.csv")
NEVER_MISSED = ("distress", "help", "represented", "deceased", "stop_channel", "stop_all", "wrong_person")


#: a quarter of these rows only looks like a label, in words that one would not expect: more of them get it
NEAR_MISSES = dict.fromkeys((f"data/{name}.csv" for name in LATEST), 0.15)


@pytest.fixture(scope="module", params=SETS)
def name(request):
    return request.param


@pytest.fixture(scope="module")
def scored(name):
    return score(rows_of(name))


def test_what_may_harm_somebody_is_hardly_ever_missed(scored):
    assert {label: scored.recall(label) for label in NEVER_MISSED if scored.recall(label) < 0.95} == {}


def test_hardly_any_case_goes_on_that_should_not(scored):
    assert len(scored.unsafe) <= scored.rows * 0.01, scored.unsafe


def test_hardly_any_payment_is_believed_that_was_not_told(scored):
    assert scored.wrong["paid"] <= scored.rows * 0.02


def test_what_only_looks_like_a_label_hardly_ever_gets_it(name, scored):
    assert scored.near_wrong <= scored.near * NEAR_MISSES.get(name, 0.1)


def test_all_labels_together_are_read_well(scored):
    assert scored.macro_f1 >= 0.85


@pytest.mark.parametrize("name", [name for name in SETS if name not in WITHOUT_NAMES])
def test_what_a_reply_names_is_read_precisely(name):
    told = wrong = 0
    for row in rows_of(name):
        reading = understand(row["channel"], row["text"], TODAY)
        if set(map(str, reading.labels)) != set(row["labels"].split("|")):
            continue
        wanted = entities_of(row)
        told += len(reading.entities)
        wrong += sum(wanted.get(key) != value for key, value in reading.entities.items())

    assert wrong <= told * 0.1


@pytest.mark.parametrize("name", [*HELD_OUT, *MEASURED])
def test_on_words_that_nobody_prepared_for_hardly_any_case_goes_on_that_should_not(name):
    scored = score(rows_of(name))

    assert len(scored.unsafe) <= scored.rows * 0.01
    assert scored.wrong["paid"] <= scored.rows * 0.02
