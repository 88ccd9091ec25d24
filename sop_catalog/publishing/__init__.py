"""What a built site carries besides its pages, and how it gets there."""
