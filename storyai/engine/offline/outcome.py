"""A requirement of the notes as an observable outcome: ``The export must contain the VAT`` gives
``The export contains the VAT.`` Where no rule fits with certainty the answer is None, and nothing is bent."""

from storyai.engine.offline import lexicon as lex
from storyai.engine.offline.grammar import (
    base,
    from_ing,
    head,
    is_are,
    lower_first,
    participle,
    plural,
    sentence,
    split_object,
    third,
    with_article,
)
from storyai.engine.offline.mending import FILLERS, mended, with_adverb
from storyai.engine.offline.predicates import (
    DETERMINERS,
    FINITE,
    KEEPS,
    NARROW,
    has_finite,
    strip_leads,
    subject_of,
    verb_first,
)
from storyai.engine.offline.sentences import hidden, pattern, shown

MODAL = (
    r"^(?P<subject>[^,;:()]{1,90}?|.{0,60}?\([^)]*\)[^,;:]{0,40}?)\s+(?P<modal>must|should|shall|will|needs? to|has to|have to|ought to|(?:is|are) (?:supposed|expected|required) to)"
    r"\s+(?P<not>not |never |n't )?(?P<adverb>still |always |also |only |automatically |then |now |probably |just |simply |immediately |both )?(?P<rest>\S.*)$"
)


CONDITION = r"^((?:when|whenever|if|once|as soon as|after|before|while|unless|until|for|in|on|by|at|during|upon|from|with|following|using|given|depending on|based on|as long as)\b[^,]{2,160}),\s*(?:then\s+)?(.+)$"


PRONOUNS = frozenset(
    ("it", "this", "that", "they", "these", "those", "he", "she", "which", "there", "i", "we", "you", "one")
)


PLANS = frozenset("mockup mockups mock-up mock-ups ticket tickets stories tasks subtasks".split())
"""What is made on the way to a change; that it exists is no outcome of it."""


SAID = frozenset("add remove provide implement introduce replace rename allow enable".split())
"""What a change does is written in the third person too: ``Adds a header``."""


INTRANSITIVE = frozenset(
    "work run finish complete fail start stop load return respond expire refresh scale sync".split()
)
"""Verbs that need no object: what ``must finish in 5 s`` is left as it is."""


class Outcomes:
    """Turns statements into outcomes; knows the role and the thing asked for, for what the notes leave implicit."""

    def __init__(self, role: str | None, thing: str | None, names: frozenset[str], *, language: str = "en") -> None:
        self.role = role
        self.thing = thing
        self.names = names
        self.language = language

    def of(self, text: str, *, subject: str | None = None) -> str | None:
        """The outcome as a sentence, or None. ``subject``: what ``it`` stands for, where known."""
        text = pattern(r"(?i) [-–] (?:i\.e\.|e\.g\.).*$|,? etc\.?$").sub("", text)
        text = pattern(r"(?i)\b(via|with|using) something like\b").sub(r"\1 for example", text)
        text = pattern(r"(?i) ?\((?:maybe|perhaps|e\.g\.?|for example|i\.e\.?|see)\b[^()]*\)").sub("", text)
        text = pattern(r" ?\(https?://[^)]*\)").sub("", text)
        text = pattern(r"(?i)\b(in|of|for|to|on|from|with) our\b").sub(r"\1 the", text)
        text, inside = hidden(mended(strip_leads(text).rstrip(" .;,!")))
        if self.language == "en":
            text = pattern(FILLERS).sub("", text)
        text = pattern(r"(?i),? then$").sub("", text)
        text = (
            pattern(r"(?i),? (?:because|(?<=, )since|as most|weil|da) [^,]+$").sub("", text) if len(text) > 50 else text
        )
        text = pattern(r"(?i), so (?:that )?(?:the|it|they|we|users?|people|everyone|nobody|i)\b[^,]*$").sub("", text)
        text = pattern(r"(?i), (?:they (?:need|want|have)|(?:half|most|many|some) of)\b[^,]*$").sub("", text)
        text = pattern(r"(?i),? otherwise .*\b(?:me|my|us|we|i)\b.*$").sub("", text)
        if not text or len(text) > 420:
            return None
        if self.language == "de":
            text = pattern(r"(?i), (?:damit|weil|da) .*$").sub("", text)
            return sentence(shown(text, inside)) if len(shown(text, inside).split()) >= 3 else None
        found = self.clause(text, subject)
        return sentence(shown(found, inside)) if found else None

    def clause(self, text: str, subject: str | None) -> str | None:
        match = pattern(
            r"(?i)^((?:when|if|once) [^,]{8,100}?) (the [\w-]+(?: (?!the\b)[\w-]+){0,3}|they|it) ((?:must|should|shall) .+)$"
        ).match(text)
        if match and len(match[1].split()) >= 3:
            text = f"{match[1]}, {match[2]} {match[3]}"
        low = text.lower()
        match = pattern(
            r"(?i)^(?:i|we) (?:want|need|would like) (?!to\b|the ability\b)([^,]{3,60}?) to (?!be able to$)(.+)$"
        ).match(text)
        if match and not pattern(r"(?i)\b(?:way|option|ability|possibility)\b").search(match[1]):
            return self.clause(f"{match[1]} should {match[2]}", subject)
        match = pattern(r"(?i)^(?:we|i) would (?:also |really )?like to ((?:be able to )?)(\w+) (.+)$").match(text)
        if match and match[2].lower() in lex.USER_VERBS - {"change", "report", "request", "set", "check"}:
            return f"{self.actor()} can {match[2]} {match[3]}"
        match = pattern(r"(?i)^(?:we |i )?need (an? [^,]+)$").match(text)
        if match:
            return f"there is {match[1]}"
        match = pattern(r"(?i)^(?:we|i)(?:'d| would) (?:just |also |rather )?(\w+) (.+)$").match(text)
        if match and match[1].lower() in lex.IMPERATIVES - {"like"}:
            return self.imperative(f"{match[1]} {match[2]}", match[1].lower())
        match = pattern("(?i)" + CONDITION).match(text)
        if match and low.split(" ", 1)[0] not in lex.IMPERATIVES:
            lead = match[1]
            about = subject_of(lead.split(" ", 1)[-1])
            if about.lower() == "it" and subject:  # told in the sentence before
                lead = f"{lead.split(' ', 1)[0]} {subject}{lead.split(' ', 1)[1][2:]}"
            told = match[2].lower().split(" ", 1)[0]
            inner = self.clause(match[2], told if about and told in ("it", "they") else subject)
            if inner is None:
                return None
            if lead.lower().startswith(("when ", "if ", "once ", "after ", "whenever ")):
                conjunction, rest = lead.split(" ", 1)
                lead = f"{conjunction} {with_article(rest, rough=False)}"
            return f"{lead}, {lower_first(inner, self.names)}"
        if pattern(r"^(?:there|in there) (?:should|must|shall|needs to|has to) be ").match(low):
            rest = text.split(" be ", 1)[1]
            return f"there {is_are(rest)} {with_article(rest, 'a')}"
        for lead in (
            "make sure that ",
            "make sure ",
            "ensure that ",
            "ensure ",
            "we need to make sure that ",
            "we need to make sure ",
            "we'll need to make sure ",
            "we must ensure that ",
            "we must ensure ",
            "we should make sure that ",
            "we should make sure ",
            "confirm that ",
            "verify that ",
            "check that ",
        ):
            if low.startswith(lead):
                return self.clause(text[len(lead) :], subject) or self.declared(text[len(lead) :])
        match = (
            None
            if "expect" not in low
            else pattern(r"(?i)^i(?:'d| would)? expect (?:that )?(.+?) to (?:get |be )?(.+)$").match(text)
        )
        if match:
            if match[1].lower().split()[0] in PRONOUNS | {"all", "both"}:
                return None
            return (
                f"{match[1]} {is_are(match[1])} {match[2]}"
                if match[0].lower().find(" to be ") > 0
                else (f"{match[1]} {self.finite(match[1], match[2])}")
            )
        bare = pattern(
            r"(?i)^(?:must|should|shall|has to|needs to|have to)(?: (not|never))? (?!be\b)(\w+) (.+)$"
        ).match(text)
        if bare and bare[1] and bare[2].lower() not in INTRANSITIVE:
            phrase, tail = split_object(bare[3])
            if phrase and not phrase.lower().startswith(
                ("to ", "in ", "on ", "for ", "with ", "why ", "how ", "what ", "who ", "where ", "whether ")
            ):
                return f"{with_article(phrase)} {is_are(phrase)} not {participle(bare[2].lower())} {tail}".strip()
        if bare and not bare[1] and bare[2].lower() in lex.IMPERATIVES - INTRANSITIVE:
            return self.clause(f"{bare[2]} {bare[3]}", subject)
        match = pattern("(?i)" + MODAL).match(text)
        if match:
            found = self.modal(match, subject)
            if found:
                return found
        match = (
            pattern(r"(?i)^((?:the|each|every|all) [^:;()]{6,120}?) (?:must|should|shall) (not )?(.+)$").match(text)
            if "," in low
            else None
        )
        if (
            match
            and not has_finite(match[1].lower())
            and not pattern(r"(?i)\b(?:that|which|if|when|and then|because)\b").search(match[1])
        ):
            if match[2]:
                return (
                    f"{match[1]} {self.finite(match[1], 'do')} not {match[3]}"
                    if not match[3].lower().startswith("be ")
                    else f"{match[1]} {is_are(match[1])} not {match[3][3:]}"
                )
            return f"{match[1]} {self.finite(match[1], match[3])}"
        if pattern(r"\b(?:should|shall|might|could)\b").search(low) and pattern("(?i)" + MODAL).match(text) is None:
            return (
                pattern(r"\b(?:should|shall)\b").sub("must", text)
                if not pattern(r"\b(?:might|could)\b").search(low)
                else None
            )
        match = pattern(r"(?i)^((?:the |an? |each |every )?[\w -]{3,40}?) (?:wants?|would like) to (.+)$").match(text)
        if match and match[1].lower().split()[0] not in PRONOUNS:
            return f"{with_article(match[1], rough=match[1][:1].islower())} can {match[2]}"
        match = (
            None
            if " to " not in low[:30]
            else pattern(r"(?i)^(?:this|the) (?:task|ticket|issue|story) (?:is|aims) to (.+)$").match(text)
        )
        if match:
            return self.clause(match[1], subject)
        match = (
            None
            if " that " not in low
            else pattern(r"(?i)^.{2,40}? (?:asked|asks|wants|demands|requires|insists|requested) that (.+)$").match(
                text
            )
        )
        if match:
            return self.clause(match[1], subject)
        match = pattern(r"(?i)^(\w+ly|always) (\w+) (.+)$").match(text)
        if match and match[2].lower() in lex.IMPERATIVES:
            if match[1].lower() == "only" and not pattern(r"\b(?:if|when|while|after|before|once|until)\b").search(low):
                return f"only {match[3]} {is_are(match[3])} {participle(match[2].lower())}"
            return with_adverb(self.clause(text[len(match[1]) + 1 :], subject), match[1].lower())
        match = pattern(r"(?i)^(?:do not|don't|never) (\w+) (.+)$").match(text)
        if match and match[1].lower() in lex.IMPERATIVES:
            phrase, tail = split_object(match[2])
            return f"{with_article(phrase)} {is_are(phrase)} not {participle(match[1].lower())} {tail}".strip()
        match = (
            None
            if low[:3] not in ("imp", "ext", "cha", "upd", "mod", "ada", "enh")
            else pattern(
                r"(?i)^(?:improve|extend|change|update|modify|adapt|enhance) (.{3,90}?) (?:to|so that it|so it) (handle|support|allow|accept|include|show|return|use|work|provide|display|send|contain|ignore)s? (.+)$"
            ).match(text)
        )
        if match:
            return f"{with_article(match[1])} {match[2] if plural(match[1]) else third(match[2])} {match[3]}"
        match = pattern(r"(?i)^([\w -]{2,24}): ((?:allow|enable|let) .+)$").match(text)
        if match:
            inner = self.clause(match[2], subject)
            return f"for {match[1]}, {inner}" if inner else None
        word = pattern(r"[\w-]+").match(low)
        listed = pattern(r"^([A-Za-zäöüÄÖÜ][\w äöü]{3,30}s): ([\w-]+(?: [\w-]+)?(?:, [\w-]+(?: [\w-]+)?)+)$").match(
            text
        )
        if listed:
            parts = listed[2].split(", ")
            return f"{with_article(lower_first(listed[1]), rough=False) if listed[1].split()[0].lower() in DETERMINERS else 'the ' + lower_first(listed[1])} are {', '.join(parts[:-1])}{',' if len(parts) > 2 else ''} and {parts[-1]}"
        match = pattern(
            r"(?i)^((?:target|goal|limit|budget)): ((?:under|below|less than|at most|within|up to|<=?|max\.?) ?\d.*)$"
        ).match(text)
        if match:
            return f"the {match[1].lower()} is {match[2]}"
        labelled = (
            None
            if ": " not in text and not pattern(r" [-–—→]+ ").search(text)
            else pattern(r"(?i)^(`[^`]+`|[^:.`]{3,50}(?: \(`[^`]+`\))?)(?:\s+[-–—→]+\s+|:\s+)(\w+) (\S.*)$").match(text)
        )
        if labelled:
            if (
                labelled[2].lower() not in lex.IMPERATIVES
                or labelled[2][1:] != labelled[2][1:].lower()
                or len(labelled[1].split()) > 6
            ):
                return None
            who = labelled[1] if labelled[1][0] == "`" else with_article(labelled[1], rough=True)
            rest = pattern(r"((?:^| |, )and |, )(\w+) ").sub(
                lambda m: (
                    f"{m[1]}{third(m[2])} "
                    if m[2] in (lex.IMPERATIVES - lex.AMBIGUOUS) | {"return", "update", "store", "check"}
                    else m[0]
                ),
                labelled[3],
            )
            return f"{who if who != labelled[1] or who[0] == '`' else 'the ' + who} {third(labelled[2].lower())} {rest}"
        if word and word[0] in lex.TASK_VERBS and word[0] not in lex.USER_VERBS:
            return None
        if (
            word
            and word[0] in lex.AMBIGUOUS
            and (pattern(FINITE).search(" ".join(low.split()[1:5])) or has_finite(low) or low.split()[1:2] == ["of"])
        ):
            return self.declared(text)
        if (
            word
            and (word[0] in lex.IMPERATIVES or verb_first(text))
            and not pattern(r"^\w+ (?:button|icon|link|dialog|way) (?:which|that|to)\b").match(low)
            and not pattern(
                r'^\w+ (?:(?!if |when |that |which |while |until |unless |where )[^" ]+ |"[^"]*" ){0,6}(?:is|are|was|were|becomes?|should|must)\b'
            ).match(low)
        ):
            return self.imperative(text, word[0])
        if (
            word
            and word[0].endswith("s")
            and base(word[0]) in SAID
            and low.split()[1:2] not in (["is"], ["are"], ["of"])
        ):
            return self.imperative(f"{base(word[0])}{text[len(word[0]) :]}", base(word[0]))
        found = self.limit(text)
        if found:
            return found
        match = pattern(r"(?i)^((?:the )?[a-z][\w-]*s) with (?!out)(\w+ .{2,60})$").match(text)
        if match and not has_finite(low) and len(text.split()) <= 14:
            return f"{match[1]} have {match[2]}"
        if (
            pattern(r"^(?:an?|one|two|three|ein|eine) ").match(low)
            and not has_finite(low)
            and not pattern(FINITE).search(low)
            and len(text.split()) >= 4
        ):
            return f"there {is_are(text)} {lower_first(text)}"
        if (
            low.startswith(("no ", "keine "))
            and len(text.split()) <= 12
            and not pattern(r" (?:is|are|can|will|may|must)\b").search(low)
        ):
            noun = text[3:]
            needed = pattern(r"^(.+?) (needed|required|allowed|left|possible)$").match(noun)
            if needed:
                return f"no {needed[1]} {is_are(needed[1])} {needed[2]}"
            return f"there {is_are(noun.split(' or ')[0])} no {noun}"
        return self.declared(text)

    def modal(self, match: "object", subject: str | None) -> str | None:
        group = match.group  # type: ignore[attr-defined]
        who, rest, negated = group("subject").strip(), group("rest").strip(), bool(group("not"))
        adverb = (group("adverb") or "").strip()
        adverb = "" if adverb in ("probably", "just", "simply") else adverb
        low = who.lower()
        who_words = low.split()
        if (
            who_words[-1] in ("we", "you")
            and who_words[0] in ("for", "in", "on", "at", "after", "before", "with", "from")
            and len(who_words) > 2
        ):
            inner = self.clause(f"{who_words[-1]} {group(0)[match.start('modal') :]}", subject)  # type: ignore[attr-defined]
            return f"{who.rsplit(' ', 1)[0]}, {inner}" if inner else None
        if who_words[-1] in ("i", "we", "you") and len(who_words) <= 2:
            verb = rest.split()[0].lower()
            if negated and verb in lex.IMPERATIVES and " " in rest:
                phrase, tail = split_object(rest.split(" ", 1)[1])
                return f"{with_article(phrase)} {is_are(phrase)} not {participle(verb)} {tail}".strip()
            had = (
                None
                if negated or verb != "have"
                else pattern(r"(?i)^have (?!to\b|been\b|had\b)(\S+ \S.*)$").match(rest)
            )
            if had:
                return f"there {is_are(had[1])} {with_article(had[1], 'a')}"
            if negated or verb in ("be", "have", "know", "think", "talk", "ask", "discuss", "decide", "check"):
                if verb == "be" and rest.lower().startswith("be able to "):
                    return f"{self.actor()} can{'not' if negated else ''} {rest[11:]}"
                return None
            return self.imperative(rest, verb) if verb in lex.IMPERATIVES else None
        if (who_words[0] in lex.IMPERATIVES - lex.AMBIGUOUS and len(who_words) > 1) or who_words[0] in (
            "when",
            "if",
            "once",
            "whenever",
        ):
            return None
        if low in ("it", "this", "that", "they", "these", "those", "he", "she"):
            if (
                subject is not None
                and subject not in ("it", "they")
                and plural(subject) != (low in ("they", "these", "those"))
            ):
                subject = None
            if subject is None:
                subject = self.thing if low == "it" else None
            if (
                subject is None
                or (low in ("it", "this") and head(subject) in lex.ROLES)
                or rest.startswith("be tested")
            ):
                return None
            who = subject
        elif (who_words[0] in PRONOUNS and who_words[0] not in ("this", "that", "these", "those", "one")) or pattern(
            r"\b(?:that|which|who)$"
        ).search(low):
            return None
        elif group("modal").lower() == "will" and " can " in f" {low} ":
            return with_article(group(0), rough=False)
        elif " " in who and pattern(
            r"\b(?:is|are|was|were|can|says?|said|that|which|who|because|since|means)\b"
        ).search(low):
            return f"{group(0)[: match.start('modal')]}must {'not ' if negated else ''}{(adverb + ' ') if adverb else ''}{rest}"  # type: ignore[attr-defined]
        if who_words[0] in ("this", "these", "that", "those") and len(who_words) > 1:
            who = "the " + who.split(" ", 1)[1]
        if rest.lower().rstrip(".") in ("do as well", "do so", "do the same", "do that", "do it", "do so as well"):
            return None
        who = with_article(who, rough=who[:1].islower())
        if rest.lower().startswith("be able to "):
            return f"{who} {'cannot' if negated else 'can'} {rest[11:]}"
        if negated:
            verb, _, tail = rest.partition(" ")
            if verb.lower() == "be":
                return f"{who} {is_are(who)} {adverb + ' ' if adverb else ''}not {tail}"
            if "permitted" in rest or "allowed" in rest:
                return f"{who} {is_are(who)} not {rest}"
            return f"{who} {'do' if plural(who) else 'does'} not {adverb + ' ' if adverb else ''}{rest}"
        if pattern(r"^(?:needs? to|ha(?:s|ve) to)$").match(group("modal").lower()):
            if rest.lower().startswith(("know", "be aware", "be told")):
                return None
            person = (head(low) in lex.ROLES and head(low) != "support") or (
                self.role is not None and head(low).startswith(self.role.split()[-1])
            )
            if person and rest.split()[0].lower() in lex.IMPERATIVES | {"confirm", "get", "keep"}:
                return f"{who} can {rest}"
        finite = self.finite(who, rest)
        if adverb and finite.split(" ", 1)[0] in ("is", "are"):
            verb, _, tail = finite.partition(" ")
            return f"{who} {verb} {adverb} {tail}"
        return f"{who} {adverb + ' ' if adverb else ''}{finite}"

    def finite(self, who: str, rest: str) -> str:
        """The verb phrase in the present: ``be shown`` with ``The links`` gives ``are shown``."""
        verb, _, tail = rest.partition(" ")
        low = verb.lower()
        if plural(who):
            found = "are" if low == "be" else verb
        else:
            found = third(low) if (low.isalpha() and low == verb) or "-" in low else verb
        joined = f"{found} {tail}".strip()
        joined = pattern(r"\band be able to\b").sub("and can", joined)
        joined = pattern(r"\band not (?=[a-z]+ )").sub("and do not " if plural(who) else "and does not ", joined)
        if not plural(who) and " and " in tail:
            joined = pattern(r"\band (\w+)\b").sub(lambda m: f"and {third(m[1])}" if m[1] in PAIRED else m[0], joined)
        return joined

    def actor(self) -> str:
        return f"the {self.role}" if self.role else "a user"

    def imperative(self, text: str, verb: str) -> str | None:
        """A bare order: what can be done or what is the case once it is carried out."""
        rest = text[len(verb) :].strip()
        if not rest:
            return None
        listed = pattern(r"^([^:]{3,120}): (\S.*)$").match(rest)
        if listed and not has_finite(listed[2].lower()):
            made = self.imperative(f"{verb} {listed[1]}", verb)
            return f"{made}: {listed[2]}" if made else None
        low = rest.lower()
        if verb == "let":
            words = rest.split()
            if words[0].lower() in ("them", "us", "it", "me", "him", "her"):
                return None
            at = next((index for index, one in enumerate(words[:6]) if index and one.lower() in lex.IMPERATIVES), 0)
            return f"{with_article(' '.join(words[:at]), rough=False)} can {' '.join(words[at:])}" if at else None
        if verb in ("allow", "enable", "permit"):
            match = pattern(r"(?i)^(?:for )?(.{2,50}?) to (\S.*)$").match(rest)
            if match and match[1].lower() not in ("us", "me", "you"):
                return f"{with_article(match[1])} can {match[2]}"
            match = pattern(r"(?i)^to (\S.*)$").match(rest)
            if match:
                return f"{self.actor()} can {match[1]}"
            return None
        ceased = pattern(r"^([a-z]{3,}ing) (\w.+)$").match(rest) if verb in ("stop", "avoid", "prevent") else None
        if ceased:
            phrase, tail = split_object(ceased[2])
            return f"{with_article(phrase)} {is_are(phrase)} no longer {participle(from_ing(ceased[1]))} {tail}".strip()
        if verb == "build" and not pattern(r"(?i)^(?:a|an|the|our|new)\b").match(rest):
            return None
        if (
            verb in lex.TASK_VERBS
            or verb == "document"
            or (
                verb in ("handle", "change", "update", "modify", "adjust", "adapt")
                and (verb == "handle" or not split_object(rest)[1])
            )
        ):
            return None
        if verb == "fail":
            phrase, tail = split_object(rest)
            return f"{with_article(phrase)} {'fail' if plural(phrase) else 'fails'} {tail}".strip() if tail else None
        if verb == "output":
            return self.passive(verb, rest) if split_object(rest)[1] else f"the output is {rest}"
        if verb in (
            "be",
            "use",
            "get",
            "have",
            "make",
            "check",
            "verify",
            "test",
            "fix",
            "improve",
            "give",
            "handle",
            "think",
            "bring",
            "put",
            "run",
            "let",
            "avoid",
            "stop",
            "prevent",
        ):
            match = pattern(r"(?i)^it possible (?:for (.+?) )?to (.+)$").match(rest)
            if verb == "make" and match:
                return f"{with_article(match[1]) if match[1] else self.actor()} can {match[2]}"
            match = pattern(
                r"(?i)^(.{2,60}?) ((?:more )?(?:\w+able|visible|prominent|optional|required|mandatory|read-only|public|private|sortable|[\w-]*consistent)\b.*)$"
            ).match(rest)
            if verb in ("make", "keep") and match:
                return f"{with_article(match[1])} {is_are(match[1])} {match[2]}"
            if (
                verb in ("use", "handle", "put", "run", "give", "bring", "avoid", "stop", "prevent", "keep")
                and len(rest.split()) >= 2
            ):
                return self.passive(verb, rest)
            return None
        if verb in ("add", "implement", "introduce", "provide", "create", "include", "build", "develop", "write"):
            return self.added(verb, rest)
        if verb == "support":
            rest = pattern(r"(?i)^for ").sub("", rest)
            doing = rest.split()[0].endswith("ing") and from_ing(rest.split()[0].lower()) in lex.IMPERATIVES
            return f"{with_article(rest)} {'is' if doing else is_are(rest)} supported"
        if verb in lex.USER_VERBS and not (
            self.role is None
            and verb in ("set", "run", "change", "define", "specify", "delete", "assign", "report", "request")
        ):
            if verb == "log-in":
                verb = "log in"
            phrase, tail = split_object(rest)
            if (
                self.role is None
                and len(phrase.split()) <= 10
                and phrase.lower().split()[0] not in _NOT_OBJECTS
                and verb not in ("log", "sign", "search", "filter", "sort")
            ):
                return f"{with_article(phrase)} can be {participle(verb)} {tail}".strip()
            return f"{self.actor()} can {verb} {rest}"
        if verb in lex.SYSTEM_VERBS and not low.startswith(("in ", "on ", "that ")):
            return self.passive(verb, rest)
        return self.passive(verb, rest)

    def added(self, verb: str, rest: str) -> str | None:
        low = rest.lower()
        match = pattern(r"(?i)^(?:the |an? )?(?:ability|option|possibility|way) for (.{2,40}?) to (\w.+)$").match(rest)
        if match:
            return f"{with_article(match[1])} can {match[2]}"
        if low.split()[0] in ("this", "that", "it", "these", "those", "them") or head(rest) in PLANS:
            return None
        for lead in (
            "support for ",
            "support of ",
            "the ability to ",
            "an ability to ",
            "ability to ",
            "a way to ",
            "an option to ",
            "option to ",
            "the option to ",
            "the possibility to ",
            "possibility to ",
        ):
            if low.startswith(lead):
                tail = rest[len(lead) :]
                taker = pattern(r"(?i)^(\S.*?) to ([\w./-]+)$").match(tail)
                if lead == "support for " and taker and taker[2].lower() not in lex.IMPERATIVES:
                    return f"{taker[2]} supports {taker[1]}"
                if lead.startswith("support"):
                    return self.imperative(f"support {tail}", "support")
                return f"{self.actor()} can {tail}"
        if verb == "add":
            match = pattern(
                r"(?i)^(.{2,140}?) (?:to|in|on|into) ((?:the |our |each |every |all )?[\w`./-]+(?: [\w`./-]+){0,4})$"
            ).match(rest)
            onto = match is not None and match[2].lower().split("/")[0].split()[0] not in lex.IMPERATIVES
            if match and onto and " to " not in match[1] and " for " not in match[2]:
                place = with_article(match[2])
                return f"{place} {'have' if plural(place) else 'has'} {with_article(match[1], 'a')}"
            match = pattern(r"^(.{2,80}?) to (?!\S*ing\b)(\S+)(.*)$").match(rest)
            if (
                match
                and match[1].count("(") == match[1].count(")")
                and match[2].lower().split("/")[0] not in lex.IMPERATIVES
            ):
                return f"{with_article(match[1], 'a')} {is_are(match[1])} added to {match[2]}{match[3]}"
        if low.startswith(("tests", "unit tests", "a test", "test ")):
            return None
        thing = with_article(rest, "a")
        phrase, tail = split_object(rest)
        match = pattern(r"(?i)^(.+?) (that|which|so that|such as|whenever|when|if) (.+)$").match(rest)
        if match and match[2].lower() in ("that", "which"):
            return f"there {is_are(rest)} {thing}"
        if tail:
            return f"there {is_are(phrase)} {thing}"
        return f"{thing} {is_are(phrase)} available"

    def passive(self, verb: str, rest: str) -> str | None:
        match = pattern(r'^("[^"]*") and no (\w+(?: \w+)?)$').match(rest)
        if match:
            return f"{match[1]} is {participle(verb)}, and there {is_are(match[2])} no {match[2]}"
        phrase, tail = split_object(rest)
        if (
            phrase[0] in "([{<'"
            or phrase.lower().split()[0] in _NOT_OBJECTS
            or len(phrase.split()) > 14
            or " - " in phrase
            or pattern(r"(?i) (?:it|them)\b").search(phrase)
            or (
                pattern(r",(?: and)? (?:[a-z]+)\b").search(phrase)
                and any(
                    word in lex.IMPERATIVES - lex.AMBIGUOUS
                    for word in pattern(r",(?: and)? ([a-z]+)\b").findall(phrase)
                )
            )
        ):
            return None
        phrase, note = phrase.split(" (", 1)[0], phrase.split(" (", 1)[1:]
        if phrase.split()[-1].endswith("ly") and len(phrase.split()) > 2:
            phrase, adverb = phrase.rsplit(" ", 1)
            tail = f"{adverb} {tail}".strip()
        done = f"{with_article(phrase)} {is_are(phrase)} {participle(verb)}"
        if note:
            done += f" ({note[0]}"
        return f"{done} {tail}".strip()

    def limit(self, text: str) -> str | None:
        """``max 10k rows`` gives ``The maximum is 10k rows`` - or says it of the thing asked for."""
        match = pattern(
            r"(?i)^(?:the )?(max(?:imum|\.)?|min(?:imum|\.)?|up to|at most|at least|no more than|not more than)\s*(?:of\s+|is\s+|=\s*|:\s*)?((?:\d|one|two|three|five|ten)\S*.*)$"
        ).match(text)
        if match:
            amount = match[2]
            if " per " in amount and pattern(r"(?i)^\d+ (?:\w+ )?\w+s per ").match(amount) and not self.thing:
                return f"there are at most {amount}"
            if has_finite(amount.lower()):
                return text
            word = match[1].lower().rstrip(".")
            bound = "at least" if word in ("min", "minimum", "at least") else "at most"
            if self.thing:
                return (
                    f"{self.thing} holds {bound} {amount}"
                    if pattern(
                        r"(?i)\b(?:rows?|items?|entries|records?|lines?|files?|pages?|participants|users|characters|chars|photos|images|pictures|attachments)\b"
                    ).search(amount)
                    else (f"{self.thing} has a limit of {bound} {amount}")
                )
            return f"the {'minimum' if bound == 'at least' else 'maximum'} is {amount}"
        match = (
            None
            if not any(char.isdigit() for char in text)
            else pattern(
                r"(?i)^(.{2,50}?)\s*[:,]?\s*(?:max(?:imum|\.)?|at most|up to|no more than|<=?|≤)\s*(\d\S*.*)$"
            ).match(text)
        )
        if match and not pattern(r"\b(?:is|are|can|has|have|takes?|meets?|stays?|needs?|in|of|than|to)\b").search(
            match[1].lower()
        ):
            what = with_article(match[1].strip(" :-("))
            return f"{what} {is_are(what)} at most {match[2].rstrip(')')}"
        return None

    def declared(self, text: str) -> str | None:
        """A statement in the present stands as it is, if it is a whole sentence with a clear subject."""
        low = text.lower()
        words = low.split()
        if (
            len(words) < 3
            or words[0] in PRONOUNS | {"here"}
            or low.startswith(("because", "so ", "which", "e.g", "like "))
        ):
            return None
        if words[0].rstrip(",") in ("if", "when", "whenever", "once", "unless") and (
            words[0].endswith(",") or not pattern(r",| then ").search(low)
        ):
            return None
        finite = (
            FINITE
            if words[0] in ("the", "a", "an", "when", "if", "only", "each", "every", "any", "all", "der", "die", "das")
            else NARROW
        )
        relative = len(pattern(RELATIVE).findall(low))
        if words[0] in ("only", "nur"):
            text = pattern(r"^(\S+ .{2,60}?) may ").sub(r"\1 can ", text)
        if (
            relative
            and len(pattern(finite).findall(low)) <= relative
            and not has_finite(pattern(RELATIVE + r"(?: \S+){1,3}").sub("", low))
        ):
            return None
        if pattern(KEEPS).match(low):
            return text
        if pattern(finite).search(low) or has_finite(low):
            who = subject_of(text)
            given = who if who and plural(who) else with_article(who, rough=text[:1].islower()) if who else text
            return given + text[len(who) :] if who else text
        return None


RELATIVE = r"\b(?:that|which|who|where|what|how|whether|why)\b"


_NOT_OBJECTS = frozenset(
    "to after before when until in on at for from with into up out it them this that if when whether how why what that's sure about of as by and or via".split()
)


PAIRED = frozenset(
    "show shows display send store return keep open close update refresh highlight redirect log create mark remove hide select notify list reset clear validate save load start stop".split()
)
