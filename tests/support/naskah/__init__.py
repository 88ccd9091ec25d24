"""Old files for the tests of `sop impor`, made from invented SOPs: the YAML is the truth, the file is what is read back."""
