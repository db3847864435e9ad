"""Reading bodies: JSON, refused with a sentence when it cannot be read."""

from typing import Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class JSONStrict(JSONParser):
    """JSON; one that is cut, or nests without end, is refused in French."""

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError as erreur:
            raise ParseError("Le JSON est imbriqué sans fin.") from erreur
        except ParseError as erreur:
            raise ParseError("Ce n’est pas du JSON valide (coupé ou mal formé ?).") from erreur
