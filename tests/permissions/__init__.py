"""The hand-written permission table, one module per app."""
