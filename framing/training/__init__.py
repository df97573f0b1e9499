"""How what is learned was made: ``python -m framing.training.NAME DATA``. Imported by nothing."""
