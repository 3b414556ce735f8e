"""Text that tries to act: instructions to a model, foreign links and HTML, terminal escapes.

Notes and stories are data. Nothing here evaluates them: it finds text that addresses a model, keeps out of a
model's words every link, image and tag that its sources do not have, and makes control characters visible.
All patterns are linear in the length of the text and compiled on first use.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Literal

from storyai.quick_dataclass import dataclass

Kind = Literal["override", "prompt-request", "delimiter", "role", "verdict", "hidden"]

REASONS: dict[Kind, str] = {
    "override": "tells a model to drop its instructions",
    "prompt-request": "asks a model for its instructions",
    "delimiter": "imitates the marks that separate a model's instructions from its data",
    "role": "gives a model another role",
    "verdict": "tells a reviewer what to answer",
    "hidden": "holds characters that hide or reorder text",
}


@dataclass(frozen=True, slots=True)
class Instruction:
    """Words that address a model: ``text[start:end]`` in code points, and what they try (see REASONS)."""

    start: int
    end: int
    kind: Kind


_OWN = (
    "(?:(?:all|any|every|the|your|of|my|these|those|previous|prior|above|earlier|system|original|initial|other) ){0,4}"
)
_EARLIER = "(?:previous|prior|preceding|above|earlier|former|foregoing|system|original|initial|your)"
_ORDERS = r"(?:instructions?|prompts?|directions?|directives?|guidelines|guardrails)\b"
_DROP = r"\b(?:ignore|disregard|forget|override|bypass|skip|do not follow|don't follow)"
_LINE = r"(?:^|\n)[ \t]*"
_DEFECT = r"(?:findings?|problems?|issues?|risks?|defects?)\b"
# Kind, words of which each group has one in every text that the pattern can match (so that an ordinary story
# compiles and runs nothing; a plus stands for any white space), and the pattern, in which a blank does.
_PATTERNS: tuple[tuple[Kind, tuple[str, ...], str], ...] = (
    ("override", ("ignore disregard forget override bypass skip follow",
                  "instruction prompt direction directive guidelines guardrails"),
     f"{_DROP} {_OWN}{_EARLIER} {_OWN}{_ORDERS}"
     rf"|{_DROP} {_OWN}{_ORDERS} (?:above|before|given above|you were given|so far)\b"),
    ("override", ("ignore disregard forget", "everything all anything", "above before told know"),
     r"\b(?:ignore|disregard|forget) (?:everything|all|anything)"
     r" (?:above|before this|you were told|you know|said above)\b"),
    ("override", ("ignoriere ignorieren ignoriert ignorier", "anweisungen instruktionen befehle"),
     r"\bignorier(?:e|en sie|t)? (?:bitte )?(?:(?:alle|die|deine|ihre) )*"
     r"(?:vorherigen|bisherigen|obigen|früheren|vorigen) (?:anweisungen|instruktionen|befehle)"),
    ("override", ("instrucciones", "ignora ignore olvida olvide"),
     r"\b(?:ignor[ae]|olvid[ae]) (?:(?:todas|las|tus) )*instrucciones (?:anteriores|previas|de arriba)"),
    ("prompt-request", ("prompt instructions message+above", "your hidden system",
                        "reveal print show output repeat display disclose leak tell give include append write"),
     r"\b(?:reveal|print|show|output|repeat|display|disclose|leak|tell|give|include|append|write out)(?: me| us)?"
     r"(?: all| verbatim)?(?: of)? (?:your|the hidden|the(?: full| exact| complete)? system)"
     r"(?: (?:own|full|complete|entire|exact|hidden|initial|original|system|developer)){0,3}"
     r" (?:prompt|instructions|message above)\b"),
    ("prompt-request", ("what", "your", "prompt instructions"),
     r"\bwhat (?:is|are|was|were) your (?:system prompt|(?:initial|original|system) instructions)\b"),
    ("delimiter", ("< inst]", "<| inst] sys> <system </system assistant> <assistant instruction> instructions> prompt> <prompt"
                   " untrusted user_input",),
     r"<\|[a-z_]{2,24}\|>|\[/?inst\]|<</?sys>>"
     r"|</?(?:system|assistant|instructions?|prompt|untrusted|user_input)(?:\s(?:[^<>\n]|\n(?!#)){0,80})?>"),
    ("delimiter", ("begin end start", "system+prompt system+message user+input instructions untrusted"),
     _LINE + r"(?:[#>*_`~=-]+[ \t]*)?(?:begin|end|start) (?:of )?(?:the )?"
     r"(?:system (?:prompt|message)|user input|instructions|untrusted (?:text|data|input))\b"),
    ("delimiter", ("system assistant", "you ignore now"),
     _LINE + r"[#*_\[]{0,6}[ \t]*(?:system|assistant)(?: (?:prompt|message))?[*_\]]{0,3}:[ \t*_]*"
     r"(?:you (?:are|must|will|should)|ignore|from now)\b"),
    ("role", ("from", "now", "you"),
     r"\bfrom now on,? you (?:will |must |should )?(?:act|answer|respond|reply|speak|obey|are an?)\b"),
    ("role", ("you", "are", "now"),
     r"\byou are now (?:an? |the |in )?(?:unrestricted|free|jailbroken|dan|developer mode|different"
     r"|new (?:assistant|ai|model)|ai|assistant|language model|chatbot|evil|root)\b"),
    ("role", ("pretend act",), r"\b(?:pretend (?:that you are|to be)|act (?:as if you (?:are|were)|as)) (?:an? |the )?"
     r"(?:unrestricted|jailbroken|unfiltered|different (?:ai|model|assistant))\b"),
    ("verdict", ("not don't never", "report flag list mention return output raise", "any single further other",
                 "finding problem issue risk defect", "do+not+ don't+ never+"),
     r"\b(?:do not|don't|never) (?:report|flag|list|mention|return|output|raise)"
     rf" (?:any|a single|further|other) {_DEFECT}"
     r"(?=[^\n]{0,60}\b(?:this story|this document|your (?:answer|reply|review))\b|\s*[.!]?\s*(?:\n|$|-->))"),
    ("verdict", ("this your", "findings problems issues defects", "report return output answer reply respond",
                 "no+findings no+problems no+issues no+defects zero+findings zero+problems zero+issues zero+defects"
                 " an+empty+list+of"),
     # Without \b in front: a search for plain letters is ten times as fast.
     r"(?:report|return|output|(?:answer|reply|respond) with) (?:that there are )?"
     r"(?:no|zero|an empty list of) (?:findings|problems|issues|defects)\b"
     r"(?=[^\n]{0,60}\b(?:this story|this document|your review)\b)"),
    ("verdict", ("this", "approve rate mark accept praise",
                 "ai llm model reviewer assistant gpt claude gemini copilot", "must should please",
                 "approve+this rate+this mark+this accept+this praise+this"),
     r"(?:a(?<!\w.)i|l(?<!\w.)lm|m(?<!\w.)odel|r(?<!\w.)eviewer|a(?<!\w.)ssistant|chatgpt|gpt|claude|gemini|copilot)s?\b"
     r"[^\n.]{0,40}\b(?:must|should|please) (?:approve|rate|mark|accept|praise) this (?:story|document|text)\b"),
)  # fmt: skip

# Embeddings, overrides and isolates reorder text; tags are invisible ASCII (at home behind the flag emoji only).
_HIDDEN = "\u202a-\u202e\u2066-\u2069"
_TAGS = "\U000e0000-\U000e007f"


@cache
def _compiled(pattern: str, folded: bool) -> "re.Pattern[str]":
    # A blank behind "[" opens a character class and stays. Text in lower case needs no slow comparison without case.
    return re.compile(re.sub(r"(?<!\[) ", r"\\s+", pattern), 0 if folded else re.IGNORECASE)


@cache
def _hidden() -> "re.Pattern[str]":
    # Only overrides: an embedding (U+202A) is what copying a path out of a Windows dialog leaves behind.
    return re.compile(f"[\u202d\u202e]+|(?<![\U0001f3f4{_TAGS}])[{_TAGS}]+")


# How the hidden characters begin in UTF-8: four searches for bytes are ten times as fast as one for a class.
_RARE = (b"\xe2\x80\xad", b"\xe2\x80\xae", b"\xf3\xa0\x80", b"\xf3\xa0\x81")


def _has_rare(text: str) -> bool:
    data = text.encode("utf-8", "surrogatepass")
    return any(mark in data for mark in _RARE)


Group = tuple[frozenset[str], tuple[str, ...]]


@cache
def _groups() -> list[tuple[Kind, list[Group], str]]:
    """The patterns, for each group its words, with and without an s, and the marks that are looked for as they stand."""
    return [(kind, [_group(words) for words in groups], pattern) for kind, groups, pattern in _PATTERNS]


def _group(words: str) -> Group:
    return (
        frozenset(word + end for word in words.split() if word.isalpha() for end in ("", "s")),
        tuple(word.replace("+", " ") for word in words.split() if not word.isalpha()),
    )


def _has_all(words: frozenset[str], text: str, flat: Callable[[], str], groups: list[Group]) -> bool:
    """A word or mark of each group; a mark with a blank is looked for in the text with single blanks."""
    for known, marks in groups:
        if words.isdisjoint(known):
            for mark in marks:
                if mark in (flat() if " " in mark else text):
                    break
            else:
                return False
    return True


# UTF-8 bytes: ASCII letters and all beyond ASCII stay, the rest become blanks; passes in C, no search for each word.
_LETTERS = bytes(byte if byte > 127 or chr(byte).isalpha() else 32 for byte in range(256))


def words_of(text: str) -> frozenset[str]:
    """The words of a text in lower case; a reader that has them already hands them to ``find_instructions``."""
    words = set(
        text.lower().encode("utf-8", "surrogatepass").translate(_LETTERS).decode("utf-8", "surrogatepass").split()
    )
    # What is not ASCII may hold dashes, quotes and arrows between its words.
    for word in [word for word in words if not word.isascii()]:
        words.discard(word)
        words.update(re.findall(r"[^\W\d_]{2,}", word))
    return frozenset(words)


def find_instructions(text: str, words: frozenset[str] | None = None) -> Iterator[Instruction]:
    """Places where a text addresses a model instead of describing a product, in order, without overlaps.

    Looks at the whole text, comments and code included: that is where instructions are hidden. None reaches into a
    line that begins with "#" from the one above. words: all words of the text in lower case, where they are known, or
    more.
    """
    found: list[Instruction] = []
    lower = text.lower()
    folded = len(lower) == len(text)  # a few letters change their length ("İ")
    if words is None:
        words = words_of(text)

    @cache
    def flat() -> str:
        return " ".join(lower.split())

    for kind, groups, pattern in _groups():
        if _has_all(words, lower, flat, groups):
            for match in _compiled(pattern, folded).finditer(lower if folded else text):
                start = match.end() - len(match[0].lstrip())
                found.append(Instruction(start, match.end(), kind))
    if not text.isascii() and _has_rare(text):
        found += [Instruction(match.start(), match.end(), "hidden") for match in _hidden().finditer(text)]
    end = 0
    for place in sorted(found, key=lambda place: (place.start, -place.end)):
        if place.start >= end:
            yield place
            end = place.end


@cache
def _control() -> "re.Pattern[str]":
    return re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029{_HIDDEN}{_TAGS}\ud800-\udfff]")


def visible(text: str) -> str:
    """The text for a terminal: control characters, direction overrides and lone surrogates as ``\\x1b``, ``\\u202e``.

    Line feeds and tabs stay; a carriage return does not, it could overwrite the line.
    """
    if text.isprintable():
        return text
    return _control().sub(_escape, text)


def _escape(match: "re.Match[str]") -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


_URL = r"(?:[A-Za-z][A-Za-z0-9+.-]{1,15}://|www\.|mailto:|javascript:|data:(?=[a-z]+/))[^\s<>\"'`\\^{|}\]]+"
_TITLE = r"(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?"
_DESTINATION = rf"\(\s*(?P<url><[^<>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*){_TITLE}\s*\)"
REMOVED = "(link removed)"


@cache
def _links() -> tuple["re.Pattern[str]", ...]:
    return (
        re.compile(rf"(?P<image>!?)\[(?P<text>[^\[\]]*)\]{_DESTINATION}"),
        re.compile(r"(?P<image>!?)\[(?P<text>[^\[\]]*)\]\[(?P<url>[^\[\]\n]*)\]"),
        re.compile(r"(?:^|(?<=\n))[ ]{0,3}\[[^\[\]\n]+\]:[ \t]*(?P<url>\S+)[^\n]*"),
        re.compile(_URL, re.IGNORECASE),
        re.compile(r"<(?=[A-Za-z/!?])[^<>]*>?"),
    )


@lru_cache(maxsize=4)
def _urls(sources: tuple[str, ...]) -> tuple[set[str], set[str]]:
    """Addresses in the sources, and those of them that stand in images."""
    inline, _, definition, url, _ = _links()
    known: set[str] = set()
    images: set[str] = set()
    for source in sources:
        for match in inline.finditer(source):
            known.add(match["url"].strip("<>"))
            if match["image"]:
                images.add(match["url"].strip("<>"))
        known.update(match["url"].strip("<>") for match in definition.finditer(source))
        known.update(_bare(match[0]) for match in url.finditer(source))
    return known, images


def _bare(url: str) -> str:
    """Without the punctuation that ends a sentence, and an unpaired bracket."""
    url = url.rstrip(".,;:!?*_~")
    while url.endswith(")") and url.count(")") > url.count("("):
        url = url[:-1].rstrip(".,;:!?*_~")
    return url


def only_known_links(text: str, sources: Sequence[str]) -> str:
    """A model's words without the links, images and HTML that none of the sources has.

    A foreign image or link leaves its words, a foreign bare address ``(link removed)``, a foreign tag its
    characters with ``<`` as ``&lt;``; control characters go. What the sources have stays as it is.
    """
    text = _control().sub("", text) if not text.isprintable() else text
    if not any(mark in text for mark in ("](", "][", "]:", ":", "www.", "WWW.", "<")):
        return text
    inline, reference, definition, url, tag = _links()
    known, images = _urls(tuple(sources))  # one search for all the texts that are held against the same sources

    def keep_link(match: "re.Match[str]") -> str:
        allowed = images if match["image"] else known
        return match[0] if match["url"].strip("<>") in allowed else match["text"]

    def keep_reference(match: "re.Match[str]") -> str:
        return match[0] if any(match[0] in source for source in sources) else match["text"]

    def keep_definition(match: "re.Match[str]") -> str:
        return match[0] if match["url"].strip("<>") in known else ""

    def keep_url(match: "re.Match[str]") -> str:
        address = _bare(match[0])
        return match[0] if address in known else REMOVED + match[0][len(address) :]

    def keep_tag(match: "re.Match[str]") -> str:
        if any(match[0] in source for source in sources):
            return match[0]
        inner = match[0][1:].rstrip(">")
        return match[0] if inner in known and match[0].endswith(">") else "&lt;" + match[0][1:]

    for _ in range(8):  # an image inside a link's words, a link put together by a removal
        before = text
        text = inline.sub(keep_link, text)
        if text != before:
            continue
        text = reference.sub(keep_reference, text)
        text = definition.sub(keep_definition, text)
        text = url.sub(keep_url, text)
        text = tag.sub(keep_tag, text)
        if text == before:
            break
    return text
