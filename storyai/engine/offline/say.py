"""Statements in the shape of the draft reply."""

from collections.abc import Iterable
from typing import Any

from storyai.engine.offline.units import Unit

Said = dict[str, Any]


def stated(text: str, units: Iterable[Unit], **more: Any) -> Said:
    """Said in the notes: with the lines and a verbatim quote; the units count as used."""
    found = list(units)
    for unit in found:
        unit.used = True
    lines = list(dict.fromkeys(line for unit in found for line in unit.lines))
    return {"text": text, "basis": "stated", "lines": lines, "quote": found[0].quote, "derived_from": None, **more}


def derived(text: str, source: str | None, units: Iterable[Unit] = (), *, use: bool = False, **more: Any) -> Said:
    """Follows from another statement (``acceptance_criteria[0]``) or from units of the notes by a named rule."""
    found = list(units)
    if use:
        for unit in found:
            unit.used = True
    lines = list(dict.fromkeys(line for unit in found for line in unit.lines))
    quote = found[0].quote if found else None
    return {"text": text, "basis": "derived", "lines": lines, "quote": quote, "derived_from": source, **more}


def said(found: Any, source: str | None = None, **more: Any) -> Said:
    """A ``Found`` of the story sentence as a statement."""
    if found.basis == "stated":
        return stated(found.text, found.units, **more)
    return derived(found.text, source, found.units, use=True, **more)
