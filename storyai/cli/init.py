"""``storyai init``: a settings file with every setting in it, commented."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

from storyai.cli._io import notice, write_atomically

if TYPE_CHECKING:
    import typer

# Every setting stands here, commented out, with its default where it has one; a test holds this to the settings.
SETTINGS = """\
# Settings of storyai for this folder and those below. Everything is optional; what is commented out shows the
# default or an example. Flags win over environment variables (STORYAI_MODEL, STORYAI_BASE_URL, ...), and those
# over this file. Keys stand in the environment alone: OPENAI_API_KEY, AZURE_OPENAI_API_KEY, STORYAI_API_KEY.

# Who answers: "offline" needs nothing, "openai" asks a model, "auto" asks one where a key or base URL is set.
# engine = "auto"

# Any OpenAI-compatible endpoint: OpenAI, Azure (v1), OpenRouter, Ollama, vLLM, llama.cpp, LM Studio.
# base-url = "http://localhost:11434/v1"
# model = "qwen3:8b"

# Azure: with an api-version the classic address of a deployment, without one the v1 API.
# azure-endpoint = "https://RESOURCE.openai.azure.com"
# api-version = "2024-10-21"

# Sent only where they are set here.
# temperature = 0
# max-tokens = 8000

# Seconds to wait for an answer (while it is streamed: for its next piece), for the whole of it (ten times timeout,
# where nothing is set), and for a connection.
# timeout = 180
# total-timeout = 1800
# connect-timeout = 5

# How often a reply in the wrong shape is asked again; requests at once; the most tokens a run may cost.
# retries = 2
# concurrency = 4
# budget = 100000

# How often a draft's faults go back to the model; how often a critique is asked for; whether it decides the exit code.
# rounds = 1
# samples = 1
# model-gate = false

# Send text in which a secret is found with the secret masked, where it would otherwise not be sent at all.
# mask-secrets = false

# Who stories are by; their date, where it is not today's.
# author = "Kim Doe"
# date = "2026-01-31"

[lint]
# Rules by code, beginning of a code, name or tag. select: only these; extend-select: these besides.
# select = ["all"]
# extend-select = []
# ignore = ["TP7"]

# Findings below this are hidden; findings from this on fail a review: error, warning, info or never.
# severity = "info"
# fail-on = "warning"

[lint.severities]
# "AC201" = "error"

[lint.per-path]
# "archive/*" = ["all"]

[cache]
# Model answers are kept in your own cache folder, outside of any project: read-write, read, refresh or off.
# mode = "read-write"
# folder = "~/.cache/storyai"

[prompts]
# A folder with prompts of your own, in place of the shipped ones of the same name.
# folder = "prompts"

[price]
# Of a million tokens, for the usage line; cached: prompt tokens that the provider had cached.
# prompt = 0.25
# completion = 2.00
# cached = 0.025
# currency = "USD"
"""


def init(
    output: Annotated[str, typer.Argument(metavar="[FILE]", help="Where to write it; - for stdout.")] = "storyai.toml",
    *,
    force: Annotated[bool, typer.Option("--force", help="Replace an existing file.")] = False,
) -> int:
    """Write a settings file with every setting in it, commented.

    \b
    Examples:
      storyai init
      storyai init - | less
    """
    if output == "-":
        sys.stdout.write(SETTINGS)
        return 0
    write_atomically(output, SETTINGS, force=force)
    notice(f"wrote {output}")
    return 0
