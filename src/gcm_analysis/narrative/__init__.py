"""Puts results into words: language, facts, sentences, figures and tables with their words."""
