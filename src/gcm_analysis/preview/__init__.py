"""A live preview for writers: the page follows the files that it is made from. Nothing is published."""
