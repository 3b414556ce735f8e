"""Just enough grammar to turn a wish into an outcome: verb forms, number, articles, sentence case."""

from storyai.engine.offline.sentences import pattern

_PARTICIPLES = {
    "be": "been", "bring": "brought", "build": "built", "choose": "chosen", "cut": "cut", "do": "done", "find": "found",
    "get": "got", "give": "given", "go": "gone", "have": "had", "hide": "hidden", "hold": "held", "keep": "kept",
    "leave": "left", "let": "let", "log": "logged", "make": "made", "pay": "paid", "put": "put", "read": "read",
    "rebuild": "rebuilt", "run": "run", "see": "seen", "send": "sent", "set": "set", "show": "shown", "split": "split",
    "take": "taken", "tell": "told", "write": "written", "rewrite": "rewritten", "reset": "reset", "drop": "dropped",
    "map": "mapped", "stop": "stopped", "swap": "swapped", "ship": "shipped", "strip": "stripped", "plan": "planned",
    "tag": "tagged", "wrap": "wrapped", "trim": "trimmed", "cap": "capped", "skip": "skipped", "permit": "permitted",
    "submit": "submitted", "refer": "referred", "transfer": "transferred", "catch": "caught", "throw": "thrown", "setup": "set up",
    "lose": "lost", "output": "output", "prompt": "prompted", "format": "formatted", "unset": "unset", "input": "input", "override": "overridden", "begin": "begun", "break": "broken", "freeze": "frozen", "shut": "shut",
    "sort out": "sorted out", "quit": "quit", "pin": "pinned", "snap": "snapped", "scan": "scanned", "flip": "flipped",
}  # fmt: skip
_UNCOUNTED = frozenset(
    "functionality support access information data documentation feedback logging caching authentication authorization encryption "
    "validation pagination sorting filtering email mail text code content help autocomplete compatibility offline "
    "dark debugging monitoring tracing metadata software hardware drag single rate two-factor version".split()
)
_DETERMINERS = frozenset(
    "a an the this that these those further other each every any all some no my our your their his her its both one two three four "
    "five six seven eight nine ten only more at it they we you i he she there another such what which most "
    "der die das ein eine jede jeder alle kein keine".split()
)
_PREPOSITIONS = frozenset(
    "below above beside behind across instead whether how of in for with on to from that which at by as when if after before into onto per via during within without who "
    "whose where while until under over between through against about once using".split()
)
_ARTICLE_NOUNS = frozenset(
    "user users admin admins administrator administrators button page list export import report dashboard link links form "
    "table file files screen panel menu dialog app application server client api endpoint system customer customers "
    "manager managers operator operators editor writer student teacher agent agents visitor visitors owner owners "
    "validator wizard toolbar sidebar header footer column row field notification notifications email response request "
    "job cache log logs ui layer gallery map search result results setting settings tool service driver team "
    "student students reviewer developer developers account".split()
)
PLURAL_NOUNS = frozenset("people children men women criteria media they we you these those i staff police".split())


def third(verb: str) -> str:
    """``export`` gives ``exports``, ``be`` gives ``is``."""
    if "-" in verb and verb.rsplit("-", 1)[1] in ("in", "out", "up", "back", "off", "on"):
        first, particle = verb.rsplit("-", 1)
        return f"{third(first)} {particle}"
    if verb in ("login", "logout", "setup"):
        return {"login": "logs in", "logout": "logs out", "setup": "sets up"}[verb]
    if verb in ("be", "have", "do", "go"):
        return {"be": "is", "have": "has", "do": "does", "go": "goes"}[verb]
    if verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        return verb + "es"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + "s"


def base(verb: str) -> str:
    """``corrupts`` gives ``corrupt``; the way back from ``third``."""
    known = {"is": "be", "are": "be", "has": "have", "does": "do", "goes": "go"}
    if verb in known:
        return known[verb]
    if verb.endswith("ies") and len(verb) > 4:
        return verb[:-3] + "y"
    if verb.endswith(("shes", "ches", "xes", "zes", "sses", "oes")):
        return verb[:-2]
    return verb[:-1] if verb.endswith("s") and not verb.endswith("ss") else verb


def participle(verb: str) -> str:
    if verb in _PARTICIPLES:
        return _PARTICIPLES[verb]
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return verb[:-1] + "ied"
    return verb + "ed"


def from_ing(word: str) -> str:
    """``creating`` gives ``create``, ``stopping`` gives ``stop``."""
    stem = word[:-3]
    if stem[-1:] == stem[-2:-1] and stem[-1:] not in "sl":
        return stem[:-1]
    return (
        stem + "e"
        if stem.endswith(
            (
                "at",
                "v",
                "iz",
                "is",
                "c",
                "g",
                "u",
                "as",
                "os",
                "us",
                "ang",
                "rg",
                "ot",
                "et",
                "ut",
                "id",
                "od",
                "ar",
                "ir",
            )
        )
        else stem
    )


def head(phrase: str) -> str:
    """The noun that decides the number of a noun phrase: the last word before a preposition."""
    words = (
        pattern(r"(?i),? (?:other than|such as|including|except|like) .*$").sub("", phrase).replace(",", " ").split()
    )
    kept: list[str] = []
    for word in words:
        if word.lower() in _PREPOSITIONS and kept:
            break
        if word.startswith("("):
            if kept:
                break
            continue
        kept.append(word)
    return kept[-1].strip("\"'`).").lower() if kept else ""


def plural(phrase: str) -> bool:
    """Whether a noun phrase takes a plural verb."""
    words = phrase.lower().split()
    if words and words[0] in ("each", "every"):
        return False
    if not words or (
        phrase[0] in "\"“„'`" and (len(words) == 1 or phrase[-1] in "\"”“'`") and phrase.count(phrase[0]) <= 2
    ):
        return False
    if words[0] in ("a", "an", "each", "every", "this", "that", "another", "one", "it", "he", "she", "any", "no") and (
        " and " not in phrase
    ):
        return words[0] in ("any", "no") and head(phrase).endswith("s") and not head(phrase).endswith("ss")
    if phrase[0] == "`" and "`, `" in phrase:
        return True
    if words[0] in ("these", "those", "all", "both", "they", "we", "you", "i", "many", "several"):
        return words[0] != "all" or len(words) == 1 or head(phrase).endswith("s") or words[1] in ("of", "the")
    kept: list[str] = []
    for word in words:
        if word in _PREPOSITIONS and kept:
            break
        kept.append(word)
    if "and" in kept[1:-1] and (phrase.count('"') == 4 or not any('"' in word for word in kept[:1] if len(kept) < 4)):
        return True
    noun = head(phrase)
    if noun in PLURAL_NOUNS:
        return True
    return (
        noun.endswith("s")
        and not noun.endswith(("ss", "us", "is", "'s", "status", "gres", "ops", "netes", "dns", "news"))
        and not noun[:-1].isupper()
    )


def is_are(phrase: str) -> str:
    return "are" if plural(phrase) else "is"


def proper_start(text: str) -> bool:
    """The first word keeps its case: an identifier, an acronym, code, a quotation."""
    word = text.split(None, 1)[0] if text.strip() else ""
    return (
        not word[:1].isalpha()
        or any(char.isupper() or char.isdigit() for char in word[1:])
        or (any(char in word for char in "._/\\:@#") and not word.endswith((".", ":")))
    )


def sentence(text: str) -> str:
    """Capital first, full stop last; code and identifiers keep their case."""
    text = pattern(r"^(?:[ ,;]|[–-](?!\d))+").sub("", pattern(r"\s+").sub(" ", text)).rstrip(" ,;–-")
    text = pattern(r"\s+([,;.!?])(?=\s|$)").sub(r"\1", text)
    if not text:
        return text
    text = capital(text).rstrip(" :;,-–")
    text = pattern(r"\s*(?:[!.]{2,}|!+|…)$").sub(".", text)
    if text[-1] not in ".?" and not text.endswith(('."', ".”", ".)")):
        text += "."
    return text


ACRONYMS = frozenset(
    "html css api sql url ui ux csv pdf json xml http https id ids sso gdpr faq cli sdk ftp smtp vat xlsx".split()
)


def capital(text: str) -> str:
    """Capital first; an acronym written small becomes one."""
    word = text.split(None, 1)[0] if text.strip() else ""
    if word.lower() in ACRONYMS and word.islower():
        return word.upper() + text[len(word) :]
    return text if proper_start(text) or not text else text[0].upper() + text[1:]


def lower_first(text: str, names: frozenset[str] = frozenset()) -> str:
    """The text as it stands inside a sentence: no capital unless the first word is a name."""
    word = text.split(None, 1)[0] if text.strip() else ""
    if proper_start(text) or word.rstrip(".,'s") in names or word in ("I", "I'm", "I'd", "I've"):
        return text
    return text[:1].lower() + text[1:]


def with_article(phrase: str, article: str = "the", *, rough: bool = True) -> str:
    """``button`` gives ``the button`` where the notes left the article out; else unchanged."""
    words = phrase.split()
    if not words or words[0].lower() in _DETERMINERS or not words[0][0].isalpha() or proper_start(phrase):
        return phrase
    noun = head(phrase)
    if (words[0].lower() in _UNCOUNTED and (len(words) == 1 or noun in _UNCOUNTED)) or noun in _UNCOUNTED:
        return phrase
    if words[0].endswith(("'s", "s'", "ing")) or " and " in phrase:
        return phrase
    if words[0][0].isupper() and words[0].lower() not in _ARTICLE_NOUNS:
        return phrase
    if not rough and words[0].lower() not in _ARTICLE_NOUNS:
        return phrase
    if plural(phrase):
        return f"the {lower_first(phrase)}" if article == "the" and noun in _ARTICLE_NOUNS and not rough else phrase
    lowered = lower_first(phrase)
    if article == "a":
        article = (
            "a"
            if lowered.lower().startswith(("us", "uni", "ut", "ur", "eu", "one"))
            else "an"
            if lowered[0].lower() in "aeiou" or lowered.lower().startswith("hour")
            else "a"
        )
    return f"{article} {lowered}"


def singular(noun: str) -> str:
    """``finance clerks`` gives ``finance clerk``."""
    first, _, last = noun.rpartition(" ")
    low = last.lower()
    if low == "people":
        last = "person"
    elif low.endswith("ies") and len(low) > 4:
        last = last[:-3] + "y"
    elif low.endswith(("sses", "ches", "shes", "xes")):
        last = last[:-2]
    elif low.endswith("s") and not low.endswith(("ss", "us", "is")):
        last = last[:-1]
    return f"{first} {last}".strip()


def split_object(rest: str) -> tuple[str, str]:
    """``"Notifications" section to the bottom`` gives the object and what follows its first preposition."""
    words = rest.split()
    quoted = False
    for index, word in enumerate(words):
        if word.lower() in ("that", "which", "whose", "where"):
            return rest, ""
        if index and word.isdigit() and " ".join(words[index + 1 :]) in ("minutes", "hours", "days", "weeks", "months"):
            return " ".join(words[:index]), " ".join(words[index:])
        if (
            index
            and not quoted
            and word.lower() in _PREPOSITIONS
            and word.lower() not in ("of", "for", "that", "which")
        ):
            return " ".join(words[:index]), " ".join(words[index:])
        if word.count('"') % 2:
            quoted = not quoted
    return rest, ""
