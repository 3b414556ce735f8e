"""A statement of several demands, taken apart into one for each."""

from storyai.engine.offline import lexicon as lex
from storyai.engine.offline.grammar import lower_first
from storyai.engine.offline.predicates import has_finite, strip_leads, subject_of
from storyai.engine.offline.recognise import modal_in
from storyai.engine.offline.sentences import pattern
from storyai.engine.offline.wanted import STUDY


def orders(text: str) -> list[str]:
    """``Validate the policy, run the checks, and publish the report``: one statement for each order."""
    text = pattern(r",? because .*$").sub("", strip_leads(text).rstrip(" ."))
    match = pattern(
        r"(?i)^(.{3,160}?\b(?:should|must|shall|has to|have to)\b.{3,160}?),? and ([^,]{3,60}? (?:should|must|shall|has to|have to) .+)$"
    ).match(text)
    if match and not text.lower().startswith(("if ", "when ")):
        return [match[1], match[2]]
    match = pattern(
        r"(?i)^(.{3,160}?\b(?:should|must|shall)\b.{3,160}?), ((?:the|all|every|no|others?) [^,]{0,60}?(?:should|must|shall) .+)$"
    ).match(text)
    if match and not text.lower().startswith(("if ", "when ")):
        return [match[1], match[2]]
    halves = text.split("; ")
    if len(halves) == 2 and all(modal_in(f" {half.lower()} ") for half in halves):
        return [halves[0], named_again(halves[0], halves[1])]
    match = pattern(r"(?i)^(.{5,120}?), (?:so|and therefore|therefore) (only .{5,100})$").match(text)
    if match:
        about = subject_of(match[1])
        return (
            [pattern(r" it$").sub(f" {lower_first(about)}", match[2])] if about or not match[2].endswith(" it") else []
        )
    if "," not in text and " and " not in text:
        return []
    match = pattern(
        r"(?i)^(.{8,200}?), ((?:max\.?|maximum|at most|up to|no more than) \d\S* (?:rows?|records?|items?|entries|lines?|files?|users?|photos?|members?|characters?|zeilen|einträge)\b.*)$"
    ).match(text)
    if match:
        return [match[1], match[2]]
    match = pattern(
        r"(?i)^(?!when|if|once|after|while|as soon)(.{8,160}?), (?!which|that|where|so|because)((?:the|an?|each|every|further|other|owners?|users?) .{8,160})$"
    ).match(text)
    if match and has_finite(match[1].lower()) and has_finite(match[2].lower()):
        return [match[1], match[2]]
    parts = pattern(r",? and (?:then )?(?=\w+ )|, (?:then )?(?=\w+ )").split(text)
    aim = pattern(r" to (\w+) ").search(parts[0])
    if (
        order_word(parts[0]) in STUDY
        or (aim and aim[1].lower() in lex.IMPERATIVES)
        or order_word(parts[0])
        in lex.USER_VERBS
        - lex.AMBIGUOUS
        - {
            "delete",
            "edit",
            "change",
        }
    ):
        return []  # "change the link to open the page and show ...": one order
    if 2 <= len(parts) <= 4 and all(len(part.split()) >= 2 and order_word(part) in lex.IMPERATIVES for part in parts):
        return parts
    return []


def named_again(first: str, second: str) -> str:
    """The second half with what its pronoun stands for: the subject of the first."""
    subject = pattern(r"(?i)^(.{3,80}?) (?:must|should|shall|needs? to|ha(?:s|ve) to)\b").match(first)
    pronoun = pattern(r"(?i)^(?:they|it)\b").match(second)
    return f"{subject[1]}{second[pronoun.end() :]}" if subject and pronoun else second


def order_word(text: str) -> str:
    words = text.lower().split() or [""]
    return words[1] if words[0].endswith("ly") and len(words) > 1 else words[0]
