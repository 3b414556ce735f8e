"""Recorded critiques of our own stories, replayed: the prompts, the reply's shape and its checks still fit them.

The recordings were made without the rules' findings, so that a new rule asks for no new recording. A change of a
prompt or a schema does: see the recording's ``task`` and record it again.
"""

import json
from pathlib import Path

import pytest

from storyai.clarifier import clarify
from storyai.engine.replay import replay
from storyai.finding import Finding
from storyai.resources import shipped
from storyai.reviewer import Ask, Review, review

FOLDER = Path(str(shipped("fixtures"))) / "recordings"
CRITIQUES = sorted(FOLDER.glob("critique-*.json"))
# Title of the story -> codes and quotes: the stories written with faults that no rule sees. In all others nothing is found.
FOUND = {
    "Coupon codes in the checkout": {
        "MD003": "I can see which campaign brings orders",
        "MD006 money": "lowers every item's price by the percentage before tax is added",
        "MD002": "A code stops working exactly 30 days after it was created.",
        "MD007": "The codes are written in capital letters.",
    },
    "Share a photo album by link": {
        "MD006 access_control": "creates a link of 8 digits",
        "MD006 privacy": "sees all photos of the album without signing in",
        "MD008": "The owner can order a printed book of the album, pays by card",
    },
    "Merge duplicate contacts": {
        "MD006 concurrency": "Assistants work on the same lists at the same time.",
        "MD006 data_loss": "The other contact and the values that were not picked are deleted at once.",
    },
    "Find a free meeting room": {"MD001": "appears quickly"},
}


def title(story: str) -> str:
    return story.partition("\n")[0].removeprefix("# ")


def replayed(path: Path, ask: Ask | None = None) -> tuple[str, Review]:
    story = json.loads(path.read_text(encoding="utf-8"))["inputs"]["story"]
    return story, review(story, engine=replay(FOLDER), findings=[], ask=ask)


def key(finding: Finding) -> str:
    return " ".join((finding.code, *finding.tags[1:])) if finding.code == "MD006" else finding.code


@pytest.mark.parametrize("path", CRITIQUES, ids=lambda path: path.stem)
def test_a_recorded_critique_gives_its_findings_each_with_an_exact_quote(path: Path) -> None:
    story, result = replayed(path)
    assert result.error is None
    assert result.notices == []
    for finding in result.findings:
        assert finding.source == "model"
        assert story[finding.start : finding.end] == finding.quote
    found = {key(finding): finding.quote for finding in reversed(result.findings)}
    assert found == FOUND.get(title(story), {})


def test_there_are_recordings_of_ten_clean_shipped_stories_and_their_critique_is_empty() -> None:
    shipped_stories = {path.read_text(encoding="utf-8") for path in (FOLDER.parent / "stories").glob("*.md")}
    clean = [result for story, result in map(replayed, CRITIQUES) if story in shipped_stories]
    assert len(clean) == 10
    assert [found for result in clean for found in result.findings] == []


def test_recorded_suggestions_are_fixes_without_new_facts() -> None:
    path = next(path for path in CRITIQUES if "Find a free meeting room" in path.read_text(encoding="utf-8"))
    story, result = replayed(path, Ask(suggest=True))
    assert result.error is None
    vague = [finding for finding in result.findings if "vague" in finding.tags]
    assert [len(finding.extra["suggestions"]) for finding in vague] == [3, 3]  # type: ignore[arg-type]
    assert result.notices == []
    assert vague[0].fix is not None
    (edit,) = vague[0].fix.edits
    assert story[edit.start : edit.end] == "The list appears quickly after the app is opened."
    assert "(Open question: how many seconds at most?)" in edit.text


@pytest.mark.parametrize("path", sorted(FOLDER.glob("clarify-*.json")), ids=lambda path: path.stem)
def test_recorded_questions_keep_to_the_notes(path: Path) -> None:
    recorded = json.loads(path.read_text(encoding="utf-8"))
    made = clarify(recorded["inputs"]["notes"], replay(FOLDER))
    assert [question.text for question in made.questions] == [each["text"] for each in recorded["reply"]["questions"]]
    for question in made.questions:
        assert question.recommended in question.options
