"""The real type of a file, read in its bytes and never in its name."""

import zipfile
from dataclasses import dataclass
from typing import Any

TAILLE_MAX = 5 * 1024 * 1024
PHRASE_TYPES = "un PDF, une image PNG ou JPEG, ou un document DOCX ou ODT"


@dataclass(frozen=True)
class TypeFichier:
    """An accepted type."""

    mime: str
    extension: str


PDF = TypeFichier("application/pdf", "pdf")
PNG = TypeFichier("image/png", "png")
JPEG = TypeFichier("image/jpeg", "jpg")
DOCX = TypeFichier(
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"
)
ODT = TypeFichier("application/vnd.oasis.opendocument.text", "odt")
SIGNATURES = ((b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG))


def reconnaitre(fichier: Any) -> TypeFichier | None:
    """Return the accepted type of an open binary file, or None; the position is put back."""
    fichier.seek(0)
    debut = fichier.read(8)
    reconnu = next((t for signature, t in SIGNATURES if debut.startswith(signature)), None)
    if reconnu is None and debut.startswith(b"PK\x03\x04"):
        reconnu = _bureautique(fichier)
    fichier.seek(0)
    return reconnu


def _bureautique(fichier: Any) -> TypeFichier | None:
    """Tell a word-processor document from any other ZIP, without unpacking it."""
    try:
        with zipfile.ZipFile(fichier) as archive:
            noms = set(archive.namelist())
            if {"[Content_Types].xml", "word/document.xml"} <= noms:
                # Macros run on the reader's machine: refused.
                return None if "word/vbaProject.bin" in noms else DOCX
            if "mimetype" in noms and archive.getinfo("mimetype").file_size < 100:
                return ODT if archive.read("mimetype").decode("ascii") == ODT.mime else None
    except (zipfile.BadZipFile, UnicodeDecodeError, RuntimeError, NotImplementedError):
        return None
    return None
