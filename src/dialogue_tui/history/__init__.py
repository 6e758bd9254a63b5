"""Learning histories: gather what may be told, comment on it, render it."""
