"""The kinds of values that the models are made of: how each is read, and how an editor checks it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Annotated, Any, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    ValidationError,
    WithJsonSchema,
)
from pydantic_core import InitErrorDetails, PydanticCustomError

from engine.campaigns import words
from engine.campaigns.words import Range, Unclear
from engine.domain.campaign import Delay, Trigger
from preferences.channel import ChannelKind
from preferences.hours import Hours

Read = TypeVar("Read")
Schema = dict[str, Any]


class Strict(BaseModel):
    """A mapping in a file: its keys are all that may stand there."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def unclear(message: str, fix: str) -> PydanticCustomError:
    """Carry our message and its fix through the validation."""
    return PydanticCustomError("unclear", "{message}", {"message": message, "fix": fix})


def reading(read: Callable[[str], Read]) -> PlainValidator:
    """Make a validator out of a function that reads one text."""

    def validate(value: object) -> Read:
        if not isinstance(value, str):
            raise unclear("must be one value, not a list or keys", "write one value")
        try:
            return read(value.strip())
        except Unclear as problem:
            raise unclear(problem.message, problem.fix) from problem

    return PlainValidator(validate)


def one_of(choices: Iterable[str]) -> tuple[PlainValidator, WithJsonSchema]:
    """Make a field that takes one of a few words; members of an enum stay members."""
    by_word = {str(choice): choice for choice in choices}
    read = partial(words.read_choice, choices=by_word)
    return reading(read), WithJsonSchema({"enum": list(by_word)})


def listed(item: Schema) -> tuple[BeforeValidator, Any, WithJsonSchema]:
    """Make a field that takes one value or a list of them."""
    many = {"type": "array", "items": item, "minItems": 1}
    as_list = BeforeValidator(lambda value: [value] if isinstance(value, str) else value)
    return as_list, Field(min_length=1), WithJsonSchema({"anyOf": [item, many]})


def schema(base: Schema, **more: object) -> WithJsonSchema:
    """Say how an editor checks a field."""
    return WithJsonSchema({**base, **more})


def duration(example: str, units: Iterable[str]) -> WithJsonSchema:
    """Say how an editor checks a duration in certain units."""
    return schema({"type": "string"}, pattern=rf"^\d{{1,4}} ({'|'.join(units)})$", examples=[example])


def read_channel(text: str) -> ChannelKind | None:
    """Read a channel; None stands for `preferred`: what the debtor likes."""
    word = words.read_choice(text, CHANNELS)
    return ChannelKind(word) if word in set(ChannelKind) else None


def read_week(value: object) -> Hours:
    """Read the hours of a week from its mapping; names every day that is wrong."""
    if not isinstance(value, Mapping):
        raise unclear("must name days with their hours", 'write {mon-fri: "08:00-19:45"}')
    if wrong := [detail for day, hours in value.items() for detail in _day_mistakes(day, hours)]:
        raise ValidationError.from_exception_data("hours", wrong)
    try:
        return words.read_hours(value)
    except Unclear as problem:
        raise unclear(problem.message, problem.fix) from problem


def _day_mistakes(day: str, hours: str | Sequence[str]) -> Iterator[InitErrorDetails]:
    try:
        words.read_hours({day: hours})
    except Unclear as problem:
        error = unclear(problem.message, problem.fix)
        yield InitErrorDetails(type=error, loc=(day,), input=hours)


def count_to(most: int) -> tuple[PlainValidator, WithJsonSchema]:
    """Make a field that takes a whole number from 1 up to the largest that makes sense."""
    read = partial(words.read_positive, most=most)
    return reading(read), schema({"type": "integer"}, minimum=1, maximum=most)


def euro_to(most: int) -> tuple[PlainValidator, WithJsonSchema]:
    """Make a field that takes an amount in euro up to the largest that makes sense."""
    read = partial(words.read_amount, most=most)
    return reading(read), schema({"type": "number"}, minimum=0, maximum=most)


def days_to(most: int) -> tuple[PlainValidator, WithJsonSchema]:
    """Make a field that takes calendar days up to the most that makes sense."""
    example = f"{min(most, 90)} days"
    return reading(partial(words.read_days, most=most)), duration(example, words.CALENDAR_DAYS)


CHANNELS = {word: word for word in ("preferred", *map(str, ChannelKind))}
YES_NO = {"true": True, "false": False}
#: what a message may offer besides paying
OFFERS = ("arrangement", "conversation", "help", "mediation")
NAME: Schema = {"type": "string", "pattern": f"^{words.NAME.pattern}$"}
TEXT: Schema = {"type": ["string", "number"]}
RANGE: Schema = {**TEXT, "pattern": r"^(>= ?\d|<= ?\d|\d)"}
SPANS: Schema = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
WEEK: Schema = {"type": "object", "additionalProperties": SPANS, "minProperties": 1}

FileVersion = Annotated[int, reading(words.read_version), schema({"const": 1})]
Name = Annotated[str, reading(words.read_name), schema(NAME)]
Names = Annotated[tuple[Name, ...], *listed(NAME)]
YesNo = Annotated[bool, reading(partial(words.read_choice, choices=YES_NO)), schema({"type": "boolean"})]
#: more contacts than this in one period are no cap any more
Contacts = Annotated[int, *count_to(50)]
#: what is agreed for longer, or in larger parts, is agreed by a person
Months = Annotated[int, *count_to(60)]
Instalment = Annotated[Decimal, *euro_to(10_000)]
LumpSum = Annotated[Decimal, *euro_to(100_000)]
Amounts = Annotated[Range, reading(words.read_amounts), schema(RANGE, examples=[">= 10", "10-500"])]
DayRange = Annotated[Range, reading(words.read_day_range), schema(RANGE, examples=[">= 5", "5-90"])]
Wait = Annotated[Delay, reading(words.read_delay), duration("5 working days", words.UNITS)]
Days = Annotated[int, *days_to(words.A_YEAR)]
#: a bank takes days, not months
BankDays = Annotated[int, *days_to(words.A_MONTH)]
Gap = Annotated[int, reading(words.read_gap), duration("1 day", words.GAP_HOURS)]
Soon = Annotated[timedelta, reading(words.read_minutes), duration("15 minutes", words.MINUTES)]
Split = Annotated[tuple[int, ...], reading(words.read_split), schema(TEXT, examples=["50/50"])]
Week = Annotated[Hours, PlainValidator(read_week), schema(WEEK)]
Zone = Annotated[str, reading(words.read_timezone), schema({"type": "string"})]
Channels = Annotated[
    tuple[Annotated[ChannelKind | None, reading(read_channel)], ...], *listed({"enum": list(CHANNELS)})
]
SendChannels = Annotated[
    tuple[Annotated[ChannelKind, *one_of(ChannelKind)], ...], *listed({"enum": list(map(str, ChannelKind))})
]
Triggers = Annotated[
    tuple[Annotated[Trigger, *one_of(Trigger)], ...], *listed({"enum": list(map(str, Trigger))})
]
