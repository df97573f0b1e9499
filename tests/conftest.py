"""Settings that every test shares."""

import os

from hypothesis import settings

os.environ["MPLBACKEND"] = "Agg"
settings.register_profile("nightly", max_examples=10_000)
if "HYPOTHESIS_PROFILE" in os.environ:  # as --hypothesis-profile=nightly
    settings.load_profile(os.environ["HYPOTHESIS_PROFILE"])
