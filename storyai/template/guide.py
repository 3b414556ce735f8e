"""What belongs where in a story: for authors, the editor's hover and prompts. Keyed by section or field role."""

GUIDE: dict[str, str] = {
    "issue_type": "`FEATURE` for something new, `ENHANCEMENT` for something that changes, `BUG` for something that does "
    "not do what was agreed, `SECURITY` for a weakness that has to be closed.",
    "priority": "`Critical` stops work or harms people or data, `High` is next in line, `Medium` is planned, `Low` can "
    "wait. The background should show why.",
    "complexity": "`Small` is under 4 hours, `Medium` 1-2 days, `Large` 3-5 days, `XL` 1-2 weeks. More than that is "
    "several stories.",
    "story": "One sentence: who wants what, and what for. The role is a person who uses or runs the product, not the "
    "system; the want is one thing; the benefit is what changes for that person, not the want in other words.\n\n"
    "*As an **ETL operator**, I want **to pause running jobs**, so that **I can change the configuration without a "
    "restart**.*",
    "background": "How it is today, who suffers from it and how much: numbers, incidents, dates. What was decided before "
    "belongs here too. No solution.",
    "acceptance_criteria": "What anyone can check when the work is done. One observable outcome for each criterion, with "
    "its limits and units, in the words of the user. At least one criterion says what happens when things go wrong: "
    "wrong input, missing permission, an unreachable system.\n\n"
    "*When a job is paused, its status reads `Paused` in the list and in the database within 5 seconds.*",
    "technical": "What the work depends on, what it may break and what it costs at run time.",
    "dependencies": "Features, interfaces, systems, people and decisions that must be there first, each with its version "
    "or date.",
    "risks": "What may go wrong because of this change, and what is done about it. Think of data loss, migration, "
    "permissions, personal data, untrusted input, third parties, load, concurrency, older clients, the roll-out, money. "
    "The mitigation is an action, not a hope.\n\n"
    "*Two operators pause the same job. → **Mitigation:** the second request is answered with 409.*",
    "performance": "What changes in load, time and size, in numbers: further queries, calls, rows, memory.",
    "security": "Who may do it and who may not, what is logged, which data leaves the system.",
    "migration": "Tick one. For *Yes*: which data, how many rows, how it is undone.",
    "breaking_changes": "Tick one. For *Yes*: what stops working for whom, from when, and what they have to do.",
    "design": "How it looks to users, to callers and in the database.",
    "ui": "Where it appears, what the user sees in each state (empty, waiting, failed), keyboard and screen reader.",
    "api": "Method and path, request, the answer on success and the answer for each error.",
    "database": "Tables, columns, types and indexes that change.",
    "testing": "For every criterion at least one test, at the lowest level that can show it.",
    "unit_tests": "The rules and limits: one value on each side of every limit.",
    "integration_tests": "The parts together with the real store, queue or service, their failures included.",
    "e2e_tests": "The way of the user from beginning to end, one for each flow.",
    "performance_tests": "What is measured under which load, and the number that must be met.",
    "documentation": "Tick what has been written. What does not apply stays in the list, with the reason.",
    "definition_of_done": "The team's list for every story. What does not apply stays in the list, with the reason.",
    "effort": "Complexity and hours belong together: `Small` is under 4 hours, `Medium` 1-2 days, `Large` 3-5 days, "
    "`XL` 1-2 weeks.",
    "hours": "One number, within the band of the complexity.",
    "related": "Issues that belong to this one. `Blocks` wait for it, `Blocked by` must be done first.",
    "notes": "Decisions with their dates, what is out of scope, open questions and assumptions.",
    "created": "The day the story was written, as `YYYY-MM-DD`.",
    "created_by": "Name or role of the author, whom readers may ask.",
    "last_updated": "The day of the last change, as `YYYY-MM-DD`; not before the day of creation.",
}
