"""Reads what others hand over: gate, sheet, headings, rows."""
