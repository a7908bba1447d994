"""How results are said: language, facts, sentences, figures and tables with their words."""
