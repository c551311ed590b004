"""Check quotations in other people's data against the documents that they quote."""
