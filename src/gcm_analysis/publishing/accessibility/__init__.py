"""Accessible or not published: what `gcm report` checks of chapters, figures, pages and PDF before it publishes."""
