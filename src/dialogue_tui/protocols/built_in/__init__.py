"""The protocols that come with the program, one TOML file each."""

FIRST, FIRST_ALONE = ("dialogue-circle", "short"), ("ladder-of-inference", "solo")
"""What to begin with where nothing was held yet, as (protocol, form): for a team, and for one person."""
