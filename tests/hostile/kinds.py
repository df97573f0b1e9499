"""Texts that break programs: one function of a size for each kind.

`KINDS` maps a name to a function that takes a number of characters and returns
a text of about that size; those of `FIXED` return the same for any size. The
same size gives the same text. Characters that cannot be seen are written as
escapes.
"""

import base64
import gzip
import json
import random
import string
from itertools import cycle

WORDS = (
    "the mayor of a small town on the coast will open its new bridge after months of delay and rising costs "
    "while residents wait for an answer from the county about who pays what and when it was agreed"
).split()
NAMES = (
    "Ann",
    "Tan",
    "Omar",
    "Reyes",
    "Lucy",
    "Osei",
    "Viktor",
    "Hale",
    "Priya",
    "Stone",
    "Denmark",
    "Lagos",
    "Geneva",
)
LOADED = (
    "The shameless regime slammed so-called experts as corrupt cronies, and its propaganda machine spewed vile lies "
    "about hard-working families. This disastrous, reckless scheme is a blatant power grab by radical extremists! "
    "Brave patriots obviously deserve better than cowardly bureaucrats, a notorious dictator's puppets said. "
)
NEWS = (
    "Council approves new bridge\n\nThe council approved the bridge on Tuesday, Mayor Ann Hale said. “It will be ready "
    "in May,” she told reporters, “and it is paid for.” Critics called the plan ‘reckless’. According to Omar Reyes, a "
    "spokesman for the county, nobody has seen the costs. He did not say who would pay for it.\n\n"
)
PAGE = (
    "ADVERTISEMENT\nShare this article\nRead more: Council approves bridge\nBy Ann Hale, Associated Press\n"
    "Photo: Omar Reyes/Reuters\nPublished 12 May 2021\nSign up for our newsletter\nAll rights reserved\n"
)
CODE = (
    "def mean(rows: list[float]) -> float:\n    '''Return the \"mean\".'''\n    if not rows:  # nothing\n        return 0.0\n"
    "    return sum(rows) / len(rows)\n\nfor (int i = 0; i < n; ++i) { a[i] = b[i] && !c[i] ? '\\0' : \"\\n\"; }\n"
)
LOG = (
    '10.0.0.7 - - [12/May/2021:06:25:24 +0000] "GET /index.html?x=1&y=2 HTTP/1.1" 200 1043 "-" "Mozilla/5.0"\n'
    "2021-05-12T06:25:24.123Z ERROR [main] o.e.App$1: null at 0x7ffee1b2 (App.java:42)\n"
)
SUBTITLES = "17\n00:01:02,500 --> 00:01:04,000\n<i>- Who said that?</i>\n- [MAYOR SIGHS] I did.\n\n"
HTML = (
    "<!DOCTYPE html><div class=\"a b\" style='x'><h1>Rain &amp; wind</h1><p>He said: &ldquo;No&rdquo; &#8212; <a "
    'href="https://a.org/?b=1&c=2">more</a><br/>&nbsp;&lt;b&gt;</p><!-- a comment --><img src=x onerror=alert(1)></div>\n'
)
SCRIPT = "<script>alert('a');</script><style>p::before{content:\"\\201C\"}</style></script>]]><![CDATA[</textarea>\n"
MARKDOWN = "# Title\n\n> *He* said **no**, `code` and [link](https://a.org \"t\")\n\n- [x] a\n1. b\n\n---\n***\n```\n'x'\n```\n"
LATEX = (
    "\\section{Rain} $\\sum_{i=1}^{n} x_i^2 \\le \\frac{a}{b}$ ``quoted'' \\cite{hale2021} 5\\% \\& more~\\ldots\n\n"
)
SQL = "SELECT a.name, COUNT(*) FROM articles AS a WHERE a.text LIKE '%said%' OR 1=1; DROP TABLE articles; -- '\n"
CSV = '=HYPERLINK("http://a.org";"x"),+1+1,-2+3,@SUM(A1:A9),"a ""quoted"" cell",\t=cmd|\' /C calc\'!A0\r\n'
TABLE = "| Name\t| Votes\t| Share |\n|---|---:|:---|\n| Ann Hale\t| 1,204\t| 51.2% |\n|\t|\t|\t|\n"
ARABIC = "قال الرئيس إن «الحكومة» لن تدفع، وأضاف المتحدث: نعم؟ ١٢٣ "
HEBREW = 'אמר ראש העיר כי "לא נשלם", והוסיף: צה״ל ושָׁלוֹם. '
CJK = "市長は「橋は五月に完成する」と述べた。记者问：“谁付钱？”他没有回答。서울시장은 말했다. "
THAI = "นายกเทศมนตรีกล่าวว่าสะพานจะเปิดในเดือนพฤษภาคม "
INDIC = "महापौर ने कहा कि पुल मई में खुलेगा। মেয়র বলেছেন। "
EMOJI = (
    "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466 \U0001f1e9\U0001f1f0\U0001f1f3\U0001f1ec "
    "\U0001f44d\U0001f3fd\U0001f44d\U0001f3ff \u2764\ufe0f\u200d\U0001f525 1\ufe0f\u20e3 "
    "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f said \U0001f600.\n"
)
FULL_WIDTH = "Ｔｈｅ　ｍａｙｏｒ　ｓａｉｄ：＂Ｎｏ！＂ ﬁrst ﬂoor oﬀice ﬃx ﬆop Ǆ ǅ ß ẞ İ ı ŉ ſaid ª º № ℡ ½ ² Ⅷ ①. "
CONTROLS = "".join(map(chr, [*range(1, 32), *range(127, 160)]))
SPACES = (
    "\t\n\x0b\x0c\r \x1c\x1d\x1e\x1f\x85\xa0\u1680"
    + "".join(map(chr, range(0x2000, 0x200B)))
    + "\u2028\u2029\u202f\u205f\u3000"
)
NON_CHARACTERS = "\ufffe\uffff\ufdd0\ufdef\U0001fffe\U0010ffff"


def prose(n):
    """Return words without any mark, about `n` characters."""
    return fill(" ".join(WORDS) + " ", n)


def fill(unit, n):
    """Return `unit` over and over, `n` characters."""
    return (unit * (n // len(unit) + 1))[:n]


def spread(parts, n, between=" "):
    """Return the words of prose with `parts` set between them in turn, about `n` characters."""
    found, size = [], 0
    for word, part in zip(cycle(WORDS), cycle(parts), strict=False):
        found.append(word + between + part)
        size += len(found[-1])
        if size >= n:
            return "".join(found)
    return ""


def repeated(unit):
    """Return a kind that says `unit` over and over."""
    return lambda n: fill(unit, n)


def scattered(parts, between=" "):
    """Return a kind that sets `parts` between words."""
    return lambda n: spread(parts, n, between)


def fixed(text):
    """Return a kind that is the same at any size."""
    return lambda n: text


def drawn(draw, seed):
    """Return a kind of what `draw` returns for a generator of random numbers, about `n` characters."""

    def kind(n):
        rng, found, size = random.Random(seed), [], 0
        while size < n:
            found.append(draw(rng))
            size += len(found[-1])
        return "".join(found)[:n]

    return kind


def nested(opening, closing, inside="x"):
    """Return a kind with brackets within brackets, half opening and half closing."""

    def kind(n):
        depth = n // (len(opening) + len(closing))
        return opening * depth + inside + closing * depth

    return kind


def bytes_as_text(n):
    """Return what a reader of Latin-1 makes of a PDF."""
    rng = random.Random(5)
    head = "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n4 0 obj << /Length 9 >> stream\n"
    return (head + rng.randbytes(max(n - len(head) - 30, 0)).decode("latin-1") + "\nendstream endobj\n%%EOF\n")[:n]


def packed(n):
    """Return what a reader of Latin-1 makes of a gzip file."""
    return gzip.compress(random.Random(6).randbytes(n), mtime=0).decode("latin-1")[:n]


def undecodable(n):
    """Return bytes that are no UTF-8, read as UTF-8 with surrogateescape."""
    found = (prose(n // 2).encode() + random.Random(7).randbytes(n // 2)).decode("utf-8", "surrogateescape")
    return found[:n]


def mojibake(n):
    """Return curly marks and accents read in the wrong encoding, twice."""
    text = "“It’s a café,” Zoë said – naïve…  "
    return fill(text.encode().decode("latin-1").encode().decode("cp1252", "replace"), n)


def deep_json(n):
    """Return JSON of as many levels as `n` holds."""
    depth = n // 8
    return '{"a":[' * depth + "1" + "]}" * depth


def records(n):
    """Return JSON lines of articles."""
    line = json.dumps({"id": 7, "text": "“No,” she said.\n", "tags": ["a", None, 1.5e-3], "é": "\u2028"}) + "\n"
    return fill(line, n)


def encoded(n):
    """Return base64 in lines of 76."""
    return base64.encodebytes(random.Random(8).randbytes(n * 3 // 4)).decode()[:n]


def stacked(n):
    """Return letters under piles of combining marks."""
    rng, found, size = random.Random(9), [], 0
    while size < n:
        word = "".join(c + "".join(chr(rng.randrange(0x300, 0x370)) for _ in range(30)) for c in rng.choice(WORDS))
        found.append(word + " ")
        size += len(found[-1])
    return "".join(found)[:n]


def one_stack(n):
    """Return one letter under one pile of combining marks of two classes, which normal form has to sort."""
    return "a" + fill("\u0301\u0327", n)


def single_in_double(n):
    """Return opening marks that never close, then single marks that may."""
    return "“a " * (n // 6) + "'x' " * (n // 8)


def apart_letters(n):
    """Return dotted letters that end as a word does."""
    return fill("a.b.", n) + "cd"


def numbers_end_badly(n):
    """Return digits and commas that end as a word does, many times."""
    return fill("1,2.3,", n) + "x"


def long_words(n):
    """Return words of 10,000 letters, each different."""
    rng = random.Random(10)
    return " ".join("".join(rng.choices(string.ascii_lowercase, k=10_000)) for _ in range(max(n // 10_000, 1)))


def new_words(n):
    """Return words that were never seen before, so that nothing kept helps."""
    rng, found, size = random.Random(11), [], 0
    while size < n:
        found.append("".join(rng.choices(string.ascii_lowercase, k=rng.randrange(3, 10))))
        size += len(found[-1]) + 1
    return " ".join(found)


def new_names(n):
    """Return sentences about people that were never seen before."""
    rng, found, size = random.Random(12), [], 0
    while size < n:
        first, last = ("".join(rng.choices(string.ascii_lowercase, k=6)).capitalize() for _ in range(2))
        found.append(f"{first} {last} said {last} blamed {first}. ")
        size += len(found[-1])
    return "".join(found)


def one_name(n):
    """Return one person named in every way."""
    return fill("Xi Jinping said Xi met Mr. Xi. He and Mr. Jinping, the Chinese leader, praised Xi’s China. ", n)


def any_character(rng):
    """Return one code point of all that there are."""
    return chr(rng.randrange(0x110000))


def common_character(rng):
    """Return one code point of the scripts that news is written in, or a blank."""
    return " " if rng.random() < 0.2 else chr(rng.randrange(0x20, 0x3000))


def any_mark(rng):
    """Return a word, a mark or a blank."""
    return rng.choice(
        ("said", "Ann", "he", "she", "not", " ", " ", "\n", "\n\n", *"“”‘’\"'`´«»‹›„()[]{}.,:;!?…—–-/&*#@%")
    )


def line_ends(rng):
    """Return a word and a line end of some system."""
    return rng.choice(WORDS) + rng.choice(
        ("\r", "\n", "\r\n", "\n\r", "\r\r", "\x85", "\u2028", "\u2029", "\x0b", "\x0c")
    )


def of_news(rng):
    """Return a word of those that the rules look for."""
    return rng.choice(
        (
            "said ",
            "told ",
            "that ",
            "he ",
            "Mr. ",
            "Hale ",
            "“",
            "” ",
            "according to ",
            ", ",
            ". ",
            "who ",
            "\n\n",
            "regime ",
        )
    )


FIXED = {
    "empty": fixed(""),
    "one blank": fixed(" "),
    "one line break": fixed("\n"),
    "one word": fixed("Rain"),
    "one letter": fixed("a"),
    "one stop": fixed("."),
    "one quotation mark": fixed('"'),
    "one NUL": fixed("\x00"),
    "one surrogate": fixed("\ud800"),
    "one byte order mark": fixed("\ufeff"),
    "one combining mark": fixed("\u0301"),
    "only an attribution": fixed("He said."),
}

SCALED = {
    "news": repeated(NEWS),
    "white space": repeated(SPACES),
    "blanks": repeated(" "),
    "line breaks": repeated("\n"),
    "tabs and returns": repeated("\t\r"),
    "ideographic spaces": scattered(["\u3000", "\u00a0", "\u2003"], ""),
    "one line": prose,
    "one sentence": lambda n: prose(n - 1) + ".",
    "straight marks": repeated('"'),
    "curly openings": repeated("“"),
    "curly closings": repeated("”"),
    "single openings": repeated("‘"),
    "apostrophes": repeated("’"),
    "straight apostrophes": repeated("'"),
    "backticks": repeated("``"),
    "mixed marks": repeated("“\"‘'«„``‹"),
    "marks and blanks": repeated("“ \" ‘ ' « „ `` ‹ "),
    "unclosed before words": scattered(["“", "‘", '"', "'"]),
    "curly openings before words": repeated(" “word"),
    "single openings before words": repeated(" ‘word"),
    "straight singles before words": repeated(" 'word"),
    "single marks in open ones": single_in_double,
    "plural possessives": repeated("the workers’ "),
    "brackets": nested("(", ")"),
    "bracketed words": nested("(word ", " word)"),
    "square and curly brackets": nested("[{<", ">}]"),
    "quotations in quotations": nested("“a ‘b ", " b’ a”"),
    "NULs": repeated("\x00"),
    "NULs between letters": repeated("m\x00a\x00y\x00o\x00r\x00 \x00"),
    "lone surrogates": repeated("a\ud800 \udfff\ud83d b\udc80c "),
    "reversed surrogates": repeated("\udc00\ud800"),
    "bidi overrides": scattered(["\u202e", "\u2066", "\u2069", "\u202c", "\u200f", "\u061c"], ""),
    "zero-width joiners": repeated("re\u200dgi\u200cme pro\u200bpa\u2060gan\ufeffda \u200d "),
    "only joiners": repeated("\u200d\u200b"),
    "soft hyphens": repeated("pro\u00adpa\u00adgan\u00adda re\u00adgime \u00ad "),
    "byte order marks inside": scattered(["\ufeff"]),
    "stacked marks": stacked,
    "one stack": one_stack,
    "emoji": repeated(EMOJI),
    "flags without end": repeated("\U0001f1e9"),
    "skin tones": repeated("\U0001f44d\U0001f3fd"),
    "Arabic": repeated(ARABIC),
    "Hebrew": repeated(HEBREW),
    "East Asian": repeated(CJK),
    "Thai": repeated(THAI),
    "Indic": repeated(INDIC),
    "mojibake": mojibake,
    "replacement characters": scattered(["\ufffd\ufffd"]),
    "HTML": repeated(HTML),
    "scripts": repeated(SCRIPT),
    "tags never closed": repeated("<a href='"),
    "entities": repeated("&amp;&#x41;&lt;&nbsp"),
    "markdown": repeated(MARKDOWN),
    "PDF": bytes_as_text,
    "gzip": packed,
    "undecodable": undecodable,
    "formula cells": repeated(CSV),
    "deep JSON": deep_json,
    "JSON lines": records,
    "line separators": scattered(["\u2028", "\u2029", "\x85", "\x1c", "\x1e"], ""),
    "line ends of all systems": drawn(line_ends, 1),
    "carriage returns": repeated("It rained.\r"),
    "table": repeated(TABLE),
    "pipes": repeated("|"),
    "source code": repeated(CODE),
    "capitals": lambda n: fill(NEWS.upper(), n),
    "no capitals": lambda n: fill(NEWS.lower(), n),
    "long words": long_words,
    "one long word": lambda n: "a" * n,
    "one long number": lambda n: fill("1234567890", n),
    "dots": repeated("."),
    "spaced dots": repeated(". "),
    "dashes": repeated("—"),
    "hyphens": repeated("-"),
    "marks of all sorts": repeated("?!…¿¡‽.;:,!!!"),
    "hyphened words": repeated("so-called-"),
    "words of hyphens": repeated("a - b -- c --- d —— "),
    "underscores": repeated("_"),
    "slashes": repeated("and/or/"),
    "words with apostrophes": repeated("o’clock’n’"),
    "contractions": repeated("he's they'll don't we’ve I’d’ve rock’n’roll ’tis ’90s "),
    "clitics": repeated("’s’ll're"),
    "numbers": repeated("1,234,567.89 -5% $3.2m 1/2 10^6 12:30 "),
    "commas in digits": repeated("1,2.3,"),
    "numbers that end badly": numbers_end_badly,
    "numbers with hyphens": repeated("1.2-a-"),
    "addresses": repeated("https://www.a-b.org/c/d?e=f&g=h#i http://x "),
    "one address": lambda n: "https://" + fill("a/b?c=&", n),
    "e-mails": repeated("ann.hale+news@mail.a-b.co.uk, <omar@x.org>; "),
    "one e-mail": repeated("a@b.com."),
    "handles and tags": repeated("@ann_hale RT @omar: #rain #NeverAgain @@ ## (@x) pic.twitter.com/abc "),
    "hash signs": repeated("#"),
    "at signs": repeated("@"),
    "one-letter lines": repeated("a\nB\n"),
    "one-word paragraphs": scattered(["\n\n"], ""),
    "one-word sentences": repeated("Rain. Wind. "),
    "said": repeated("said "),
    "he said she said": repeated("He said she said. She said, he said. It was said that they said "),
    "cue without a stop": repeated("he said that she said that "),
    "according to": repeated("according to Hale, according to "),
    "quotation and cue": repeated("“No,” he said. “Yes,” said Ann Hale. "),
    "quotations alone": repeated("“No.” "),
    "quotation over paragraphs": repeated("“It rained and nobody came\n\n"),
    "possessives": repeated("Hale’s mayor’s town’s bridge’s "),
    "of the": repeated("the mayor of the town of "),
    "titles": repeated("Mr. Mrs. Dr. Gen. Sen. Prof. "),
    "titles and names": repeated("Mr. Hale Mrs. Reyes President Dr. Osei "),
    "abbreviations": repeated("Inc. Corp. etc. e.g. Jan. Calif. No. vs. U.S. "),
    "initials": repeated("A. B. C. D. "),
    "dotted letters": repeated("a.b."),
    "dotted letters that end badly": apart_letters,
    "names": scattered(["Ann", "Hale", "Omar", "Reyes", "Geneva", "Denmark"]),
    "capitalised words": lambda n: prose(n).title(),
    "only names": repeated(" ".join(NAMES) + " "),
    "names and commas": repeated(", ".join(NAMES) + ", and "),
    "new names": new_names,
    "one name": one_name,
    "pronouns": repeated("he she they him her it who his "),
    "page furniture": repeated(PAGE),
    "furniture in one line": lambda n: fill(PAGE.replace("\n", " "), n),
    "headlines": repeated("Council Approves New Bridge After Months of Delay\n"),
    "hard-wrapped lines": repeated("the mayor of a small town on the coast will open its bridge now and\n"),
    "private use": scattered(["\ue000\uf8ff", "\U000f0000"]),
    "unassigned": scattered(["\u0378\u0380", "\U0003fffd"]),
    "non-characters": scattered(list(NON_CHARACTERS)),
    "full width and ligatures": repeated(FULL_WIDTH),
    "mathematical letters": repeated("𝐓𝐡𝐞 𝓻𝓮𝓰𝓲𝓶𝓮 𝖘𝖆𝖎𝖉 𝟙𝟚𝟛 "),
    "look-alikes": repeated("Тhe rеgimе’s рrораgаndа is shаmеlеss. "),
    "controls": repeated(CONTROLS),
    "escapes": repeated("\x1b[31mred\x1b[0m \x07\x08"),
    "base64": encoded,
    "LaTeX": repeated(LATEX),
    "SQL": repeated(SQL),
    "log": repeated(LOG),
    "subtitles": repeated(SUBTITLES),
    "one sentence again": repeated("The mayor said it rained. "),
    "one word again": repeated("regime "),
    "loaded": repeated(LOADED),
    "loaded without stop": lambda n: fill(LOADED.replace(".", " ").replace("!", " ").replace(",", " "), n),
    "negations": repeated("not never no hardly without "),
    "hedges": repeated("perhaps it seems possibly maybe reportedly allegedly might "),
    "new words": new_words,
    "any character": drawn(any_character, 2),
    "common characters": drawn(common_character, 3),
    "marks and words at random": drawn(any_mark, 4),
    "words of news at random": drawn(of_news, 13),
}

KINDS = {**FIXED, **SCALED}
