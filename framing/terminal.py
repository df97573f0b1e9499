"""Text that a terminal can show."""


def printable(text: str) -> str:
    """Return text on one line, without control characters and lone surrogates.

    Examples
    --------
    >>> printable("a\\nb\\x1b[0m")
    'a b [0m'
    """
    return "".join(c if c.isprintable() else " " for c in text).encode("utf-8", "replace").decode("utf-8")
