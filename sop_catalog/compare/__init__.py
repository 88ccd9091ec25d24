"""Two states of a catalogue in sentences: what a change of the files changes for those who work by them."""
