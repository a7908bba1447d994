"""Checks the accessibility of chapters, figures, pages and PDF before `gcm report` publishes them."""
