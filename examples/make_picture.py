"""Draw the picture of the README. Run as: python examples/make_picture.py."""

from pathlib import Path

import framing

HERE = Path(__file__).parent
text = (HERE / "articles" / "the-civic-standard.txt").read_text(encoding="utf-8")
axes = framing.analyze(text).plot()
axes.set_title("The Civic Standard: whose words, and which of them judge", loc="left", fontsize=11)
axes.figure.savefig(HERE.parent / "docs" / "_static" / "one_article.png", dpi=110)
