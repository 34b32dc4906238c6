"""What the law asks to be in the file, where it stands in ours, and what is missing (NL-50 to NL-54)."""

from typing import Any

Part = dict[str, Any]


def heading_parts(dossier: Part) -> list[Part]:
    """Map the parts of a file of a case to Bki 5.1 to 5.3."""
    return [
        _heading(
            ("NL-50", "Bki 5.1(1)-(3)", "V"),
            "mandate, invoice or title, and what was agreed with the debtor",
            ["creditor.agreement_signed_on", "claim.parts", "arrangements"],
            _missing_of_the_file(dossier),
        ),
        _heading(
            ("NL-51", "Bki 5.1(4)", "V"),
            "orderly, accessible, kept until two years after closing at least",
            ["record", "retention"],
            [],
        ),
        _heading(
            ("NL-52", "Rki 6, NOWID", "S"),
            "documents, agreements and acts, to be found by claim, debtor and creditor",
            ["case.id", "debtor.id", "creditor.id", "record", "contacts"],
            ["the text of Rki 6 was not read: let a lawyer confirm what it adds"],
        ),
        _heading(
            ("NL-53", "Bki 5.2", "V"),
            "for each debtor the number of claims and the state of each",
            ["cases_of_debtor"],
            [],
        ),
        _heading(
            ("NL-54", "Bki 5.3, Wki 13(6)", "V"),
            "how the rules are kept: versions of campaigns, templates and rules",
            ["contacts[].versions", "contacts[].why"],
            ["the agency's own descriptions of its processes are kept elsewhere"],
        ),
    ]


def _missing_of_the_file(dossier: Part) -> list[str]:
    found = []
    if dossier["creditor"]["agreement_signed_on"] is None:
        found.append(
            "the mandate of the creditor: no agreement stands in organisation.yaml; add the document"
        )
    if not any(part["invoice_number"] for part in dossier["claim"]["parts"]):
        found.append("the number of an invoice; add the invoice or title itself")
    else:
        found.append("the invoice itself is kept by the creditor; its number and date stand here")
    if not dossier["arrangements"]:
        found.append("nothing was agreed with the debtor, or it was not written down here")
    return found


def _heading(law: tuple[str, str, str], asks: str, where: list[str], missing: list[str]) -> Part:
    rule, source, status = law
    return {
        "id": rule,
        "source": source,
        "status": status,
        "asks": asks,
        "where": where,
        "missing": missing,
    }
