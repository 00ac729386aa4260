"""Words that the screens of contributions need."""
