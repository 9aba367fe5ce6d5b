"""Style sheets, one per screen or widget of the same stem, and the colour tokens."""
