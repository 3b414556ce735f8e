"""What belongs where in a story: for authors, the editor's hover and prompts. Keyed by section or field role."""

GUIDE: dict[str, str] = {}
