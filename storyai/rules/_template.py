"""The template's own words: what a story must not be left with."""

from functools import cache

# What stands in square brackets in the template, lower case, and what stranger templates put there.
PLACEHOLDERS = frozenset(
    (
        "feature | bug | enhancement | security", "critical | high | medium | low", "small | medium | large | xl", "role",
        "feature/change", "benefit/value", "provide context about the current situation, pain points, or opportunities",
        "specific, measurable requirement", "list any features, apis, or systems this depends on", "description",
        "how to address", "describe expected impact on system performance", "any security considerations?",
        "describe migration", "describe what breaks", "wireframes, mockups, or figma links", "user flow descriptions",
        "accessibility considerations", "what units need testing?", "what integrations need testing?",
        "what user flows need testing?", "any performance benchmarks?", "x hours", "issue-number",
        "any additional context, decisions, or considerations", "date", "name/role",
        "type of user", "user type", "user role", "persona", "some goal", "goal", "some reason", "reason", "benefit", "value",
        "action", "feature", "feature name", "title", "story title", "name", "your name", "outcome", "capability",
        "initial state", "expected outcome", "n hours", "link",
    )
)  # fmt: skip
# First words that mark a bracketed text as an instruction to the writer.
ORDERS = (
    "describe",
    "list",
    "example:",
    "specify",
    "insert",
    "add your",
    "provide",
    "explain",
    "enter",
    "fill in",
    "your ",
    "e.g.",
)

# Lines of the template's examples, as they stand there.
EXAMPLES = (
    'user can click "pause" button on running job',
    'job status changes to "paused" in ui and database',
    "worker threads stop processing after current record",
    "user can resume job without data loss",
    "requires celery task revocation support",
    "adds 2 database queries per job status check",
    "ensure only job owner can pause their jobs",
    "test pause endpoint returns 200 for valid job",
    "test celery task stops when paused",
    "test full pause → resume workflow",
    "pause should complete in <500ms",
    "as a etl operator, i want to pause running jobs, so that i can make configuration changes without restarting",
)
CODE_EXAMPLES = (
    "post /api/v1/jobs/{job_id}/pause authorization: bearer {token} response 200:",
    "alter table jobs add column paused_at timestamp null; alter table jobs add column pause_reason varchar(255) null;",
)

TITLES = frozenset(
    """user story template|user story|story|feature|new feature|feature request|untitled|title|todo|tbd|bug|bug fix|fix|fix bug|
    task|new task|enhancement|improvement|improvements|changes|update|updates|misc|test|draft|new story|story title|feature title|
    implement undefined|undefined|null|none|n/a|issue|ticket|fixes|stuff""".replace("\n", "")
    .replace("    ", "")
    .split("|")
)

# Sections a story in the template's shape must have, and those it should have, by role, with their headings.
EXPECTED = (
    ("background", "Background"), ("dependencies", "Dependencies"), ("risks", "Risks"), ("performance", "Performance Impact"),
    ("security", "Security Implications"), ("migration", "Data Migration Required"), ("breaking_changes", "Breaking Changes"),
    ("documentation", "Documentation Requirements"), ("definition_of_done", "Definition of Done"), ("effort", "Effort Estimate"),
)  # fmt: skip
TESTS = ("testing", "unit_tests", "integration_tests", "e2e_tests", "performance_tests")

VALUES: dict[str, tuple[str, ...]] = {
    "issue_type": ("FEATURE", "BUG", "ENHANCEMENT", "SECURITY"),
    "priority": ("Critical", "High", "Medium", "Low"),
    "complexity": ("Small", "Medium", "Large", "XL"),
}
NAMES = {"issue_type": "issue type", "priority": "priority", "complexity": "complexity"}


@cache
def bare(text: str) -> str:
    """A text as the example tables spell it: lower case, one blank, no marks around it."""
    return " ".join(text.replace("*", "").replace("`", "").lower().split()).strip(" .[]").removeprefix("example: ")
