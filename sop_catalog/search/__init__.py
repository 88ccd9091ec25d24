"""Finding SOPs by words: the index, the words of Indonesian, the terms of offices."""
