"""Content words cut down to crude stems, so that "paused", "pausing" and "pause" meet."""

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
STOP = frozenset(
    """a about after all also an and any are as at be been before being but by can could did do does during each either
    else every for from get gets given had has have having he her here his how i if in into is it its itself let may me
    might more most must my new no nor not now of off on once one only onto or other our out over own per same shall she
    should so some such than that the their them then there these they this those through to too under until up upon us
    very via was we were what when where which while who will with within without would you your
    criterion criteria test tests tested testing verify verifies check checks ensure ensures confirm case cases covers
    user users system correctly properly successfully work works working""".split()
)
_SUFFIX = re.compile(r"(?:ications?|ations?|ments?|ings?|ied|ies|ed|es|ers?|ions?|ally|ly|s|e)$")


_MOST = 20_000  # words remembered


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """A word without its usual endings; at least three letters remain."""
    cut = _SUFFIX.sub("", word)
    if len(cut) < 3:
        return word
    if len(cut) > 3 and cut[-1] == cut[-2] and cut[-1] not in "aeiousl":
        cut = cut[:-1]
    return cut[:-1] if cut.endswith("y") and len(cut) > 3 else cut


def stems(text: str) -> frozenset[str]:
    """The stems of a text's content words and numbers."""
    return frozenset(stem_list(text))


def stem_list(text: str) -> list[str]:
    """The stems of a text's content words in order."""
    return [found for found in map(_KNOWN.__getitem__, _WORD.findall(text.lower())) if found]


class _Known(dict[str, str]):
    """Word -> its stem, empty for a word that is none of content; a look-up in C once a word has been seen."""

    def __missing__(self, word: str) -> str:
        if len(self) > _MOST:
            self.clear()
        content = word not in STOP and (len(word) > 1 or word.isdigit())
        found = self[word] = stem(word) if content else ""
        return found


_KNOWN = _Known()
