import sys

from textstat.textstat import textstatistics

from engine.rendering.b1.flesch import FleschMeter

PLAIN = "Betaal nu. Bel ons als u een vraag heeft. Wij helpen u graag."
HARD = "Onverminderd voornoemde betalingsverplichtingen behouden wij ons uitdrukkelijk alle rechten voor."


def caches_of_textstat():
    modules = [module for name, module in sys.modules.items() if name.startswith("textstat.")]
    values = [value for module in modules for value in vars(module).values()]
    return [value for value in values if hasattr(value, "cache_info")]


def test_gives_the_dutch_figure():
    figure = FleschMeter()("Betaal de brief nu.")

    assert figure == round(206.835 - 0.93 * 4 - 77 * 5 / 4, 1)


def test_puts_a_plain_text_above_a_hard_one():
    meter = FleschMeter()

    assert meter(PLAIN) > 60 > meter(HARD)


def test_is_not_disturbed_by_a_meter_in_another_language():
    meter = FleschMeter()
    before = meter(PLAIN)

    textstatistics()

    assert meter(PLAIN) == before


def test_keeps_nothing_of_a_text():
    FleschMeter()(PLAIN)

    assert [cache.cache_info().currsize for cache in caches_of_textstat()] == [0] * len(caches_of_textstat())
    assert len(caches_of_textstat()) > 10
