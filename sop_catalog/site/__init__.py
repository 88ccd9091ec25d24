"""A finished site as data: its pages and files, whatever frame carries them."""
