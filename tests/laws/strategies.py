"""Texts that nobody would write, and some that somebody might."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

ANY = st.text(alphabet=st.characters(), max_size=120)
NASTY = st.text(
    alphabet=st.sampled_from(
        list("\x00\ud800\udfff\u200b\u200d\u202e\u2066\u2028\u2029\ufeff\x85\r\n\t  .,:;!?“”‘’\"'()[]—–-*$@#aAéß中🙂")
    ),
    max_size=120,
)
_WORDS = st.sampled_from(
    "said says told that he she the a regime dictators so-called somehow managed to slammed Minister Ms. Mr. Tan China U.S. according to "
    "propaganda “ ” \" ' ‘ ’ , . ? ! : ; — ( ) \n \n\n , who is shameless critics claim warning for Putin insisted on Sunday "
    "ADVERTISEMENT COMMENTS Photo: AP every single day not never".split(" ")
)
NEWS = st.lists(_WORDS, max_size=60).map(" ".join)
texts = st.one_of(NEWS, NASTY, ANY)
USUAL = settings.get_profile("default").max_examples


def law(n):
    """Hold a law for so many generated texts, or for as many as the profile of hypothesis says if it is not the usual one ("nightly": 10,000)."""
    asked = settings().max_examples
    return settings(
        max_examples=n if asked == USUAL else asked, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
