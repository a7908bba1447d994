"""Times one report and many, side by side with what others use: `python -m benchmarks.many`."""
