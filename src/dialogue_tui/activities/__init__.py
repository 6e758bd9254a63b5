"""The kinds of step that protocols are composed of. `kinds` lists them; this file imports nothing, so entries stay light.

Adding a kind adds a module here, its line in `kinds`, and a workspace in widgets.
"""
