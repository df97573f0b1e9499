"""Pictures: a DataFrame in, matplotlib Axes out."""

from framing.plot.voices import plot_voices

__all__ = ["plot_voices"]
