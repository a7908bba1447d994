"""The cache: what each step depends on, what its result was, and why it has to be done again."""
