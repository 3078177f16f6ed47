"""The domain of stretching: the catalogue and the session engine."""
