"""What pytest leaves alone here."""

collect_ignore = ["growth.py"]  # a command
