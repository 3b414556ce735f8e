"""From text to units, line by line: headings, lists, paragraphs, mails, transcripts, tickets, tables, code."""

from collections import Counter
from itertools import pairwise

from storyai.engine.offline.flattened import HANGING, INLINE, unflatten
from storyai.engine.offline.headings import NAMES, role_of
from storyai.engine.offline.sentences import pattern, plain, split, words_of
from storyai.engine.offline.units import Heading, Notes, Unit
from storyai.text import line_texts

DEEP = 400_000
"""Code points read; what lies behind them is listed as left out. About two hundred pages."""


MOST_LINES = 12_000


LONG = 12_000
"""Code points read of one line: a whole ticket on one line is shorter, and what is longer is no prose."""


SENTENCE = 1_200
"""Code points of a sentence; longer ones are no statement."""


MAIL_KEYS = frozenset(
    "from to cc bcc subject date sent reply-to von an betreff gesendet datum kopie antwort-an".split()
)


CLOSINGS = (
    "best regards", "kind regards", "regards", "cheers", "best", "br", "sincerely", "viele grüße", "mit freundlichen",
    "liebe grüße", "beste grüße", "lg", "vg", "mfg", "gruß", "grüße", "thanks", "thank you", "many thanks", "thx",
    "danke", "all the best", "best wishes", "warm regards", "ciao",
)  # fmt: skip


LABEL = r"^(?:\*\*|__|\*)?([A-ZÄÖÜa-zäöü][^:*_\n|{}\[\]<>\"]{0,60}?)(?:\*\*|__|\*)?\s*:(?:\*\*|__|\*)?(?:\s+|$)(.*)$"


SPEAKER = (
    r"^(?:[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?(?: ?[AaPp][Mm])?[\])]?\s*[-–|]?\s*)?(?:\*\*)?"
    r"([A-ZÄÖÜa-zäöü][\w.'’-]{0,24}(?: [A-ZÄÖÜ][\w.'’-]{0,24}){0,2})(?:\s*\([^)]{1,30}\))?"
    r"(?:\s*[\[(]\d{1,2}:\d{2}(?::\d{2})?[\])])?\s*:(?:\*\*)?\s+(\S.*)$"
)


NO_SPEAKERS = frozenset(
    "note notes todo fix feat warning tip hint step example e.g http https update edit key value error info ac us fr nfr".split()
)
BULLET = r"^(\s*)(?:(->|=>|→|➔|»|[✔✓✗✘❌✅☐☑]|\?(?= )|[-*•+–·▪◦]+|#{1,3}(?=[^#]*$)(?!\s*$)|\*#)\s+|(\d{1,3}(?:\.\d+)*[.)]-?(?=\s)|[a-zA-Z][.)](?=\s)|\(\d+\)(?=\s)|\d{1,2}[.)](?=[A-Z][a-z]))\s*)(?:\[([ xX])\]\s+)?(\S.*)?$"


SAID_AT = r"^\[([A-ZÄÖÜ][^\]:\d]{1,30})\],? +[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?:?\s+(\S.*)$"
"""``[Magda] 11:04 because they can``."""
TURN = r"^\**([A-Za-zÄÖÜäöü][\w.'’-]{0,24}(?: [A-ZÄÖÜ][\w.'’-]{0,24}){0,2})\**(?:\s*\[?APP\]?)?,?\s+[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp][Mm])?[\])]?:?$"
"""Who speaks and when, on a line of its own."""
MARKS = {"✔": "criteria", "✓": "criteria", "✅": "criteria", "✗": "out", "✘": "out", "❌": "out", "?": "questions"}
"""Bullets that say what their items are."""


class Reader:
    """One pass over the lines. State: the heading in force, the open block of prose or item, the last intro."""

    def __init__(self, text: str) -> None:
        self.notes = Notes(size=len(text))
        self.heading: Heading | None = None
        self.block: list[tuple[int, str]] = []
        self.item: dict[str, object] | None = None
        self.parents: list[tuple[int, Unit]] = []
        self.intro: Unit | None = None
        self.intro_line = 0
        self.blocks = 0
        self.code: tuple[str, str, list[tuple[int, str]]] | None = None
        self.header: list[str] = []
        self.signing = 0
        self.after_items = False
        self.numbered = False
        self.turns: set[str] = set()
        self.lines = self.chat(self.deep_lines(text))
        self.speakers = self.find_speakers()

    def deep_lines(self, text: str) -> list[tuple[int, str]]:
        found: list[tuple[int, str]] = []
        size = 0
        for number, line in enumerate(line_texts(text), 1):
            size += len(line) + 1
            if found and (size - max(0, len(line) - LONG) > DEEP or number > MOST_LINES):
                if line.strip():
                    self.notes.silent[number] = "beyond what is read offline: the first 400 kB and 12,000 lines"
                continue
            if len(line) > LONG:
                self.notes.cut.add(number)
                line = line[:LONG]
            both = pattern(r"(?i)^(\W*expected\b[^:]{0,20}:[^:]+?)[\s,;/|]+(actual\b[^:]{0,20}:.*)$").match(line)
            if both:
                found += [(number, both[1]), (number, both[2])]
            elif len(line) > 80 and ("  " in line.strip() or pattern(INLINE).match(line)):
                found.extend(
                    (number, pattern(r"^(\s*)#{1,2} (?=\S)").sub(r"\g<1>1. ", part)) for part in unflatten(line)
                )
            else:
                found.append((number, line))
        return found

    def chat(self, lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
        """A chat with a line of its own for who speaks (``rhys 09:41``): the name goes before what they say."""
        lines = [
            (number, f"{one[1]}: {one[2]}" if (one := pattern(SAID_AT).match(line.strip())) else line)
            for number, line in lines
        ]
        marks = {at: match[1] for at, (_, line) in enumerate(lines) if (match := pattern(TURN).match(line.strip()))}
        if len(marks) < 3 or len(marks) * 4 < sum(bool(line.strip()) for _, line in lines):
            return lines
        found: list[tuple[int, str]] = []
        name = ""
        for at, (number, line) in enumerate(lines):
            if at in marks:
                name = marks[at][:1].upper() + marks[at][1:]
                self.turns.add(name)
                self.notes.silent[number] = "who speaks, and when"
            elif name and line.strip():
                found.extend([(number, f"{name}: {line.strip()}"), (number, "")])
            else:
                found.append((number, line))
        return found

    def find_speakers(self) -> frozenset[str]:
        """Names before a colon, where at least two of them take turns: a transcript or a chat."""
        if len(self.turns) >= 2:
            self.notes.genre = "transcript"
            return frozenset(self.turns)
        names: Counter[str] = Counter()
        lines = 0
        for _, line in self.lines:
            text = line.strip()
            lines += bool(text)
            if ":" in text[:70]:
                match = pattern(SPEAKER).match(text.lstrip("-* "))
                if (
                    match
                    and role_of(match[1]) is None
                    and match[1].lower() not in MAIL_KEYS
                    and (match[1][0].isupper() or match[1] not in NO_SPEAKERS)
                ):
                    names[match[1]] += 1
        turns = {name for name, count in names.items() if count >= 2}
        if len(turns) >= 2 and sum(names[name] for name in turns) >= 0.4 * lines and lines >= 6:
            self.notes.genre = "transcript"
            return frozenset(names)
        return frozenset(turns if len(turns) >= 2 else ())

    def read(self) -> Notes:
        lines = self.lines
        start = self.front_matter()
        for index in range(start, len(lines)):
            number, raw = lines[index]
            following = lines[index + 1][1] if index + 1 < len(lines) else ""
            self.line(number, raw, following)
        self.close()
        if self.code is not None:
            self.end_code()
        return self.notes

    def front_matter(self) -> int:
        lines = self.lines
        if not lines or lines[0][1].strip() != "---":
            return 0
        for index in range(1, min(len(lines), 60)):
            if lines[index][1].strip() in ("---", "..."):
                for number, raw in lines[: index + 1]:
                    self.notes.silent[number] = "front matter"
                    match = pattern(LABEL).match(raw.strip())
                    if match and match[1].lower() == "title" and match[2].strip(" \"'"):
                        title = match[2].strip(" \"'")
                        self.notes.title = self.notes.title or Unit(title, [number], title, "field", label="title")
                return index + 1
        return 0

    def line(self, number: int, raw: str, following: str) -> None:
        text = raw.strip().lstrip("\ufeff")
        if self.code is not None:
            return self.in_code(number, raw, text)
        if not text:
            self.close()
            self.signing = max(0, self.signing - 2)
            self.intro = self.intro if self.intro_line >= number - 2 else None
            self.header = []
            return None
        while text.startswith(">"):
            text = text[1:].strip()
        if not text:
            self.notes.silent[number] = "empty quoted line"
            return self.close()
        if text.startswith(("```", "~~~")) or pattern(r"^\{(?:code|noformat)[^}]*\}$").match(text):
            self.close()
            mark = text[:3] if text[0] in "`~" else "{"
            self.code = (mark, text.strip("`~{} ").split(":")[-1].split(" ")[0], [(number, "")])
            return None
        if pattern(r"^(?:[-*_=~#]\s*){3,}$").match(text):
            self.notes.silent[number] = "a dividing line"
            return self.close()
        if self.mail_header(number, text) or self.signature(number, text) or self.is_heading(number, text, following):
            return None
        if text.startswith("|") and text.count("|") >= 2:
            return self.row(number, text)
        match = pattern(BULLET).match(raw if not raw.lstrip().startswith(">") else text)
        if match and (match[5] or "").strip():
            self.close()
            marks = match[2] or ""
            depth = len(match[1].expandtabs(4)) + 4 * (len(marks) - 1 if len(marks) > 1 else 0)
            body = match[5].strip()
            named = role_of(body) is not None and len(body.split()) <= 5
            if match[3] and not depth and (named or agenda(body, following)):
                self.head(number, 6, body)
                return None
            self.item = {"depth": depth, "ordered": bool(match[3]), "number": number, "role": MARKS.get(marks, "")}
            self.block = [(number, body)]
            return None
        if match or text in ("*", "-", "•", "+"):
            self.notes.silent[number] = "an empty list item"
            return self.close()
        if self.item is None and self.speakers and pattern(SPEAKER).match(text):
            self.close()
        if self.item is not None and self.item["number"] == number:
            self.close()  # a flattened ticket does not wrap its items
        self.block.append((number, text))
        return None

    def mail_header(self, number: int, text: str) -> bool:
        key, colon, value = text.partition(":")
        key = key.strip("* ").lower()
        if colon and key in MAIL_KEYS and (self.header or key in ("from", "von", "subject", "betreff", "to", "an")):
            self.close()
            self.header.append(key)
            value = value.strip("* ")
            if key in ("subject", "betreff") and value:
                quote = pattern(r"(?i)^(?:(?:re|fwd?|aw|wg|antw)\s*:\s*)+").sub("", value)
                self.notes.genre = "mail" if self.notes.genre == "notes" else self.notes.genre
                if self.notes.subject is None:
                    self.notes.subject = Unit(plain(quote), [number], quote, "field", label="subject")
                    return True
            self.notes.silent[number] = "a mail header"
            if key in ("from", "von", "to", "an", "cc"):
                for name in pattern(r"[A-ZÄÖÜ][\w’'-]+(?: [A-ZÄÖÜ][\w’'-]+)?").findall(value):
                    self.notes.people.update(name.split())
            return True
        if pattern(r"^(?:On|Am) .{6,90}(?:wrote|schrieb).{0,40}:$|^-{2,}\s?(?:Original|Forwarded|Ursprüngliche)").match(
            text
        ):
            self.notes.silent[number] = "a mail header"
            self.close()
            return True
        return False

    def signature(self, number: int, text: str) -> bool:
        bare = text.lower().rstrip(",.!- ")
        closing = bare in CLOSINGS or (len(bare) < 40 and bare.startswith(CLOSINGS[:3] + CLOSINGS[7:11]))
        if text == "--" or (closing and (text[-1:] in ",!." or len(text) < 25)):
            self.close()
            self.signing = 5
            self.notes.silent[number] = "a greeting or signature"
            return True
        if self.signing and len(text) < 60 and not pattern(BULLET).match(text) and text[-1] not in ".?!:":
            self.signing -= 1
            self.notes.silent[number] = "a greeting or signature"
            self.notes.people.update(word for word in text.split()[:3] if word[:1].isupper() and word.isalpha())
            return True
        self.signing = 0
        return False

    def is_heading(self, number: int, text: str, following: str) -> bool:
        match = pattern(r"^(#{1,6})\s+(.*?)\s*#*$|^h([1-6])\.\s*(.*)$").match(text)
        if match and match[1] == "#" and (self.numbered or following.startswith("# ")):
            self.numbered = following.startswith("# ")  # "# one" over "# two": a numbered list of a ticket
            return False
        level, title = 0, ""
        if match:
            level, title = (len(match[1]), match[2]) if match[1] else (int(match[3]), match[4])
        elif following.strip() and pattern(r"^(?:=+|-{3,})\s*$").match(following.strip()) and not self.block:
            level, title = (1 if following.strip()[0] == "=" else 2), text
        else:
            bold = pattern(r"^(?:\*\*|__|\*)([^*_]{2,70}?)(?:\*\*|__|\*):?$").match(text)
            if bold and not bold[1].endswith((".", "?", "!")):
                level, title = 7, bold[1]
            elif (
                self.heading is None
                and not self.notes.units
                and not self.block
                and role_of(text)
                and text.lower().strip(" :") not in NAMES
            ):
                return False  # the first line is a title, whatever word is in it
            elif text.lower().strip(" :") in SMALL_HEADINGS and not self.block and pattern(BULLET).match(following):
                level, title = 7, text.strip(" :").capitalize()
            elif (
                text.endswith(":")
                and len(text) < 50
                and len(text.split()) <= 6
                and role_of(text)
                and text[0] not in "-*"
            ) or (
                role_of(text)
                and len(text) < 40
                and ": " not in text
                and text[0].isupper()
                and (not self.block or bool(pattern(BULLET).match(following)))
                and not text.endswith(".")
            ):
                level, title = 7, text
            elif text.isupper() and 3 < len(text) < 60 and len(text.split()) >= 2 and not self.block:
                level, title = 7, text.capitalize() if role_of(text) is None else text
        title = plain(title).strip(" :#")
        if not level or not title:
            if match:
                self.notes.silent[number] = "an empty heading"
            return bool(match)
        self.head(number, level, title)
        return True

    def head(self, number: int, level: int, title: str) -> None:
        """Put a heading in force."""
        self.close()
        parent = self.heading
        while parent is not None and parent.level >= level:
            parent = parent.parent
        self.after_items = False
        self.heading = Heading(title, level, number, role_of(title), parent)
        self.notes.headings.append(self.heading)
        self.intro = None

    def row(self, number: int, text: str) -> None:
        self.close()
        cells = [plain(cell) for cell in text.strip("| ").split("|")]
        if all(not cell.strip(":- ") for cell in cells):
            self.notes.silent[number] = "a dividing line"
            last = self.notes.units[-1] if self.notes.units else None
            if last is not None and last.form == "row" and last.block == self.blocks and not last.label:
                self.notes.units.pop()
                self.notes.silent[last.line] = "a table's header"
                self.blocks += 1
            return
        unit = Unit(" | ".join(cell for cell in cells if cell), [number], text, "row", self.heading, block=self.blocks)
        unit.words = words_of(unit.text)
        self.notes.units.append(unit)

    def in_code(self, number: int, raw: str, text: str) -> None:
        assert self.code is not None
        mark, _, body = self.code
        closing = text.startswith(mark) if mark != "{" else text.startswith(("{code", "{noformat", "{\\code"))
        body.append((number, raw))
        if closing:
            self.end_code()

    def end_code(self) -> None:
        assert self.code is not None
        _, info, body = self.code
        self.code = None
        inner = body[1:-1]
        quote = next((raw.strip() for _, raw in inner if raw.strip()), "")
        unit = Unit("\n".join(raw for _, raw in inner), [number for number, _ in body], quote, "code", self.heading)
        unit.lines = list(dict.fromkeys(unit.lines))
        unit.label = info
        unit.words = words_of(unit.text[:2000])
        unit.intro = self.intro
        self.notes.units.append(unit)

    def close(self) -> None:
        """Turn the open block into units: one for each sentence."""
        block, item = self.block, self.item
        self.block, self.item = [], None
        if not block:
            return
        self.blocks += 1
        depth = int(str(item["depth"])) if item else 0
        if item is None:
            self.parents = []
        else:
            while self.parents and self.parents[-1][0] >= depth:
                self.parents.pop()
        intro = self.parents[-1][1] if self.parents else self.intro
        if item is None and self.heading is not None and self.heading.level == 7 and self.after_items:
            self.heading = self.heading.parent
        self.after_items = item is not None
        first: Unit | None = None
        cut = pieces(block)
        lined = item is None and self.notes.genre == "notes" and not self.speakers and line_by_line(cut)
        for piece in cut:
            self.blocks += lined
            heading, speaker, label, piece = self.lead(piece)
            if item is not None and item["role"]:
                heading = Heading("", 8, block[0][0], str(item["role"]), heading)
            for unit in sentences(piece):
                title = lined and not self.notes.units  # the first line names the notes
                unit.form = (
                    "item"
                    if item or (lined and not title)
                    else ("field" if label and heading is not self.heading else "prose")
                )
                unit.heading, unit.speaker, unit.block = heading, speaker, self.blocks
                unit.depth, unit.ordered, unit.intro = len(self.parents), bool(item and item["ordered"]), intro
                unit.label = label
                unit.words = words_of(without_links(unit.text))
                self.notes.units.append(unit)
                first = first or unit
                last = unit
        if first is None:
            for number, _ in block:
                self.notes.silent.setdefault(number, "an image, a link or marks without words")
            return
        if item is not None:
            self.parents.append((depth, last if last.text.endswith(":") else first))
        elif last.text.endswith(":"):
            self.intro, self.intro_line = last, last.lines[-1]
        else:
            self.intro = None

    def lead(self, block: list[tuple[int, str]]) -> tuple[Heading | None, str | None, str, list[tuple[int, str]]]:
        """Take speaker and label off the front of a block; a known label acts as a heading for it."""
        number, text = block[0]
        heading, speaker, label = self.heading, None, ""
        if ":" not in text[:75]:
            return heading, speaker, label, block
        said = pattern(SPEAKER).match(text) if self.speakers else None
        if said and said[1] in self.speakers:
            speaker = said[1]
            self.notes.people.update(speaker.split())
            text = said[2]
            block = [(number, text), *block[1:]]
        match = pattern(LABEL).match(text)
        if match and not match[1].lower().startswith(("http", "e.g")) and len(match[1].split()) <= 6:
            name, rest = match[1].strip("*_ "), match[2].strip()
            role = role_of(name)
            marked = text.startswith(("**", "__", "*"))
            if (
                role is not None
                or (marked and rest)
                or (rest and pattern(r"(?i)^(?:user )?story \d+$|^us[- ]?\d+$").match(name))
            ):
                label = plain(name)
                if role is not None:
                    heading = Heading(label, 8, number, role, self.heading)
                if rest:
                    block = [(number, rest), *block[1:]]
                elif len(block) > 1:
                    block = block[1:]
        return heading, speaker, label, block


def without_links(text: str) -> str:
    return pattern(r"https?://\S+").sub(" ", text) if "://" in text else text


def agenda(text: str, following: str) -> bool:
    """Whether a numbered line names what the bullets below it are about: ``2. Late fees`` over ``- ...``."""
    return (
        len(text.split()) <= 6
        and text[0].isupper()
        and text[-1] not in ".?!:;,"
        and pattern(r"^[-*•] \S").match(following) is not None
    )


def pieces(block: list[tuple[int, str]]) -> list[list[tuple[int, str]]]:
    """Cut a block where its lines are statements of their own instead of one wrapped paragraph.

    A line break is a wrap where the next word would not have fitted any more, or the line ends on a word that
    cannot end a statement.
    """
    if len(block) == 1:
        return [block]
    width = max(len(text) for _, text in block)
    texts = [text for _, text in block]
    flowing = width >= 60 and all(len(text) >= 0.72 * width for text in texts[:-1])
    if len(texts) >= 3 and not any(mark in text + " " for text in texts for mark in (". ", "! ", "; ")):
        flowing = False
    found = [[block[0]]]
    for (line, before), (number, text) in pairwise(block):
        if line == number:
            found.append([(number, text)])
            continue
        last = before.rsplit(None, 1)[-1].lower()
        named = pattern(LABEL).match(text)
        labelled = named is not None and role_of(named[1]) is not None
        fits = len(before) + 1 + len(text.split(None, 1)[0]) < 0.88 * width
        hanging = before.endswith((",", "-", "–", "(")) or last in HANGING
        wrapped = len(found[-1]) > 1 and len(before) >= 0.9 * width and text[:1].islower()
        if not labelled and (
            hanging
            or wrapped
            or flowing
            or (len(texts) == 2 and width >= 60 and not fits and before[-1] not in ".!?:;")
        ):
            found[-1].append((number, text))
        else:
            found.append([(number, text)])
    return found


SMALL_HEADINGS = frozenset(
    "so must should want wanted wants need needs needed now then open why what today later out rules limits risks decided plan "
    "problem goal todo soll muss offen warum heute später regeln wunsch".split()
)
"""Words that stand alone above a list, without a capital."""


def line_by_line(cut: list[list[tuple[int, str]]]) -> bool:
    """A list without bullets: at least three lines, each a statement of its own, most without a full stop."""
    texts = [piece[0][1] for piece in cut if len(piece) == 1]
    if len(texts) < 3 or len(texts) < len(cut) - 1:
        return False
    open_ended = sum(text[-1] not in ".!?:," for text in texts)
    return open_ended >= 0.6 * len(texts) and all(len(text) <= 180 for text in texts)


def sentences(block: list[tuple[int, str]]) -> list[Unit]:
    """The sentences of a paragraph, each with its lines and a verbatim quote out of one line."""
    joined = ""
    starts: list[tuple[int, int, str]] = []
    for number, text in block:
        if joined:
            joined += " "
        starts.append((len(joined), number, text))
        joined += text
    found: list[Unit] = []
    for start, end in split(joined):
        clean = plain(joined[start : min(end, start + SENTENCE)])
        if not any(char.isalnum() for char in clean):
            if found:
                found[-1].lines.extend(
                    n for s, n, t in starts if s < end and s + len(t) > start and n not in found[-1].lines
                )
            continue
        lines, quote = [], ""
        for offset, number, text in starts:
            left, right = max(start, offset), min(end, offset + len(text))
            if left < right:
                piece = text[left - offset : right - offset].strip()
                if number not in lines:
                    lines.append(number)
                quote = piece if len(piece) > len(quote) else quote
        found.append(Unit(clean, lines, quote, "prose", cut=end - start > SENTENCE))
    return found
