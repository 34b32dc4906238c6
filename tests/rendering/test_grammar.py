"""What a template may say, and the hostile ones that may not even be loaded."""

from pathlib import Path

import pytest
from jinja2 import TemplateSyntaxError

from engine.domain.errors import ConfigurationError
from engine.rendering.compiled import TemplateEnvironment
from engine.rendering.dutch import SCREEN
from engine.rendering.grammar import Grammar, Source
from engine.rendering.shelf import load_shelf
from engine.rendering.vocabulary import WORDS

HOSTILE = (Path(__file__).parent / "data" / "hostile_templates.txt").read_text(encoding="utf-8").splitlines()
PAYLOADS = [line for line in HOSTILE if line and not line.startswith("##")]


def usage_of(text, **parts):
    files = [parsed(f"_parts/{name}.txt", part) for name, part in parts.items()]
    return Grammar(WORDS, {source.file: source for source in files}).inspect(parsed("sms.txt", text))


def parsed(name, text):
    return Source(name, text, TemplateEnvironment(SCREEN).parse(text))


@pytest.mark.parametrize(
    "text",
    [
        "{{ naam }}",
        "{{ bedrag | euro }} voor {{ betaal_voor | datum }}, {{ vandaag | dag }}, {{ iban | iban }}",
        "{% if namens %}a{% elif meer_zaken %}b{% else %}c{% endif %}",
        '{% if land == "be" and not (registratie or kosten_later > 0) %}a{% endif %}',
        "{% if regeling and regeling.aantal >= 3 %}{{ regeling.termijn_bedrag | euro }}{% endif %}",
        "{% for zaak in zaken %}{% for f in zaak.facturen %}{{ f.bedrag | euro }}{% endfor %}{% endfor %}",
        '{% include "_parts/groet.txt" %}',
        "{# wat hier staat, leest niemand #}{% raw %}{{ 7 * 7 }}{% endraw %}",
    ],
)
def test_allows_what_a_letter_needs(text):
    assert usage_of(text, groet="Dag {{ naam }}").faults == []


def test_knows_what_a_text_uses():
    questions = '{% if land == "be" %}{{ telefoon }}{% endif %}{% if namens %}x{% endif %}'

    usage = usage_of(questions + '{% include "_parts/groet.txt" %}', groet="\n{{ naam }}")

    assert usage.words == {"land": 1, "telefoon": 1, "namens": 1, "naam": 0}
    assert usage.asked == {"land": {"be"}, "namens": set()}
    assert usage.parts == ["_parts/groet.txt"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{{ naan }}", "there is no word 'naan'; did you mean 'naam'?"),
        ("{{ loop }}", "there is no word 'loop'"),
        ("{{ bedrag }}", "write {{ bedrag | euro }}"),
        ("{{ vandaag }}", "write {{ vandaag | datum }} or {{ vandaag | dag }}"),
        ("{{ zaken }}", "write {% for item in zaken %}"),
        ("{{ regeling }}", "such as {{ regeling.datum }}"),
        ("{{ namens }}", "write {% if namens %}"),
        ("{{ naam | euro }}", "the filter 'euro' does not fit naam; naam is of the kind name"),
        ("{{ naam | upper }}", "the filters are: euro, datum, dag, iban"),
        ("{{ bedrag | euro(2) }}", "each without arguments"),
        ("{{ naam.lengte }}", "naam has no part 'lengte'"),
        ("{{ zaken.nummer }}", "zaken has no part 'nummer'"),
        ("{{ bedrag + 1 }}", "Add is not allowed in a template; a template does not calculate"),
        ("{{ naam[0] }}", "Getitem is not allowed in a template; write word.part"),
        ("{{ naam() }}", "a template calls nothing"),
        ("{{ 'x' }}", "Const is not allowed"),
        ("{{ naam if namens }}", "write {% if word %}...{% else %}"),
        ("{% set x = naam %}", "a template sets nothing"),
        ("{% if naam is defined %}x{% endif %}", 'write {% if word %} or {% if word == "x" %}'),
        ("{% if bedrag == 'x' %}x{% endif %}", "bedrag cannot be compared with 'x'"),
        ("{% if namens == 1 %}x{% endif %}", "namens cannot be compared with 1"),
        ("{% if kosten_later > kosten %}x{% endif %}", "this comparison is not allowed"),
        ("{% if 1 < bedrag < 5 %}x{% endif %}", "this comparison is not allowed"),
        ("{% if land in 'nl' %}x{% endif %}", "this comparison is not allowed"),
        ("{% for x in naam %}x{% endfor %}", "naam is no list"),
        ("{% for x in regeling %}x{% endfor %}", "regeling is no list"),
        ("{% for naam in zaken %}x{% endfor %}", "a loop needs one new name"),
        ("{% for a, b in zaken %}x{% endfor %}", "a loop needs one new name"),
        ("{% for x in zaken recursive %}x{% endfor %}", "a loop takes no else, if or recursive"),
        ("{% for x in zaken if x.rente %}x{% endfor %}", "a loop takes no else, if or recursive"),
        ("{% for x in zaken %}x{% else %}y{% endfor %}", "a loop takes no else, if or recursive"),
        ("{% for x in zaken %}{% for y in zaken %}z{% endfor %}{% endfor %}", "this loop may not stand here"),
        ('{% include "groet.txt" %}', "the parts are: _parts/groet.txt"),
        ('{% include "_parts/groet.txt" ignore missing %}', "only a part may be included"),
        ('{% include ["_parts/groet.txt"] %}', "only a part may be included"),
        ("{% include naam %}", "only a part may be included"),
    ],
)
def test_says_what_to_write_in_its_stead(text, told):
    faults = usage_of(text, groet="Dag").faults

    assert any(told in str(fault) and str(fault).startswith("sms.txt:1: ") for fault in faults)


def test_names_the_file_and_line_of_a_fault_in_a_part():
    faults = usage_of('{% include "_parts/groet.txt" %}', groet="Dag\n{{ naan }}").faults

    assert [(fault.file, fault.line) for fault in faults] == [("_parts/groet.txt", 2)]


def test_refuses_parts_that_include_each_other():
    usage = usage_of(
        '{% include "_parts/a.txt" %}', a='{% include "_parts/b.txt" %}', b='{% include "_parts/a.txt" %}'
    )

    assert "too many parts inside each other" in str(usage.faults[0])


def test_refuses_parts_inside_parts_inside_parts():
    inside = {"a": '{% include "_parts/b.txt" %}', "b": '{% include "_parts/c.txt" %}', "c": "Dag"}

    assert usage_of('{% include "_parts/b.txt" %}', **inside).faults == []
    assert "too many parts" in str(usage_of('{% include "_parts/a.txt" %}', **inside).faults)


def test_refuses_a_loop_inside_a_loop_inside_a_loop():
    begin = "{% for a in zaken %}{% for b in a.facturen %}{% for c in b.facturen %}"

    faults = usage_of(begin + "x" + "{% endfor %}" * 3).faults

    assert "this loop may not stand here" in str(faults)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_refuses_every_hostile_template(payload):
    try:
        faults = usage_of(payload, groet="Dag {{ naam }}").faults
    except TemplateSyntaxError:
        return

    assert faults


@pytest.mark.parametrize(
    "payload", ["{{ naam.__class__ }}", "{{ naam * 1000000000 }}", "{{ naam", "{% do x %}"]
)
def test_loads_no_shelf_with_a_hostile_template(folder, payload):
    (folder / "vriendelijk/sms.txt").write_text(payload, encoding="utf-8")

    with pytest.raises(ConfigurationError, match=r"vriendelijk/sms\.txt:1: "):
        load_shelf(folder)


def test_has_a_corpus_worth_the_name():
    assert len(PAYLOADS) >= 100
