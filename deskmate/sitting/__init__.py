"""The domain of sitting: events, what they add up to, and when a break is due."""
