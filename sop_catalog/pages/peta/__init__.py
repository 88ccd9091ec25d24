"""The relation map of a unit: its picture, its matrix."""
