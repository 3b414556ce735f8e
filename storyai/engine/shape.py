"""Whether a JSON value has the shape a schema asks for: the strict subset that replies use, and nothing more.

An answer from the cache or a recording is checked with this, so that it needs no pydantic.
"""

import re
from typing import Any

_KINDS: dict[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "integer": (int,), "number": (int, float),
    "boolean": (bool,), "null": (type(None),),
}  # fmt: skip


def fault(schema: dict[str, Any], value: Any, root: dict[str, Any] | None = None, path: str = "reply") -> str | None:
    """The first fault of a value, such as ``reply.risks[0].text is missing``; None where it has the shape."""
    root = schema if root is None else root
    if "$ref" in schema:
        return fault(root["$defs"][schema["$ref"].rpartition("/")[2]], value, root, path)
    if "anyOf" in schema:
        faults = [fault(choice, value, root, path) for choice in schema["anyOf"]]
        # The choice that was meant is the one whose type is right.
        right = [found for found in faults if not (found or "").startswith(f"{path} is not of type")]
        return None if None in faults else (right or faults)[0]
    if "enum" in schema and value not in schema["enum"]:
        return f"{path} is not one of {', '.join(map(str, schema['enum']))}"
    if "const" in schema and value != schema["const"]:
        return f"{path} is not {schema['const']}"
    kind = schema.get("type")
    if kind and (not isinstance(value, _KINDS[kind]) or (isinstance(value, bool) and kind != "boolean")):
        return f"{path} is not of type {kind}"
    if isinstance(value, dict):
        return _object_fault(schema, value, root, path)
    if isinstance(value, list):
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
            return f"{path} has {len(value)} items"
        found = (fault(schema.get("items", {}), item, root, f"{path}[{at}]") for at, item in enumerate(value))
        return next((one for one in found if one), None)
    if isinstance(value, str):
        if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)):
            return f"{path} has {len(value)} characters"
        return f"{path} has another form" if not re.search(schema.get("pattern", ""), value) else None
    if isinstance(value, (int, float)) and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        return f"{path} is out of range"
    return None


def _object_fault(schema: dict[str, Any], value: dict[str, Any], root: dict[str, Any], path: str) -> str | None:
    fields = schema.get("properties", {})
    missing = next((name for name in schema.get("required", ()) if name not in value), None)
    if missing:
        return f"{path}.{missing} is missing"
    extra = next((name for name in value if name not in fields), None)
    if extra is not None and schema.get("additionalProperties") is False:
        return f"{path}.{extra} is not a field"
    found = (fault(field, value[name], root, f"{path}.{name}") for name, field in fields.items() if name in value)
    return next((one for one in found if one), None)
