"""Known secret shapes never reach a model: found with their place, masked without moving anything."""

from pathlib import Path

import pytest

from storyai.errors import UsageError
from storyai.secrets import find_secrets, guard, mask

# Put together here so that no scanner takes this file for a leak.
KEY = "-----BEGIN RSA " + "PRIVATE KEY-----\nMIIEowIBAAKCAQEA\nabc+/=\n-----END RSA " + "PRIVATE KEY-----"
SECRETS = {
    "AWS Access Key": "AKIA" + "IOSFODNN7EXAMPLE",
    "GitHub Token": "ghp_" + "a1B2" * 9,
    "GitLab Token": "glpat-" + "x9Yq" * 5,
    "model provider's key": "sk-proj-" + "q8Z" * 12,
    "Google API key": "AIza" + "Sy9" * 11 + "xy",
    "Slack Token": "xoxb-" + "1234-5678-abcdefABC",
    "Stripe Access Key": "sk_live_" + "4eC39HqLyjWDarjtT1zdp7dc",
    "JSON Web Token": "eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiIxIn0." + "c2lnbmF0dXJl",
    "Private Key": KEY,
    "Basic Auth Credentials": "hunter22x",
    "password in a connection string": "Tr0ub4dor",
}
AROUND = {
    "Basic Auth Credentials": "the database is postgres://bob:{}@db.internal/orders now",
    "password in a connection string": "Server=db;User Id=sa;Password={};Encrypt=yes",
}


@pytest.mark.parametrize("kind", SECRETS)
def test_a_secret_is_found_at_its_exact_place(kind: str) -> None:
    secret = SECRETS[kind]
    text = "line one\n" + AROUND.get(kind, "use {} for the call").format(secret)
    (found,) = find_secrets(text)
    assert found.kind == kind
    assert text[found.start : found.end] == secret


@pytest.mark.parametrize("kind", SECRETS)
def test_a_masked_secret_leaves_nothing_of_itself_and_moves_nothing(kind: str) -> None:
    secret = SECRETS[kind]
    text = AROUND.get(kind, "use {} for the call").format(secret) + "\nand the rest"
    hidden, found = mask(text)
    assert len(hidden) == len(text)
    assert hidden.count("\n") == text.count("\n")
    assert hidden.endswith("\nand the rest")
    assert len(found) == 1
    for line in secret.splitlines():
        assert line not in hidden


@pytest.mark.parametrize(
    "text",
    [
        "postgres://user:password@localhost/db",
        "Password=<your password>;",
        "the checksum is " + "ab12" * 16,
        "commit 3f2504e04f8911d39a0c0305e82c3301 and 550e8400-e29b-41d4-a716-446655440000",
        "sk-learn-is-a-great-library-for-machine-learning",
        "POST /api/v1/organisations/{organisation_id}/subscriptions/{subscription_id}",
        "The password must have at least 12 characters; the token expires.",
    ],
)
def test_what_documentation_is_full_of_is_no_secret(text: str) -> None:
    assert find_secrets(text) == []


CASES = [
    tuple(part.strip() for part in line.split(" | ", 1))
    for line in (Path(__file__).parent / "cases" / "assigned_secrets.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("secret", "line"), CASES)
def test_what_a_text_calls_a_password_is_one_where_it_reads_like_no_requirement(secret: str, line: str) -> None:
    text = f"Notes of Monday\n{line}\nand the rest\n"
    found = [text[place.start : place.end] for place in find_secrets(text)]
    assert found == ([] if secret == "none" else [secret])


def test_stories_and_notes_hold_no_secret_but_those_that_are_there(data: Path) -> None:
    files = [file for folder in ("stories", "notes", "risks") for file in (data / folder).rglob("*.*")]
    files += [data / "tickets.jsonl"]
    found = set()
    for file in files:
        text = file.read_text("utf-8", "replace")
        found |= {(place.kind, text[place.start - 5 : place.start]) for place in find_secrets(text)}
    # The passcode in the address of a meeting.
    assert len(files) > 100 and found == {("password", "?pwd=")}


def test_a_run_stops_with_the_place_and_without_the_secret() -> None:
    text = f"# Notes\n\nkey: {SECRETS['GitHub Token']}\nother: {SECRETS['AWS Access Key']}\n"
    with pytest.raises(UsageError) as stopped:
        guard(text, "notes.txt")
    assert str(stopped.value) == (
        "notes.txt:3:6: this looks like a secret (GitHub Token) and 1 more; nothing was sent to a model."
        " Take it out, or pass --mask-secrets to send asterisks in its place, or --allow-secrets to send it as it is"
    )


def test_a_run_goes_on_with_the_secret_masked_or_when_it_is_allowed_and_says_so() -> None:
    text = f"key: {SECRETS['GitHub Token']} end"
    said: list[str] = []
    assert guard(text, "n.txt", masked=True, say=said.append) == f"key: {'*' * 40} end"
    assert guard(text, "-", allowed=True, say=said.append) == text
    assert guard("plain words", "n", allowed=True, say=said.append) == "plain words"
    assert said == [
        "n.txt:1:6: what looks like a secret (GitHub Token) goes to the model as asterisks (--mask-secrets)",
        "standard input:1:6: what looks like a secret (GitHub Token) goes to the model as it is (--allow-secrets)",
    ]
