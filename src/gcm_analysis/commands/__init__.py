"""The commands of the command line, by subject. Like `cli.py`, they may print."""
