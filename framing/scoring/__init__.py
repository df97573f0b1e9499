"""Spans to numbers: voices, rates, shares."""
def attribution_scores(c,s): raise NotImplementedError
