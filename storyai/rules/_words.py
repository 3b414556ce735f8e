"""Word lists as data, one pack for each language, and the quick search for them.

The lists are our own. The kinds of words come from the requirements literature: INCOSE Guide to Writing
Requirements (R7 to R10, R16, R34, R35), Femmer et al. "Rapid quality assurance with requirements smells" (2017),
the EARS papers (Mavin et al. 2009).
"""

from functools import cache
from importlib import import_module

__all__ = ["Phrases", "words"]


class Phrases:
    """Words and phrases by their first word, so that a text without any of the first words costs one set test.

    Made of text: phrases separated by commas or line ends, words in lower case separated by blanks.
    """

    __slots__ = ("first", "rows")

    def __init__(self, text: str) -> None:
        self.rows: dict[str, list[tuple[str, ...]]] = {}
        for phrase in text.replace("\n", ",").split(","):
            first, *rest = phrase.split() or ("",)
            if first:
                self.rows.setdefault(first, []).append(tuple(rest))
        for tails in self.rows.values():
            tails.sort(key=len, reverse=True)
        self.first = frozenset(self.rows)

    def at(self, tokens: list[str], at: int) -> int:
        """Where the longest phrase that begins at ``tokens[at]`` ends; ``at`` where none does."""
        for tail in self.rows.get(tokens[at], ()):
            end = at + 1 + len(tail)
            if not tail or tuple(tokens[at + 1 : end]) == tail:
                return end
        return at

    def __contains__(self, word: str) -> bool:
        return () in self.rows.get(word, ())


@cache
def words(name: str, language: str = "en") -> Phrases:
    """The list with this name in the language's pack; empty where the pack has none."""
    pack = import_module(f"storyai.rules._words_{language if language in ('de', 'es') else 'en'}")
    return Phrases(pack.WORDS.get(name, ""))
