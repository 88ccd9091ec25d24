"""SOPs for the office's own programs: a form in Word, a register in Excel. Needs the extra `ekspor`; nothing else imports it."""
