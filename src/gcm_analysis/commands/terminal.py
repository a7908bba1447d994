"""Where the command line prints: results to standard output, all else to standard error."""

from rich.console import Console

out, err = Console(highlight=False), Console(stderr=True, highlight=False)
