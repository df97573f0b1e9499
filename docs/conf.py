"""Sphinx configuration. Nothing is fetched: no intersphinx, no remote fonts or scripts."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import framing  # noqa: E402
from framing.version import __version__  # noqa: E402

# The marked page of an example article, as the library makes it today.
ARTICLE = ROOT / "examples" / "articles" / "the-civic-standard.txt"
framing.analyze(ARTICLE.read_text(encoding="utf-8")).to_html(ROOT / "docs" / "_static" / "marked.html")

project = "framing"
author = "The framing developers"
project_copyright = "The framing developers"
version = release = __version__
language = "en"

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "numpydoc",
]
exclude_patterns = ["_build"]
root_doc = "index"
nitpicky = False  # types in docstrings are written for people

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

autosummary_generate = False  # every page of the reference is written out
autodoc_member_order = "bysource"
autodoc_typehints = "none"  # numpydoc gives the types with the parameters
numpydoc_show_class_members = False
numpydoc_class_members_toctree = False

html_theme = "pydata_sphinx_theme"
html_title = f"framing {release}"
html_theme_options = {"show_toc_level": 2, "navigation_with_keys": False, "show_prev_next": True}
html_show_sourcelink = False
html_static_path = ["_static"]
