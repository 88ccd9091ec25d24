"""What was worked out before, kept by the content that it was worked out from. Nothing here knows what an SOP is."""
