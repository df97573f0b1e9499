"""Linear models over NumPy: a windowed tagger and chains of labels."""

from framing.models.chain import NEVER, Scores, Sequences, best_labels, marginals
from framing.models.encoder import REMEMBERED, Encoder, encoder
from framing.models.hashing import Hashes, hash_text, mix, named, shift, word_hashes
from framing.models.loadedness import Loadedness, above, loadedness
from framing.models.pos import PosTagger, pos_tagger
from framing.models.standins import VOICE_NAMES
from framing.models.store import load_weights
from framing.models.tagger import Tagger, Weights
from framing.models.words import EXTRA, Family, with_extra

__all__ = [
    "EXTRA",
    "NEVER",
    "REMEMBERED",
    "VOICE_NAMES",
    "Encoder",
    "Family",
    "Hashes",
    "Loadedness",
    "PosTagger",
    "Scores",
    "Sequences",
    "Tagger",
    "Weights",
    "above",
    "best_labels",
    "encoder",
    "hash_text",
    "load_weights",
    "loadedness",
    "marginals",
    "mix",
    "named",
    "pos_tagger",
    "shift",
    "with_extra",
    "word_hashes",
]
