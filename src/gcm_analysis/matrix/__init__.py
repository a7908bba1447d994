"""Publishes many reports at once: plans them, builds them, records the results."""
