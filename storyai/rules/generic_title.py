from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._rule import Problem, rule
from storyai.rules._template import TITLES


@rule(
    "TP709",
    "warning",
    tags=("form",),
    shapes=("template", "story", "task"),
    help="Say what changes, as in a list of changes.",
)
def generic_title(document: Document) -> Iterator[Problem]:
    """The title would fit any story.

    Bad:

    ```markdown
    # New Feature

    As a clerk, I want to export orders, so that accounting can book them.
    ```

    Good:

    ```markdown
    # Export orders for accounting

    As a clerk, I want to export orders, so that accounting can book them.
    ```

    Source: spectryn; seen in generated tickets ("implement undefined").
    """
    title = document.title
    if title is None or len(document.parts) > 1:
        return
    words = " ".join(title.plain.lower().split()).strip(" .:#*_")
    if words in TITLES:
        yield Problem(title.start, title.end, f'"{title.text.strip()}" says nothing about this story', slot=title)
