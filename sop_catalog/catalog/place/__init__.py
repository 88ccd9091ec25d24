"""Where a catalogue lies: found from a path, with its site: mkdocs.yml, folders, pictures."""
