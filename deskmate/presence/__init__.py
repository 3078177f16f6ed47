"""Is someone at the desk: idle probes and suspend."""
