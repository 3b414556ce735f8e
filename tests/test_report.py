"""Every output format, compared with files under ``golden``; STORYAI_UPDATE=1 writes them anew."""

import json
import os
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sarif_pydantic import Sarif

from storyai.document import parse
from storyai.finding import Edit, Finding, Fix, Related
from storyai.linter import examine
from storyai.report import FORMATS, Counts, Options, Reviewed, report, statistics
from storyai.report.text import width
from tests.small_rules import RULES, story

UPDATE = bool(os.environ.get("STORYAI_UPDATE"))  # read before the tests are sealed
GOLDEN = Path(__file__).parent / "golden"
OPTIONS = Options(version="0.0.0")
ENDINGS = {"text": "txt", "json": "json", "jsonl": "jsonl", "sarif": "sarif", "github": "txt", "gitlab": "json",
           "junit": "xml", "checkstyle": "xml", "markdown": "md"}  # fmt: skip

# Wide characters, an emoji outside the basic plane, combining characters, tabs, markup and Windows line ends.
TEXT = story(
    "The 日本語 page 🎨 is red.", "Cafe\u0301\tis green.", "<b>A & B</b> | `x` is red.",
    "<!-- storyai-disable red -- the brand's colour -->", "The logo is red.",
)  # fmt: skip
START = TEXT.index("red")


def files() -> list[Reviewed]:
    outcome = examine(TEXT, rules=RULES)
    first = Reviewed("stories/a story.md", TEXT, outcome.findings, outcome.suppressed)
    crlf = story("The wall is green.").replace("\n", "\r\n")
    found = examine(crlf, rules=RULES).findings[0]
    start = parse(crlf).criteria[0].start
    whole = Finding(
        "MD001", "untestable", "info", "nobody can see this, at 100 %", start, len(crlf), crlf[start:],
        "ask: who\nsees it?", "Acceptance Criteria", "model", ("vague",),
        Fix("ask", (Edit(start, start, "Open question: who?\n"),)),
        (Related(0, 8, "the title"), Related(0, 0, "elsewhere", "stories/b.md")), "f" * 32,
    )  # fmt: skip
    second = Reviewed("b:1,2.md", crlf, [found, whole], usage={"requests": 1, "prompt_tokens": 10})
    second.known = [found]
    second.findings = [whole]
    second.with_baseline = True
    second.stale = [{"code": "ZZ9", "name": "old", "message": "it was <old>", "fingerprint": "0" * 32}]
    return [first, second, Reviewed("clean.md", story("It is blue."), [])]


def written(format: str, reviewed: list[Reviewed], options: Options = OPTIONS) -> tuple[str, Counts]:
    pieces: list[str] = []
    counts = report(format, reviewed, pieces.append, options)
    return "".join(pieces), counts


@pytest.mark.parametrize("format", FORMATS)
def test_a_format_writes_what_its_golden_file_says(format: str) -> None:
    text, _ = written(format, files())
    golden = GOLDEN / f"{format}.{ENDINGS[format]}"
    if UPDATE:
        golden.write_text(text, encoding="utf-8", newline="")
    assert text == golden.read_bytes().decode("utf-8")


@pytest.mark.parametrize("format", FORMATS)
def test_a_format_is_well_formed_without_files_and_without_findings(format: str) -> None:
    for none in ([], [Reviewed("a.md", "", [])]):
        text, counts = written(format, none)
        assert counts.findings == 0
        if format in ("json", "sarif", "gitlab"):
            json.loads(text)
        if format in ("junit", "checkstyle"):
            ElementTree.fromstring(text)


def test_json_follows_the_contract() -> None:
    data = json.loads(written("json", files())[0])
    assert list(data) == ["version", "files", "summary"]
    assert data["version"] == 1
    assert data["summary"] == {"error": 1, "warning": 2, "info": 1}
    assert [list(file) for file in data["files"]] == [["path", "findings", "usage"]] * 3
    finding = data["files"][0]["findings"][0]
    assert list(finding) == [
        "code", "name", "severity", "source", "tags", "message", "help", "section", "quote", "line", "column",
        "end_line", "end_column", "fix", "fingerprint",
    ]  # fmt: skip
    assert (finding["line"], finding["column"], finding["end_column"]) == (9, 25, 28)
    edits = [{"start": START, "end": START + 3, "text": "blue"}]
    assert finding["fix"] == {"safe": True, "title": "Take blue", "edits": edits}
    assert TEXT[START : START + 3] == "red"


def test_each_line_of_jsonl_is_a_finding_with_its_path() -> None:
    lines = [json.loads(line) for line in written("jsonl", files())[0].splitlines()]
    inner = [finding for file in json.loads(written("json", files())[0])["files"] for finding in file["findings"]]
    assert [{key: value for key, value in line.items() if key != "path"} for line in lines] == inner
    assert {line["path"] for line in lines} == {"stories/a story.md", "b:1,2.md"}


def test_sarif_validates_and_counts_columns_in_utf_16() -> None:
    text, _ = written("sarif", files())
    Sarif.model_validate_json(text)
    (run,) = json.loads(text)["runs"]
    assert run["columnKind"] == "utf16CodeUnits"
    first = run["results"][0]
    region = first["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endColumn"]) == (9, 26, 29)
    assert first["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "stories/a%20story.md"
    replacement = first["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert replacement["deletedRegion"]["startColumn"] == 26
    assert replacement["insertedContent"] == {"text": "blue"}
    for result in run["results"]:
        if result.get("baselineState") != "absent":
            assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    assert [result.get("baselineState") for result in run["results"]] == [None] * 4 + ["new", "unchanged", "absent"]
    assert [result["suppressions"][0]["justification"] for result in run["results"] if "suppressions" in result] == [
        "the brand's colour"
    ]


def test_sarif_describes_real_rules_with_their_pages() -> None:
    text = "# A\n\n## Acceptance Criteria\n\n- [ ] The page is user-friendly.\n"
    (run,) = json.loads(written("sarif", [Reviewed("a.md", text, examine(text).findings)])[0])["runs"]
    (rule,) = [rule for rule in run["tool"]["driver"]["rules"] if rule["id"] == "AC201"]
    assert rule["name"] == "UnmeasuredQuality"
    assert "Bad:" in rule["help"]["markdown"]
    assert rule["defaultConfiguration"] == {"level": "warning", "enabled": True}


def test_a_finding_that_does_not_fail_is_output_and_no_failed_test() -> None:
    tree = ElementTree.fromstring(written("junit", files())[0])
    assert (tree.get("tests"), tree.get("failures")) == ("5", "3")
    assert len(tree.findall(".//failure")) == 3
    strict = ElementTree.fromstring(written("junit", files(), Options(fail_on="info", model_gate=True))[0])
    assert strict.get("failures") == "4"
    open_gate = ElementTree.fromstring(written("junit", files(), Options(fail_on="info"))[0])
    assert open_gate.get("failures") == "3"


def test_marks_stand_below_the_place_for_wide_combining_and_tabbed_text() -> None:
    lines = written("text", files()[:1])[0].splitlines()
    for at, line in enumerate(lines):
        if line.strip().startswith("^"):
            source = lines[at - 1]
            begin, end = line.index("^"), line.rindex("^") + 1
            cut = next(i for i in range(len(source) + 1) if width(source[:i]) == begin)
            assert source[cut:].startswith(("red", "green")), line
            assert end - begin in (3, 5)


def test_a_very_long_line_is_shown_around_the_place() -> None:
    text = story("x " * 50_000 + "is red and " + "y " * 50_000)
    lines = written("text", [Reviewed("a.md", text, examine(text, rules=RULES).findings)])[0].splitlines()
    assert max(len(line) for line in lines) < 140
    assert lines[1][lines[2].index("^") : lines[2].rindex("^") + 1] == "red"


def test_nothing_in_a_file_or_its_name_steers_the_terminal() -> None:
    text = story("It is red\x1b[2J\x07\u202e now.")
    out, _ = written("text", [Reviewed("a\x1b[31m.md", text, examine(text, rules=RULES).findings)])
    assert not set(out) & {"\x1b", "\x07", "\u202e"}


def test_colour_is_used_only_when_asked_for() -> None:
    plain, _ = written("text", files())
    colourful, _ = written("text", files(), Options(colour=True))
    assert "\x1b" not in plain
    assert "\x1b[33mwarning\x1b[0m" in colourful


def test_quiet_leaves_out_the_summary() -> None:
    assert written("text", files())[0].splitlines()[-1].startswith("4 findings (1 error, 2 warnings, 1 info) in 2 of 3")
    assert "findings (" not in written("text", files(), Options(quiet=True))[0]


def test_a_github_annotation_escapes_what_would_end_it() -> None:
    line = next(line for line in written("github", files())[0].splitlines() if "MD001" in line)
    assert line.startswith("::notice file=b%3A1%2C2.md,line=9,endLine=10,title=MD001 untestable::")
    assert line.endswith("at 100 %25%0Aask: who%0Asees it?")


def test_a_gitlab_fingerprint_is_its_own_in_every_file() -> None:
    found = examine(TEXT, rules=RULES).findings
    entries = json.loads(written("gitlab", [Reviewed("a.md", TEXT, found), Reviewed("b.md", TEXT, found)])[0])
    assert len({entry["fingerprint"] for entry in entries}) == len(entries) == 6


def test_gitlab_gets_paths_from_the_root_of_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path / "docs")
    monkeypatch.setenv("CI_PROJECT_DIR", str(tmp_path))
    found = examine(TEXT, rules=RULES).findings
    paths = ("./a.md", str(tmp_path / "b.md"), "/elsewhere/c.md")
    entries = json.loads(written("gitlab", [Reviewed(path, TEXT, found) for path in paths])[0])
    assert list(dict.fromkeys(entry["location"]["path"] for entry in entries)) == [
        "docs/a.md",
        "b.md",
        "/elsewhere/c.md",
    ]


def test_statistics_count_rules_by_frequency() -> None:
    counts = statistics.count(files(), OPTIONS)
    table = statistics.table(counts, OPTIONS).splitlines()
    assert table[0].split() == ["2", "ZZ101", "warning", "red"]
    assert len(table) == 4


NASTY = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@settings(max_examples=80, deadline=None)
@given(NASTY, NASTY, NASTY)
def test_no_text_breaks_a_machine_format(path: str, words: str, message: str) -> None:
    text = story(f"It is red {words}".replace("\n", " "))
    found = [
        Finding("ZZ1", "x", "warning", message, 0, len(text), text, words, words, tags=(words,), fingerprint="0" * 32)
    ]
    for format in FORMATS:
        out, _ = written(format, [Reviewed(path, text, found, [(found[0], words)])])
        out.encode("utf-8")
        if format in ("json", "sarif", "gitlab"):
            json.loads(out)
        elif format in ("junit", "checkstyle"):
            ElementTree.fromstring(out)
        elif format == "jsonl":
            assert json.loads(out)["message"] == message
        elif format == "github":
            assert len(out.splitlines()) >= 1 and out.count("\n") == 1
