from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._quality import quality
from storyai.rules._reading import readings, vague
from storyai.rules._rule import Problem, rule
from storyai.rules._words import words


@rule("AC210", "warning", tags=("vague",), help="Name the standard, its version and the part that counts.", local=True)
def unnamed_standard(document: Document) -> Iterator[Problem]:
    """The criterion refers to rules that it does not name: "best practices", "industry standards".

    Bad:

    ```markdown
    ## Acceptance Criteria

    - [ ] Passwords are stored following best practices
    ```

    Good:

    ```markdown
    ## Acceptance Criteria

    - [ ] Passwords are stored as Argon2id hashes with the parameters of RFC 9106
    ```

    Source: INCOSE Guide to Writing Requirements, R4 and R7 (defined terms).
    """
    for reading in readings(document):
        for start, end in reading.find(words("standards", document.language)):
            if end - start == 1 and reading.word(start - 1) not in (
                "existing",
                "project",
                "following",
                "follows",
                "follow",
                "standard",
            ):
                continue
            if reading.word(start - 1).endswith(("'s", "’s")):
                continue  # "the importer's established patterns" says where to look
            following = reading.slot.text[reading.ends[end - 1] :]
            named = reading.word(end) in ("in", "of", "from") and any(mark in following for mark in '`["')
            if named or reading.explained(end) or quality(reading) is not None:
                continue
            # "documentation explains security best practices": the topic of a text, not the measure of the work
            if any(
                word in reading.vocabulary
                for word in ("explains", "explain", "documents", "describes", "covers", "lists", "document", "guide")
            ):
                continue
            said = reading.said(start, end)
            yield vague(reading, start, end, f'"{said}" names no standard', "which standard, and which part of it?")
            break
