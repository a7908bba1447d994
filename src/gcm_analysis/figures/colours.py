"""The colours of figures: they stay apart for colour-blind readers and in grey, with contrast AA on white."""

# Contrast with white: ink 14.7, blue 6.4, orange 5.4, grey 6.2, teal 5.3 to 1; AA asks 4.5 for text and 3 for marks.
INK, GREY, RULE, TINT = "#1b2a3a", "#56636f", "#d5dce3", "#f1f5f9"
BLUE, ORANGE, TEAL, PURPLE = "#1f5fa8", "#b84a00", "#0b7a75", "#6b4c9a"
# Only guides the eye, such as grid lines and bands behind the marks; it needs no contrast with the page.
BAND, SPAN = "#dbe7f4", "#e6eef8"
QUIET = frozenset(("#ffffff", RULE, TINT, BAND, SPAN))
