"""The voice: a speech worker process, its drivers and player, and captions when there is no sound."""
