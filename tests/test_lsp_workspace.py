"""Settings, folders and what the server offers in them, over the real process."""

from pathlib import Path
from typing import Any

import pytest

from tests.lsp_client import Client
from tests.test_lsp import STORY, _apply
from tests.test_lsp_sound import MESSY

EVERYWHERE = {"start": {"line": 0, "character": 0}, "end": {"line": 999, "character": 0}}


def codes(client: Client, uri: str, version: int) -> set[str]:
    return {d["code"] for d in client.diagnostics(uri, version)}


def labels(client: Client, uri: str, text: str) -> set[str]:
    """What is offered at the end of a text, which is opened for this."""
    client.number += 1
    client.open(uri, text, client.number)
    lines = text.split("\n")
    place = {"line": len(lines) - 1, "character": len(lines[-1])}
    items = client.ask("textDocument/completion", {"textDocument": {"uri": uri}, "position": place})
    return {item["label"] for item in items}


def test_each_folder_has_its_own_configuration_and_a_file_outside_has_none(tmp_path: Path) -> None:
    for name in ("one", "two", "outside"):
        (tmp_path / name).mkdir()
    (tmp_path / "two" / "storyai.toml").write_text('[lint]\nignore = ["AC201"]\n')
    with Client(encodings=["utf-32"], root=tmp_path / "one") as client:
        added = [{"uri": (tmp_path / "two").as_uri(), "name": "two"}]
        client.tell("workspace/didChangeWorkspaceFolders", {"event": {"added": added, "removed": []}})
        for name, wanted in (("one", True), ("two", False), ("outside", True)):
            uri = (tmp_path / name / "story.md").as_uri()
            client.open(uri, STORY)
            assert ("AC201" in codes(client, uri, 1)) is wanted, name


def test_globs_of_the_settings_mean_paths_from_their_file(tmp_path: Path) -> None:
    root = tmp_path / "drafts" / "project"
    (root / "stories").mkdir(parents=True)
    (root / "drafts").mkdir()
    (root / "storyai.toml").write_text('[lint.per-path]\n"drafts/*" = ["all"]\n')
    with Client(encodings=["utf-32"], root=root) as client:
        for folder, wanted in (("stories", True), ("drafts", False)):
            uri = (root / folder / "story.md").as_uri()
            client.open(uri, STORY)
            assert ("AC201" in codes(client, uri, 1)) is wanted, folder


def test_a_folder_that_joins_brings_its_stories_and_one_that_leaves_takes_them(tmp_path: Path) -> None:
    for name, role in (("one", "clerk"), ("two", "tax adviser")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.md").write_text(
            f"# Story of a {role}\n\nAs a {role}, I want to print, so that I file it.\n"
        )
    (tmp_path / "two" / "node_modules").mkdir()
    (tmp_path / "two" / "node_modules" / "b.md").write_text("As a stranger, I want to print, so that I file it.\n")
    with Client(encodings=["utf-32"], root=tmp_path / "one") as client:
        uri = (tmp_path / "one" / "new.md").as_uri()
        assert labels(client, uri, "As a ") == {"clerk"}
        folder = [{"uri": (tmp_path / "two").as_uri(), "name": "two"}]
        client.tell("workspace/didChangeWorkspaceFolders", {"event": {"added": folder, "removed": []}})
        assert labels(client, uri, "As a ") == {"clerk", "tax adviser"}
        names = {symbol["name"] for symbol in client.ask("workspace/symbol", {"query": "adviser"})}
        assert names == {"Story of a tax adviser"}
        (tmp_path / "two" / "a.md").write_text("As a notary, I want to print, so that I file it.\n")
        assert labels(client, uri, "As a ") == {"clerk", "notary"}
        client.tell("workspace/didChangeWorkspaceFolders", {"event": {"added": [], "removed": folder}})
        assert labels(client, uri, "As a ") == {"clerk"}


def test_issues_seen_in_the_workspace_are_offered_as_related_ones(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A\n\n## Related Issues\n- Related to #41\n- Blocks PAY-7\n")
    with Client(encodings=["utf-32"], root=tmp_path) as client:
        uri = (tmp_path / "b.md").as_uri()
        assert {"#41", "PAY-7"} <= labels(client, uri, "# B\n\n## Related Issues\n- Related to ")


@pytest.mark.parametrize(
    "settings",
    [{"lint": {"ignore": ["AC201"]}}, {"ignore": ["AC201"], "baseUrl": "", "model": "", "path": "/bin/storyai"}],
    ids=["as in the file", "as options"],
)
def test_the_clients_settings_hold_at_the_start_and_when_they_change(settings: dict[str, Any], tmp_path: Path) -> None:
    uri = (tmp_path / "story.md").as_uri()
    with Client(encodings=["utf-32"], options=settings) as client:
        client.open(uri, STORY)
        assert "AC201" not in codes(client, uri, 1)
        client.tell("workspace/didChangeConfiguration", {"settings": {"storyai": {}}})
        assert "AC201" in codes(client, uri, 1)
        client.tell("workspace/didChangeConfiguration", {"settings": {"storyai": settings}})
        assert "AC201" not in codes(client, uri, 1)


def test_a_setting_of_the_client_that_does_not_exist_is_named_and_the_file_still_counts(tmp_path: Path) -> None:
    (tmp_path / "storyai.toml").write_text('[lint]\nignore = ["AC201"]\n')
    uri = (tmp_path / "story.md").as_uri()
    with Client(encodings=["utf-32"], root=tmp_path, options={"modell": "x"}) as client:
        client.open(uri, STORY)
        assert "modell" in client.notification("window/showMessage")["message"]
        assert "AC201" not in codes(client, uri, 1)


def test_a_client_that_pulls_is_told_to_pull_again_after_a_change_of_configuration(tmp_path: Path) -> None:
    uri = (tmp_path / "story.md").as_uri()
    with Client(encodings=["utf-32"], root=tmp_path, pull=True) as client:
        client.open(uri, STORY)
        first = client.ask("textDocument/diagnostic", {"textDocument": {"uri": uri}})
        (tmp_path / "storyai.toml").write_text('[lint]\nignore = ["AC201"]\n')
        change = {"uri": (tmp_path / "storyai.toml").as_uri(), "type": 1}
        client.tell("workspace/didChangeWatchedFiles", {"changes": [change]})
        client.notification("workspace/diagnostic/refresh")
        previous = {"previousResultId": first["resultId"]}
        second = client.ask("textDocument/diagnostic", {"textDocument": {"uri": uri}, **previous})
        assert second["kind"] == "full"
        assert "AC201" not in {d["code"] for d in second["items"]}


def test_the_configuration_is_watched_where_the_client_can(tmp_path: Path) -> None:
    with Client(root=tmp_path) as client:
        (registration,) = client.notification("client/registerCapability")["registrations"]
        assert registration["method"] == "workspace/didChangeWatchedFiles"
        globs = {watcher["globPattern"] for watcher in registration["registerOptions"]["watchers"]}
        assert globs == {"**/storyai.toml", "**/pyproject.toml"}


def test_a_diagnostic_carries_a_link_help_tags_and_the_other_place(tmp_path: Path) -> None:
    uri = (tmp_path / "story.md").as_uri()
    text = MESSY.replace("**Complexity:** Small", "**Complexity:** Small\n**Complexity:** Large").replace(
        "**Estimated Hours:**", "**Complexity:** XL\n**Estimated Hours:** 8"
    )
    with Client(encodings=["utf-32"]) as client:
        client.open(uri, text)
        found = client.diagnostics(uri, 1)
    rules = (Path(__file__).parents[1] / "docs" / "rules.md").read_text("utf-8")
    for diagnostic in found:
        name, code = diagnostic["data"]["name"], diagnostic["code"]
        assert diagnostic["codeDescription"]["href"].endswith(f"#{name}-{code.lower()}")
        assert f"{name} ({code})" in rules
    assert next(d for d in found if d["code"] == "SU901")["tags"] == [1]
    related = [place for d in found for place in d.get("relatedInformation", [])]
    assert related and all(place["location"]["uri"] == uri and place["message"] for place in related)
    assert any("Open question" not in d["message"] and "\n" in d["message"] for d in found)


def test_fix_all_is_offered_for_saving_and_makes_what_the_command_line_makes(tmp_path: Path) -> None:
    uri = (tmp_path / "story.md").as_uri()
    with Client(encodings=["utf-32"]) as client:
        client.open(uri, MESSY, 3)
        context = {"diagnostics": [], "only": ["source.fixAll"]}
        (action,) = client.ask(
            "textDocument/codeAction", {"textDocument": {"uri": uri}, "range": EVERYWHERE, "context": context}
        )
        (change,) = action["edit"]["documentChanges"]
        assert action["kind"] == "source.fixAll.storyai" and change["textDocument"] == {"uri": uri, "version": 3}
    from storyai.linter import lint
    from storyai.linter.fixes import fix

    assert _apply(MESSY, change["edits"]) == fix(MESSY, lint).text != MESSY


def test_safe_fixes_are_preferred_and_others_say_that_they_need_a_look(tmp_path: Path) -> None:
    uri = (tmp_path / "story.md").as_uri()
    with Client(encodings=["utf-32"]) as client:
        client.open(uri, MESSY)
        context = {"range": EVERYWHERE, "context": {"diagnostics": [], "only": ["quickfix"]}}
        actions = client.ask("textDocument/codeAction", {"textDocument": {"uri": uri}, **context})
    titles = [action["title"] for action in actions if not action["title"].startswith("Suppress")]
    assert len(set(titles)) == len(titles)
    fixes = [action for action in actions if "(check" in action["title"] or action.get("isPreferred")]
    assert {action.get("isPreferred", False) for action in fixes} == {True, False}
    for action in fixes:
        assert action.get("isPreferred", False) is not ("(check the meaning)" in action["title"])


def test_hover_tells_a_criterions_tests_and_the_lens_counts_those_without(tmp_path: Path) -> None:
    uri = (tmp_path / "story.md").as_uri()
    text = MESSY.replace("- \n", "- Criterion 3: the file is gone\n")
    lines = text.split("\n")
    line = next(at for at, words in enumerate(lines) if "old configuration" in words)
    with Client(encodings=["utf-32"]) as client:
        client.open(uri, text)
        place = {"line": line, "character": lines[line].index("configuration")}
        words = client.ask("textDocument/hover", {"textDocument": {"uri": uri}, "position": place})
        lenses = client.ask("textDocument/codeLens", {"textDocument": {"uri": uri}})
    assert "the file is gone" in words["contents"]["value"]
    titles = [lens["command"]["title"] for lens in lenses]
    assert any("without a test" in title for title in titles), titles


def test_missing_sections_are_inserted_one_or_all_in_the_templates_order(tmp_path: Path) -> None:
    uri = (tmp_path / "story.md").as_uri()
    with Client(encodings=["utf-32"]) as client:
        client.open(uri, MESSY)
        missing = [d for d in client.diagnostics(uri, 1) if d["code"] == "TP702"]
        context = {"range": missing[0]["range"], "context": {"diagnostics": missing, "only": ["quickfix"]}}
        actions = client.ask("textDocument/codeAction", {"textDocument": {"uri": uri}, **context})
        one = next(action for action in actions if 'no section "Security Implications"' in action["title"])
        everything = next(action for action in actions if action["title"].startswith("Insert all"))
        text = _apply(MESSY, one["edit"]["documentChanges"][0]["edits"])
        assert "### Security Implications\n\n- Open question: " in text
        client.change(uri, text, 2)
        assert len([d for d in client.diagnostics(uri, 2) if d["code"] == "TP702"]) == len(missing) - 1
        edits = everything["edit"]["documentChanges"][0]["edits"]
        text = _apply(MESSY, edits)
        client.change(uri, text, 3)
        assert "TP702" not in codes(client, uri, 3)
    headings = [line.lstrip("# ") for line in text.splitlines() if line.startswith("###")]
    order = ["Dependencies", "Risks", "Performance Impact", "Security Implications", "Data Migration Required",
             "Breaking Changes"]  # fmt: skip
    assert [heading for heading in headings if heading in order] == order
