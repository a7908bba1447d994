"""Damages project files and import files at random, as people, editors and tools do."""
