"""`python -m sop_catalog.cli`: the same as `sop`."""

from sop_catalog.cli import main

main()
