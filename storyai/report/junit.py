"""JUnit's XML: a file is a test suite, each of its failing findings a failed test; others are its output."""

from collections.abc import Iterable

from storyai.report import Counts, Options, Reviewed, Write
from storyai.report._xml import attribute, content, sentence
from storyai.text import Lines


def write(files: Iterable[Reviewed], out: Write, options: Options, counts: Counts) -> None:
    suites: list[str] = []
    tests = failures = 0
    for reviewed in files:
        lines = Lines(reviewed.text)
        path = attribute(reviewed.path)
        cases: list[str] = []
        remarks: list[str] = []
        for finding in reviewed.findings:
            line, column = lines.place(finding.start)
            spot = f"{reviewed.path}:{line}:{column}"
            if not options.fails(finding):
                remarks.append(f"{spot}: {finding.severity} {finding.code} {finding.name}: {sentence(finding)}")
                continue
            name = attribute(f"{finding.code} {finding.name} at {line}:{column}")
            cases.append(
                f'    <testcase classname="{path}" name="{name}" file="{path}" line="{line}">\n'
                f'      <failure type="{finding.severity}" message="{attribute(finding.message)}">'
                f"{content(f'{spot}: {sentence(finding)}')}</failure>\n    </testcase>\n"
            )
        failed = len(cases)
        if not cases:
            cases.append(f'    <testcase classname="{path}" name="storyai review"/>\n')
        if remarks:
            cases.append(f"    <system-out>{content(chr(10).join(remarks))}</system-out>\n")
        tests += max(failed, 1)
        failures += failed
        head = f'  <testsuite name="{path}" tests="{max(failed, 1)}" failures="{failed}" errors="0">\n'
        suites.append(head + "".join(cases) + "  </testsuite>\n")
    out('<?xml version="1.0" encoding="UTF-8"?>\n')
    out(f'<testsuites name="storyai" tests="{tests}" failures="{failures}" errors="0">\n')
    for suite in suites:
        out(suite)
    out("</testsuites>\n")
