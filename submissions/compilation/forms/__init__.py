"""Other forms of an issued compilation, all made of its frozen data: Word and Excel once, the rest when asked."""
