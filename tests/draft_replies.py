"""Replies to the task draft, as tests of drafting need them: a small good one, and statements to put into it."""

from typing import Any

from storyai.engine import Reply
from tests.asking import draft_reply

NOTES = """\
Export of the order list to CSV
- support agents need to download the orders of a customer, today they copy rows by hand
- at most 10,000 rows, otherwise show "Too many rows"
- must finish in 5 seconds
ticket SHOP-123, talk to Mia

thanks!
"""


def said(text: str, basis: str = "stated", *lines: int, quote: str | None = None, **more: Any) -> dict[str, Any]:
    """A statement of a reply."""
    return {"text": text, "basis": basis, "lines": list(lines), "quote": quote, "derived_from": None, **more}


def criterion(text: str, basis: str = "stated", *lines: int, quote: str | None = None, **more: Any) -> dict[str, Any]:
    return said(text, basis, *lines, quote=quote, **{"title": None, **more})


def good_reply(**parts: Any) -> Reply:
    """A reply to NOTES that the notes bear out and that accounts for every line; parts replace its own."""
    return {
        **draft_reply(),
        "title": said("Export of the order list to CSV", "stated", 1, quote="Export of the order list to CSV"),
        "issue_type": said("FEATURE", "derived", 1),
        "priority": said("Medium", "assumed"),
        "complexity": said("Small", "assumed"),
        "hours": said("3", "assumed"),
        "role": said("support agent", "stated", 2, quote="support agents"),
        "want": said("to download the orders of a customer as CSV", "derived", 1, 2),
        "benefit": said("nobody copies rows by hand", "derived", 2, quote="today they copy rows by hand"),
        "background": [said("Today support agents copy rows by hand.", "stated", 2, quote="they copy rows by hand")],
        "acceptance_criteria": [
            criterion("The agent downloads the orders of a customer as CSV.", "derived", 1, 2, title="Download"),
            criterion('With more than 10,000 rows the page shows "Too many rows".', "stated", 3,
                      quote='at most 10,000 rows, otherwise show "Too many rows"'),
            criterion("The export finishes in 5 seconds.", "stated", 4, quote="must finish in 5 seconds"),
        ],
        "unit_tests": [said("Export 10,000 rows and count them.", "derived", 3, derived_from="acceptance_criteria[1]")],
        "related_issues": [{"kind": "related_to", "ref": said("SHOP-123", "stated", 5, quote="SHOP-123")}],
        "notes": [said("Talk to Mia.", "stated", 5, quote="talk to Mia")],
        "data_migration": {"needed": "no", "description": None},
        "left_out": [{"lines": [7], "why": "greeting"}],
        **parts,
    }  # fmt: skip
