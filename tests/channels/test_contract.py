"""The contract that every channel keeps, whatever the provider behind it does."""

import importlib
import inspect
import logging
import pkgutil
import traceback

import httpx
import pytest

import channels
from engine.domain.errors import (
    AddressRejected,
    AnswerLost,
    MessageRefused,
    ProviderBusy,
    RecipientStopped,
    SendError,
)
from preferences.channel import ChannelKind
from tests.channels.builders import PRIVATE
from tests.channels.stages import STAGES, Backstage, Scene

ERRORS = {
    Scene.BUSY: ProviderBusy,
    Scene.UNREACHABLE: ProviderBusy,
    Scene.NOWHERE: AddressRejected,
    Scene.STOPPED: RecipientStopped,
    Scene.REFUSED: MessageRefused,
    Scene.BROKEN: AnswerLost,
    Scene.SILENT: AnswerLost,
    Scene.LOST: AnswerLost,
}
PLAYED = [(name, scene) for name, stage in STAGES.items() for scene in stage.scenes]
SECRETS = ("geheim-twilio", "geheim-sendgrid", "Z2VoZWltL")


@pytest.fixture
def backstage(tmp_path, request):
    return Backstage(tmp_path, lambda: request.getfixturevalue("fake"))


@pytest.mark.parametrize("name", STAGES)
def test_gives_a_receipt_for_a_message_that_the_provider_took(name, backstage):
    with STAGES[name].play(Scene.WORKS, backstage) as play:
        receipt = play.channel.send(play.message)

        assert receipt.reference == play.message.reference
        assert receipt.provider_ref
        assert receipt.raw_status
        assert play.hits() == 1


@pytest.mark.parametrize(("name", "scene"), [case for case in PLAYED if case[1] in ERRORS])
def test_names_every_failure_in_our_own_words(name, scene, backstage):
    with STAGES[name].play(scene, backstage) as play, pytest.raises(SendError) as caught:
        play.channel.send(play.message)

    assert type(caught.value) is ERRORS[scene]
    assert caught.value.channel is play.channel.kind is STAGES[name].kind


@pytest.mark.parametrize(
    ("name", "scene"), [case for case in PLAYED if case[1] in {Scene.BROKEN, Scene.SILENT, Scene.LOST}]
)
def test_never_tries_a_second_time_after_an_unclear_answer(name, scene, backstage):
    with STAGES[name].play(scene, backstage) as play:
        with pytest.raises(AnswerLost):
            play.channel.send(play.message)

        assert play.hits() == 1


@pytest.mark.parametrize(("name", "scene"), PLAYED)
def test_no_name_number_address_text_or_secret_comes_into_a_log_or_an_error(name, scene, backstage, caplog):
    said = ""

    with everything_told(caplog), STAGES[name].play(scene, backstage) as play:
        try:
            play.channel.send(play.message)
        except SendError as error:
            said = "".join(traceback.format_exception(error))
        said += repr(play.channel)

    told = caplog.text + said
    assert [word for word in (*PRIVATE, *SECRETS) if word in told] == []


@pytest.mark.parametrize("name", STAGES)
def test_every_scene_is_played_or_has_a_reason_why_not(name):
    stage = STAGES[name]

    assert set(stage.scenes) | set(stage.cannot) == set(Scene)
    assert Scene.WORKS not in stage.cannot
    assert all(len(reason) > 20 for reason in stage.cannot.values())


def test_every_kind_of_channel_and_every_adapter_has_a_stage(backstage):
    staged = set()
    for stage in STAGES.values():
        with stage.play(Scene.WORKS, backstage) as play:
            staged.add(type(play.channel))

    assert {stage.kind for stage in STAGES.values()} == set(ChannelKind)
    assert staged == adapters()


def adapters():
    """Find every class of ours that sends messages."""
    modules = (
        importlib.import_module(found.name) for found in pkgutil.walk_packages(channels.__path__, "channels.")
    )
    classes = (one for module in modules for _, one in inspect.getmembers(module, inspect.isclass))
    return {
        one
        for one in classes
        if hasattr(one, "send")
        and not issubclass(one, httpx.Client)
        and one.__module__.startswith("channels.")
    }


class everything_told:  # noqa: N801  # reads as a sentence in the with
    """Set every logger that exists to DEBUG, also those that a library keeps quiet by its level."""

    def __init__(self, caplog):
        self.caplog = caplog

    def __enter__(self):
        loggers = [logging.getLogger(name) for name in logging.root.manager.loggerDict]
        self.levels = {logger: logger.level for logger in loggers}
        for logger in loggers:
            logger.setLevel(logging.DEBUG)
        self.caplog.set_level(logging.DEBUG)

    def __exit__(self, *_):
        for logger, level in self.levels.items():
            logger.setLevel(level)
