"""A browser: pages with payloads run nothing and ask for nothing, and it would be seen if they did."""

import pytest

from tests.security.browser import check, find_chromium

BROWSER = find_chromium()


@pytest.mark.skipif(BROWSER is None, reason="no chromium is installed; the check is python -m tests.security.browser")
def test_no_script_runs_and_nothing_is_asked_for():
    """Some pages of each kind; ``python -m tests.security.browser`` opens all."""
    found, n = check(BROWSER, n=6)
    assert n >= 6
    assert found == {}
