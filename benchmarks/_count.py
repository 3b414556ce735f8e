"""Counting what rules find against what people marked."""

from dataclasses import dataclass
from math import sqrt


@dataclass(slots=True)
class Score:
    """hit: marked and found. extra: found only. missed: marked only. quiet: neither."""

    hit: int = 0
    extra: int = 0
    missed: int = 0
    quiet: int = 0

    def add(self, marked: bool, found: bool) -> None:
        if marked and found:
            self.hit += 1
        elif found:
            self.extra += 1
        elif marked:
            self.missed += 1
        else:
            self.quiet += 1

    @property
    def precision(self) -> float:
        return self.hit / (self.hit + self.extra) if self.hit + self.extra else 0.0

    @property
    def recall(self) -> float:
        return self.hit / (self.hit + self.missed) if self.hit + self.missed else 0.0

    @property
    def f1(self) -> float:
        total = 2 * self.hit + self.extra + self.missed
        return 2 * self.hit / total if total else 0.0

    def cells(self) -> str:
        """Counts, then precision and recall with their 95 % intervals, then F1, as cells of a table."""
        counts = f"{self.hit} | {self.extra} | {self.missed}"
        shares = f"{wilson(self.hit, self.hit + self.extra)} | {wilson(self.hit, self.hit + self.missed)}"
        return (
            f"{counts} | {shares} | {self.f1:.2f}" if self.hit + self.extra + self.missed else f"{counts} | - | - | -"
        )


def wilson(hits: int, total: int) -> str:
    """A share with its 95 % Wilson interval, ``-`` of nothing."""
    if not total:
        return "-"
    z = 1.96
    share = hits / total
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z * sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    return f"{share:.2f} [{max(0.0, middle - half):.2f}-{min(1.0, middle + half):.2f}]"


def percent(hits: int, total: int) -> str:
    """``3 of 200 (1.5 %)``."""
    return f"{hits} of {total} ({100 * hits / total:.1f} %)" if total else "0 of 0"
