"""Models of the dossier, one module per concept."""
