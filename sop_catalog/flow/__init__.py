"""The activity graph of one SOP, and how it is drawn."""
