"""What `dialogue --help` prints, ready beforehand; a test holds it to the commands there are."""

HELP = """\
Structured dialogue for teams and one person, told as a learning history.

  dialogue                              open Home
  dialogue demo                         look around in an invented team's months
  dialogue run dialogue-circle --form short
  dialogue run ladder-of-inference --solo
  dialogue resume                       go on where the last session stood
  dialogue export last --to -           print its learning history

In a meeting
  run          Start a session with one of the protocols.
  resume       Go on with a session where it stood.

Afterwards
  sessions     List sessions, newest first.
  show         Show what one session holds.
  people       List the people of your teams.
  export       Write a session's learning history.
  transcript   Write what was said, line by line.
  comment      Comment on a paragraph of a learning history.

Protocols
  protocols    List, show and check protocols.
  card         Print one page to facilitate from paper.

Care
  demo         Fill an empty store with an invented team, or clear it again.
  where        Tell where everything is kept.
  doctor       Check that everything is in order.

Everywhere
  --data DIR   Keep both stores in DIR (or set DIALOGUE_DATA).
  --json       Where something is listed or shown: as JSON.
  --version    Tell the version.
  --help       After any command: more about it.

SESSION is an id, its unique beginning, or `last`. Exit status: 0 done,
1 failed, 2 not understood, 130 interrupted. For completion in your shell:
dialogue --install-completion
"""
