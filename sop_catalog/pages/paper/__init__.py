"""The plan of the printed sheets: how wide each column, how high each row, where a sheet ends. Word and Excel follow it, too."""
