"""The kinds of step that protocols are composed of; `kinds` lists them.

This file imports nothing, so that entries stay light. Adding a kind adds a module here, its line in `kinds`, and
a workspace in widgets.
"""
