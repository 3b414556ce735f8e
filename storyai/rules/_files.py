"""What the rules over several files compare: each story of each file with its content words."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from math import log, sqrt

from storyai.document import Document, Part, Slot
from storyai.quick_dataclass import dataclass
from storyai.rules._ids import own_id, references
from storyai.rules._stems import stem_list

Files = Sequence[tuple[str, Document]]


@dataclass(frozen=True, slots=True)
class Told:
    """One story of a file: the slot to point at, the stems of its want, benefit and criteria, whether it has the file."""

    path: str
    slot: Slot
    stems: tuple[str, ...]
    alone: bool

    def restates(self, other: "Told") -> bool:
        """One is a story's own file, the other an epic that lists it: they are meant to say the same."""
        return self.path != other.path and self.alone != other.alone


def stories(files: Files) -> list[Told]:
    """The stories of all files; text of the template is not among their words."""
    found = []
    for path, document in files:
        for part in document.parts:
            slot = _place(document, part)
            if slot is not None:
                found.append(Told(path, slot, tuple(_words(part)), len(document.parts) == 1))
    return found


def _place(document: Document, part: Part) -> Slot | None:
    if part.statement is not None:
        return document.slot(part.statement.start, part.statement.end)
    if part.criteria:
        return document.title or part.criteria[0].slot
    return None


def _words(part: Part) -> Iterator[str]:
    if part.statement is not None:
        for slot in (part.statement.role, part.statement.want, part.statement.benefit):
            if slot is not None:
                yield from stem_list(slot.plain)
    for criterion in part.criteria:
        if "[" not in criterion.slot.plain[:1]:
            yield from stem_list(criterion.slot.plain)


def similar(told: Sequence[Told], least: float) -> Iterator[tuple[Told, Told, float]]:
    """Pairs (later, earlier) whose TF-IDF vectors have a cosine of at least ``least``, each later story once.

    Only stories that share three of their eight rarest words are compared, so that time grows with the number of
    stories and not with its square.
    """
    spread = Counter(stem for story in told for stem in set(story.stems))
    total = len(told)
    index: defaultdict[str, list[int]] = defaultdict(list)
    vectors: list[dict[str, float]] = []
    for at, story in enumerate(told):
        counts = Counter(story.stems)
        vector = {stem: (1 + log(count)) * log(1 + total / spread[stem]) for stem, count in counts.items()}
        length = sqrt(sum(weight * weight for weight in vector.values())) or 1.0
        vector = {stem: weight / length for stem, weight in vector.items()}
        vectors.append(vector)
        rare = sorted(vector, key=lambda stem: (spread[stem], stem))[:8]
        shared: Counter[int] = Counter()
        for stem in rare:
            shared.update(index[stem][-50:])
            index[stem].append(at)
        best, score = -1, least
        for other, count in shared.items():
            if count >= min(3, len(rare)) and not story.restates(told[other]):
                known = vectors[other]
                found = sum([weight * known[stem] for stem, weight in vector.items() if stem in known])
                if found >= score:
                    best, score = other, found
        if best >= 0:
            yield story, told[best], score


def graph(files: Files) -> dict[str, dict[str, tuple[str, Slot]]]:
    """id -> ids it waits for, each with the path and the slot that says so."""
    known = {identity: path for path, document in files if (identity := own_id(document))}
    edges: dict[str, dict[str, tuple[str, Slot]]] = {identity: {} for identity in known}
    for path, document in files:
        own = own_id(document)
        if own is None or known.get(own) != path:
            continue
        for reference in references(document):
            if reference.id not in known or reference.id == own:
                continue
            if reference.kind == "blocked_by":
                edges[own].setdefault(reference.id, (path, reference.slot))
            elif reference.kind == "blocks":
                edges[reference.id].setdefault(own, (path, reference.slot))
    return edges
