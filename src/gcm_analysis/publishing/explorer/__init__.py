"""The evidence explorer: a page with all rows that a report is based on, with filters if JavaScript runs.

Its tables hold all the data; the script reads its rows from there and has no data of its own.
"""
