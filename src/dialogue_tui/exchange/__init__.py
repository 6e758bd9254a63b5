"""What goes out: transcripts, bundles, and files written whole."""
