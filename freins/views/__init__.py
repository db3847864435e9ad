"""Views of freins, one module per screen."""
