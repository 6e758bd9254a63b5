"""Plain lines: the face that is read rather than seen."""
