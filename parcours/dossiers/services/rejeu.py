"""A replayed form makes nothing twice."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from django.db import IntegrityError, models, transaction

M = TypeVar("M", bound=models.Model)


def une_fois(modele: type[M], jeton: UUID | None, creer: Callable[[], M], **ou: Any) -> M:
    """Return what `creer` makes, or what the same token made before.

    `ou` narrows where a previous row is looked for (the dossier, say). Everything `creer` writes
    is one transaction: when two identical requests race, the second writes nothing.
    """
    deja = modele._default_manager.filter(jeton=jeton, **ou).first() if jeton else None
    if deja is not None:
        return deja
    try:
        with transaction.atomic():
            return creer()
    except IntegrityError:
        deja = modele._default_manager.filter(jeton=jeton, **ou).first() if jeton else None
        if deja is None:
            raise
        return deja
