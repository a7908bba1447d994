"""Machine-readable metadata of a report: one description, written in each of several standards."""
