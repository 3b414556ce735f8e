"""Escaping for the two XML formats."""

from storyai.finding import Finding

# What XML 1.0 cannot hold, not even escaped.
_FORBIDDEN = {code: 0xFFFD for code in (*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)}


def content(text: str) -> str:
    """A text between tags."""
    return text.translate(_FORBIDDEN).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(text: str) -> str:
    """A text between double quotes."""
    return content(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")


def sentence(finding: Finding) -> str:
    """Message and help."""
    return f"{finding.message} ({finding.help})" if finding.help else finding.message
