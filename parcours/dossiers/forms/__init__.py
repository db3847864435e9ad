"""Forms of the dossiers, one module per concept."""
