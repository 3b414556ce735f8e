"""Heading and label words to roles: the alias table. Lower case, without marks, numbers and brackets."""

import re
from functools import lru_cache

# Roles of the template, with its headings and labels.
SECTIONS: dict[str, str] = {
    "story": "User Story",
    "background": "Background",
    "acceptance_criteria": "Acceptance Criteria",
    "technical": "Technical Considerations",
    "dependencies": "Dependencies",
    "risks": "Risks",
    "performance": "Performance Impact",
    "security": "Security Implications",
    "migration": "Data Migration Required",
    "breaking_changes": "Breaking Changes",
    "design": "Design Notes",
    "ui": "UI/UX Design (if applicable)",
    "api": "API Design (if applicable)",
    "database": "Database Schema (if applicable)",
    "testing": "Testing Requirements",
    "unit_tests": "Unit Tests",
    "integration_tests": "Integration Tests",
    "e2e_tests": "E2E Tests",
    "performance_tests": "Performance Tests",
    "documentation": "Documentation Requirements",
    "definition_of_done": "Definition of Done",
    "effort": "Effort Estimate",
    "related": "Related Issues",
    "notes": "Notes",
}
"""Section roles of the template, in its order, with its headings."""

FIELDS: dict[str, str] = {
    "issue_type": "Issue Type",
    "priority": "Priority",
    "complexity": "Complexity",
    "hours": "Estimated Hours",
    "created": "Created",
    "created_by": "Created By",
    "last_updated": "Last Updated",
}

SECTION_ALIASES: dict[str, tuple[str, ...]] = {
    "story": (
        "user story",
        "story",
        "story statement",
        "primary user story",
        "user story statement",
        "anwenderstory",
        "nutzergeschichte",
        "user-story",
        "historia de usuario",
        "historia",
    ),
    "background": (
        "background",
        "context",
        "description",
        "introduction",
        "summary",
        "overview",
        "motivation",
        "problem",
        "problem statement",
        "why",
        "goal",
        "goals",
        "intro",
        "feature overview",
        "story context",
        "purpose",
        "hintergrund",
        "beschreibung",
        "kontext",
        "ausgangslage",
        "contexto",
        "descripción",
        "descripcion",
        "antecedentes",
    ),
    "acceptance_criteria": (
        "acceptance criteria",
        "acceptance criterion",
        "acceptance",
        "ac",
        "acs",
        "acceptance scenarios",
        "acceptance tests",
        "conditions of acceptance",
        "conditions of satisfaction",
        "success criteria",
        "akzeptanzkriterien",
        "abnahmekriterien",
        "criterios de aceptación",
        "criterios de aceptacion",
    ),
    "requirements": (
        "requirements",
        "functional requirements",
        "functional",
        "non functional requirements",
        "non functional",
        "non-functional requirements",
        "anforderungen",
        "requisitos",
    ),
    "edge_cases": ("edge cases", "error cases", "grenzfälle", "casos límite"),
    "technical": ("technical considerations", "technical notes", "technical details", "technische hinweise"),
    "dependencies": ("dependencies", "depends on", "prerequisites", "abhängigkeiten", "dependencias"),
    "risks": (
        "risks",
        "risk",
        "risk assessment",
        "risk assessment and mitigation",
        "risks and mitigation",
        "risks & mitigations",
        "risks and mitigations",
        "risk mitigation",
        "risk management",
        "potential risks",
        "known risks",
        "risks and dependencies",
        "risks & dependencies",
        "low risk assessment",
        "risk and compatibility check",
        "risiken",
        "riesgos",
    ),
    "mitigations": ("mitigation", "mitigations", "primary mitigation", "mitigation strategies", "mitigation plan"),
    "performance": (
        "performance impact",
        "performance",
        "performance considerations",
        "performance requirements",
        "leistung",
        "performanz",
        "rendimiento",
    ),
    "security": (
        "security implications",
        "security",
        "security considerations",
        "security review",
        "security requirements",
        "sicherheit",
        "seguridad",
    ),
    "migration": (
        "data migration required",
        "data migration",
        "migration",
        "migrations",
        "migration plan",
        "datenmigration",
        "migración de datos",
        "rollback",
        "rollback plan",
        "rollback procedure",
    ),
    "breaking_changes": (
        "breaking changes",
        "breaking change",
        "compatibility",
        "compatibility requirements",
        "backward compatibility",
        "compatibility verification",
        "inkompatible änderungen",
        "cambios incompatibles",
    ),
    "design": ("design notes", "design", "architecture", "technical design", "entwurf", "diseño"),
    "ui": ("ui/ux design", "ui/ux", "ui", "ux", "ui design", "ux design", "wireframes", "user interface", "oberfläche"),
    "api": ("api design", "api", "public api", "api endpoints", "endpoints", "api specification", "schnittstelle"),
    "database": (
        "database schema",
        "database",
        "schema",
        "data model",
        "data models",
        "key entities",
        "datenbankschema",
        "esquema de base de datos",
    ),
    "testing": (
        "testing requirements",
        "testing",
        "tests",
        "test plan",
        "testing strategy",
        "testing & verification",
        "qa",
        "test cases",
        "testing standards",
        "tests und prüfung",
        "pruebas",
    ),
    "unit_tests": ("unit tests", "unit testing", "unit-tests", "komponententests", "pruebas unitarias"),
    "integration_tests": ("integration tests", "integration testing", "integrationstests", "pruebas de integración"),
    "e2e_tests": ("e2e tests", "end-to-end tests", "end to end tests", "e2e", "ende-zu-ende-tests"),
    "performance_tests": (
        "performance tests",
        "load tests",
        "performance testing",
        "lasttests",
        "pruebas de rendimiento",
    ),
    "documentation": (
        "documentation requirements",
        "documentation",
        "docs",
        "dokumentation",
        "documentación",
        "documentacion",
    ),
    "definition_of_done": (
        "definition of done",
        "dod",
        "done when",
        "definition of done (dod)",
        "fertigstellungskriterien",
        "definición de hecho",
    ),
    "effort": ("effort estimate", "estimate", "effort", "estimation", "aufwand", "aufwandsschätzung", "estimación"),
    "related": (
        "related issues",
        "related",
        "related stories",
        "links",
        "verwandte themen",
        "incidencias relacionadas",
    ),
    "notes": ("notes", "additional notes", "implementation notes", "dev notes", "anmerkungen", "notizen", "notas"),
    "out_of_scope": ("out of scope", "non-goals", "non goals", "not in scope", "nicht im umfang", "fuera de alcance"),
    "assumptions": ("assumptions", "annahmen", "supuestos"),
    "questions": ("open questions", "questions", "clarifications", "offene fragen", "preguntas abiertas"),
    "tasks": (
        "tasks",
        "tasks / subtasks",
        "tasks/subtasks",
        "subtasks",
        "implementation plan",
        "implementation scope",
        "plan",
        "approach",
        "next steps",
        "aufgaben",
        "tareas",
    ),
    "log": (
        "change log",
        "changelog",
        "dev agent record",
        "qa results",
        "completion notes",
        "completion notes list",
        "file list",
        "debug log references",
        "agent model used",
        "final summary",
        "final status",
        "comments",
        "review & acceptance checklist",
        "execution status",
        "content quality",
        "requirement completeness",
    ),
    "status": ("status", "estado"),
}

# French, Italian, Dutch, Portuguese: the headings people are most likely to use.
_FURTHER: dict[str, tuple[str, ...]] = {
    "story": ("récit utilisateur", "histoire utilisateur", "storia utente", "gebruikersverhaal", "história de usuário"),
    "background": ("contexte", "contesto", "achtergrond", "beschrijving", "descrição"),
    "acceptance_criteria": (
        "critères d'acceptation", "critères d’acceptation", "criteri di accettazione", "acceptatiecriteria",
        "critérios de aceitação", "critérios de aceite",
    ),
    "dependencies": ("dépendances", "dipendenze", "afhankelijkheden", "dependências"),
    "risks": ("risques", "rischi", "risico's", "risico’s", "riscos"),
    "testing": ("essais", "test", "testen", "testes"),
    "documentation": ("documentazione", "documentatie", "documentação"),
    "definition_of_done": ("définition de fini", "definição de pronto"),
    "effort": ("effort estimé", "stima", "schatting", "estimativa"),
    "notes": ("remarques", "note", "opmerkingen", "observações"),
}  # fmt: skip

FIELD_ALIASES: dict[str, tuple[str, ...]] = {
    "issue_type": ("issue type", "type", "vorgangstyp", "typ", "tipo"),
    "priority": ("priority", "priorität", "prioridad"),
    "complexity": ("complexity", "size", "komplexität", "complejidad"),
    "hours": ("estimated hours", "hours", "estimate", "geschätzte stunden", "horas estimadas"),
    "created": ("created", "created date", "created_date", "date", "erstellt", "creado"),
    "created_by": ("created by", "author", "reporter", "erstellt von", "creado por"),
    "last_updated": (
        "last updated",
        "updated",
        "updated_date",
        "last modified",
        "zuletzt geändert",
        "última actualización",
    ),
    "status": ("status", "estado"),
    "id": ("id", "story id", "key"),
    "dependencies": ("depends on", "dependencies", "blocked by"),
    "risk": ("risk", "primary risk"),
    "mitigation": ("mitigation",),
    "assignee": ("assignee", "owner"),
    "labels": ("labels", "tags"),
}

_SECTION_ROLE = {
    alias: role for table in (_FURTHER, SECTION_ALIASES) for role, aliases in table.items() for alias in aliases
}
_FIELD_ROLE = {alias: role for role, aliases in FIELD_ALIASES.items() for alias in aliases}

_NUMBER = re.compile(r"^(?:[0-9]+(?:\.[0-9]+)*[.)]?|[ivx]+\.)\s+")
_BRACKETS = re.compile(r"\s*[(*\[][^()\[\]*]*[)*\]]\s*")
_EDGE = re.compile(r"^[^\w#/&]+|[^\w)/&]+$")


@lru_cache(4096)
def key(title: str) -> str:
    """A heading's words as the alias tables spell them."""
    words = _EDGE.sub("", title.strip().lower())
    words = _NUMBER.sub("", words)
    words = _EDGE.sub("", _BRACKETS.sub(" ", words)).strip()
    return " ".join(words.split())


@lru_cache(4096)
def section_role(title: str) -> str | None:
    """The role of a section with this heading, or None."""
    return _SECTION_ROLE.get(key(title))


@lru_cache(4096)
def field_role(name: str) -> str | None:
    """The role of a field with this label, or None."""
    return _FIELD_ROLE.get(key(name))
