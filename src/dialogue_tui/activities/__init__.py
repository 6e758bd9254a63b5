"""The kinds of step that protocols are composed of; `kinds` lists them.

This file imports nothing, so that entries stay light. Adding a kind adds a module here and its line in `kinds`;
what the rest of the program has to know of it, it declares (`base.Activity`).
"""
