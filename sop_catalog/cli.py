"""DOOR 2: the `sop` command."""
