"""How the page of a corpus looks: its style, and the elements it is made of.

Every function takes values as they are and returns HTML in which they are escaped;
only :func:`row`, :func:`grid` and :func:`section` take HTML.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Container, Iterable, Sequence
from html import escape
from math import isfinite
from typing import Any

from framing.core import InputError
from framing.export.marked import clean

STYLE = """
:root{color-scheme:light dark;--ink:#1a1a1a;--paper:#fff;--quiet:#595959;--line:#c8c8c8;--band:#f4f4f2;--mark:#fbe3c2;--accent:#a04a00;--link:#1f5c99}
@media (prefers-color-scheme:dark){:root{--ink:#e8e6e3;--paper:#181a1b;--quiet:#b0aca6;--line:#4a4d50;--band:#222527;--mark:#5a3a10;--accent:#e8a25c;--link:#8bbcf0}}
body{margin:0;color:var(--ink);background:var(--paper);font:17px/1.6 Georgia,'Times New Roman',serif;overflow-wrap:anywhere}
main{max-width:60em;margin:0 auto;padding:1em}
p,.sentence,ul,blockquote{max-width:44em}
h1,h2,h3,nav,table,summary,figcaption,.facts,.why{font-family:system-ui,sans-serif}
h1{font-size:1.7em;line-height:1.25;margin:.4em 0}h2{font-size:1.25em;margin:2em 0 .4em;border-bottom:1px solid var(--line)}h3{font-size:1.02em;line-height:1.35;margin:1.5em 0 .2em}
a{color:var(--link)}nav{font-size:.85em}nav a{display:inline-block;padding:.25em 1em .25em 0}
.facts{font-size:.9em}.facts dt{font-weight:bold;margin-top:.4em}.facts dd{margin:0}
.scroll{overflow-x:auto;margin:.6em 0 1.2em}
.scroll:focus-visible,summary:focus-visible,a:focus-visible{outline:2px solid var(--link);outline-offset:2px}
table{border-collapse:separate;border-spacing:0;font-size:.82em;line-height:1.4;min-width:100%;overflow-wrap:normal}
caption{text-align:left;font-weight:bold;padding:.3em 0;overflow-wrap:anywhere}
th,td{padding:.3em .7em .3em 0;vertical-align:top;text-align:right;border-bottom:1px solid var(--line);font-variant-numeric:tabular-nums}
thead th{font-weight:normal;color:var(--quiet);vertical-align:bottom}
th:first-child,td.words,thead th.words{text-align:left}
tbody th{font-weight:normal;min-width:8em;max-width:16em;overflow-wrap:break-word;hyphens:auto}
td.words{min-width:6em;max-width:18em;overflow-wrap:break-word}td.context{min-width:16em;max-width:none}
td small,th small{display:block;color:var(--quiet)}td b{color:var(--accent)}
tbody tr{background:var(--paper)}tbody tr:nth-child(even){background:var(--band)}
tbody th{position:sticky;left:0;background:inherit}
summary{cursor:pointer;font-size:.9em;padding:.4em 0}
figure{margin:1em 0}figure img{max-width:100%;height:auto;background:#fff}figcaption,.why,.reasons{font-size:.82em;color:var(--quiet)}
.why{margin:0}.sentence{margin:.5em 0 0;padding-left:.8em;border-left:3px solid var(--line)}.reasons{margin:.1em 0 .6em;padding-left:.95em}.why,.reasons{max-width:53em}
mark{background:var(--mark);color:inherit;font-weight:bold;border-bottom:3px double var(--accent)}
mark.quoted{background:none;font-weight:normal;border-bottom:1px dashed var(--accent)}
@media (max-width:36em){body{font-size:16px}main{padding:.6em}th,td{padding-right:.9em}tbody th{min-width:6em;max-width:9em}td.words{max-width:8em}td.context{min-width:13em}}
@media print{:root{--ink:#000;--paper:#fff;--quiet:#444;--line:#999;--band:#fff;--mark:#eee;--accent:#000;--link:#000}body{font-size:10pt}main{max-width:none;padding:0}nav{display:none}.scroll{overflow:visible}tr,figure,article{break-inside:avoid}h2,h3{break-after:avoid}}
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
_PNG = b"\x89PNG\r\n\x1a\n"


def said(value: Any) -> str:
    """Return a value as text: white space folded, what HTML cannot hold replaced, the rest escaped.

    Examples
    --------
    >>> said("<b>A &\\n B</b>")
    '&lt;b&gt;A &amp; B&lt;/b&gt;'
    """
    return escape(clean(re.sub(r"\s+", " ", str(value))))


def number(value: float, *, sign: bool = False) -> str:
    """Return a number with three digits or so, a true minus, and "–" where nothing was observed.

    Examples
    --------
    >>> number(0.1234), number(-12.34, sign=True), number(-0.001, sign=True), number(9.999), number(float("nan"))
    ('0.12', '−12.3', '0.00', '10.0', '–')
    """
    if not isfinite(value):
        return "–"
    digits = 2 if abs(value) < 9.995 else 1 if abs(value) < 99.95 else 0
    rounded = round(float(value), digits) or 0.0  # no minus before 0
    return f"{rounded:{'+' if sign and rounded else ''},.{digits}f}".replace("-", "−")


def chance(value: float) -> str:
    """Return a p or q value.

    Examples
    --------
    >>> chance(0.00004), chance(0.0312), chance(float("nan"))
    ('&lt;0.001', '0.031', '–')
    """
    return "–" if not isfinite(value) else "&lt;0.001" if value < 0.001 else f"{value:.3f}"


def estimate(value: float, low: float, high: float, *, sign: bool = False, more: str = "") -> str:
    r"""Return a number with its interval under it, where there is one, and what else is to be said of it.

    Examples
    --------
    >>> estimate(0.5, 0.25, 0.75), estimate(0.5, float("nan"), float("nan"), sign=True, more="n = 3")
    ('0.50<small>0.25\xa0to\xa00.75</small>', '+0.50<small>n\xa0=\xa03</small>')
    """
    between = f"{number(low, sign=sign)} to {number(high, sign=sign)}" if isfinite(low) and isfinite(high) else ""
    parts = (said(part).replace(" ", "\u00a0") for part in (between, more) if part)  # lines break between parts only
    under = "; ".join(parts)
    return number(value, sign=sign) + (f"<small>{under}</small>" if under else "")


def words(text: Any) -> str:
    """Return a cell that holds text."""
    return f'<td class="words">{said(text)}</td>'


def row(head: str, *cells: str) -> str:
    """Return a row of a table, of HTML: a heading, then cells, each a ``<td>`` or what is to stand in one."""
    whole = "".join(cell if cell.startswith("<td") else f"<td>{cell}</td>" for cell in cells)
    return f'<tr><th scope="row">{head}</th>{whole}</tr>'


def grid(caption: str, heads: Sequence[str], rows: Iterable[str], texts: Container[int] = ()) -> str:
    """Return a table of HTML rows, which can be scrolled where it is too wide; `texts` are the places of columns of text."""
    kinds = (' class="words"' if i in texts else "" for i in range(len(heads)))
    cells = "".join(f'<th scope="col"{kind}>{said(head)}</th>' for kind, head in zip(kinds, heads, strict=True))
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{said(caption)}"><table><caption>{said(caption)}</caption>'
        f"<thead><tr>{cells}</tr></thead><tbody>\n{chr(10).join(rows)}\n</tbody></table></div>"
    )


def document(title: str, body: str) -> str:
    """Return a whole document around a body of HTML; the browser is told to load nothing."""
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"><title>{said(title)}</title><style>{STYLE}</style>'
    )
    return f'<!DOCTYPE html>\n<html lang="en"><head>{head}</head><body><main>\n{body}\n</main></body></html>\n'


def section(name: str, title: str, body: str) -> str:
    """Return a section of HTML."""
    return f'<section id="{said(name)}"><h2>{said(title)}</h2>\n{body}\n</section>'


def paragraphs(text: str) -> str:
    """Return the paragraphs of a text, which empty lines part."""
    return "\n".join(f"<p>{said(part.strip())}</p>" for part in re.split(r"\n\s*\n", text) if part.strip())


def folded(summary: str, content: str) -> str:
    """Return content of HTML, to be unfolded."""
    return f"<details><summary>{said(summary)}</summary>{content}</details>"


def figure(number: int, caption: str, image: str) -> str:
    """Return a picture with its caption.

    Parameters
    ----------
    number : int
    caption : str
    image : str
        SVG, or PNG in base64, with or without ``data:image/png;base64,`` before it. Either becomes the data of an ``<img>``:
        what is in an image runs nothing and loads nothing, and names in two of them do not meet.

    Raises
    ------
    InputError
        If it is neither.

    Examples
    --------
    >>> figure(1, "Loaded terms", "<svg/>")
    '<figure><img src="data:image/svg+xml;base64,PHN2Zy8+" alt="Loaded terms"><figcaption>Figure 1. Loaded terms</figcaption></figure>'
    """
    source = f'data:image/{_image(caption, image)}" alt="{said(caption)}'
    return f'<figure><img src="{source}"><figcaption>Figure {number}. {said(caption)}</figcaption></figure>'


def _image(caption: str, image: str) -> str:
    """Return the kind of an image and its data."""
    if re.match(r"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*(<!DOCTYPE[^>]*>\s*)?<svg\b", image, re.DOTALL):
        return "svg+xml;base64," + b64encode(clean(image).encode()).decode("ascii")
    data = image.removeprefix("data:image/png;base64,")
    try:
        png = b64decode(data, validate=True)
    except (Error, ValueError):
        png = b""
    if not png.startswith(_PNG):
        raise InputError(f"The figure {caption!r} is neither SVG nor PNG in base64; it starts {image[:20]!r}.")
    return f"png;base64,{b64encode(png).decode('ascii')}"
