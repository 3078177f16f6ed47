"""Looking back: what days, weeks, months and years add up to, and how that is said and charted."""
