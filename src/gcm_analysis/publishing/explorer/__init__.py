"""The evidence explorer: all rows that a report rests on, as a page of its own that filters where JavaScript runs.

What it shows is in its tables, complete and plain; the script reads its rows from there and holds no data of its own.
"""
