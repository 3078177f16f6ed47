"""The widgets, one file each; they show what they are given."""
