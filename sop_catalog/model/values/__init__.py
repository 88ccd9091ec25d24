"""Values that a field's text stands for: dates, durations, NIP. Each keeps the text as written beside its reading.

Every parser takes the scalar's text (YAML's own guesses never happen) and returns the value, or None when
the text is not understood; saying so, with a position and a fix, is the decoder's work.
"""
