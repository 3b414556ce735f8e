"""What a review of real stories and tickets says: findings for each document, by rule."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from storyai.document import parse
from storyai.linter import lint


def tickets(source: Path) -> Iterator[str]:
    """Jira descriptions as Markdown: their lists were flattened to "  * " when they were stored."""
    for line in source.read_text("utf-8").splitlines():
        row = json.loads(line)
        text = re.sub(r"\s{2,}[*#-]+ ", "\n- ", row["description"] or "")
        text = re.sub(
            r"\s*-?\s*\*?Acceptance [Cc]riteria:?\*?:?\s*(?=-)", "\n\n## Acceptance Criteria\n\n", text, count=1
        )
        yield f"# {row['title']}\n\n{text}\n"


def run(data: Path) -> None:
    """Print the section; data: the folder that holds ``stories/`` and ``tickets.jsonl``."""
    print("\n## Real stories and tickets\n")
    sources: dict[str, list[str]] = {}
    if (data / "stories").is_dir():
        sources["stories"] = [
            path.read_text("utf-8", errors="replace") for path in sorted((data / "stories").iterdir()) if path.is_file()
        ]
    if (data / "tickets.jsonl").is_file():
        sources["tickets"] = list(tickets(data / "tickets.jsonl"))
    if not sources:
        print(f"skipped: neither stories/ nor tickets.jsonl in {data}")
        return
    for name, texts in sources.items():
        severities: Counter[str] = Counter()
        rules: Counter[str] = Counter()
        documents: Counter[str] = Counter()
        clean = criteria = 0
        for text in texts:
            document = parse(text)
            criteria += len(document.criteria)
            found = lint(document)
            severities.update(finding.severity for finding in found)
            rules.update(f"{finding.code} {finding.name} ({finding.severity})" for finding in found)
            documents.update({f"{finding.code} {finding.name} ({finding.severity})" for finding in found})
            clean += all(finding.severity == "info" for finding in found)
        total = len(texts)
        print(
            f"{name}: {total} documents, {criteria} criteria; {clean} without a warning; for each document "
            + ", ".join(f"{severities[level] / total:.2f} {level}" for level in ("error", "warning", "info"))
            + "\n"
        )
        print("| rule | findings | documents | for each document |")
        print("| --- | ---: | ---: | ---: |")
        for rule in sorted(rules):
            print(f"| {rule} | {rules[rule]} | {documents[rule]} | {rules[rule] / total:.2f} |")
        print()
