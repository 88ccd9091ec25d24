"""How a finished site reaches its readers: built aside, put in place, brought to a folder."""
