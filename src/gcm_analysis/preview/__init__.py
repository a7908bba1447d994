"""A page that follows the files it is made from, for whoever writes: nothing is published."""
