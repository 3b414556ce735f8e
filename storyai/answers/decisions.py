"""A question and its answer as one sentence that states what is decided.

Only forms that can be turned around safely are; any other question stands before its answer as it is.
"""

import re

from storyai.answers.options import alternatives, clauses, several
from storyai.engine.offline import lexicon as lex
from storyai.engine.offline.grammar import is_are, lower_first, sentence, third
from storyai.engine.offline.predicates import has_finite

# Answers about the story's extent, which no tester can see.
_OUT = {
    "Leave it out of this story": "Not part of this story", "Not in this story": "Not part of this story",
    "Not at all": "Not part of this story", "Later, in a story of its own": "Left to a story of its own",
    "Nicht in dieser Story": "Nicht Teil dieser Story", "Gar nicht": "Nicht Teil dieser Story",
    "Später, in einer eigenen Story": "Bleibt einer eigenen Story",
}  # fmt: skip
_YES, _NO = frozenset(("yes", "ja", "y")), frozenset(("no", "nein", "n"))
_MODALS = frozenset("should shall can could will would must may might".split())
_PRONOUNS = frozenset("it they we you i this that these those users people everybody everyone nobody anybody".split())
_DETERMINERS = frozenset("the a an this that these those every each any all their its our my your".split())
_VERBS = lex.IMPERATIVES | frozenset("be have do keep contain include need get see stay use work count know".split())


def decision(question: str, answer: str) -> tuple[str, bool]:
    """The sentence, and whether it tells behaviour (else: what belongs to the story)."""
    asked = " ".join(question.split()).rstrip("?").strip()
    answer = " ".join(answer.split()).rstrip(" .")
    low = lower_first(answer)
    topic = (
        re.search(r'where the notes say "([^"]+)"', asked)
        or re.match(r'What is decided about (?:this: )?"?([^"]+?)"?$', asked)
        or re.match(r"Woran erkennt ein Tester „([^“]+)“$", asked)
        or re.match(r"Noch offen ist, (.+): Was gilt$", asked)
    )
    if match := re.match(r"It is still open whether (.+): what is decided$", asked):
        if answer in _OUT:
            return f"{_OUT[answer]}: {match[1]}.", False
        if low in _YES or low in _NO:
            return _end(match[1] if low in _YES else denied(match[1])), True
    if answer in _OUT:
        told = topic[1] if topic else turned(asked, yes=True) or asked
        return f"{_OUT[answer]}: {lower_first(told)}.", False
    if match := re.match(r'The notes say both "([^"]+)" and "([^"]+)": which holds$', asked):
        return _end(answer.removesuffix(" ...")), True
    if match := re.match(r'Which value holds: \S+ or \S+ \S+ \("([^"]+)" against "([^"]+)"\)$', asked):
        number = answer.split()[0]
        whole = [text for text in match.groups() if number in re.findall(r"\d[\d.,]*", text) and "..." not in text]
        return (_end(whole[0]) if whole else f"The value that holds is {answer}."), True
    if asked.startswith("Which of the options is to be built: "):
        return f"To be built: {low}.", False
    if match := re.match(r"Is it required that (.+)$", asked):
        if low in _NO:
            return f"Not required: {match[1]}.", False
        return _end(match[1] if low in _YES else f"{match[1]}: {low}"), True
    if answer in (clauses(asked + "?") or ()):
        return _end(answer), True
    if topic:
        return _end(f"{topic[1]}: {low}"), True
    if match := re.match(r"It is still open (.+): what is decided$", asked):
        return _end(f"{match[1]}: {low}"), True
    if match := re.match(r"What is (.+) to be$", asked):
        return _end(f"{match[1]} {is_are(match[1])} {low}"), True
    if low in _YES or low in _NO:
        told = turned(asked, yes=low in _YES)
        return (_end(told) if told else _end(f"{asked}: {low}")), True
    return _end(_whole(asked, answer, low)), True


def _whole(asked: str, answer: str, low: str) -> str:
    """What stands behind a question that asks for more than yes or no."""
    if match := re.match(r"(?i)what happens (?:to|with) ([^,]+)$", asked):
        return f"For {match[1]}, {low}"
    if match := re.match(r"(?i)what (?:about|of) ([^,]+)$", asked):
        return f"For {match[1]}, {'everything stays ' if answer == 'As it is today' else ''}{low}"
    if answer == "As it is today":
        return f"{asked}: as it is today"
    clause = re.search(r"(?i)\b((?:when|if|while|after|before) (?!ready\b)[^,?]+)$", asked)
    if clause and re.match(r"(?i)wh(?:at|ich)\b", asked) and len(answer.split()) > 2:
        return f"{clause[1]}, {low}"
    compound = re.search(r"(?i),? and (?:until |by )?(?:when|how|who|what|where|is|are|does)\b", asked)
    if (match := re.match(r"(?i)who (\w+ .+)$", asked)) and not compound:
        return f"{answer} {match[1]}"
    sides = alternatives(asked + "?")
    if sides and asked.endswith(f"{sides[0]} or {sides[1]}") and len(answer.split()) <= 6:
        before = asked[: -len(f"{sides[0]} or {sides[1]}")]
        if not before.strip():
            other = [side for side in sides if side != answer]
            return f"{answer}, not {other[0]}" if len(other) == 1 else answer
        return turned(before + answer, yes=True) or before + answer
    # A verb behind "who", "that" or "which" is not the sentence's own: "that of the person who looks at it".
    clause_of_its_own = re.split(r"\b(?:who|that|which|those)\b", answer.lower())[0]
    if len(answer.split()) > 3 and has_finite(clause_of_its_own):
        return answer
    return f"{asked}: {low}"


def denied(clause: str) -> str:
    """A clause with its first auxiliary verb denied; with "not the case that" where it has none."""
    words = clause.split()
    for at, word in enumerate(words):
        if word in _MODALS or word in ("is", "are", "was", "were", "has", "have"):
            return " ".join((*words[:at], "cannot" if word == "can" else f"{word} not", *words[at + 1 :]))
    return f"it is not the case that {clause}"


def turned(asked: str, *, yes: bool) -> str | None:
    """A yes-or-no question as the statement that its answer makes; None where its subject cannot be told."""
    words = asked.split()
    head = words[0].lower() if words else ""
    at = _subject(head, words)
    if at is None or several(asked):
        return None
    subject, rest = " ".join(words[1:at]), words[at:]
    if head in _MODALS:
        verb = head if yes else "cannot" if head == "can" else f"{head} not"
    elif head in ("do", "does", "did"):
        verb = "" if yes and head == "do" else head if yes else f"{head} not"
        if yes and head == "does":
            verb, rest = third(rest[0]), rest[1:]
    else:
        verb = head if yes else f"{head} not"
    return " ".join(filter(None, (lower_first(subject), verb, *rest)))


def _subject(head: str, words: list[str]) -> int | None:
    """Where the subject of a yes-or-no question ends."""
    be = head in ("is", "are", "was", "were")
    if not be and head not in _MODALS and head not in ("do", "does", "did"):
        return None
    if len(words) > 2 and words[1].lower() in _PRONOUNS:
        return 2
    for at in range(2, len(words)):
        word = words[at].lower().strip(",")
        if words[at - 1].lower() in _DETERMINERS:
            continue
        if be and at > 2 and (word.endswith("ed") or word in ("shown", "sent", "possible", "enough", "kept", "seen")):
            return at
        if not be and word in _VERBS:
            return at
    return None


def _end(text: str) -> str:
    return sentence(text).rstrip(".") + "."
