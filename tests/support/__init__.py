"""What several tests share: catalogues, browsers, readers of pages. Tests import from here and never from each other."""
