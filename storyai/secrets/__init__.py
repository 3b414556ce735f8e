"""Known secret shapes in a text that is about to be sent to a model: found, and refused or masked.

The shapes are those of bc-detect-secrets (its plugins for providers' keys, tokens and passwords in URLs; not its
entropy and keyword guesses, which fire on hashes and identifiers), a few younger ones that it lacks, and values that
the text itself calls a password, token or key (``assigned``). Imported only on the way to a model, and the package
only for texts that hold something long enough to be a secret.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from storyai.errors import UsageError
from storyai.secrets.assigned import assigned, may_hold_one
from storyai.text import Lines

# Modules and classes of detect_secrets.plugins. A release that lacks one of them is used without it.
_PLUGINS = (
    ("aws", "AWSKeyDetector"),
    ("basic_auth", "BasicAuthDetector"),
    ("discord", "DiscordBotTokenDetector"),
    ("github_token", "GitHubTokenDetector"),
    ("jwt", "JwtTokenDetector"),
    ("mailchimp", "MailchimpDetector"),
    ("npm", "NpmDetector"),
    ("sendgrid", "SendGridDetector"),
    ("slack", "SlackDetector"),
    ("square_oauth", "SquareOAuthDetector"),
    ("stripe", "StripeDetector"),
    ("twilio", "TwilioKeyDetector"),
)
# Sources: the providers' pages on their token formats.
_OWN = (
    ("Private Key", r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----"
                    r"[\s\S]*?(?:-----END [A-Z0-9 ]{0,40}KEY(?: BLOCK)?-----|\Z)"),
    ("model provider's key", r"\bsk-(?=[A-Za-z_-]{0,40}[0-9])[A-Za-z0-9_-]{20,}"),
    ("Google API key", r"\bAIza[A-Za-z0-9_-]{35}"),
    ("Google client secret", r"\bGOCSPX-[A-Za-z0-9_-]{28}"),
    ("GitHub Token", r"\bgithub_pat_[A-Za-z0-9_]{36,}"),
    ("GitLab Token", r"\bgl(?:pat|dt|rt|cbt|ptt|ft|agent|oas)-[A-Za-z0-9_-]{20,}"),
    ("PyPI Token", r"\bpypi-AgE[A-Za-z0-9_-]{50,}"),
    ("Hugging Face Token", r"\bhf_[A-Za-z0-9]{34}\b"),
    ("Slack Token", r"\bxapp-[0-9]-[A-Za-z0-9-]{20,}|\bxoxe\.[A-Za-z0-9.-]{20,}"),
    ("Stripe Access Key", r"\b(?:[rs]k_test|whsec)_[A-Za-z0-9]{24,}"),
    ("DigitalOcean Token", r"\bdo[opr]_v1_[a-f0-9]{64}\b"),
    ("Azure Storage Account Key", r"(?i:AccountKey)\s*=\s*(?P<secret>[A-Za-z0-9+/]{86}==)"),
    ("password in a connection string", r"(?i:\b(?:password|pwd)\s*=\s*)(?P<secret>[^\s;\"'<>{}$*]{4,512})(?=\s*;)"),
)  # fmt: skip
# Stand-ins that documentation uses where a secret would be.
_STAND_INS = frozenset(
    ("password", "pass", "passwd", "pwd", "secret", "token", "key", "user", "changeme", "example", "your-password",
     "yourpassword", "mypassword", "redacted", "hidden")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Secret:
    """``text[start:end]`` (code points) has the shape of a secret of this kind."""

    start: int
    end: int
    kind: str


@cache
def _may_hold_one() -> re.Pattern[str]:
    return re.compile(r"[\w\-+/=.]{20}|://[^\s/]*:[^\s/]*@|PRIVATE KEY|(?i:password|pwd)\s*=")


@cache
def _shapes() -> list[tuple[str, re.Pattern[str], Any]]:
    """Kind, pattern and, where the plugin knows better than its pattern, what decides about a match."""
    shapes: list[tuple[str, re.Pattern[str], Any]] = [(kind, re.compile(pattern), None) for kind, pattern in _OWN]
    for module, name in _PLUGINS:
        try:
            plugin = getattr(import_module(f"detect_secrets.plugins.{module}"), name)
        except (ImportError, AttributeError):
            continue
        decides = getattr(plugin, "is_formally_valid", None)
        shapes += [(plugin.secret_type, pattern, decides) for pattern in plugin.denylist]
    return shapes


def find_secrets(text: str) -> list[Secret]:
    """Places with the shape of a secret, in order, without overlaps."""
    found: list[Secret] = []
    for kind, pattern, decides in _shapes() if _may_hold_one().search(text) else ():
        for match in pattern.finditer(text):
            if decides is not None and not decides(match[0]):
                continue
            # The password alone where a pattern picks it out of its surroundings; a group may also be a mere prefix.
            inner = next((group for group in match.groups() if group and len(group) > 7), None)
            start, end = match.span()
            if "secret" in pattern.groupindex:
                start, end = match.span("secret")
            elif match[0].startswith("://"):
                start, end = match.span(1)
            elif inner is not None and len(inner) < len(match[0]):
                start = match.start() + match[0].index(inner)
                end = start + len(inner)
            if _stand_in(text[start:end]):
                continue
            found.append(Secret(start, end, kind))
    if may_hold_one().search(text):
        found += [Secret(*place) for place in assigned(text)]
    kept: list[Secret] = []
    for secret in sorted(found, key=lambda secret: (secret.start, -secret.end)):
        if not kept or secret.start >= kept[-1].end:
            kept.append(secret)
    return kept


def _stand_in(value: str) -> bool:
    bare = value.strip("<>[]{}()$%*_-.'\"`").lower()
    return not bare or bare in _STAND_INS or len(set(bare)) < 3


def mask(text: str) -> tuple[str, list[Secret]]:
    """The text with every secret as asterisks, of the same length so that places stay, and what was masked."""
    found = find_secrets(text)
    parts, at = [], 0
    for secret in found:
        hidden = "".join("\n" if character == "\n" else "*" for character in text[secret.start : secret.end])
        parts += [text[at : secret.start], hidden]
        at = secret.end
    return "".join((*parts, text[at:])), found


def guard(
    text: str,
    path: str,
    *,
    masked: bool = False,
    allowed: bool = False,
    say: Callable[[str], None] | None = None,
) -> str:
    """The text as it may be sent to a model: as it is, or masked. path: what the text is called; ``-`` for stdin.

    say: told in one line what of it is masked or, where that is allowed, sent as it is.
    Raises UsageError with the first place where it holds a secret, unless ``masked`` or ``allowed``.
    """
    found = find_secrets(text)
    if not found:
        return text
    line, column = Lines(text).place(found[0].start)
    more = f" and {len(found) - 1} more" if len(found) > 1 else ""
    where, what = f"{'standard input' if path == '-' else path}:{line}:{column}", f"({found[0].kind}){more}"
    if allowed:
        if say:
            say(f"{where}: what looks like a secret {what} goes to the model as it is (--allow-secrets)")
        return text
    if masked:
        if say:
            say(f"{where}: what looks like a secret {what} goes to the model as asterisks (--mask-secrets)")
        return mask(text)[0]
    raise UsageError(
        f"{where}: this looks like a secret {what}; nothing was sent to a model. Take it out, or pass --mask-secrets to"
        " send asterisks in its place, or --allow-secrets to send it as it is"
    )
