"""The project’s notebooks and the profiles that name them, read before anything runs."""
