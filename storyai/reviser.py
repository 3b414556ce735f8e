"""Revising a story that exists: safe fixes, what a model can settle from story and notes, and questions for the rest.

The story is never rendered anew: every change is a splice, so that what nobody objected to stays as it was.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from storyai.document import Document, Section, parse
from storyai.engine import Correction, Engine, Reply, Request, Usage
from storyai.finding import Edit, Finding
from storyai.grounding import Source, is_german
from storyai.hostile import only_known_links
from storyai.linter import LintSettings, lint
from storyai.linter.fixes import fix, splice
from storyai.places import OPEN
from storyai.tracer import trace
from storyai.tracer.claims import repeats

_WEIGHT = {"error": 100, "warning": 10, "info": 1}


@dataclass(slots=True)
class Revision:
    """before and text: the story as it was and as it is now. left: the errors and warnings that remain.

    changes: one line for each change that was made; refused: for each of the model's that was not, with the reason.
    """

    before: str
    text: str
    left: list[Finding] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    usage: Usage = field(default_factory=Usage)


def revise(
    story: str,
    notes: str | None = None,
    engine: Engine | None = None,
    *,
    settings: LintSettings | None = None,
    rounds: int = 1,
    say: Callable[[str], None] = lambda message: None,
    sendable: Callable[[str], str] = lambda text: text,
) -> Revision:
    """Settle the findings of a story. notes: what it was made of; facts that they lack are findings too.

    rounds: how often a model is asked; each time it may correct itself once. sendable: a text as a model may see it,
    of the same length. Raises EngineError, and what sendable raises.
    """
    settings = settings or LintSettings()
    made = Revision(story, story)
    _fixes(made, settings, lambda finding: finding.fix is not None and finding.fix.safe)
    if engine is not None and engine.name != "offline":
        _with_model(made, notes or "", engine, settings, rounds, say, sendable)
    _fixes(made, settings, _asks)
    if notes is not None:
        _ask_for_facts(made, notes)
    made.left = [finding for finding in lint(made.text, settings) if finding.severity != "info"]
    return made


def _asks(finding: Finding) -> bool:
    """Whether the finding matters and its fix does nothing but put a question there."""
    return (
        finding.severity != "info"
        and finding.fix is not None
        and all("open question:" in edit.text.lower() for edit in finding.fix.edits)
    )


def _fixes(made: Revision, settings: LintSettings, wanted: Callable[[Finding], bool]) -> None:
    done = fix(made.text, lambda text: [each for each in lint(text, settings) if wanted(each)], unsafe=True)
    made.text = done.text
    made.changes += [f"{finding.code}: {finding.fix.title if finding.fix else ''}" for finding in done.fixed]


def _with_model(
    made: Revision, notes: str, engine: Engine, settings: LintSettings, rounds: int, say: Callable[[str], None],
    sendable: Callable[[str], str],
) -> None:  # fmt: skip
    """Let a model settle findings; ask again with what was wrong with its changes, and with what is still found."""
    for _ in range(rounds):
        found = objections(made.text, notes, settings)
        if not found:
            return
        listed = "\n".join(f"{_place(made.text, one)}: {one.message} ({one.quote!r}). {one.help}" for one in found)
        inputs = {"findings": sendable(listed), "story": sendable(made.text), "notes": sendable(notes)}
        request = Request("revise", inputs)
        say(f"{len(found)} findings go to the model")
        answer = engine(request)
        made.usage += answer.usage
        faults = apply_changes(made, answer.reply, found, notes, settings)
        if faults:
            problem = "\n".join(f"- {one}" for one in faults)
            correction = Correction(json.dumps(answer.reply, ensure_ascii=False), problem)
            again = engine(replace(request, corrections=(correction,)))
            made.usage += again.usage
            faults = apply_changes(made, again.reply, found, notes, settings)
        made.refused = faults


def objections(text: str, notes: str, settings: LintSettings) -> list[Finding]:
    """What has to be settled: the rules' errors and warnings, and facts that the notes do not have."""
    found = [finding for finding in lint(text, settings) if finding.severity != "info"]
    if notes.strip():
        found += [finding for finding in trace(text, notes).findings() if finding.severity == "warning"]
    return sorted(found, key=lambda finding: finding.start)


def _place(text: str, finding: Finding) -> str:
    line = text.count("\n", 0, finding.start) + 1
    return f"line {line}, {finding.code} {finding.name}"


def apply_changes(
    made: Revision, reply: Reply, found: Sequence[Finding], notes: str, settings: LintSettings
) -> list[str]:
    """Make the changes of a reply that hold; the reasons why the others do not."""
    faults: list[str] = []
    source = Source(made.text, notes)
    german = is_german(made.text)
    for change in reply.get("changes") or ():
        old, new = str(change.get("old") or ""), str(change.get("new") or "").rstrip()
        number = change.get("finding")
        shown = old if len(old) <= 60 else old[:59] + "…"
        count = made.text.count(old) if old.strip() else 0
        if count != 1:
            if count == 0 and new and new in made.text:
                continue  # made by the reply before this one
            faults.append(f'"{shown}" stands in the story {count or "no"} times, not once')
            continue
        cleaned = only_known_links(new, (made.text, notes))
        missing = source.missing(cleaned.replace(OPEN, ""), german=german)
        if missing:
            facts = ", ".join(f'"{fact.text}"' for fact in missing)
            faults.append(f'"{shown}": neither the story nor the notes have {facts}; ask for it')
            continue
        after = made.text.replace(old, cleaned)
        worse = _worse(made.text, after, settings)
        if worse:
            faults.append(f'"{shown}": {worse}')
            continue
        made.text = after
        code = found[number - 1].code if isinstance(number, int) and 0 < number <= len(found) else "model"
        made.changes.append(f"{code}: {' '.join(str(change.get('why') or 'rewritten').split())}")
    return faults


def _worse(before: str, after: str, settings: LintSettings) -> str | None:
    """Why a change must not be made: it changes headings, or brings more findings than it settles."""
    if _outline(parse(before)) != _outline(parse(after)):
        return "it would change the story's headings"
    was, now = (sum(_WEIGHT[one.severity] for one in lint(text, settings)) for text in (before, after))
    if now > was:
        known = {(one.code, one.quote) for one in lint(before, settings)}
        fresh = [one.message for one in lint(after, settings) if (one.code, one.quote) not in known]
        return f"it brings a new finding: {fresh[0]}" if fresh else "it brings new findings"
    return None


def _outline(document: Document) -> list[tuple[int, str]]:
    return [(section.level, section.title) for section in document.sections if section.level < 7]


def _ask_for_facts(made: Revision, notes: str) -> None:
    """A question under Notes for every fact of the story that the notes do not have."""
    found = [one for one in trace(made.text, notes).findings() if one.code == "GR101"]
    quotes = [one.quote if one.quote[0] in "\"“„«`'" else f'"{one.quote}"' for one in found]
    questions = list(dict.fromkeys(f"Where does {quote} come from? The notes do not have it." for quote in quotes))
    questions = [question for question in questions if question not in made.text]
    if questions:
        made.text = with_questions(made.text, questions)
        made.changes += [f"GR101: ask where {one.quote!r} comes from" for one in found]


def with_questions(text: str, questions: Sequence[str]) -> str:
    """The story with questions added to the open questions under its notes."""
    document = parse(text)
    items = "\n".join(f"- {question}" for question in questions)
    section = next(iter([*document.of_role("questions"), *document.of_role("notes")]), None)
    if section is None:
        return f"{text.rstrip()}\n\n## Notes\n\n**Open questions**\n\n{items}\n"
    listed = next((span for span in repeats(section) if "Open questions" in text[span[0] : span[0] + 20]), None)
    at = _last(section, listed)
    if section.role == "questions" or listed:
        return splice(text, [Edit(at, at, f"\n{items}")])
    return splice(text, [Edit(at, at, f"\n\n**Open questions**\n\n{items}")])


def _last(section: Section, within: tuple[int, int] | None) -> int:
    """Where the last thing of a section (or of a part of it) ends, fields that follow it apart."""
    start, end = within or (section.start, section.end)
    fields = [field.start for field in section.fields if field.start >= start]
    stop = min([end, *fields])
    parts = [(part.start, part.end) for part in section.paragraphs]
    parts += [(part.start, part.end) for part in section.code]
    parts += [(part.start, part.end) for part in section.tables]
    parts += [(part.start, part.end) for part in section.items]
    return max((until for begin, until in parts if start <= begin < stop), default=section.heading.end)
