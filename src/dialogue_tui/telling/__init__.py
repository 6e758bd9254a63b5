"""What histories and transcripts share: who is said to speak, what may leave, and text as markdown."""
