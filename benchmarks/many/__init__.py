"""Times one report and many, compared with other tools: `python -m benchmarks.many`."""
