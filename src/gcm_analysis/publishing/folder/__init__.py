"""The folder of a published report: replaced as a whole, by one run at a time; its manifest, indexes, covers and cache."""
