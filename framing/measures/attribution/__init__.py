"""Attribution: who says what.

An *attribution* is a claim with somebody behind it: a source, a cue and a
content ("Tan | said | the exercises would help"). It decides whose words a
word is, and so what every other number means. After Pareti (2015) and
Newell et al. (2018).
"""

from framing.measures.attribution.measure import Attribution
from framing.measures.attribution.model import VoiceModel, voice_model

__all__ = ["Attribution", "VoiceModel", "voice_model"]
