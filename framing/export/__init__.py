"""Reports for other programs and for the browser."""
