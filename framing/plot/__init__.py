"""Pictures: a DataFrame in, matplotlib Axes out."""

from framing.plot.actor_groups import plot_actor_groups
from framing.plot.actors import plot_actors
from framing.plot.descriptors import plot_descriptors
from framing.plot.heat import plot_heat
from framing.plot.keyness import plot_keyness
from framing.plot.norms import plot_norms
from framing.plot.rates import plot_rates
from framing.plot.shares import plot_voice_shares
from framing.plot.sources import plot_sources
from framing.plot.trends import plot_trends
from framing.plot.voices import plot_voices

__all__ = [
    "plot_actor_groups",
    "plot_actors",
    "plot_descriptors",
    "plot_heat",
    "plot_keyness",
    "plot_norms",
    "plot_rates",
    "plot_sources",
    "plot_trends",
    "plot_voice_shares",
    "plot_voices",
]
