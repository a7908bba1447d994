"""What machines read of a report: one description, said in the words of each of the standards that they know."""
