"""A trace as text, as JSON, and as an HTML page with the story beside its notes."""

from collections.abc import Iterator
from html import escape
from json import dumps
from typing import Any

from storyai.finding import Finding
from storyai.hostile import visible
from storyai.report.json import finding_json
from storyai.text import Lines, line_texts
from storyai.tracer import Trace, Traced

FORMATS = ("text", "json", "html")
WIDTH = 96


def percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.0%}"


def figures(trace: Trace) -> str:
    """The two figures in a line."""
    borne = sum(one.basis in ("grounded", "follows") and not one.missing for one in trace.statements)
    claims = sum(one.basis != "assumed" for one in trace.statements)
    used = sum(bool(line.statements) or line.asked for line in trace.notes)
    return (
        f"faithfulness {percent(trace.faithfulness)} ({borne} of {claims} statements borne out by the notes), "
        f"coverage {percent(trace.coverage)} ({used} of {len(trace.notes)} notes lines in the story)"
    )


def text(trace: Trace, path: str) -> str:
    """For people: every statement with its lines, the lines nobody used, the findings, the figures."""
    return "\n".join(_text(trace, path)) + "\n"


def _text(trace: Trace, path: str) -> Iterator[str]:
    section = ""
    for one in trace.statements:
        if one.section != section:
            section = one.section
            yield f"{section.replace('_', ' ')}"
        yield f"  {one.line:>4}  {_short(one.slot.text)}"
        yield f"        {_behind(trace, one)}"
    unused = [line for line in trace.notes if not line.statements and not line.asked]
    if unused:
        yield "\nnotes lines without a statement"
        yield from (f"  {line.line:>4}  {_short(line.text)}" for line in unused)
    found = trace.findings()
    if found:
        yield ""
    for finding in found:
        line, column = trace.document.lines.place(finding.start)
        place = f"{visible(path)}:{line}:{column}"
        yield f"{place}: {finding.severity} {finding.code} {finding.name}: {_short(finding.message)}"
    yield f"\n{figures(trace)}"


def _short(words: str) -> str:
    words = " ".join(visible(words).split())
    return words if len(words) <= WIDTH else words[: WIDTH - 1] + "…"


def _behind(trace: Trace, one: Traced) -> str:
    if one.basis == "assumed":
        return "assumed, as the story says"
    if not one.lines:
        return "nothing in the notes"
    numbers = ", ".join(map(str, one.lines))
    lines = f"notes line{'s' if len(one.lines) > 1 else ''} {numbers}"
    origin = f", through line {trace.statements[one.origin].line} of the story" if one.origin is not None else ""
    lacks = f"; not there: {', '.join(_short(fact.text) for fact in one.missing)}" if one.missing else ""
    return f"{lines}{origin}{lacks}"


def json(trace: Trace, path: str) -> str:
    """For machines, version 1. Lines are 1-based; ``support`` is 0 to 1; ``origin`` counts statements from 0."""
    lines = Lines(trace.document.text)
    values: dict[str, Any] = {
        "version": 1,
        "path": path,
        "faithfulness": trace.faithfulness,
        "coverage": trace.coverage,
        "statements": [
            {
                "text": one.slot.text, "section": one.section, "line": one.line, "basis": one.basis, "lines": one.lines,
                "support": round(one.support, 3), "origin": one.origin, "missing": [fact.text for fact in one.missing],
            }
            for one in trace.statements
        ],
        "notes": [
            {"line": line.line, "text": line.text, "statements": line.statements, "asked": line.asked}
            for line in trace.notes
        ],
        "findings": [finding_json(finding, lines) for finding in trace.findings()],
    }  # fmt: skip
    return dumps(values, ensure_ascii=False, indent=2) + "\n"


_STYLE = """
:root { color-scheme: light dark; --line: #8884; --good: #2a7d4f; --odd: #b3541e; --mark: #f6c34455; }
body { font: 15px/1.5 system-ui, sans-serif; margin: 0; }
header { padding: .8rem 1.2rem; border-bottom: 1px solid var(--line); }
h1 { font-size: 1.1rem; margin: 0; } header p { margin: .2rem 0 0; }
main { display: grid; grid-template-columns: 1fr 1fr; height: calc(100vh - 5.5rem); }
section { overflow: auto; padding: .4rem 1.2rem 40vh; } section + section { border-left: 1px solid var(--line); }
h2 { font-size: .85rem; text-transform: uppercase; letter-spacing: .04em; opacity: .7; margin: 1.1rem 0 .2rem; }
p { margin: .3rem 0; padding: .15rem .5rem; border-left: 3px solid transparent; border-radius: 2px; }
p:target { background: var(--mark); } p.grounded, p.follows, p.used { border-color: var(--good); }
p.ungrounded, p.missing, p.unused { border-color: var(--odd); } p.assumed, p.asked { border-color: #8888; }
p.blank { min-height: .6rem; padding: 0; } small { opacity: .75; margin-left: .4rem; white-space: nowrap; }
mark { background: none; color: var(--odd); font-weight: 600; text-decoration: underline wavy; }
a { color: inherit; } .number { opacity: .5; font-variant-numeric: tabular-nums; margin-right: .6rem; }
@media (max-width: 50rem) { main { grid-template-columns: 1fr; height: auto; } }
"""
# Nothing of the page may load or run anything, whatever a story or notes hold.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def html(trace: Trace, path: str, notes: str) -> str:
    """A page without scripts: the story's statements left, the notes right, each linked to the other."""
    name = escape(visible(path))
    head = (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{name}: trace</title>\n<style>{_STYLE}</style>\n'
        f"</head>\n<body>\n<header><h1>{name}</h1><p>{escape(figures(trace))}</p></header>\n<main>\n"
    )
    left, right = "".join(_left(trace)), "".join(_right(trace, notes))
    panes = f"<section>\n{left}</section>\n<section>\n<h2>Notes</h2>\n{right}</section>\n"
    return f"{head}{panes}</main>\n</body>\n</html>\n"


def _left(trace: Trace) -> Iterator[str]:
    section = ""
    for number, one in enumerate(trace.statements):
        if one.section != section:
            section = one.section
            yield f"<h2>{escape(visible(section.replace('_', ' ')))}</h2>\n"
        links = " ".join(f'<a href="#n{line}">{line}</a>' for line in one.lines)
        origin = f' through <a href="#s{one.origin}">this</a>' if one.origin is not None else ""
        why = "assumed" if one.basis == "assumed" else f"notes {links}{origin}" if links else "not in the notes"
        kind = "missing" if one.missing else one.basis
        yield f'<p id="s{number}" class="{kind}">{_marked(one)} <small>{why}</small></p>\n'


def _marked(one: Traced) -> str:
    """The statement with the facts that the notes do not have marked."""
    parts, at = [], 0
    for fact in one.missing:
        words = f"<mark>{escape(visible(fact.text))}</mark>"
        parts += [escape(visible(one.slot.text[at : fact.start])), words]
        at = fact.end
    return "".join([*parts, escape(visible(one.slot.text[at:]))])


def _right(trace: Trace, notes: str) -> Iterator[str]:
    by_number = {line.line: line for line in trace.notes}
    for number, words in enumerate(line_texts(notes), 1):
        line = by_number.get(number)
        if line is None:
            yield '<p class="blank"></p>\n'
            continue
        links = " ".join(f'<a href="#s{one}">{trace.statements[one].line}</a>' for one in line.statements)
        kind = "used" if line.statements else "asked" if line.asked else "unused"
        why = f"story {links}" if links else "an open question" if line.asked else "not in the story"
        yield (
            f'<p id="n{number}" class="{kind}"><span class="number">{number}</span>{escape(visible(words))} '
            f"<small>{why}</small></p>\n"
        )


def failing(findings: list[Finding], fail_on: str) -> bool:
    """Whether a finding has the severity from which on a run fails."""
    from storyai.report import Options

    options = Options(fail_on=fail_on)
    return any(options.fails(finding) for finding in findings)
