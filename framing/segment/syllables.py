"""Syllables of a word, by its spelling.

Each group of vowels is one syllable, unless letters are silent ("like",
"called", "statement") or stand side by side and sound apart ("radio",
"being"). ``python tests/eval/syllables.py`` compares it with the pronouncing
dictionary that textstat uses.
"""

from __future__ import annotations

import re

_LETTERS = re.compile(r"[^a-z]")
_ACRONYM = re.compile(r"[bcdfghjklmnpqrstvwxz]{2,6}")
# Letters that are written but not spoken.
_SILENT = re.compile(
    r"(?<=[^aeiouy])e$(?<![^aeiouylrw]le)"  # like; not little
    r"|(?<=[^aeiouysxzcg])e(?=s$)(?<![cs]he)(?<![^aeiouylrw]le)"  # times; not wishes, articles
    r"|(?<=[^aeiouytd])e(?=d$)(?<![^aeiouylrw]le)"  # called; not started, handled
    r"|(?<=[aeiouy][^aeiouy])e(?=(?:ments?|ly|less|ful|ness|things?|times?|one|land|lines?|wide|like|where|ty|man|men)$)"  # statement
    r"|(?<=[nr][cgs])e(?=(?:ments?|ly)$)|(?<=okes)e|(?<=som)e(?=[bhwt])|i(?=ness)(?<=si)|(?<=sev)e(?=ra)|(?<=wedn)e"
)
# One match is one syllable: first the vowels that end one before another vowel.
_NUCLEUS = re.compile(
    r"(?<![ctsgnlx])i(?=a|o(?!ns?$)|um|et$|en[ct])"  # radio, Syria, experience
    r"|(?<=[aeo]n)i(?=a)|(?<=[eo]l)i(?=a|en)|(?<=so[cs])i(?=[ae]t)|(?<=i[ctl])i(?=at)|(?<=[dl])i(?=et)|(?<=rl)i(?=er)|(?<=qu|sc)i(?=e)"
    r"|[aeiouy]+(?=ing)|(?<![qg])u(?=[ao])(?!a[rd]d)|e(?=o(?!u|p|r|n)|um|ality)|(?<=id|or|ar)e(?=a)|(?<=[prn])e(?=ans?$)|(?<=cr)e(?=at)"
    r"|(?<=\bho)u(?=r)|[ao](?=y[aeo])|(?<=[^aeiouy])y(?=[aeo])|a(?=os)"
    r"|[aeiouy]+"
)
LONGEST_WORD = 1_000  # letters; what is longer is an address or a page of data
_CONTRACTED = re.compile(r"(?<=[dst])n'?t$")  # didn't


def count_syllables(word: str) -> int:
    """Return the number of syllables of a lower-cased word, of its first LONGEST_WORD letters; 0 where it has no letter.

    Examples
    --------
    >>> [count_syllables(word) for word in ("statement", "radio", "didn't", "being", "cbs", "2022")]
    [2, 3, 2, 2, 3, 0]
    """
    letters = _LETTERS.sub("", word[:LONGEST_WORD])
    if not letters:
        return 0
    if _ACRONYM.fullmatch(letters):  # spelt out: each letter is a syllable, w three
        return 2 if letters in {"mr", "mrs", "dr", "jr", "sr"} else len(letters) + 2 * letters.count("w")
    spoken = _SILENT.sub("", letters)
    return max(len(_NUCLEUS.findall(spoken)), 1) + bool(_CONTRACTED.search(word))
