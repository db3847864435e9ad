"""What the screens of the matching say: cards, causes, plain words. Reads only."""
