"""Project files and import files, broken by lot in every way that people, editors and tools break them."""
