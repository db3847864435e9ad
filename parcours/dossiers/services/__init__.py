"""Writes of the dossiers: keyword-only, one transaction each, logged."""

from parcours.dossiers.services.contacts import noter_dernier_contact
from parcours.dossiers.services.qualifications import noter_langue

__all__ = ["noter_dernier_contact", "noter_langue"]
