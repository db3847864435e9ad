"""Random worlds take longer than a fixed deadline on a busy machine: no deadline here."""

from hypothesis import settings

settings.register_profile("moteur", deadline=None)
settings.load_profile("moteur")
