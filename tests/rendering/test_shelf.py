import pytest

from engine.domain.case import Jurisdiction
from engine.domain.errors import ConfigurationError, UnknownReference
from engine.rendering.shelf import load_shelf
from preferences.channel import ChannelKind


def change(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def faults(folder):
    with pytest.raises(ConfigurationError) as caught:
        load_shelf(folder)
    return str(caught.value)


def test_lists_each_template_with_its_channels(folder):
    shelf = load_shelf(folder)

    assert set(shelf.templates) == {"afspraak", "overzicht", "vriendelijk"}
    assert set(shelf.template("vriendelijk").texts) == set(ChannelKind)
    assert set(shelf.template("overzicht").texts) == {ChannelKind.EMAIL}
    assert shelf.template("vriendelijk").about.jurisdictions == {Jurisdiction.NL, Jurisdiction.BE}


def test_helps_with_the_name_of_a_template(folder):
    with pytest.raises(UnknownReference, match="did you mean 'vriendelijk'"):
        load_shelf(folder).template("vriendelyk")


def test_says_for_which_channels_a_template_has_a_text(folder):
    with pytest.raises(UnknownReference, match="has a text for email; none for sms"):
        load_shelf(folder).text("overzicht", ChannelKind.SMS)


@pytest.mark.parametrize(
    "file", ["vriendelijk/letter.txt", "vriendelijk/about.yaml", "_parts/groet.txt", "_parts/email.html"]
)
def test_gives_a_template_another_version_when_one_of_its_files_changes(folder, file):
    before = load_shelf(folder)
    with (folder / file).open("a", encoding="utf-8") as opened:
        opened.write("\n")

    after = load_shelf(folder)

    assert after.template("vriendelijk").version != before.template("vriendelijk").version
    assert len(after.template("vriendelijk").version) == 12


def test_keeps_the_version_when_a_part_changes_that_a_template_does_not_use(folder):
    before = load_shelf(folder)
    (folder / "_parts/rekeningen.txt").write_text("- {{ bedrag | euro }}\n", encoding="utf-8")
    change(folder / "overzicht/about.yaml", "[aanhef, afzender, zaken]", "[aanhef, afzender, zaken, bedrag]")

    after = load_shelf(folder)

    assert after.template("vriendelijk").version == before.template("vriendelijk").version
    assert after.template("overzicht").version != before.template("overzicht").version


def test_tells_all_faults_of_all_files_in_one_go(folder):
    change(folder / "vriendelijk/sms.txt", "portaal", "portal")
    change(folder / "afspraak/email.txt", "regeling.aantal", "regeling.keren")
    change(folder / "overzicht/about.yaml", "phase", "fase")

    told = faults(folder)

    assert "vriendelijk/sms.txt:1: there is no word 'portal'; did you mean 'portaal'?" in told
    assert "afspraak/email.txt:7: regeling has no part 'keren'" in told
    assert "overzicht/about.yaml:5: there is no key 'fase'; did you mean 'phase'?" in told


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (
            "vriendelijk/sms.txt",
            "{{ telefoon }}",
            "{{ mail }}",
            ":1: the word 'mail' is used and not declared",
        ),
        (
            "vriendelijk/about.yaml",
            "aanhef",
            "aanhef, mail",
            ":1: the word 'mail' is declared and no text uses",
        ),
        ("vriendelijk/about.yaml", "aanhef", "aanheef", "did you mean 'aanhef'?"),
        ("vriendelijk/about.yaml", "[nl, be]", "[nl, de]", ":3: jurisdictions: input should be 'nl' or 'be'"),
        ("vriendelijk/about.yaml", "[nl, be]", "[]", ":3: jurisdictions: frozenset should have at least 1"),
        ("vriendelijk/about.yaml", "legal_role: none\n", "", ":1: legal_role: field required"),
        ("vriendelijk/about.yaml", "title:", "title: x\ntitle:", "duplicate key"),
        ("vriendelijk/about.yaml", "title: Vriend", "title: [Vriend", "about.yaml:2: "),
        (
            "vriendelijk/about.yaml",
            "phase: first_contact",
            "phase: first_contact\nlocked: [x]",
            "legal wording 'x'",
        ),
        (
            "vriendelijk/about.yaml",
            "phase: first_contact",
            "phase: first_contact\nreader: stranger",
            "the word 'bedrag' tells a stranger of somebody else",
        ),
        ("vriendelijk/email.txt", "Onderwerp: ", "Subject: ", ":1: there is no subject"),
        ("vriendelijk/email.txt", "klaar\n\n", "klaar\n", ":1: there is no subject"),
        ("vriendelijk/email.txt", "{{ bedrag | euro }}", "{{ bedrag }}", "write {{ bedrag | euro }}"),
        ("vriendelijk/email.txt", "groet.txt", "groeten.txt", ":19: only a part may be included"),
        ("vriendelijk/email.txt", "{% endif %}", "", "Unexpected end of template"),
        (
            "vriendelijk/email.txt",
            'groet.txt" %}',
            'groet.txt" %}\nTot ziens',
            ":19: the line break after this tag",
        ),
        (
            "vriendelijk/whatsapp.txt",
            "Vragen?",
            "{% if naam %}Vragen?{% endif %}",
            ":1: a WhatsApp text cannot",
        ),
        (
            "_parts/groet.txt",
            "{{ kenmerk }}",
            "{{ kenmerken }}",
            "_parts/groet.txt:8: there is no word 'kenmerken'",
        ),
        (
            "_parts/email.html",
            "{{ inhoud }}",
            "{{ bedrag }}",
            "_parts/email.html:9: there is no word 'bedrag'",
        ),
    ],
)
def test_names_place_and_fix_of_a_fault(folder, file, old, new, told):
    change(folder / file, old, new)

    assert told in faults(folder)


def test_wants_an_about_file(folder):
    (folder / "vriendelijk/about.yaml").unlink()

    assert "vriendelijk/about.yaml:1: there is no about.yaml" in faults(folder)


def test_wants_a_layout_for_emails(folder):
    (folder / "_parts/email.html").unlink()

    assert "_parts/email.html:1: there is no layout" in faults(folder)


def test_takes_no_file_that_it_does_not_know(folder):
    (folder / "vriendelijk/mail.txt").write_text("Dag", encoding="utf-8")

    assert "vriendelijk/mail.txt:1: this file has no place here; did you mean 'email.txt'?" in faults(folder)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xff\xfe", "this is no text in UTF-8"),
        (b"a" * 65_000, "this text is too long"),
        (b" \n", "this text is empty"),
        (b"{% if naam %}" * 3000 + b"{% endif %}" * 3000, "too long"),
        (b"{% if naam %}" * 2000 + b"x" + b"{% endif %}" * 2000, "sms.txt:1: "),
    ],
)
def test_takes_only_short_texts(folder, content, told):
    (folder / "vriendelijk/sms.txt").write_bytes(content)

    assert told in faults(folder)


def test_takes_no_endless_about_file(folder):
    bomb = "a: &a [x, x]\n" + "\n".join(f"b{i}: &b{i} [*a, *a]" for i in range(900))
    (folder / "vriendelijk/about.yaml").write_text(bomb, encoding="utf-8")

    assert "vriendelijk/about.yaml:1: this file is too long" in faults(folder)


def test_leaves_hidden_files_and_folders_alone(folder):
    (folder / "vriendelijk/.bewaard").write_text("{{ 7 * 7 }}", encoding="utf-8")
    (folder / "_scripts").mkdir()
    (folder / ".git").mkdir()

    assert set(load_shelf(folder).templates) == {"afspraak", "overzicht", "vriendelijk"}
