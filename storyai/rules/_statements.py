"""What the rules on the story sentence share."""

from storyai.document import Document, Slot, Statement

# Verbs that begin what somebody wants to do.
VERBS = frozenset(
    """
    access add adjust allow analyse analyze annotate apply approve archive ask assign attach automate avoid back block book
    browse build buy calculate call cancel change charge chase check choose claim clone close collect combine comment compare complete
    configure confirm connect contact contribute control convert copy create customise customize deactivate define delete
    deliver deploy describe disable discard discover display distinguish document download drag draw duplicate edit embed
    enable enter estimate evaluate examine export extend extract file fill filter find fix flag follow format generate get give
    group handle have hide highlight identify import include inform input insert inspect install integrate invite join keep
    know label launch learn leave link list load locate lock log login look maintain make manage map mark merge message
    migrate modify monitor move navigate notify open order organise organize override pause pay perform pick place plan play
    post prevent preview print prioritise prioritize process produce publish purchase pull push put query rank rate read
    receive record redirect refer refine refund register reject release reload remove rename reorder replace reply report
    request require reserve reset resolve respond restart restore restrict resume retrieve return reuse revert review revoke
    run save scan schedule search see select sell send set share ship show sign skip sort specify split start stop store
    submit subscribe suggest switch sync synchronise synchronize tag test toggle track transfer translate trigger try type
    understand undo unlock update upgrade upload use validate verify view visit visualise visualize vote watch withdraw work write
""".split()
)


def parts(statement: Statement) -> list[Slot]:
    """The parts that are there, in the order of the text."""
    return sorted(
        (part for part in (statement.role, statement.want, statement.benefit) if part is not None),
        key=lambda part: part.start,
    )


def is_placeholder(slot: Slot | None) -> bool:
    """ "[role]", "...", "<who>" or an open question: nothing that other rules should read."""
    if slot is None:
        return False
    text = slot.text.strip(" *_")
    return text[:1] in "[<{…" or text.startswith("...") or text.lower().startswith("open question")


def bare(document: Document) -> bool:
    """Whether the document is nothing but statements, without a title: what is handed over is the sentence itself.

    With a title it is a ticket, which may leave commas out and say things in brackets.
    """
    if document.criteria or not document.statements or document.title is not None:
        return False
    told = sum(len(section.paragraphs) + len(section.items) + len(section.fields) for section in document.sections)
    return told <= len(document.statements)


def stands_alone(document: Document, statement: Statement) -> bool:
    """Whether the statement has a place of its own: a story section, a line of a backlog, a file with nothing else.

    In a ticket's description the sentences behind it are the description.
    """
    if statement.section is None or statement.section.role == "story" or len(document.statements) > 2:
        return True
    return bare(document) and len(document.text) < 600
