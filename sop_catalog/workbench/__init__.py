"""One SOP on the workbench: what the page /sunting/ shows of it after each change."""
