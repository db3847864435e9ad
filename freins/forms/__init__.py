"""Forms of freins, one module per screen."""
