"""Many reports at once: which ones, who makes them, what came of each."""
