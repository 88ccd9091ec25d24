"""Lines and shapes as they lie on a page, whatever file they come from: what belongs together, what is closed."""
