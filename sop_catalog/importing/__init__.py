"""Old files (PDF, Word, Excel, pictures, OCR text) to SOPs: readers, one intermediate form, one parser, every doubt."""
