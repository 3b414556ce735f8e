"""Which engine a run gets, who is asked and how: keys, addresses, parameters, the ladder of strictness."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from storyai.config import Settings, load
from storyai.engine.choose import choose
from storyai.engine.dry_run import NotAsked
from storyai.engine.endpoint import Endpoint, endpoint
from storyai.engine.envelope import Completion
from storyai.engine.memory import Known, Memory
from storyai.engine.openai_compatible import openai_compatible
from storyai.engine.prompts import reply_schema
from storyai.engine.replay import record
from storyai.engine.usage import Meter
from storyai.engine.wire import Wire
from storyai.errors import ConfigError, EngineUnavailable, RecordingMissing
from tests.asking import NOTES, Scripted, draft_reply, prompt_folder
from tests.fake_endpoint import FakeEndpoint, Step, fails, gives, says

GOOD = json.dumps(draft_reply())


def bodies(
    tmp_path: Path, *steps: Step, remember: Path | None = None, notices: list[str] | None = None, times: int = 1,
    **settings: Any,
) -> list[dict[str, Any]]:  # fmt: skip
    """What was sent to a server that answers in steps."""
    with FakeEndpoint(*steps) as server:
        engine = openai_compatible(
            replace(Endpoint("gpt-x", server.url, "k-123456"), **settings), prompts=prompt_folder(tmp_path / "prompts"),
            notice=(notices if notices is not None else []).append, remember=remember, wait=lambda seconds: None,
        )  # fmt: skip
        for number in range(times):
            assert engine(replace(NOTES, sample=number)).reply == draft_reply()
    return server.bodies


def test_the_reply_schema_is_sent_strict_and_is_the_one_in_the_file(tmp_path: Path) -> None:
    (body,) = bodies(tmp_path, says(GOOD))
    assert body["response_format"]["type"] == "json_schema"
    sent = body["response_format"]["json_schema"]
    assert sent["strict"] is True and sent["schema"] == reply_schema("draft")
    assert set(body) == {"model", "messages", "response_format"}


REFUSALS: list[Step] = [
    fails(400, "strict mode is not supported", param="response_format"),
    fails(400, "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model."),
    fails(422, "json_schema is not permitted here"),
    fails(404, "No endpoints found that can handle the requested parameters."),
    fails(500, "failed to parse grammar"),
    fails(400, "structured outputs are not available"),
]


@pytest.mark.parametrize("number", range(len(REFUSALS)))
def test_a_refused_schema_is_asked_for_less_strictly_and_that_is_remembered(tmp_path: Path, number: int) -> None:
    refusal, notices = REFUSALS[number], list[str]()
    sent = bodies(tmp_path, refusal, refusal, says(GOOD), times=2, notices=notices)
    strictness = [body.get("response_format", {}).get("json_schema", {}).get("strict", "no") for body in sent]
    assert strictness == [True, "no", "no", "no"]
    assert ["response_format" in body for body in sent] == [True, True, False, False]
    # The last rung shows the schema to the model, in the part of the prompt that never changes.
    assert json.dumps(reply_schema("draft")["required"], separators=(",", ":")) in sent[2]["messages"][0]["content"]
    assert [notice.partition(": ")[2] for notice in notices] == [
        "the reply schema is refused; asking again without strict mode",
        "the reply schema is refused; asking again with the schema in the prompt",
    ]


def test_what_was_learnt_outlives_the_run(tmp_path: Path) -> None:
    with FakeEndpoint(fails(400, "response_format: strict"), says(GOOD)) as server:
        for _ in range(2):
            engine = openai_compatible(
                Endpoint("gpt-x", server.url), prompts=prompt_folder(tmp_path / "p"), remember=tmp_path / "kept"
            )
            engine(NOTES)
    assert len(server.bodies) == 3
    kept = json.loads((tmp_path / "kept" / "endpoints.json").read_text())
    assert list(kept.values()) == [{"rung": "schema", "dropped": [], "tokens": "max_tokens"}]


def test_a_refused_parameter_is_dropped_once_and_remembered(tmp_path: Path) -> None:
    refusal = fails(400, "Unsupported value: 'temperature' does not support 0.5", param="temperature")
    sent = bodies(tmp_path, refusal, says(GOOD), temperature=0.5, times=2)
    assert ["temperature" in body for body in sent] == [True, False, False]


def test_a_parameter_named_only_in_the_text_is_dropped_too(tmp_path: Path) -> None:
    sent = bodies(tmp_path, fails(422, "Extra inputs are not permitted: temperature"), says(GOOD), temperature=0)
    assert ["temperature" in body for body in sent] == [True, False]


def test_a_parameter_that_is_refused_again_ends_the_run(tmp_path: Path) -> None:
    with pytest.raises(
        EngineUnavailable, match=r"the request was refused \(400\): 'temperature' is bad \(2 requests\)"
    ):
        bodies(tmp_path, fails(400, "'temperature' is bad", param="temperature"), temperature=0.5)


def test_the_length_limit_takes_the_name_the_endpoint_knows(tmp_path: Path) -> None:
    refusal = fails(
        400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.", param="max_tokens"
    )
    sent = bodies(tmp_path, refusal, says(GOOD), max_tokens=900, times=2)
    assert [(body.get("max_tokens"), body.get("max_completion_tokens")) for body in sent] == [
        (900, None), (None, 900), (None, 900),
    ]  # fmt: skip


def test_nothing_is_learnt_from_a_run_that_failed(tmp_path: Path) -> None:
    with pytest.raises(EngineUnavailable):
        bodies(tmp_path, fails(400, "strict?"), fails(401), remember=tmp_path / "kept")
    assert not (tmp_path / "kept" / "endpoints.json").exists()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"a": 1}', '{"a": {"rung": "up"}}', "\xff"])
def test_a_damaged_memory_is_no_memory(tmp_path: Path, text: str) -> None:
    (tmp_path / "endpoints.json").write_text(text, encoding="latin-1")
    memory = Memory(tmp_path)
    assert memory.get("a", Known()) == Known()
    memory.learn("a", Known("text", ("temperature",)))
    assert Memory(tmp_path).get("a", Known()) == Known("text", ("temperature",))


def test_a_memory_that_cannot_be_written_still_serves_the_run(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    memory = Memory(tmp_path / "file")
    memory.learn("a", Known("text"))
    assert memory.get("a", Known()).rung == "text"


def test_classic_azure_has_its_own_path_version_and_key_header(tmp_path: Path) -> None:
    with FakeEndpoint(says(GOOD)) as server:
        target = endpoint(
            Settings(azure_endpoint=server.root, api_version="2024-10-21", azure_key="k-azure", model="my-deployment")
        )
        openai_compatible(target, prompts=prompt_folder(tmp_path / "p"))(NOTES)
    assert server.paths == ["/openai/deployments/my-deployment/chat/completions?api-version=2024-10-21"]
    assert server.heads[0]["api-key"] == "k-azure"
    assert target.identity == f"my-deployment @ {server.root[7:]}?api-version=2024-10-21"


def test_openrouter_is_told_to_keep_to_the_schema() -> None:
    sent: list[dict[str, Any]] = []

    def send(body: dict[str, Any]) -> Completion:
        sent.append(body)
        return Completion(GOOD)

    for url in ("https://openrouter.ai/api/v1", "https://notopenrouter.ai/api/v1"):
        Wire(Endpoint("m", url), send, Meter(), Memory()).exchange([], {"name": "x", "schema": {}})
    assert [body.get("provider") for body in sent] == [{"require_parameters": True}, None]


def test_an_address_of_openai_alone_gets_organization_and_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_ORG_ID", "org-mine")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "project-mine")
    with FakeEndpoint(says(GOOD)) as server:
        openai_compatible(Endpoint("gpt-x", server.url), prompts=prompt_folder(tmp_path / "p"))(NOTES)
    assert "mine" not in json.dumps(server.heads)


def who(**settings: Any) -> tuple[str, str, str | None, str | None]:
    found = endpoint(Settings(**settings))
    return found.base_url, found.model, found.key, found.api_version


def test_settings_name_the_endpoint() -> None:
    assert who(openai_key="k") == ("https://api.openai.com/v1", "gpt-5-mini", "k", None)
    assert who(openai_key="k", model="m") == ("https://api.openai.com/v1", "m", "k", None)
    assert who(base_url="http://localhost:11434/v1", model="m") == ("http://localhost:11434/v1", "m", None, None)
    assert who(base_url="http://h/v1", model="m", openai_key="k", storyai_key="s")[2] == "s"
    azure = {"azure_endpoint": "https://r.openai.azure.com", "model": "m", "azure_key": "a", "openai_key": "k"}
    assert who(**azure) == ("https://r.openai.azure.com/openai/v1", "m", "a", None)
    assert who(**azure, api_version="2024-10-21") == ("https://r.openai.azure.com", "m", "a", "2024-10-21")
    assert who(base_url="https://r.openai.azure.com/openai/v1", model="m", azure_key="a")[2] == "a"


WRONG = {
    "the openai engine has no key: set OPENAI_API_KEY": {},
    "no model is named for http://localhost:1/v1: use --model NAME": {"base_url": "http://localhost:1/v1"},
    "/x/storyai.toml names evil.example, to which OPENAI_API_KEY is not sent": {
        "base_url": "https://evil.example/v1", "base_url_from": "file", "file": "/x/storyai.toml", "openai_key": "k",
        "model": "m",
    },
}  # fmt: skip


@pytest.mark.parametrize("line", WRONG)
def test_an_endpoint_that_cannot_be_asked_is_one_line(line: str) -> None:
    with pytest.raises(ConfigError) as caught:
        endpoint(Settings(**WRONG[line]))  # type: ignore[arg-type]
    assert str(caught.value).startswith(line)


def test_a_file_may_name_this_machine_and_openai_itself() -> None:
    for url in ("http://localhost:1/v1", "http://127.0.0.1:2/v1", "https://eu.api.openai.com/v1"):
        assert who(base_url=url, base_url_from="file", openai_key="k", model="m")[2] == "k"


def test_an_address_that_only_looks_like_openai_gets_no_key() -> None:
    for url in (
        "https://api.openai.com.evil.example/v1",
        "https://evilopenai.com/v1",
        "https://localhost.evil.example",
    ):
        with pytest.raises(ConfigError, match="is not sent"):
            who(base_url=url, base_url_from="file", openai_key="k", model="m", file="f")


def test_the_identity_has_model_address_and_sampling_and_no_key() -> None:
    target = Endpoint("m", "https://h:1/v1", "sk-secret", temperature=0.5, max_tokens=100, timeout=3)
    assert target.identity == "m @ h:1/v1; temperature 0.5; max-tokens 100"
    assert Endpoint("m", "https://h:1/v1", timeout=9).identity == "m @ h:1/v1"


def test_auto_is_offline_without_key_and_address_and_says_so(tmp_path: Path) -> None:
    lines: list[str] = []
    assert choose(load(tmp_path), notice=lines.append) is None
    assert lines == ["engine: offline (no key or base URL is set)"]


def test_auto_asks_a_model_where_a_key_is_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    lines: list[str] = []
    chosen = choose(load(tmp_path), notice=lines.append)
    assert chosen is not None and (chosen.name, chosen.model) == ("openai", "gpt-5-mini")
    assert lines == ["engine: openai, gpt-5-mini at https://api.openai.com/v1"]
    assert choose(load(tmp_path, {"engine": "offline"}), notice=lines.append) is None
    assert lines[-1] == "engine: offline"


def test_openai_without_a_key_is_an_error_not_offline(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="has no key"):
        choose(load(tmp_path, {"engine": "openai"}))


def test_a_chosen_engine_asks_once_keeps_the_answer_and_counts(tmp_path: Path) -> None:
    flags = {"model": "gpt-x", "prompts": str(prompt_folder(tmp_path / "p")), "record": str(tmp_path / "r")}
    with FakeEndpoint(says(GOOD)) as server:
        flags |= {"base_url": server.url, "cache_folder": str(tmp_path / "c")}
        first = choose(load(tmp_path, flags))
        assert first is not None and first(NOTES).usage.requests == 1 == first.meter.usage.requests
        second = choose(load(tmp_path, flags))
        assert second is not None and second(NOTES).usage.cached == 1 == second.meter.usage.cached
    assert len(server.bodies) == 1 and len(list((tmp_path / "r").iterdir())) == 1


def test_a_replay_needs_no_settings_of_an_endpoint(tmp_path: Path) -> None:
    prompts = prompt_folder(tmp_path / "p")
    record(Scripted([draft_reply()], model="relay"), tmp_path / "r", prompts=prompts)(NOTES)
    lines: list[str] = []
    chosen = choose(load(tmp_path, {"replay": [tmp_path / "r"], "prompts": str(prompts)}), notice=lines.append)
    assert chosen is not None and chosen(NOTES).reply == draft_reply()
    assert (chosen.model, chosen.meter.usage.cached, lines) == ("relay", 1, [f"engine: replay from {tmp_path / 'r'}"])
    with pytest.raises(RecordingMissing):
        chosen(replace(NOTES, sample=1))


def test_a_dry_run_shows_everything_and_calls_nobody(tmp_path: Path) -> None:
    prompts = prompt_folder(tmp_path / "p")
    shown: list[str] = []
    with FakeEndpoint(gives({})) as server:
        flags = {"dry_run": True, "base_url": server.url, "model": "m", "prompts": str(prompts), "max_tokens": 700}
        chosen = choose(load(tmp_path, flags), show=shown.append)
        assert chosen is not None
        with pytest.raises(NotAsked) as caught:
            chosen(NOTES)
    assert server.bodies == [] and caught.value.exit_code == 0
    (text,) = shown
    assert "--- system ---\nYou write stories." in text and "1| Guests pay without an account." in text
    assert '"issue_type"' in text and "up to 700 allowed for the reply" in text


def test_choosing_imports_no_client(tmp_path: Path) -> None:
    code = (
        "import sys; from storyai.config import load; from storyai.engine.choose import choose; "
        f"choose(load({str(tmp_path)!r}, {{'base_url': 'http://localhost:1/v1', 'model': 'm'}})); print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not set(done.stdout.split()) & {"openai", "instructor", "pydantic", "diskcache"}
