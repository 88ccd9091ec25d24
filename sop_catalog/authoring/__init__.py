"""Tools behind the command line: comparing two states of a catalogue, writing a new SOP, what an editor program needs."""
