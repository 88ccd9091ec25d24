"""SOPs as PDF: the pages of the site, printed by a browser that is there, and made the same whenever they are made."""
