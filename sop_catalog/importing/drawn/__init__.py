"""The flow that was drawn in the table: symbols, arrows between them, what stands beside an arrow."""
