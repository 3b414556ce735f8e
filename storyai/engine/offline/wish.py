"""What: an ask of the notes as a wish that follows ``I want``."""

from storyai.engine.offline import lexicon as lex
from storyai.engine.offline.grammar import lower_first, participle, proper_start, singular, split_object, with_article
from storyai.engine.offline.predicates import has_finite, strip_leads, verb_first
from storyai.engine.offline.sentences import pattern

WANT = r"(?i)^(?:.{0,60}?\b)?(?:(?:i|we|they|you|he|she|(?P<who>[\w' -]{3,40}?)) (?:would (?:like|love)|(?:really |also )?(?:want|need|wish)s?\b|'d like|is asking for|are asking for|asked for|asks for|requested)|(?:it )?would be (?:great|nice|good|excellent|useful|helpful|cool)|please add|feature request:?|can we (?:have|get)|could we (?:have|get))\s*(?P<if>if (?:we|i|you|users?|one) could |for )?(?P<what>.+)$"


def as_order(text: str) -> bool:
    """Begins with a bare verb that is one here: ``Search the list``, not ``Search is slow``."""
    words = strip_leads(untagged(text)).split()
    if (len(words) > 2 and pattern(r"^[^.,;]*? (?:should|must|shall)\b").match(" ".join(words[1:5]).lower() + " ")) or {
        "should",
        "must",
        "shall",
        "cannot",
        "doesn't",
    } & {word.lower() for word in words[1:5]}:
        return False
    if (
        words
        and words[0].lower() in lex.AMBIGUOUS
        and (has_finite(" ".join(words[:6]).lower()) or words[1:2] == ["of"])
    ):
        return False
    if (
        len(words) >= 2
        and words[0].lower() in lex.AMBIGUOUS
        and (words[1].endswith("ing") or words[1] in ("+", "/", "&", "and", "or"))
    ):
        return False
    if (
        len(words) >= 2
        and words[0].lower() in lex.AMBIGUOUS
        and words[1][-1] in ".!"
        and words[1].lower().strip(".!") in lex.UI
    ):
        return False
    if len(words) == 2 and words[0].lower() in lex.AMBIGUOUS and words[1].lower() in NOUNS:
        return False
    if (
        len(words) >= 3
        and words[0].lower() in lex.AMBIGUOUS | {"pick"}
        and words[1].lower()
        in (
            "list",
            "index",
            "log",
            "page",
            "queue",
            "form",
            "slip",
            "order",
            "rate",
        )
    ):
        return False  # "pick list grouping", "search index rebuild"
    if (
        len(words) >= 3
        and words[1].lower() in ("button", "icon", "link", "action", "dialog", "way")
        and words[2].lower() in ("which", "that", "should", "must", "for", "in", "on")
    ):
        return False  # the "refresh button which ..."
    if (
        len(words) >= 3
        and words[0].lower() in lex.AMBIGUOUS
        and words[-1].lower() in lex.UI
        and not {word.lower() for word in words} & (lex.STOP - {"order"})
    ):
        return False
    return bool(words) and (words[0].lower() in lex.IMPERATIVES or verb_first(" ".join(words)))


NOUNS = frozenset(
    "download upload export import search history overview wizard screen page dashboard job log limit limits function feature".split()
)
"""What follows a first word that is a noun itself: ``report download``, ``order history``."""


def untagged(text: str) -> str:
    """Without the component in front of a title: ``iOS9: 3D-Touch: Support ...``, ``Common - Setup ...``."""
    text = pattern(r"^\[[^\]]{1,30}\][ :-]*(?=\S)").sub("", text)
    text = pattern(r"^(?:[A-Za-z0-9 .+/-]{2,24}: )+(?=\S+ \S)").sub("", text)
    named = pattern(r"^[^:]{3,90}? [-–] (?=([A-Z][a-z]+) [a-z])").match(text)
    if named and named[1].lower() in lex.IMPERATIVES - lex.AMBIGUOUS | {"build"}:
        return text[named.end() :]
    return pattern(r"^[A-Z]\w{2,20} - (?=[A-Z]\w+ \S)").sub("", text)


def wish(text: str, role: str | None) -> str | None:
    """An ask as a wish: ``Finance clerks must be able to export`` gives ``to export``."""
    text = untagged(strip_leads(pattern(r"(?i),? \b(?:um|uh|erm)\b,?").sub("", text)).rstrip(" .!;?"))
    text = pattern(r"(?i)^need (?=(?:an?|the|some) )").sub("we need ", text)
    low = text.lower()
    match = pattern(
        r"(?i)^(?P<who>.{0,70}?)\b(?:should|must|shall|needs? to|has to|have to|will|want to|wants to) be able to (?P<what>.+)$"
    ).match(text)
    if match and "," not in match["who"]:
        return mine(f"to {cut(match['what'])}")
    text = pattern(r" ?\(https?://[^)]*\)").sub("", text)
    match = pattern(
        r"(?i)^(?:.{0,60}\b)?(?:vision|goal|aim|idea|purpose|objective|plan|ask|request)s?(?: of [\w ]{3,30}| here| now)? (?:is|was|would be) to (.+)$|^(?:this|the) (?:task|ticket|issue|story) (?:is|aims) to (.+)$|^we (?:also )?(?:aim|plan|intend) to (.+)$|^it is expected that we (.+)$"
    ).match(text)
    if match:
        inner = next(found for found in match.groups() if found)
        if inner.lower().startswith(("ensure that ", "make sure that ")):
            inner = inner.split(" that ", 1)[1]
            state = pattern(r"(?i)^(.{3,120}?) (?:is|are) (.+)$").match(cut(inner))
            return f"{state[1]} to be {state[2]}" if state else wish(inner, role) or cut(inner)
        verb = inner.split(" ", 1)[0].lower()
        return (
            wish(inner, role)
            if verb in ("add", "provide", "create", "implement", "introduce", "setup", "build")
            else None
        ) or f"to {cut(inner)}"
    match = pattern(r"(?i)^(?:can|could|should|shall) we (?:not |also |just |maybe )?(.+?)\??$").match(text)
    if match:
        return wish(match[1], role) or f"to {cut(match[1])}"
    match = pattern(r"(?i)^(?:can|could|should|shall) ((?:an?|the|our) .+?)\??$").match(text)
    if match:
        words = match[1].split()
        at = next(
            (index for index, one in enumerate(words[1:7], 1) if one.lower() in lex.IMPERATIVES | {"be"} and index > 1),
            0,
        )
        return f"{' '.join(words[:at])} to {cut(' '.join(words[at:]))}" if at else None
    asked = pattern(
        r"(?i)^what (?:i|we)(?:['’]d| would)? (?:really |actually |just )?(?:like|want|need)(?: is|:| is:)? (?:for )?(.+)$"
    ).match(text)
    if asked:
        inner = cut(asked[1])
        if pattern(r"(?i)^(?:an?|the|to|my|our) ").match(inner):
            return mine(inner)
        return None
    bare = pattern(r"(?i)^(?:wants|needs|would like) ((?:the|an?|to|all|every|each) .+)$").match(text)
    if bare:
        return mine(cut(bare[1]))
    case = pattern(
        r"(?i)^((?:when|whenever|if|after|before) .{4,80}?),? (?:i|we)(?:['’]d)? (?:want|need|like) (.+)$"
    ).match(text)
    if case:
        return mine(f"{cut(case[2])} {lower_first(case[1])}")
    match = pattern("(?i)" + WANT).match(text)
    if match and pattern(
        r"(?i)[\w,] (?:they|he|she|it|who|that) (?:\w+ )?$|\b(?:learns?|reads?|sees?|says?|thinks?|told) "
    ).search(text[: match.start("what")].rsplit(" ", 2)[0] + " "):
        return None
    if match and len(match.group(0)) - len(match["what"]) < 90:
        what = cut(match["what"])
        first = what.split(" ", 1)[0].lower()
        if match["if"] and match["if"].startswith("if"):
            return mine(f"to {what}")
        who = (match["who"] or "").strip()
        if who and who.lower().split()[-1] in ("may", "might", "could"):
            return None
        if (
            who
            and first != "to"
            and who.lower().split()[-1] in ("text", "texts", "message", "messages", "mail", "file")
        ):
            return None  # what a part has to have is no change by itself: "SMS text needs English"
        if who and who.lower().split()[0] in ("i", "we", "they", "you", "he", "she", "but", "and"):
            who = ""
        if (
            first == "to"
            and who
            and not any(part in lex.ROLES for part in who.lower().split())
            and singular(who.lower()) != role
        ):
            return (
                f"{lower_first(with_article(who, rough=False))} {what}"
                if not pattern(r"(?i)\b(?:is|are|that|which|and)\b").search(who)
                else None
            )
        if first == "to":
            tail = what.split(" ", 1)[1] if " " in what else ""
            if tail.lower().startswith(("have ", "be able to ")):
                tail = pattern(r"(?i)^(?:be able to |have the ability to )").sub("", tail)
            verb = tail.split(" ", 1)[0].lower()
            if (not match["who"] or True) and verb in (
                "add",
                "provide",
                "implement",
                "introduce",
                "support",
                "allow",
                "enable",
                "make",
                "ensure",
            ):
                return wish(tail, role)
            return mine(f"to {tail}") if tail else None
        if (
            first in lex.IMPERATIVES
            and len(what.split()) > 2
            and match["if"] is None
            and first
            not in (
                "support",
                "export",
                "import",
                "report",
                "log",
                "filter",
                "search",
                "cache",
                "review",
                "request",
                "schedule",
                "test",
                "display",
                "alert",
                "count",
                "list",
            )
        ):
            return mine(f"to {what}")
        if first in (
            "it",
            "this",
            "that",
            "them",
            "if",
            "some",
            "you",
            "your",
            "me",
            "us",
            "input",
            "more",
            "is",
            "was",
        ):
            return None
        return with_article(lower_first(what) if not proper_start(what) else what, "a")
    word = pattern(r"[\w-]+").match(low)
    verb = word[0] if word else ""
    if verb.endswith("ly") and len(low.split()) > 2 and low.split()[1] in lex.IMPERATIVES:
        return mine(f"to {cut(lower_first(text))}")
    if verb and len(low.split()) > 1 and as_order(text):
        rest = text[len(verb) :].strip()
        if verb == "let":
            words = rest.split()
            at = next((index for index, one in enumerate(words[:6]) if index and one.lower() in lex.IMPERATIVES), 0)
            return f"{with_article(' '.join(words[:at]), rough=False)} to {cut(' '.join(words[at:]))}" if at else None
        if verb in ("have", "see", "run", "be"):
            return None
        possible = pattern(r"(?i)^(?:it )?possible (?:for users? )?to (.+)$").match(rest) if verb == "make" else None
        if possible:
            return mine(f"to {cut(possible[1])}")
        if verb == "fail":
            phrase, tail = split_object(rest)
            return f"{with_article(phrase)} to fail {cut(tail)}" if tail else None
        if verb in lex.TASK_VERBS - lex.USER_VERBS:
            return f"to {cut(lower_first(text))}"
        if verb in ("allow", "enable", "permit"):
            inner = pattern(r"(?i)^(?:(?:for )?(.{2,50}?) )?to (.+)$").match(rest)
            if inner:
                who = (inner[1] or "").lower()
                named = not who or any(part in lex.ROLES for part in who.split()) or who in ("me", "us")
                return mine(f"to {cut(inner[2])}") if named else f"{who} to {cut(inner[2])}"
            return f"to have {with_article(cut(rest))} enabled" if verb == "enable" else None
        if verb in ("add", "implement", "introduce", "provide", "create", "build", "include", "develop"):
            rest = cut(rest)
            onto = pattern(r"^(.{2,80}?) to (?!\S*ing\b)(\S+)(.*)$").match(rest)
            if verb == "add" and onto and onto[2].lower().split("/")[0] not in lex.IMPERATIVES:
                return f"to have {with_article(onto[1], 'a')} added to {onto[2]}{onto[3]}"
            if " " not in rest and proper_start(rest):
                return f"to have {rest} {participle(verb)}"
            inner = pattern(
                r"(?i)^(?:the |an? )?(?:ability|option|possibility|way|support) (?:for .{2,30} )?to (.+)$"
            ).match(rest)
            if inner:
                return mine(f"to {inner[1]}")
            return with_article(rest, "a")
        if verb == "support":
            return f"support for {cut(rest)}"
        if verb in ("stop", "avoid", "prevent", "make", "ensure", "improve", "fix", "handle", "use", "get", "have"):
            return f"to {cut(lower_first(text))}"
        if verb in lex.USER_VERBS:
            return mine(f"to {cut(lower_first(text))}")
        phrase, tail = split_object(rest)
        if phrase.lower().split()[:1] in (["me"], ["us"]):
            return None
        if phrase.lower().split()[:1] in (["them"], ["people"], ["everyone"]):
            return f"to {cut(lower_first(text))}"
        purpose = pattern(r"^(\S+ .*?)( for (?:better|easier|faster|simpler|improved|the|all|every|an?)\b.*)$").match(
            phrase
        )
        if purpose and not tail:
            phrase, tail = purpose[1], purpose[2].strip()
        if len(phrase.split()) <= 12 and phrase.lower().split()[0] not in (
            "to",
            "in",
            "on",
            "for",
            "it",
            "up",
            "out",
            "about",
            "with",
            "from",
            "at",
        ):
            return f"to have {with_article(phrase)} {participle(verb)} {cut(tail)}".strip()
        return f"to {cut(lower_first(text))}"
    match = pattern(
        r"(?i)^(?P<who>[^,;:]{2,80}?) (?:should|must|shall|needs? to|has to|have to|is supposed to|are supposed to|ought to) (?P<not>not )?(?:also |always |still |only |now |automatically )?(?P<what>.+)$"
    ).match(text)
    if match and match["who"].lower().split()[0] not in (
        "it",
        "this",
        "that",
        "there",
        "they",
        "what",
        "which",
        "if",
        "when",
    ):
        who = match["who"]
        if who.lower() in ("we", "i"):
            return wish(match["what"], role)
        return f"{lower_first(with_article(who, rough=who[:1].islower()))} {'not ' if match['not'] else ''}to {cut(match['what'])}"
    match = pattern(r"(?i)^(?:an? |the )?(?P<who>[\w -]{3,40}?) can (?P<what>\w+ .+)$").match(text)
    if match and any(part in lex.ROLES for part in match["who"].lower().split()):
        return mine(f"to {cut(match['what'])}")
    if low.startswith("there should be ") or low.startswith("there must be "):
        return with_article(cut(text.split(" be ", 1)[1]), "a")
    return None


def cut(text: str) -> str:
    """The first statement of a long wish; purpose and asides go to the benefit."""
    text = pattern(r"(?i), (?:half|most|many|some) of [^,]*$").sub("", text)
    text = pattern(r"(?i), (?:max\.?|maximum|at most|up to|höchstens|maximal) \d.*$").sub("", text)
    text = pattern(r"(?i), and (?:the|an?) [^,]{3,40}? (?:who|that|gets?|is|are|has)\b.*$").sub("", text)
    text = pattern(r"(?i),? and [^,]{3,60}? (?:must|should|shall|has to|have to) .*$").sub("", text)
    text = pattern(r"(?i), (?:the |an? )?(?:owners?|users?|others?|admins?|members?)\b.*$").sub("", text)
    text = pattern(
        r"(?i)[,;]? (?:so that|so we can|so they can|so i can|in order to|because|since|as this|otherwise|damit)\b.*$"
    ).sub("", text)
    text = pattern(r"(?i),? as follows$").sub("", text.rstrip(" :"))
    if len(text) > 170:
        text = pattern(r"(?i)(?:[;:–]| - |, (?:but|which|where|with|as well as|using)\b|\. ).*$").sub("", text)
    return text.strip(" .,;:")


def mine(text: str) -> str:
    """The role speaks: ``download their own invoices`` gives ``download my own invoices``."""
    text = pattern(r"\btheir\b").sub("my", text)
    text = pattern(r"\bthemselves\b").sub("myself", text)
    text = pattern(r"\bour\b").sub("our", text)
    text = pattern(r"\b(when|while|if|where|that) they are\b").sub(r"\1 I am", text)
    said = " my " in f" {text} "
    text = pattern(r"\b(when|while|that|if|after|before|what|which) they\b").sub(r"\1 I", text)
    return pattern(r" they (?=[a-z]+ )").sub(" I ", text) if said else text
