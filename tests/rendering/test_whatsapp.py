from pathlib import Path

from engine.rendering.compiled import CompiledText, TemplateEnvironment, flat
from engine.rendering.dutch import SCREEN
from engine.rendering.grammar import Source
from engine.rendering.whatsapp import approved_text, filled, with_places


def compiled(text):
    environment = TemplateEnvironment(SCREEN)
    tree, places = with_places(flat(environment, Source("whatsapp.txt", text, environment.parse(text)), {}))
    return CompiledText(environment, tree), places


def test_gives_the_values_of_the_places_in_order_and_the_same_word_once():
    text, places = compiled(
        "{{ aanhef }}, kijk op {{ portaal }}. Bel {{ telefoon }} of ga naar {{ portaal }}."
    )

    body, variables = filled(
        text.render({"aanhef": "Beste {{1}}", "portaal": "a.example/u", "telefoon": "010"}), places
    )

    assert body == "Beste {{1}}, kijk op a.example/u. Bel 010 of ga naar a.example/u."
    assert variables == ("Beste {{1}}", "a.example/u", "010")


def test_writes_the_text_for_approval_with_numbered_places():
    text, places = compiled("Dag {{ naam }}, kijk op {{ portaal }}. Of op {{ portaal }}, {{ naam }}.")

    rendered = text.render({"naam": "x", "portaal": "y"})

    assert approved_text(rendered, places) == "Dag {{1}}, kijk op {{2}}. Of op {{2}}, {{1}}."


def test_tells_a_word_from_the_same_word_with_a_filter():
    _, places = compiled("{{ iban }} {{ iban | iban }} {{ afspraak.datum | dag }}")

    assert places == ("iban", "iban | iban", "afspraak.datum | dag")


def test_ships_no_whatsapp_text_with_a_choice_in_it():
    texts = Path(__file__).parents[2].glob("templates/nl_b1/*/whatsapp.txt")

    assert not [path for path in texts if "{%" in path.read_text(encoding="utf-8")]
