"""A published report held against its data, its notebooks and itself; two published reports held against each other."""
