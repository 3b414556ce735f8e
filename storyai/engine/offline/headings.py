"""What a heading, or a label before a colon, announces: the words teams use, mapped to one role each."""

ROLES: dict[str, tuple[str, ...]] = {
    "people": (
        "attendees", "attendance", "participants", "present", "in attendance", "apologies", "teilnehmer",
        "anwesend", "absent", "who was there", "facilitator", "participant", "scribe", "moderator", "protokoll",
        "note taker", "notetaker", "minutes taken by", "authors", "author", "authorship", "host", "location", "time",
    ),
    "logistics": (
        "agenda", "logistics", "next meeting", "meeting link", "icebreaker", "lightning intros", "links", "share out",
        "acknowledgements", "acknowledgments", "housekeeping", "welcome", "introductions", "check-in", "past meetings",
        "standing items", "nächster termin", "tagesordnung", "announcements", "date downloaded", "citation",
        "terms of use", "geographic coverage", "fun", "kudos", "thanks", "session date",
    ),
    "actions": ("action items", "actions", "todo", "to do", "to-do", "todos", "next steps", "aufgaben", "follow-ups",
                "follow ups", "nächste schritte", "maßnahmen", "action"),
    "assumptions": ("assumptions", "key assumptions", "annahmen"),
    "decisions": ("resolved questions", "key design decisions", "design decisions", "decisions", "decision", "decided", "agreed", "entscheidungen", "beschlüsse", "beschluss", "outcome",
                  "resolution"),
    "problem": ("how it works today", "how it works now", "how we do it today", "how it is today", "as is", "as-is", "status quo",
                "why are we here", "why we are here", "problem", "problem statement", "problems", "pain points", "pain", "issue", "current situation",
                "current state", "current behaviour", "current behavior", "ist", "ist-zustand", "motivation", "why",
                "warum", "the problem", "what is wrong", "primary problem", "impact", "observed", "today", "ausgangslage",
                "is your feature request related to a problem", "impact of the problem", "symptoms", "symptom"),
    "background": ("key differentiators", "why this will succeed", "why this solution will succeed", "why existing solutions fall short", "urgency", "background", "context", "overview", "introduction", "summary", "executive summary", "description",
                   "hintergrund", "kontext", "beschreibung", "abstract", "tl;dr", "tldr", "about", "vision",
                   "dataset summary", "topic", "intro"),
    "want": ("what we need", "what we would like", "what we'd like", "wishes", "wish list", "wünsche", "proposal", "proposed solution", "solution", "feature", "feature request", "request", "idea", "wish",
             "goal", "goals", "objective", "objectives", "ask", "the ask", "what we want", "what they want", "what they need", "what we need", "what", "user story", "want",
             "describe the solution you'd like", "ziel", "ziele", "wunsch", "anfrage", "soll", "anforderung", "was",
             "core concept", "story", "narrative", "session goals", "suggestion", "fix", "to be implemented", "to be done"),
    "criteria": ("acceptance criteria", "acceptance", "criteria", "requirements", "functional requirements", "must have",
                 "must-have", "must", "must haves", "features", "scope", "in scope", "akzeptanzkriterien",
                 "anforderungen", "behaviour", "behavior", "rules", "details", "specification", "spec", "mvp",
                 "what should happen", "mvp scope", "core features", "core features (must have)", "should",
                 "constraints", "limits", "non-functional requirements", "key features", "ac", "conditions",
                 "desired behaviour", "desired behavior", "proposed behaviour", "regeln", "umfang", "should have"),
    "out": ("post mvp", "expansion opportunities", "out of scope", "non-goals", "non goals", "not in scope", "later", "nice to have", "future", "future work",
            "future phases", "post-mvp", "post-mvp vision", "won't have", "could have", "nicht im umfang",
            "out of scope for mvp", "ideas for later", "parking lot", "backlog", "nicht teil", "future ideas", "wontfix",
            "alternatives", "alternatives considered", "rejected", "long-term vision", "moonshots", "excluded"),
    "users": ("users", "target users", "user", "who", "personas", "persona", "audience", "intended audience", "wer",
              "role", "rolle", "target audience", "stakeholders", "stakeholder", "roles", "target market",
              "primary users", "for", "as a", "affected", "reporter"),
    "benefit": ("benefit", "benefits", "value", "business value", "value proposition", "so that", "nutzen", "outcomes",
                "success metrics", "success criteria", "kpis", "key performance indicators", "metrics", "business objectives", "user success metrics", "technical success", "objectives and success metrics", "key value proposition", "rationale", "reason", "grund", "why now"),
    "risks": ("risks", "risk", "concerns", "concern", "worries", "risiken", "risiko", "caveats", "risks & open questions",
              "key risks", "what could go wrong"),
    "questions": ("not decided", "not yet decided", "not decided yet", "still open", "noch offen", "areas needing research", "critical decisions needed", "open questions", "questions", "open", "unclear", "open points", "tbd", "offene fragen", "offen",
                  "offene punkte", "unknowns", "to clarify", "clarifications", "to be decided", "fragen", "q"),
    "dependencies": ("dependencies", "dependency", "depends on", "depends", "prerequisites", "blocked by", "requires",
                     "abhängigkeiten", "abhängigkeit", "preconditions", "blockers", "voraussetzungen", "needs"),
    "mitigation": ("mitigation", "mitigations", "countermeasure", "gegenmaßnahme", "maßnahme"),
    "security": ("security", "security implications", "permissions", "privacy", "access", "sicherheit", "datenschutz",
                 "berechtigungen", "compliance", "access control", "gdpr", "dsgvo", "security & compliance"),
    "performance": ("performance", "performance impact", "load", "scale", "volumes", "leistung", "performanz", "nfr",
                    "performance requirements"),
    "data": ("data", "schema", "database", "db", "data model", "migration", "database schema", "daten", "datenbank",
             "datenmodell", "data migration", "tables", "columns"),
    "api": ("api", "api design", "endpoint", "endpoints", "schnittstelle", "api calls", "request/response", "interface"),
    "ui": ("ui", "ux", "ui/ux", "design", "wireframes", "mockups", "mockup", "screens", "oberfläche", "look and feel",
           "user interface", "figma"),
    "tests": ("tests", "test", "testing", "test plan", "test cases", "how to test", "testfälle", "qa", "verification"),
    "docs": ("documentation", "docs", "dokumentation", "doku", "doc"),
    "steps": ("steps to reproduce", "steps", "repro steps", "repro", "reproduction", "how to reproduce", "to reproduce",
              "schritte", "schritte zum nachstellen", "reproduction steps", "reproducer"),
    "expected": ("expected", "expected result", "expected results", "expected behaviour", "expected behavior",
                 "erwartet", "erwartetes verhalten", "should be", "expectation", "desired result"),
    "actual": ("actual", "actual result", "actual results", "actual behaviour", "actual behavior", "tatsächlich",
               "tatsächliches verhalten", "what happens", "current result", "result", "bug"),
    "environment": ("environment", "version", "versions", "platform", "browser", "os", "umgebung", "device", "devices",
                    "configuration", "affected version", "affects version", "setup", "system"),
    "workaround": ("workaround", "workarounds", "umgehung"),
    "references": ("related", "related issues", "references", "see also", "related documents", "tickets", "siehe auch",
                   "links and references", "resources", "appendix", "appendices", "blocks", "duplicates"),
    "priority": ("priority", "prio", "severity", "urgency", "priorität", "dringlichkeit"),
    "type": ("type", "issue type", "kind", "typ", "label", "labels", "tags", "categories"),
    "estimate": ("estimate", "effort", "effort estimate", "size", "story points", "points", "aufwand", "schätzung",
                 "complexity"),
    "when": ("deadline", "due", "due date", "timeline", "frist", "by when", "wann", "target date", "release",
             "milestone", "when"),
    "date": ("date", "datum", "created", "updated", "last updated", "sent", "gesendet", "status"),
    "other": ("aob", "any other business", "other", "misc", "miscellaneous", "sonstiges", "verschiedenes", "random",
              "other topics", "off topic", "offtopic"),
    "options": ("possible fixes", "possible fix", "options", "possible solutions", "proposals", "ideas", "suggestions", "approaches",
                "optionen", "varianten", "variants"),
    "example": ("example", "examples", "beispiel", "beispiele", "sample", "for example"),
}  # fmt: skip

TELLING = frozenset(
    "logistics attendees questions risks requirements criteria dependencies constraints assumptions".split()
)
"""Last words that say what a heading announces, whatever stands before them: ``MVP success criteria``."""
_SMALL = {"so": "criteria", "wanted": "criteria", "wants": "criteria", "needed": "criteria", "then": "criteria",
          "muss": "criteria", "plan": "criteria", "now": "problem", "heute": "problem", "später": "out", "need": "criteria"}  # fmt: skip
_BY_NAME = _SMALL | {name: role for role, names in ROLES.items() for name in names}


NAMES = frozenset(_BY_NAME)


def role_of(text: str) -> str | None:
    """The role a heading's or label's words announce: ``"3. Open Questions:"`` gives ``questions``."""
    name = text.lower().strip(" :#*_-–?!.\t")
    name = name.lstrip("0123456789.)( ").strip()
    while name and not (name[0].isalnum() or name[0] in "(/"):
        name = name[1:].strip()
    if name in _BY_NAME:
        return _BY_NAME[name]
    if name.startswith(("how ", "wie ")) and name.endswith((" today", " now", " currently", " heute")):
        return "problem"
    if name.rpartition(" ")[2] in TELLING:
        return _BY_NAME[name.rpartition(" ")[2]]
    for cut in (" (", "/", " / ", " & ", " and ", " und ", " - ", " – ", ": "):
        if cut in name:
            head, tail = name.split(cut, 1)
            found = _BY_NAME.get(head.strip())
            if found is None and cut.strip() in ("&", "and", "/", "und"):
                found = _BY_NAME.get(tail.strip())
            if found is not None:
                return found
    return None
