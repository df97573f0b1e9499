"""A draft: one attribution while it is being put together."""

from __future__ import annotations

from dataclasses import dataclass, field

# Share of attributions of each shape whose source, cue and content meet an annotated one.
# Measured on the training part of PolNeAR (Newell et al. 2018): tests/eval/rule_precision.py prints them.
CONFIDENCE = {
    "clause": 0.73,
    "quote": 0.72,
    "to": 0.52,
    "object": 0.64,
    "mid": 0.72,
    "colon": 0.30,
    "before": 0.77,
    "inverted": 0.91,
    "according": 0.94,
    "noun": 0.27,
    "passive": 0.79,
    "transcript": 0.99,  # 85 of the 86 in PolNeAR train open like speech; it leaves most transcripts without annotation, so .41 by it
    "headline": 0.91,
    "block": 0.79,
}
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
    rule : str
        The shape it was read from, a key of :data:`CONFIDENCE`, or "model".
    confidence : float
        How probable it is that it is right, where the model has judged it.
    """

    cue: Range
    cue_class: str
    source: Range = (0, 0)
    content: list[Range] = field(default_factory=list)
    rule: str = "clause"
    confidence: float = 0.0

    @property
    def has_source(self) -> bool:
        """Whether a source is named."""
        return self.source[1] > self.source[0]

    def add(self, start: int, end: int) -> None:
        """Add a content range unless it is empty or there already."""
        if end > start and not self.content:
            self.content.append((start, end))
        elif end > start and not any(a <= start and end <= b for a, b in self.content):
            self.content = [(a, b) for a, b in self.content if not (start <= a and b <= end)]
            self.content.append((start, end))
            self.content.sort()
