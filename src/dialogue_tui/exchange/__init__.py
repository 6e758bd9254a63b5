"""What goes out and comes in: transcripts, bundles, and files written whole."""
