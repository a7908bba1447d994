"""Makes the staged report: executed notebooks as chapters, with facts, references and sources, in one folder for publishers."""
