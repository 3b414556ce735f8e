"""A password, token or key that a text gives as such: ``password: Sommer2026!``, ``DB_PASSWORD=hunter2``.

Stories are full of the same words in front of requirements ("password: required", "token: string", "Password: at
least 12 characters") and of variables, so a value counts only where it reads like no word of a specification: mixed
letters and digits or signs, or, behind a word for a password, a plain word that stands alone on its line.
"""

import re
from collections.abc import Iterator
from functools import cache

# What the name's last word says about the value. Plain words are taken for a secret behind these alone.
_PASSWORDS = ("password", "passwd", "passphrase", "passcode", "pwd", "passwort", "kennwort", "contraseña")
_MARKS = r"[\"'`*_]{0,3}"
_NAME = (
    r"(?:(?<![A-Za-z])|(?-i:(?<=[a-z])(?=[A-Z])))"
    rf"(?P<name>{'|'.join(_PASSWORDS)}|pw|(?:client|api|auth|access)[ _-]?secret|secret[ _-]?key|secret"
    r"|(?:api|access|auth|bearer|refresh|bot|deploy)[ _-]?token|token|(?:api|access|account|private|license)[ _-]?key)"
)
_BETWEEN = (
    r"(?: ?\([^()\n]{1,30}\))?(?: (?:for|of|to|on|für|von|zu)(?: [\w.@-]{1,30}){1,4}?)?"
    rf"(?:\s?{_MARKS}[ \t]?(?P<sign>:=|=>|->|[:=]){_MARKS}[ \t]*| (?:is|was|ist|lautet)(?: now| currently| still)?:? )"
)
_VALUE = (
    r"(?:bearer |basic )?(?:(?P<quote>[\"'`])(?P<quoted>[^\"'`\s]{3,200})(?P=quote)|(?P<bare>[^\s\"'`<>|,;]{3,200}))"
)
_PAIR = r"\b(?:log-?ins?|creds|credentials|zugang|zugangsdaten|account)[*_]{0,2} ?[:=][*_]{0,2} ?[\w.@+-]{2,60} ?/ ?(?P<bare>[^\s\"'`<>|,;/]{6,200})"

# What specifications say of passwords, beside words that end in -ed, -ing, -able and the like.
_SPECIFIES = frozenset(
    "string text char varchar bytes number integer boolean object none null undefined empty blank true false unknown"
    " todo missing valid invalid wrong right correct incorrect weak strong same different random plain plaintext"
    " default field input form link button label type value column page screen only auth login email mail user admin"
    " username name bcrypt argon scrypt sha vault keychain manager policy policies rules rule reset minimum maximum"
    " pflicht leer feld geheim here below above see with from must should shall when none self args bearer oauth"
    " jwt hash salt secure safe always never later first last both also private public"
    .split()
)  # fmt: skip
_SPECIFYING = re.compile(r"(?:ed|ing|able|ible|ory|ary|al|ion|ions|ment|ments|ity|ired|lich|ert|fehlt)$")
_VERBS = re.compile(
    r"\b(?:forgot|forgotten|reset|change|enter|confirm|update|set|choose|repeat|show|hide|toggle)\W*$", re.I
)
# Names of algorithms, formats, versions, amounts and tickets: letters and digits, and no secret.
_TERM = re.compile(
    r"v?\d+(?:[.,x-]\d+)*\+?-?(?:[a-zäöü]{0,3}|chars?|characters|zeichen|digits?|minutes|hours|days|seconds|bits?|bytes)"
    r"|(?:sha|md|aes|rsa|hs|rs|es|ps|utf|base|rfc|oauth|argon|pbkdf|uuid|tls|ssl|gpt|http|auth|ecdsa|ed|jwt|web|s|ec|nist"
    r"|iso|pci|id|ipv|http/|fido|totp|mfa|2fa|k)[-_]?v?\d[\w.-]{0,8}"
    r"|[a-z]{2,10}-\d{1,6}|#\d+|(?:[a-z]+|\d{1,2})(?:[_-](?:[a-z]+|\d{1,2}))+|[a-z_]\w*(?:\.[a-z_]\w*)+(?:\(.*)?",
    re.I,
)
# A ticket's number, unless a password is set to it: ``PASSWORD=Sommer-2026``.
_TICKET = re.compile(r"[A-Z][a-z]{2,9}-\d{1,6}")
_EXAMPLE = re.compile(
    r"(?:my|your|new|old|current|secure|strong|weak|valid|invalid|wrong|good|bad|correct|safe|super|the|a|some|any|test|user"
    r"|admin|temp|db)?(?:pass|password|passwd|pwd|secret|token|key|test|demo|foo|foobar|bar|baz|abc|abcd|abcdef|qwerty"
    r"|example|sample|dummy|fake|mock|placeholder|changeme|xyz|here|value|string)*",
)
_LEET = str.maketrans({"@": "a", "$": "s", "0": "o", "3": "e", "1": "i", "!": "", "5": "s", "4": "a", "7": "t"})


@cache
def _assignment() -> re.Pattern[str]:
    return re.compile(_NAME + _BETWEEN + _VALUE, re.IGNORECASE)


@cache
def _pair() -> re.Pattern[str]:
    return re.compile(_PAIR, re.IGNORECASE)


@cache
def may_hold_one() -> re.Pattern[str]:
    """A quick look for one of the words."""
    return re.compile(r"pass|pwd|pw\b|kennwort|contrase|secret|token|key|login|creds|credentials|zugang|account", re.I)


def assigned(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, kind) of each value that is given as a password, token or key."""
    for match in _assignment().finditer(text):
        group = "quoted" if match["quoted"] else "bare"
        start, value = match.start(group), match[group]
        value = value if group == "quoted" else _trimmed(value)
        name = re.sub(r"[ _-]", "", match["name"].lower())
        password = name in _PASSWORDS or name == "pw"
        given = password and match["sign"] == "=" and bool(_TICKET.fullmatch(value)) and len(value) > 8
        if (
            given
            or _mixed(value, 6 if password else 8, digit=not password)
            or (name in _PASSWORDS and _plain(value) and _stands_alone(text, match, group))
        ):
            kind = "password" if password else next(end for end in ("key", "token", "secret") if name.endswith(end))
            yield start, start + len(value), kind
    for match in _pair().finditer(text):
        value = _trimmed(match["bare"])
        if _mixed(value, 6, digit=False):
            yield match.start("bare"), match.start("bare") + len(value), "password"


def _trimmed(value: str) -> str:
    return value.rstrip(".:*_)]}")


def _mixed(value: str, least: int, *, digit: bool) -> bool:
    """Whether a value has letters and digits or signs as a secret has, and is no term, variable or stand-in."""
    signs = value[:-1].translate({ord(sign): None for sign in "_-.,:/äöüÄÖÜß"})
    has_digit = any(character.isdigit() for character in value)
    if len(value) < least or not any(map(str.isalpha, value)) or not (has_digit or (not digit and not signs.isalnum())):
        return False
    if re.search(r"[(){}\[\]<>]|^[$%&/.~]|://|\\n", value) or _TERM.fullmatch(value):
        return False
    return not example(value)


def example(value: str) -> bool:
    """Whether documentation writes this where a secret would be: ``P@ssw0rd``, ``SecurePass123!``, ``your-token``."""
    lower = value.lower()
    words = (re.sub(r"^[^a-z]+|[^a-z]+$|[-_.]", "", word) for word in (lower, lower.translate(_LEET)))
    return len(set(lower)) < 3 or any(_EXAMPLE.fullmatch(word) for word in words)


def _plain(value: str) -> bool:
    """Whether a value is one word that no specification would say, or a number that is no amount."""
    if value.isdigit():
        return len(value) >= 6 and len(set(value)) > 2 and value not in "01234567890123456789"
    lower = value.lower()
    if len(value) < 4 or not value.isalpha() or value[1:] != lower[1:]:
        return False
    return not (lower in _SPECIFIES or _SPECIFYING.search(lower) or example(value))


def _stands_alone(text: str, match: re.Match[str], group: str) -> bool:
    """Whether a plain value is all that is said: quoted, behind a bare "=", or the last word of its line."""
    sign = match["sign"]
    before = text[max(0, match.start() - 40) : match.start()].rpartition("\n")[2]
    if sign is None or _VERBS.search(before):
        return False
    if group == "quoted" or match[0].endswith("=" + match[group]):
        return True
    rest = text[match.end() : match.end() + 80].partition("\n")[0]
    return not re.search(r"\w", rest) or bool(re.match(r"\s*[,;/|(]", rest) and sign == "=")
