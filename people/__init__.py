"""People, organisations and working groups; who may do what."""
