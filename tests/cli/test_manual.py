"""The manual page says of every command what its help says."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from docs.manual.make import page

from dialogue_tui.cli.table import COMMANDS


def test_every_command_has_its_help_in_the_page() -> None:
    told = page()
    for command in COMMANDS:
        own = told.partition(f".SS dialogue {command.name}\n")[2].partition("\n.S")[0]
        assert command.says in own.replace("\\-", "-"), command.name
        assert "Options:" in own, command.name
    assert ".SS dialogue protocols check\n" in told


@pytest.mark.skipif(shutil.which("groff") is None, reason="there is no groff here to read the page with")
def test_the_page_is_read_without_a_warning() -> None:
    words = ["groff", "-man", "-ww", "-Tutf8", "-K", "utf8"]
    done = subprocess.run(words, input=page(), capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert "dialogue where" in done.stdout
