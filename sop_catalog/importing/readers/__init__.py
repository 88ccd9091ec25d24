"""One reader for each kind of file; each yields a `Naskah` and knows nothing of SOPs."""
