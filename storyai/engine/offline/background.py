"""The background: problems and what happens today, and which sentences can stand alone."""

from typing import Any

from storyai.engine.offline.flattened import HANGING
from storyai.engine.offline.grammar import lower_first, sentence
from storyai.engine.offline.predicates import has_finite, strip_leads
from storyai.engine.offline.say import Said, stated
from storyai.engine.offline.sentences import pattern
from storyai.engine.offline.subject import stems
from storyai.engine.offline.units import Unit
from storyai.engine.offline.words import Words

BACKGROUND = 6


def whole(unit: Unit) -> str | None:
    """The unit as a sentence that can stand alone, or None: no fragment, no dangling pronoun, no speaker's noise."""
    text = pattern(r"(?i)^the reason(?: again)?[^:]{0,30}: ").sub("", strip_leads(unit.text))
    if text.endswith(":") or unit.form == "row" or len(text) > 480:
        return None
    if len(text.split()) < (3 if unit.kind == "dependency" else 4):
        return None
    if text.count("(") != text.count(")") or text.count("`") % 2 or text.count('"') % 2:
        return None
    if text.rstrip(" .").rsplit(" ", 1)[-1].lower() in HANGING or text.split(" ", 1)[0].lower() in (
        "where",
        "which",
        "whose",
        "that's",
    ):
        return None
    if sum(char.isalpha() or char == " " for char in text) < 0.7 * len(text):
        return None
    text = text.rstrip("?") if text.endswith("?") else text
    return sentence(text)


def background(reply: dict[str, Any], units: list[Unit], bug: bool, say: Words) -> None:
    """Problems and what happens today first, then context in the order of the notes; the steps of a defect last."""
    found: list[tuple[int, Said]] = []
    seen = [stems(said["text"]) for said in reply["acceptance_criteria"]]
    if reply.get("title"):
        seen.append(stems(reply["title"]["text"]))
    order = {"problem": 0, "actual": 0, "workaround": 2, "benefit": 1, "context": 1, "environment": 2}
    chosen = [unit for unit in units if unit.kind in order and not (unit.used and unit.kind == "context")]
    ranked = sorted(
        chosen, key=lambda unit: (order[unit.kind], unit.under("problem", "background") is False, unit.line)
    )
    picked: list[Unit] = []
    if 2 * sum(bool(unit.speaker) for unit in units) > len(units):
        ranked = [unit for unit in ranked if unit.near and not {"we", "i", "you"} & set(unit.words[:2])]
    for unit in ranked:
        if len(picked) >= BACKGROUND:
            break
        text = whole(unit)
        if text is None or (unit.kind in ("context", "benefit") and not telling(unit)):
            continue
        if (
            unit.kind == "context"
            and len(unit.words) <= 12
            and not has_finite(unit.text.lower())
            and not unit.under("background", "problem")
            and not any(word.endswith("ed") and len(word) > 4 for word in unit.words)
        ):
            continue
        mine = stems(text)
        if any(mine and len(mine & other) >= 0.75 * len(mine | other) for other in seen):
            continue
        seen.append(mine)
        picked.append(unit)
    for unit in sorted(picked, key=lambda unit: (unit.line, units.index(unit))):
        text = whole(unit) or unit.text
        found.append((unit.line, stated(text, [unit])))
    reply["background"] = [said for _, said in found]
    steps = [unit for unit in units if unit.kind == "step" and unit.words]
    if steps:
        parts = [strip_leads(unit.text).rstrip(" .;:") for unit in steps[:12]]
        text = "; ".join([part if ">" in part else lower_first(part) for index, part in enumerate(parts)])
        reply["background"].append(stated(sentence(say.steps.format(text)), steps[:12]))


ASIDE = r"^(?:i have (?:verified|tested|attached|checked)|(?:i am|i'm) (?:marking|filing|reporting|opening)|we could|one (?:approach|option|way|solution|idea)\b|for (?:details|reference|coding|more|an example)\b|please\b|screenshot|reference:)"
"""Talk about the notes or a way to build it; the reader of a background needs neither."""


def telling(unit: Unit) -> bool:
    """Context worth keeping: not a remark about the text itself, not a sentence hanging on another one."""
    low = strip_leads(unit.text).lower()
    if low[0] == "(" or pattern(ASIDE).match(low):
        return False
    if pattern(
        r"^(?:this|that|these|those|it|they|he|she|here|there|see|such|his|her|e\.g|for example|similar|same|and|or|but|which)\b"
    ).match(low):
        return unit.depth == 0 and low.startswith(("there is", "there are", "this is because"))
    return len(unit.words) >= 5
