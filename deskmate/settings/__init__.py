"""The settings, one home: what each means, how it is read and written, and the file they are kept in."""
