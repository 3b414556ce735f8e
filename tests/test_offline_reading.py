"""How the offline engine reads notes: marks, speakers, headers, wraps, and what it leaves alone."""

from hypothesis import given, settings
from hypothesis import strategies as st

from storyai.engine.offline import draft_reply
from storyai.engine.offline.headings import role_of
from storyai.engine.offline.lines import Reader


def texts(notes: str) -> list[str]:
    return [unit.text for unit in Reader(notes).read().units]


def test_a_wrapped_paragraph_is_one_and_short_lines_are_statements() -> None:
    wrapped = "The clerk opens the list of open invoices in the morning and\nchecks every one of them against the bank statement of the\nday before. Then she goes home.\n"
    assert texts(wrapped) == [
        "The clerk opens the list of open invoices in the morning and checks every one of them against the bank statement of the day before.",
        "Then she goes home.",
    ]
    assert texts("export as csv\nonly admins\nmax 5 rows\n") == ["export as csv", "only admins", "max 5 rows"]


def test_a_flattened_ticket_is_cut_at_its_lost_line_ends() -> None:
    body = "h3. Steps to Reproduce  1. Open the page  2. Click the button    h3. Actual Result  Nothing happens at all here.    h3. Expected Result  The list opens."
    units = Reader(body).read().units
    assert [(unit.text, unit.heading and unit.heading.role) for unit in units] == [
        ("Open the page", "steps"), ("Click the button", "steps"),
        ("Nothing happens at all here.", "actual"), ("The list opens.", "expected"),
    ]  # fmt: skip


def test_a_mail_gives_subject_and_body_without_header_greeting_and_signature() -> None:
    mail = "From: Ana Ruiz <a@b.example>\nTo: Team\nSubject: AW: Re: Opening hours\n\nPlease show the opening hours on the start page.\n\nBest regards,\nAna\nHead of Shops\n"
    notes = Reader(mail).read()
    assert notes.subject is not None and notes.subject.text == "Opening hours"
    assert [unit.text for unit in notes.units] == ["Please show the opening hours on the start page."]


def test_speakers_and_time_stamps_are_taken_off_in_a_conversation() -> None:
    talk = "\n".join(f"[10:0{n}] {'Ana' if n % 2 else 'Ben'}: line number {n} of the talk" for n in range(8))
    units = Reader(talk).read().units
    assert [unit.speaker for unit in units] == ["Ben", "Ana"] * 4
    assert units[3].text == "line number 3 of the talk"


def test_every_quote_is_verbatim_in_one_of_its_lines() -> None:
    notes = (
        "# A\n\n- **Must:** keep the [list](http://x.example) *sorted*\n  and short\n\n> quoted text should stay here\n"
    )
    lines = notes.split("\n")
    for unit in Reader(notes).read().units:
        assert any(unit.quote in lines[number - 1] for number in unit.lines), unit


def test_headings_are_known_by_many_names() -> None:
    assert role_of("3. Open Questions:") == "questions"
    assert role_of("Risks & Open Questions") == "risks"
    assert role_of("Akzeptanzkriterien") == "criteria"
    assert role_of("Returns portal") is None


def accounted(notes: str) -> None:
    reply = draft_reply(notes)
    numbers = {number for number, line in enumerate(notes.split("\n"), 1) if line.strip()}

    def lines(value: object) -> set[int]:
        if isinstance(value, dict):
            own = set(value.get("lines") or ()) if isinstance(value.get("lines"), list) else set()
            return own.union(*(lines(inner) for key, inner in value.items() if key != "lines"))
        return set().union(*(lines(inner) for inner in value)) if isinstance(value, list) else set()

    left = {number for entry in reply["left_out"] for number in entry["lines"]}
    used = lines({key: value for key, value in reply.items() if key != "left_out"})
    assert not left & used
    assert numbers <= left | used
    assert all(entry["why"] for entry in reply["left_out"])


LINE = st.text(
    alphabet=st.characters(blacklist_characters="\r\n", blacklist_categories=("Cs", "Zl", "Zp", "Cc")), max_size=60
)
WORDS = st.sampled_from(
    "the user must be able to export , when if not should only max 10 rows - * # ## > | : ? . we need so that because "
    "Ana: add a button to the page ``` {code} h3. Steps Expected **Risk:** tbd From: Subject: POST /x #12".split()
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(LINE, st.lists(WORDS, max_size=12).map(" ".join)), max_size=12).map("\n".join))
def test_any_text_gives_a_reply_that_accounts_for_every_line(notes: str) -> None:
    accounted(notes)


def test_far_too_long_notes_are_read_in_part_and_every_line_is_accounted_for() -> None:
    accounted("- the page shows the total\n" * 20_000)
    accounted("word " * 100_000)
