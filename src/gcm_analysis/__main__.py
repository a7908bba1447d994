"""Runs the `gcm` command line as `python -m gcm_analysis`."""

from gcm_analysis.cli import entrypoint

if __name__ == "__main__":
    entrypoint()
