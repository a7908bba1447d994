"""The folder of a published report: put in place whole, by one run at a time, with manifest, indexes and covers; pages kept."""
