"""Files that wait for a background import: kept in var/ under a name that says nothing."""

from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile


def dossier_des_imports() -> Path:
    """Where uploaded files wait for their import."""
    dossier: Path = settings.VAR / "imports"
    dossier.mkdir(parents=True, exist_ok=True)
    return dossier


def deposer(fichier: UploadedFile) -> str:
    """Write an uploaded file; return the name it is kept under."""
    chemin = dossier_des_imports() / uuid4().hex
    with chemin.open("wb") as sortie:
        for morceau in fichier.chunks():
            sortie.write(morceau)
    return chemin.name


def chemin_du_depot(nom: str) -> Path:
    """The path of a kept file; only its last part counts, so that no other folder is reached."""
    return dossier_des_imports() / Path(nom).name
