"""Prompts: ``prompts/<task>.md`` and a request become the messages a model reads. Evaluates nothing.

A prompt file is Markdown. What stands above the line ``# System`` is for its readers and is never sent;
``# System`` and ``# User`` begin the two turns. Places to fill:

    {{reply}}           the reply's fields, types and descriptions, from ``prompts/<task>.schema.json``
    {{notes}}           alone on its line: the input ``notes`` as quoted data between two marks
    {{notes:numbered}}  the same, every line with its 1-based number
    {{today:inline}}    anywhere in a line: a short input as one JSON string

Inputs are filled in one pass, so that an input that holds ``{{other}}`` stays as it is, and stand in the user
turn only: everything that does not change comes first, where providers can cache it. The marks around an input
carry a hash of it and never occur inside it, so no input can close its own quotation. An empty input reads
``(none)``; a place that no input fills is a ConfigError.
"""

import json
import re
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from storyai.engine import Correction, Request
from storyai.engine.outline import outline
from storyai.errors import ConfigError
from storyai.resources import shipped
from storyai.text import line_texts

Message = dict[str, str]

# Characters of an earlier reply shown again with a correction. A full draft's reply has 10,000 to 20,000.
REPLY_SHOWN = 24_000
PROBLEM_SHOWN = 6_000


@cache
def _place() -> re.Pattern[str]:
    return re.compile(r"^[ \t]*\{\{([a-z_]+)(:numbered)?\}\}[ \t]*$|\{\{([a-z_]+)(?:(:inline)|(:\w+))?\}\}", re.M)


def render_prompt(request: Request, folder: Path | None = None) -> list[Message]:
    """The messages for a request: system, user, then one pair of turns for each correction.

    folder: a project's own prompts; a task it has no file for uses the shipped one.
    Raises ConfigError for a prompt file that is missing, unreadable or wrong.
    """
    system, user, name = _turns(request.task, folder)
    messages = [
        {"role": "system", "content": system},
        {"role": "user", "content": _filled(user, request.inputs, name)},
    ]
    for correction in request.corrections:
        messages += correction_turns(correction)
    return messages


def correction_turns(correction: Correction) -> list[Message]:
    """The earlier reply as the model's turn, and what was wrong with it as the next user turn."""
    problem = _clean(shortened(correction.problem, PROBLEM_SHOWN))
    return [
        {"role": "assistant", "content": _clean(shortened(correction.reply, REPLY_SHOWN))},
        {
            "role": "user",
            "content": f"That reply has these faults:\n\n{problem}\n\nReply again with the whole JSON, corrected.",
        },
    ]


@cache
def reply_schema(task: str) -> dict[str, Any]:
    """The JSON schema of a task's reply; always the shipped one, because the program reads the reply by it."""
    path = shipped("prompts") / f"{task}.schema.json"
    if not path.is_file():
        raise ConfigError(f"there is no reply schema for the task '{task}' (prompts/{task}.schema.json)")
    schema: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return schema


def quoted(name: str, text: str, *, numbered: bool = False) -> str:
    """An input as data: between two marks that do not occur in it; ``numbered`` adds each line's number."""
    text = _clean(text)
    if not text.strip():
        return "(none)"
    mark = mark_for(name, text)
    if numbered:
        lines = line_texts(text)
        width = len(str(len(lines)))
        text = "\n".join(f"{number:>{width}}| {line}" for number, line in enumerate(lines, 1))
    return f"<<<{mark}\n{text}\n{mark}>>>"


def mark_for(name: str, text: str, digits: int = 12) -> str:
    """The name and the first digits of the text's hash: as many as it takes that the text does not hold them."""
    digest = sha256(text.encode()).hexdigest()
    return next(mark for end in range(digits, 65) if (mark := f"{name} {digest[:end]}") not in text)


def shortened(text: str, limit: int) -> str:
    """The text, or its beginning and end with a note of how many characters are left out between them."""
    if len(text) <= limit:
        return text
    head, tail = limit * 4 // 5, limit // 5
    return f"{text[:head]}\n[... {len(text) - head - tail} characters left out ...]\n{text[-tail:]}"


def _clean(text: str) -> str:
    """The text without lone surrogates, which no encoding can carry."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _turns(task: str, folder: Path | None) -> tuple[str, str, str]:
    """System turn (filled), user turn (unfilled) and the file's name for messages."""
    own = folder / f"{task}.md" if folder else None
    if own is not None and own.is_file():
        try:
            stamp = own.stat().st_mtime_ns
            return _split(own.read_text(encoding="utf-8"), str(own), task, stamp)
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"{own}: cannot read this prompt: {error}") from error
    return _shipped_turns(task)


@cache
def _shipped_turns(task: str) -> tuple[str, str, str]:
    path = shipped("prompts") / f"{task}.md"
    if not path.is_file():
        raise ConfigError(f"there is no prompt for the task '{task}' (prompts/{task}.md)")
    return _split(path.read_text(encoding="utf-8"), f"prompts/{task}.md", task, 0)


@lru_cache(maxsize=64)
def _split(text: str, name: str, task: str, stamp: int) -> tuple[str, str, str]:
    lines = line_texts(text)
    heads = [(number, line.strip()) for number, line in enumerate(lines) if line.strip() in ("# System", "# User")]
    if [head for _, head in heads] != ["# System", "# User"]:
        raise ConfigError(f"{name}: a prompt has one line '# System' and below it one line '# User'")
    system = "\n".join(lines[heads[0][0] + 1 : heads[1][0]]).strip()
    user = "\n".join(lines[heads[1][0] + 1 :]).strip()

    def static(match: re.Match[str]) -> str:
        if (match[1] or match[3]) != "reply":
            raise ConfigError(
                f"{name}: {match[0].strip()} belongs below '# User'; the system turn takes only {{{{reply}}}}"
            )
        return outline(reply_schema(task))

    return _place().sub(static, system), user, name


def _filled(user: str, inputs: Any, name: str) -> str:
    def fill(match: re.Match[str]) -> str:
        key = match[1] or match[3]
        if key not in inputs:
            raise ConfigError(f"{name}: nothing fills {match[0].strip()}; known here: {', '.join(sorted(inputs))}")
        if match[1]:
            return quoted(key, inputs[key], numbered=bool(match[2]))
        if not match[4]:
            raise ConfigError(f"{name}: write {{{{{key}}}}} alone on its line, or {{{{{key}:inline}}}} within one")
        return json.dumps(_clean(inputs[key]), ensure_ascii=False)

    return _place().sub(fill, user)
