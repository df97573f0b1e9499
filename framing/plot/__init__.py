"""Pictures: a DataFrame in, matplotlib Axes out."""

from framing.plot.actors import plot_actors
from framing.plot.voices import plot_voices

__all__ = ["plot_actors", "plot_voices"]
