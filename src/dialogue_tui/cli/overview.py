"""What `dialogue --help` prints."""

from __future__ import annotations

from .table import groups

HELP = """\
Structured dialogue for teams and one person, told as a learning history.

  dialogue                              open Home
  dialogue demo                         look around in an invented team's months
  dialogue run dialogue-circle --form short
  dialogue run ladder-of-inference --solo
  dialogue resume                       go on where the last session stood
  dialogue export last --to -           print its learning history

{commands}
Everywhere
  --data DIR   Keep both stores in DIR (or set DIALOGUE_DATA).
  --json       Where something is listed or shown: as JSON.
  --version    Tell the version.
  --help       After any command: more about it.

SESSION is an id, its unique beginning, or `last`. Exit status: 0 done,
1 failed, 2 not understood, 130 interrupted. For completion in your shell:
dialogue --install-completion
""".format(
    commands="\n".join(
        f"{group}\n" + "".join(f"  {command.name:<12} {command.says}\n" for command in commands)
        for group, commands in groups()
    )
)
