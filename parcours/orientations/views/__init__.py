"""Pages of the orientations, one module per reader."""
