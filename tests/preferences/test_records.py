"""Records that are made quickly: as frozen, equal and strict as any frozen dataclass."""

from copy import copy, deepcopy
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace
from pickle import dumps, loads

import pytest

from preferences.records import quickly_made


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    weight: int
    to: str = "nobody"
    stamps: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.weight < 0:
            raise ValueError("a parcel weighs something")


@quickly_made
@dataclass(frozen=True, slots=True)
class Place:
    row: int
    seat: int = field(kw_only=True, default=1)


def test_holds_what_it_was_given_and_the_defaults():
    assert [getattr(Parcel(weight=2), one.name) for one in fields(Parcel)] == [2, "nobody", []]
    assert (Place(3).row, Place(3, seat=4).seat) == (3, 4)


@pytest.mark.parametrize("change", ["weight", "colour", "__class__"])
def test_refuses_every_change_from_its_first_moment(change):
    parcel = Parcel(weight=2)

    with pytest.raises((FrozenInstanceError, TypeError)):
        setattr(parcel, change, 3)
    with pytest.raises(FrozenInstanceError):
        del parcel.weight


def test_is_what_it_is_called():
    parcel = Parcel(weight=2)

    assert type(parcel) is Parcel
    assert repr(parcel) == "Parcel(weight=2, to='nobody', stamps=[])"


def test_is_equal_and_hashed_by_its_fields():
    assert Parcel(weight=2) == Parcel(weight=2) != Parcel(weight=3)
    assert len({Place(1), Place(1), Place(2)}) == 2


def test_each_gets_a_default_of_its_own():
    Parcel(weight=1).stamps.append("blue")

    assert Parcel(weight=1).stamps == []


@pytest.mark.parametrize(
    ("given", "because"),
    [
        ({}, "weight"),
        ({"weight": 1, "colour": "red"}, "colour"),
    ],
)
def test_says_what_is_missing_and_what_is_too_much(given, because):
    with pytest.raises(TypeError, match=because):
        Parcel(**given)


def test_checks_itself():
    with pytest.raises(ValueError, match="weighs something"):
        Parcel(weight=-1)


def test_can_be_copied_with_a_change_and_copied_whole():
    parcel = replace(Parcel(weight=2), to="somebody")

    assert (parcel.weight, parcel.to) == (2, "somebody")
    assert deepcopy(parcel) == parcel


def test_goes_through_copy_and_pickle():
    parcel = Parcel(weight=2, stamps=["blue"])

    assert copy(parcel) == deepcopy(parcel) == loads(dumps(parcel)) == parcel  # noqa: S301 - our own
