"""All SOPs together: references, roles, regulations, search."""
