"""Nothing done twice: what a step depends on, what it gave, and in a sentence why it has to be done again."""
