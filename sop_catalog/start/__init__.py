"""What begins: a new catalogue, a new SOP, the kit of a forge, the owners."""
