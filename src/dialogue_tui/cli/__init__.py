"""The commands: one group a file. Each parses, calls what does the work, and prints."""
