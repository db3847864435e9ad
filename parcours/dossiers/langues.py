"""Languages people here speak, by ISO 639 code; French first. Source: ISO 639-1 and 639-3."""

from typing import Final

LANGUES: Final = {
    "fr": "Français", "sq": "Albanais", "de": "Allemand", "am": "Amharique", "en": "Anglais",
    "ar": "Arabe", "hy": "Arménien", "az": "Azéri", "bm": "Bambara", "bn": "Bengali",
    "ber": "Berbère", "bs": "Bosnien, croate, serbe", "bg": "Bulgare", "zh": "Chinois",
    "ko": "Coréen", "prs": "Dari", "es": "Espagnol", "ka": "Géorgien", "el": "Grec",
    "hi": "Hindi", "hu": "Hongrois", "it": "Italien", "ja": "Japonais", "kab": "Kabyle",
    "rw": "Kinyarwanda", "ku": "Kurde", "ln": "Lingala", "mk": "Macédonien", "mg": "Malgache",
    "nl": "Néerlandais", "ur": "Ourdou", "ps": "Pachto", "pa": "Pendjabi", "fa": "Persan",
    "ff": "Peul", "pl": "Polonais", "pt": "Portugais", "rom": "Romani", "ro": "Roumain",
    "ru": "Russe", "so": "Somali", "snk": "Soninké", "sw": "Swahili", "ta": "Tamoul",
    "cs": "Tchèque", "ce": "Tchétchène", "ti": "Tigrigna", "tr": "Turc", "uk": "Ukrainien",
    "vi": "Vietnamien", "wo": "Wolof", "fsl": "Langue des signes française",
}  # fmt: skip


def nom_langue(code: str) -> str:
    """Return the French name of a language, or its code when it is not in the list."""
    return LANGUES.get(code, code)
