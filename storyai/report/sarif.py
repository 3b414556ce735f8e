"""SARIF 2.1.0, with rules, fixes, fingerprints, suppressions and the state against a baseline.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/. Columns count UTF-16 code units, as GitHub and editors read them.
"""

from collections.abc import Iterable
from json import dumps
from typing import Any

from storyai.finding import Finding, Fix
from storyai.report import Counts, Options, Reviewed, Write
from storyai.rules import find_rule
from storyai.text import Lines

LEVELS = {"error": "error", "warning": "warning", "info": "note"}
ROOT = "%SRCROOT%"


def write(files: Iterable[Reviewed], out: Write, options: Options, counts: Counts) -> None:
    rules: dict[str, int] = {}
    described: list[dict[str, Any]] = []
    # The rules stand in front of the results, but which ones are needed is known only behind them.
    results: list[str] = []
    for reviewed in files:
        places = _Places(reviewed.text)
        uri = _artifact(reviewed.path)
        states: list[tuple[Finding, str | None, str | None]] = []
        states += [(finding, "new" if reviewed.with_baseline else None, None) for finding in reviewed.findings]
        states += [(finding, "unchanged", None) for finding in reviewed.known]
        states += [(finding, None, reason) for finding, reason in reviewed.suppressed]
        for finding, state, reason in states:
            if finding.code not in rules:
                rules[finding.code] = len(described)
                described.append(_rule(finding))
            results.append(dumps(_result(finding, rules[finding.code], places, uri, state, reason), ensure_ascii=False))
        for entry in reviewed.stale:
            results.append(dumps(_absent(entry, uri), ensure_ascii=False))
    driver = {
        "name": "storyai",
        "version": options.version,
        "semanticVersion": options.version,
        "rules": described,
    }
    out('{"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [{\n')
    out(f'"tool": {{"driver": {dumps(driver, ensure_ascii=False)}}},\n"columnKind": "utf16CodeUnits",\n')
    base = {ROOT: {"description": {"text": "The folder that storyai ran in."}}}
    out(f'"originalUriBaseIds": {dumps(base)},\n"results": [')
    for at, result in enumerate(results):
        out(("\n" if at == 0 else ",\n") + result)
    out("\n]}]}\n")


class _Places:
    """Lines and columns in UTF-16 code units."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = Lines(text)
        self.narrow = text.isascii() or max(text) <= "\uffff"

    def region(self, start: int, end: int) -> dict[str, int]:
        line, column = self._place(start)
        end_line, end_column = self._place(end)
        return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}

    def _place(self, offset: int) -> tuple[int, int]:
        line, column = self.lines.place(offset)
        if not self.narrow:
            begin = self.lines.offset(line)
            column += sum(character > "\uffff" for character in self.text[begin : begin + column - 1])
        return line, column


def _artifact(path: str) -> dict[str, str]:
    from pathlib import Path
    from urllib.parse import quote

    if Path(path).is_absolute():
        return {"uri": Path(path).as_uri()}
    clean = path.replace("\\", "/").removeprefix("./")
    return {"uri": quote(clean, errors="surrogatepass"), "uriBaseId": ROOT}


def _rule(finding: Finding) -> dict[str, Any]:
    rule = find_rule(finding.code)
    described: dict[str, Any] = {"id": finding.code, "name": _pascal(finding.name)}
    if rule is not None:
        described["shortDescription"] = {"text": rule.summary}
        described["fullDescription"] = {"text": rule.page.partition("\n\nBad:")[0]}
        described["help"] = {"text": rule.page, "markdown": rule.markdown()}
        described["defaultConfiguration"] = {"level": LEVELS[rule.severity], "enabled": rule.default}
        described["properties"] = {"tags": list(rule.tags)}
    else:
        described["shortDescription"] = {"text": finding.name.replace("-", " ")}
    return described


def _pascal(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("-"))


def _result(
    finding: Finding, index: int, places: _Places, artifact: dict[str, str], state: str | None, reason: str | None
) -> dict[str, Any]:
    words = f"{finding.message}. {finding.help}" if finding.help else finding.message
    region: dict[str, Any] = dict(places.region(finding.start, finding.end))
    if finding.quote:
        region["snippet"] = {"text": finding.quote}
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": artifact, "region": region}}
    if finding.section:
        location["logicalLocations"] = [{"name": finding.section, "kind": "section"}]
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": LEVELS[finding.severity],
        "message": {"text": words},
        "locations": [location],
        "partialFingerprints": {"storyai/v1": finding.fingerprint},
        "properties": {"tags": list(finding.tags), "source": finding.source},
    }
    if finding.related:
        result["relatedLocations"] = [
            {
                "message": {"text": other.message},
                "physicalLocation": {
                    "artifactLocation": _artifact(other.path) if other.path else artifact,
                    **({} if other.path else {"region": places.region(other.start, other.end)}),
                },
            }
            for other in finding.related
        ]
    if finding.fix is not None and finding.fix.edits:
        result["fixes"] = [_fix(finding.fix, places, artifact)]
    if state is not None:
        result["baselineState"] = state
    if reason is not None:
        result["suppressions"] = [{"kind": "inSource", "justification": reason}]
    return result


def _fix(fix: Fix, places: _Places, artifact: dict[str, str]) -> dict[str, Any]:
    replacements = [
        {"deletedRegion": places.region(edit.start, edit.end), "insertedContent": {"text": edit.text}}
        for edit in fix.edits
    ]
    title = fix.title if fix.safe else f"{fix.title} (needs a look)"
    return {
        "description": {"text": title},
        "artifactChanges": [{"artifactLocation": artifact, "replacements": replacements}],
    }


def _absent(entry: dict[str, Any], artifact: dict[str, str]) -> dict[str, Any]:
    return {
        "ruleId": entry["code"],
        "level": "none",
        "kind": "notApplicable",
        "message": {"text": entry["message"]},
        "locations": [{"physicalLocation": {"artifactLocation": artifact}}],
        "partialFingerprints": {"storyai/v1": entry["fingerprint"]},
        "baselineState": "absent",
    }
