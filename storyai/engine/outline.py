"""A reply schema as text for a model: every field with its type and description.

Local servers hold a model to the schema without showing it, so the prompt must say what the fields mean.
"""

from typing import Any


def outline(schema: dict[str, Any]) -> str:
    """Markdown: one list of fields for the reply, then one for each named object in it."""
    parts = [_fields(schema, "The reply is one JSON object with these fields, in this order:")]
    for name, definition in schema.get("$defs", {}).items():
        if "properties" in definition:
            about = definition.get("description")
            parts.append(_fields(definition, f"{name}{f': {_line(about)}' if about else ''}"))
        else:
            parts.append(f"{name}: {_type(definition)}{_about(definition)}")
    return "\n\n".join(parts)


def _fields(schema: dict[str, Any], head: str) -> str:
    rows = [f"- {name} ({_type(field)}){_about(field)}" for name, field in schema.get("properties", {}).items()]
    return "\n".join([head, *rows])


def _about(field: dict[str, Any]) -> str:
    return f": {_line(field['description'])}" if field.get("description") else ""


def _line(text: str) -> str:
    return " ".join(text.split())


def _type(field: dict[str, Any]) -> str:
    if "$ref" in field:
        return str(field["$ref"]).rsplit("/", 1)[-1]
    if "anyOf" in field:
        return " or ".join(_type(choice) for choice in field["anyOf"])
    if "enum" in field or "const" in field:
        values = field.get("enum", [field.get("const")])
        return "one of " + ", ".join(f'"{value}"' for value in values) if len(values) > 1 else f'always "{values[0]}"'
    if field.get("type") == "array":
        bound = f", at most {field['maxItems']}" if "maxItems" in field else ""
        return f"list of {_type(field.get('items', {}))}{bound}"
    if field.get("type") == "object" and "properties" in field:
        inner = ", ".join(f"{name} ({_type(value)}){_about(value)}" for name, value in field["properties"].items())
        return f"object of {inner}"
    return str(field.get("type", "any"))
