"""A draft: one attribution while it is being put together."""

from __future__ import annotations

from dataclasses import dataclass, field

Range = tuple[int, int]  # tokens, half-open


@dataclass(slots=True)
class Draft:
    """Who says what, as token ranges.

    Attributes
    ----------
    cue : range
    cue_class : str
        Label of the reporting verb.
    source : range, or (0, 0) where nobody is named
    content : list of range
    confidence : float
        Share of attributions that this rule gets right on annotated news.
    """

    cue: Range
    cue_class: str
    source: Range = (0, 0)
    content: list[Range] = field(default_factory=list)
    confidence: float = 0.5

    @property
    def has_source(self) -> bool:
        """Whether a source is named."""
        return self.source[1] > self.source[0]

    def add(self, start: int, end: int) -> None:
        """Add a content range unless it is empty or there already."""
        if end > start and not any(a <= start and end <= b for a, b in self.content):
            self.content = [(a, b) for a, b in self.content if not (start <= a and b <= end)]
            self.content.append((start, end))
            self.content.sort()
