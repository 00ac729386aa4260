"""Word: the form that goes out, the draft as a document, and any .docx read into answers by question."""
