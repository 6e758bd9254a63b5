"""The peer of every screen: the least that Textual draws. Its second line is what the clock waits for."""

from textual.app import App, ComposeResult
from textual.widgets import Footer, Header, TextArea


class Bare(App[None]):
    """Header, TextArea and Footer."""

    def compose(self) -> ComposeResult:
        """The three."""
        yield Header()
        yield TextArea("\nZq9 is on the screen\n")
        yield Footer()


Bare().run()
