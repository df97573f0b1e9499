"""Pages in a browser: with payloads in every place, no script of one runs and no request is made.

The pages are opened without their policy, so that what holds is that everything is escaped; the policy is a second wall.

Run: python -m tests.security.browser
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from html.parser import HTMLParser
from pathlib import Path

from framing.export.corpus_page import corpus_page as page_of_study
from framing.export.corpus_style import POLICY as RULES
from tests.security.pages import article_page, article_text, lexicon_of, named_report, plain_study, renamed
from tests.security.payloads import EVIL, XSS

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
PER_PAGE, PER_CORPUS = 40, 8  # payloads on a page
POLICY = f'<meta http-equiv="Content-Security-Policy" content="{RULES}">'
SECONDS = 120  # for one page
OPTIONS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--disable-extensions", "--disable-default-apps", "--host-resolver-rules=MAP * ~NOTFOUND", "--virtual-time-budget=2000",
)  # fmt: skip
# A page on which one payload runs and one asks for something: if nothing is seen of it, nothing can be seen at all.
CONTROL = f"<!DOCTYPE html><html><head><title>x</title></head><body><script>document.title=window.pwned=1</script><img src=http:{EVIL}/x.png></body></html>"


def find_chromium():
    """Return the path of a browser, None where there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def opened(browser, page, folder):
    """Return the document that a page becomes, and the addresses outside it that it asked for."""
    log = folder / "net.json"
    log.unlink(missing_ok=True)
    command = [
        browser,
        *OPTIONS,
        f"--user-data-dir={folder / 'profile'}",
        f"--log-net-log={log}",
        "--dump-dom",
        page.as_uri(),
    ]
    done = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", errors="replace", timeout=SECONDS, check=False
    )
    if "<html" not in done.stdout:
        raise RuntimeError(f"{page.name} was not shown: {done.stderr[-500:]}")
    return done.stdout, _asked(log)


def _asked(log):
    """Return the hosts and addresses in a log of the network that are not the browser's own business."""
    if not log.exists():
        raise RuntimeError("The browser wrote no log of the network.")
    text = log.read_text(encoding="utf-8", errors="replace")
    events = json.loads(text if text.rstrip().endswith("}") else text.rstrip().rstrip(",") + "]}")["events"]
    said = json.dumps([event.get("params") for event in events])
    return sorted(set(re.findall(r"(?:https?|wss?|ftp)://[^\"\\ ]*evil\.example[^\"\\ ]*", said)))


def pages(folder):
    """Write the pages, without the policy that would hide what escaping misses, and return their paths."""
    made = {}
    for i in range(0, len(XSS), PER_PAGE):
        made[f"article-{i}"] = article_page(article_text(*XSS[i : i + PER_PAGE]))
    for i in range(0, len(XSS), 12):
        made[f"names-{i}"] = named_report(XSS[i : i + 12]).to_html()
    words = [f"plain{letter}" for letter in "ABCDEFGH"]
    study = plain_study(words, lexicon_of(words))
    for i in range(0, len(XSS), PER_CORPUS * 4):
        named = [
            renamed(study, dict(zip(words, XSS[j : j + PER_CORPUS], strict=False)))
            for j in range(i, min(i + PER_CORPUS * 4, len(XSS)), PER_CORPUS)
        ]
        made |= {f"corpus-{i}-{n}": page_of_study(one) for n, one in enumerate(named)}
    paths = [folder / f"{name}.html" for name in made]
    for path, html in zip(paths, made.values(), strict=True):
        assert POLICY in html
        path.write_text(html.replace(POLICY, ""), encoding="utf-8", errors="replace")
    return paths


class Seen(HTMLParser):
    """The elements of a document, and its title."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.title, self._within = set(), "", False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags |= {tag, *(name for name, _ in attrs if name.startswith("on"))}
        self._within = tag == "title"

    def handle_endtag(self, tag):
        self._within = False

    def handle_data(self, data):
        self.title += data if self._within else ""


def harm(browser, path, folder):
    """Return what a page did that it must not: a title that a payload sets, elements that none wrote, and what was asked for."""
    document, asked = opened(browser, path, folder)
    before, after = Seen(path.read_text(encoding="utf-8")), Seen(document)
    ran = ["a script ran"] if after.title in {"1", "pwned"} and after.title != before.title else []
    return [*ran, *sorted(after.tags - before.tags - {"tbody"}), *asked]


def check(browser, *, n=None):
    """Return what was seen on `n` pages, all without it: nothing where they are inert. Raise where the browser sees nothing at all."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        control = folder / "control.html"
        control.write_text(CONTROL, encoding="utf-8")
        document, asked = opened(browser, control, folder)
        if "<title>1</title>" not in document or not asked:
            raise RuntimeError("On a page that does harm the browser saw none: the check says nothing.")
        paths = pages(folder)
        chosen = paths if n is None else paths[:: max(len(paths) // n, 1)]
        return {path.name: seen for path in chosen if (seen := harm(browser, path, folder))}, len(chosen)


def main():
    """Check all pages; return the exit code."""
    browser = find_chromium()
    if browser is None:
        print(f"No browser is found. Install one of: {', '.join(NAMES)}.", file=sys.stderr)
        return 2
    found, n = check(browser)
    for name, seen in found.items():
        print(f"{name}: {'; '.join(seen)[:300]}")
    print(
        f"{n} pages, {len(XSS)} payloads: {f'{len(found)} did harm' if found else 'no script ran, nothing was asked for'}"
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
