"""Compares a published report with its data, its notebooks and itself, and two published reports with each other."""
