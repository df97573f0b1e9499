"""Blocks: which lines are the article, and which are the page around it.

A scraped article comes with its page: headline, byline, photo captions and
*furniture* – share links, comment boxes, newsletter prompts, "Read more".
Each line gets one of :data:`framing.core.BLOCKS`. Nothing is removed and no
character moves: what is not asked for is only left out later.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from framing.core import BODY, BYLINE, CAPTION, FURNITURE, HEADLINE, PerType

LINE = re.compile(r"[^\n\r\u2028\u2029\x85\x0b\x0c]+")
LONGEST_FURNITURE = 230  # characters; a longer line is prose
LONGEST_HEADLINE = 200
HEADLINE_WORDS = 30
HARD_WRAP = (40, 100)  # characters; lines broken by a mail program or terminal are this long
SENTENCE_END = re.compile(r"[.!?…:;][\"”’')\]]*\s*$")
STRONG_END = re.compile(r"[.!?…][\"”’')\]]*\s*$")

_MONTH = r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?|aug(?:ust|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
_AGENCY = r"(?:AP|AFP|Reuters|REUTERS|Getty(?: Images)?|EPA|UPI|Bloomberg|Shutterstock|iStock(?:photo)?|Pixabay|Unsplash|Dreamstime|TASS|Sipa(?: USA)?|PA Wire|Alamy)"

FURNITURE_LINE = re.compile(
    rf"""(?x)\W*(?:
      (?:advertise(?:ment|r)|advertisement\W+continue\ reading.*|ad|story\ continue[sd]\ below.*|continue\ reading.*|article\ continues.*)
    | (?:read|more|see|related|also|watch|recommended|explore|next|previous|trending|most\ (?:read|popular))\W*
    | (?:read|see|learn|find\ out|hear)\ (?:more|also|next|the\ full)\b.{{0,120}}
    | (?:(?:must\ |just\ |now\ )?watch(?:ed)?|read\ more|related(?:\ \w+)?|see\ also|more|also\ (?:read|see|on)\b[^:]*|photos?|pictures|gallery|slideshow|videos?|special\ (?:coverage|report)|full\ coverage|recommended|don['’]t\ miss|trending|from\ the\ archives?|live\ (?:updates|blog)|podcast|opinion)\s?:.*
    | just\ watched\ .*|media\ playback\ is\b.*|like\ what\ you['’]re\ reading.*
    | (?:slideshow|gallery|\d+\ (?:photos|images|comments?|shares?))\b.{{0,25}}|(?:prev|next)\ image\b.*
    | (?:share|tweet|pin|e-?mail|print|flip|post|like|follow|subscribe|donate|copy\ link|save|close|loading|menu|skip|search|log\ in|sign\ in|sign\ up|register|reply|report|top|home|video|audio|photo|poll|comments?|view\ comments|leave\ a\ (?:comment|reply)|add\ a\ comment|post\ a\ comment|join\ the\ (?:conversation|discussion)|tags?|topics?|facebook|twitter|linkedin|whatsapp|reddit|youtube|instagram)(?:\W+(?:this(?:\ (?:article|story|page|post))?|on|via|to|facebook|twitter|linkedin|whatsapp|reddit|tweet|share|post|e-?mail|print|article|story|link|more|us|in|up|\d+))*\W*
    | (?:share|tweet|print|e-?mail|read\ or\ share|listen\ to)\ (?:this|the)\ (?:article|story|post|full|interview).*
    | (?:click|tap)\ (?:here|for|to|on|the|through)\b.*|(?:please\ )?(?:log|sign)\ ?in\ (?:to|or|with)\b.*
    | (?:sign|signing)\ up\ (?:for|to|here|now)\b.*|get\ (?:the|our|all\ the|more|breaking|daily)\b.*\b(?:news(?:letters?)?|inbox|app|stories|delivered|alerts?)\b.*
    | support\b.{{0,60}}\bjournalism\b.*|(?:subscribe|support|donate|join|like|follow|contact|e-?mail|find|visit|download|become)\ (?:to|now|us|our|the|on|a|at|for|@?\w+(?:\ \w+)?\ (?:on|at))\b.{{0,90}}\b(?:twitter|facebook|instagram|youtube|newsletters?|podcast|inbox|homepage|app|subscriber|member(?:ship)?|today|channel|reporting|journalism|month|updates|more\ stories|@\S+|\S+@\S+)\b.*
    | (?:thank\ you\ for\ (?:signing|subscribing|reading)|thanks\ for\ (?:signing|reading)).*
    | (?:-\ )?follow\ (?:the\ .{{0,30}}\ on\ |us\b|@).*|please\ let\ us\ know\ if\b.*|(?:let\ us\ know|what\ do\ you\ think).{{0,60}}
    | (?:copyright|©|\(c\)).*|contributing\s?:.*|(?:reporting|editing|writing|additional\ reporting|compiled)\ by\ .{{0,160}}
    | (?:the\ )?(?:opinions?|views?)\ expressed\b.*|this\ is\ a\ rush\ transcript.*
    | (?:this|the)\ (?:article|story|post|material|transcript|site|piece)\ (?:is\ more\ than|has\ been\ (?:updated|corrected)|was\ (?:originally|first)|originally|may\ not\ be|is\ protected|is\ based\ in\ part|will\ be\ updated|contains\ affiliate).*
    | (?:update[ds]?|published|posted|last\ (?:updated|modified)|modified|first\ published|created)\b\W*(?:(?:on|at)\b)?\W*(?:\d|{_MONTH}\b|mon|tue|wed|thu|fri|sat|sun).{{0,60}}
    | \d+\ (?:second|minute|hour|day|week|month|year)s?\ ago|\d+\ min(?:ute)?s?\ read|\d{{1,2}}[:.]\d\d\s?(?:[ap]\.?m\.?)?.{{0,12}}|\d+\.?
    | (?:\[(?:embed|pullquote|caption|gallery|video|image|want\ to|struggling|read|sign|get|follow|subscribe|what\ you)|\(\s?(?:photos?|also\ on|video|related|see|read|more)\b).*
    | https?://\S+|www\.\S+|(?:editor['’]s?|correction|clarification|programming)\ note\W.*
    | image\ credit.*|newsletter\b.{{0,40}}|more\ (?:on\ this|from\b|stories|news|coverage|in\b).{{0,80}}|(?:top|latest|related|popular|featured|trending)\ (?:stories|news|articles|links|coverage|content|posts|op-eds).{{0,40}}
    | buy\ now.*|shop\ now.*|sponsored(?:\ (?:content|by\b.*))?|paid\ (?:content|post)|promoted.{{0,20}}
    )\W*"""
)
FURNITURE_WORDS = (
    "commenting", "comments are closed", "comment section", "comments policy", "terms of use", "terms of service", "privacy policy",
    "all rights reserved", "reprint permission", "unsubscribe", "cookie policy", "recaptcha", "contributed to this", "newsletter",
    "do not necessarily represent", "do not necessarily reflect", "pic.twitter.com/", "https://t.co/", " (@",
)  # fmt: skip
FURNITURE_INSIDE = re.compile(
    rf"""(?x)\b(?:comments?\ (?:are\ closed|section|policy)|having\ issues\ with\ commenting|terms\ of\ (?:use|service)|privacy\ policy|all\ rights\ reserved|reprint\ permission|unsubscribe|cookie\ policy|recaptcha
      |contributed\ to\ this\ (?:report|story|article|post|piece)|do\ not\ necessarily\ re(?:present|flect)|(?:subscribe\ to|sign\ up\ for)\b.*\bnewsletters?|pic\.twitter\.com/)
      |https://t\.co/|[—–-]\s.{{1,50}}\(@\w+\)\s(?:{_MONTH}|\d).{{0,20}}$"""
)
FURNITURE_HEADING = re.compile(
    r"\W*(?:read (?:more|next|also)|related(?: \w+)?|see also|more (?:on this|from\b.*|stories)|most (?:read|popular)|recommended|trending(?: now)?|comments?|(?:top|latest) (?:stories|news))\W*"
)
CREDIT = re.compile(
    rf"""(?x)(?:\b(?:Getty\ Images|Associated\ Press\ [Pp]hoto|AP\ Photos?|Reuters\ photo|(?:via|/)\ ?(?:AP|Getty|AFP|Reuters|REUTERS|Shutterstock)|AFP[-/]|/AFP|Shutterstock|iStock\ ?photo|Pixabay|Pixattitude)\b
      | (?i:\b(?:photo(?:graph)?(?:\ credit|\ illustration)?|image|picture|illustration|credit|feature\ photo\ credit)\s?(?::|\bby\b|/)\ ?\S)
      | (?i:image\ copyright|file\ photo|hide\ caption|toggle\ caption|handout\ (?:photo|image|picture|video)|image\ caption)
      | \bH(?:andout|ANDOUT)\b
      | \|\ (?:REUTERS|AP|AFP|Getty)\b
      | \([^()]{{0,60}}\b{_AGENCY}\b[^()]{{0,40}}\)\W*$
      | [\u2014\u2013]\s?[\w .'’-]{{0,40}}\b{_AGENCY}\W*$)"""
)
CREDIT_WORDS = ("photo", "getty", "reuters", "afp", "ap)", "/ap", "| ap", "shutterstock", "image", "credit", "pixa", "picture", "illustration", "caption", "handout", "epa", "upi", "bloomberg", "unsplash", "dreamstime", "tass", "sipa", "alamy", "ap photos", "pa wire")  # fmt: skip
CAPTION_START = re.compile(
    r"(?:TOPSHOT\b|FILE\s?(?:PHOTO)?\s?[-–—:]|FILE - |\(FILES?\)|Image:|Photo:|PHOTO:|Pictured\b|Caption:)"
)
BYLINE_LINE = re.compile(
    rf"""(?x)(?:[Bb][Yy]:?\s(?:the\s)?[A-Z][\w.'’-]+.{{0,110}}(?<![.!?])
      | (?:[A-Z][\w.'’-]+\ ){{1,3}}[A-Z][\w.'’-]+(?:,|\ \|| [-–—])\ (?:{_AGENCY}|Associated\ Press|The\ [A-Z]\w+(?:\ [A-Z]\w+)*|(?:\w+\ ){{0,3}}(?:[Cc]orrespondent|[Ee]ditor|[Rr]eporter|[Ww]riter))
      | (?i:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s)?(?i:{_MONTH})\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}}.{{0,30}}
      | \d{{1,2}}\s(?i:{_MONTH})\s\d{{4}}.{{0,30}}
      | (?:[•—–-]\s|---?\s?)[A-Z][\w.'’-]+\ .{{3,80}}\b(?:is|are)\ (?:an?|the|editors?|president|author|columnist|professor)\b.*
      | [•—–-]\s(?:[A-Z][\w.'’-]+\ ){{1,2}}[A-Z][\w.'’-]+
      | (?:ANALYSIS/)?OPINION:?|COMMENTARY:?|ANALYSIS:?)\s*"""
)
DATELINE = re.compile(
    rf"""(?x)(?:[A-Z][A-Z.'’-]+(?:[ ,/]+[A-Z][A-Z.'’-]+){{0,4}}(?:,\ (?:[A-Z][A-Za-z]+\.?\ ?){{1,3}}|,\ (?:[A-Z]\.){{1,3}})?
      (?:,\ (?i:{_MONTH})\ \d{{1,2}}(?:,\ \d{{4}})?)?(?:\ ?\([^)]{{2,40}}\))?|[A-Z][a-z]+(?:,\ [A-Z][a-z.]+)?\ \([^)]{{2,40}}\)|\((?:{_AGENCY}|CNN)\))\s?(?:[-–—]{{1,2}}|\ )\s?(?=["“'‘A-Z])"""
)  # fmt: skip
DATELINE_SIGN = re.compile(r"[-–—)]\s*$")


_PARTS = ("comment", "terms", "privacy", "cookie", "reserved", "permission", "unsubscribe", "recaptcha", "contributed", "newsletter", "necessarily", "twitter", "t.co", "@")  # fmt: skip
_HINT = re.compile(
    "|".join([re.escape(part) for part in (*_PARTS, *filter(str.isalpha, CREDIT_WORDS))]) + r"|(?<!\w)(?:ap|pa)(?!\w)"
)


class Line(NamedTuple):
    """One line of a text: character bounds, and whether a blank line stands before it."""

    start: int
    end: int
    after_blank: bool


class Block(NamedTuple):
    """A paragraph of one kind, as character bounds in the joined text."""

    start: int
    end: int
    kind: int


def hints(folded: str) -> bool:
    """Return whether a folded word stands in furniture or in a photo credit, so that its line needs a closer look."""
    return _HINT.search(folded) is not None


HINTS = PerType[np.bool_].each(lambda written, folded: hints(folded), bool)


def find_blocks(
    text: str, start: int, end: int, hinted: Sequence[int] | None = None, goes_on: bool = False
) -> list[Block]:
    """Split ``text[start:end]``, one document, into paragraphs with their kind.

    Parameters
    ----------
    text : str
        The joined texts of a corpus, or one text.
    start, end : int
        Character bounds of the document.
    hinted : sequence of int, optional
        Where words start that :func:`hints` names; lines without one need no closer look. All lines get one without it.
    goes_on : bool
        The document goes on from another, and has no headline.

    Returns
    -------
    list of Block
        In order, without overlap. Every character that is not white space lies in one.

    Examples
    --------
    >>> page = "Rain expected\\n\\nHeavy rain is expected in the valley on Friday.\\n\\nADVERTISEMENT"
    >>> [b.kind for b in find_blocks(page, 0, len(page))]
    [3, 3, 4]
    """
    lines = _lines(text, start, end)
    if _is_hard_wrapped(text, lines):
        lines = _unwrap(lines)
    kinds = [_kind(text[a:b], hinted is None or bisect_left(hinted, a) < bisect_left(hinted, b)) for a, b, _ in lines]
    if len(lines) > 1:
        _mark_captions(text, lines, kinds)
        _mark_teasers(text, lines, kinds)
    if len(lines) > 1 and not goes_on:
        _mark_headline(text, lines, kinds)
    blocks: list[Block] = []
    for line, kind in zip(lines, kinds, strict=True):
        blocks.extend(_split_dateline(text, line, kind) if kind == BODY else [Block(line.start, line.end, kind)])
    return blocks


def _lines(text: str, start: int, end: int) -> list[Line]:
    lines: list[Line] = []
    previous = start
    for match in LINE.finditer(text, start, end):
        if match.group().isspace():
            continue
        a, b = match.start() + len(match.group()) - len(match.group().lstrip()), match.end()  # an indent tells nothing
        between = text[previous:a]
        blank = between.count("\n") > 1 or between.count("\r") > 1 or "\u2029" in between
        lines.append(Line(a, b, blank or not lines))
        previous = b
    return lines


def _is_hard_wrapped(text: str, lines: Sequence[Line]) -> bool:
    """Whether lines were broken to a width: many of nearly equal length that end inside a sentence."""
    inner = [a for a, b in pairwise(lines) if not b.after_blank]
    if len(inner) < 6 or len(inner) < 0.5 * len(lines):
        return False
    low, high = HARD_WRAP
    fits = [low <= line.end - line.start <= high for line in inner]
    open_ended = [not SENTENCE_END.search(text, max(line.start, line.end - 6), line.end) for line in inner]
    return sum(fits) >= 0.8 * len(inner) and sum(open_ended) >= 0.6 * len(inner)


def _unwrap(lines: Sequence[Line]) -> list[Line]:
    joined: list[Line] = []
    for line in lines:
        if line.after_blank or not joined:
            joined.append(line)
        else:
            joined[-1] = Line(joined[-1].start, line.end, joined[-1].after_blank)
    return joined


def _kind(line: str, hinted: bool) -> int:
    """Return the kind of one line by what it says."""
    line = line.strip()
    if len(line) > 2 * LONGEST_FURNITURE:
        return BODY
    low = line.lower()
    if hinted and _names(low, FURNITURE_WORDS) and FURNITURE_INSIDE.search(low):
        return FURNITURE
    if CAPTION_START.match(line) or (
        hinted and _names(low, CREDIT_WORDS) and CREDIT.search(line) and not _is_prose(line)
    ):
        return CAPTION
    if len(line) > LONGEST_FURNITURE:
        return BODY
    if not any(map(str.isalnum, line)) or FURNITURE_LINE.fullmatch(low):
        return FURNITURE
    return BYLINE if BYLINE_LINE.fullmatch(line) else BODY


def _names(line: str, words: Sequence[str]) -> bool:
    for word in words:  # noqa: SIM110 - asked of every line: a loop is twice as fast as any()
        if word in line:
            return True
    return False


def _is_prose(line: str) -> bool:
    """Whether a line that names a photo agency is still a sentence about it."""
    return bool(re.search(r"\b(?:said|says|told|reported|according to)\b", line)) and not re.search(
        r"\([^()]*\)\W*$|\|", line
    )


def _mark_captions(text: str, lines: Sequence[Line], kinds: list[int]) -> None:
    """A line directly above a photo credit is its caption."""
    for i in range(1, len(lines)):
        credit = kinds[i] == CAPTION and lines[i].end - lines[i].start < 90
        if credit and kinds[i - 1] == BODY and not lines[i].after_blank and i > 1:
            kinds[i - 1] = CAPTION


def _mark_teasers(text: str, lines: Sequence[Line], kinds: list[int]) -> None:
    """Titles listed under "Read more" or "Related" are links, not the article."""
    listing = False
    for i, line in enumerate(lines):
        content = text[line.start : line.end]
        if kinds[i] == FURNITURE:
            listing = bool(FURNITURE_HEADING.fullmatch(content.strip().lower())) or (listing and "\n" not in content)
        elif listing and kinds[i] == BODY and len(content) < LONGEST_HEADLINE and not STRONG_END.search(content):
            kinds[i] = FURNITURE
        else:
            listing = False


def _mark_headline(text: str, lines: Sequence[Line], kinds: list[int]) -> None:
    """The first line that is not page furniture is the headline if it reads like one."""
    first = next((i for i, kind in enumerate(kinds) if kind not in (FURNITURE, BYLINE, CAPTION)), None)
    if first is None or not any(kind == BODY for kind in kinds[first + 1 :]):
        return
    title = text[lines[first].start : lines[first].end].strip()
    rest = sum(
        line.end - line.start for line, kind in zip(lines[first + 1 :], kinds[first + 1 :], strict=True) if kind == BODY
    )
    if len(title) <= LONGEST_HEADLINE and rest > max(150, len(title)) and _reads_like_headline(title):
        kinds[first] = HEADLINE


def _reads_like_headline(title: str) -> bool:
    words = title.split()
    if len(words) > HEADLINE_WORDS or DATELINE.match(title):
        return False
    if not STRONG_END.search(title):
        return not title.endswith((":", ",", ";"))
    long_words = [w for w in words if len(w) > 3 and w[0].isalpha()]
    return len(long_words) >= 3 and sum(w[0].isupper() for w in long_words) >= 0.8 * len(long_words)


def _split_dateline(text: str, line: Line, kind: int) -> list[Block]:
    """Set a dateline ("GENEVA (Reuters) –") apart from the sentence it opens."""
    match = DATELINE.match(text, line.start, min(line.end, line.start + 90))
    if match and DATELINE_SIGN.search(match.group()) and match.end() < line.end:
        return [Block(line.start, match.end(), BYLINE), Block(match.end(), line.end, kind)]
    return [Block(line.start, line.end, kind)]
