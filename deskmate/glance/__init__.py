"""The quick way to the status, for prompts and status bars that ask every few seconds.

It carries the last fold forward instead of making a new one. Its modules import what the interpreter has loaded
anyway and each other, never the domain, datetime, json or re: those alone cost more than all of this.
"""
