"""Prints results to standard output and everything else to standard error."""

from rich.console import Console

out, err = Console(highlight=False), Console(stderr=True, highlight=False)


def show(result: object) -> None:
    """Print a result as it is, each line whole."""
    out.print(result, markup=False, soft_wrap=True)


def notify(sentence: str) -> None:
    """Print something that is not the result."""
    err.print(sentence, markup=False, soft_wrap=True)
