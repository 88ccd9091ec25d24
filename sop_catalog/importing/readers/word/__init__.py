"""Word (.docx): its document, taken apart."""
