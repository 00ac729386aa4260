"""Words that the screens of calls need."""
