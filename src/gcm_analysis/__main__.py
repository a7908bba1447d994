"""Lets `python -m gcm_analysis` stand for `gcm`."""

from gcm_analysis.cli import entrypoint

if __name__ == "__main__":
    entrypoint()
