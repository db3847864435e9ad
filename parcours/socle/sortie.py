"""Calling an address somebody typed: never inside our own network, never redirected, bounded.

The name is resolved once, every address it has must be public, and the connection goes to the very
address that was checked (a second resolution could answer otherwise). Source: OWASP, « Server-Side
Request Forgery Prevention ».
"""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Mapping
from typing import Final
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

DELAI_S: Final = 10
REPONSE_MAX: Final = 64_000


class SortieRefusee(Exception):
    """The address may not be called; the message says why, in French."""


def verifier_adresse(adresse: str) -> tuple[SplitResult, str]:
    """Return the parts of the address and the checked IP to call; SortieRefusee otherwise."""
    parties = _parties(adresse)
    ips = _resoudre(parties.hostname or "", parties.port or _port(parties.scheme))
    for ip in ips:
        if not _est_permise(ip):
            raise SortieRefusee("Cette adresse mène dans un réseau privé : elle n’est pas appelée.")
    return parties, ips[0]


def poster(adresse: str, corps: bytes, entetes: Mapping[str, str]) -> int:
    """POST and return the status; OSError when nobody answers, SortieRefusee when not allowed."""
    parties, ip = verifier_adresse(adresse)
    connexion = _connexion(parties, ip)
    chemin = parties.path or "/"
    cible = f"{chemin}?{parties.query}" if parties.query else chemin
    try:
        connexion.request("POST", cible, body=corps, headers=dict(entetes))
        reponse = connexion.getresponse()
        reponse.read(REPONSE_MAX)
        return reponse.status
    except http.client.HTTPException as erreur:
        raise OSError("réponse illisible") from erreur
    finally:
        connexion.close()


def _parties(adresse: str) -> SplitResult:
    try:
        parties = urlsplit(adresse)
        port = parties.port
    except ValueError as erreur:
        raise SortieRefusee("Cette adresse n’est pas lisible.") from erreur
    schemas = {"https"} if not settings.SORTIES_LOCALES else {"https", "http"}
    if parties.scheme not in schemas or not parties.hostname:
        raise SortieRefusee("L’adresse doit commencer par https:// et nommer un site.")
    if parties.username or parties.password or parties.fragment:
        raise SortieRefusee("L’adresse ne doit porter ni compte, ni mot de passe, ni « # ».")
    if port is not None and port not in (80, 443, 8443) and not settings.SORTIES_LOCALES:
        raise SortieRefusee("Le port doit être 443 ou 8443.")
    return parties


def _port(schema: str) -> int:
    return 443 if schema == "https" else 80


def _resoudre(hote: str, port: int) -> list[str]:
    try:
        reponses = socket.getaddrinfo(hote, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as erreur:
        raise SortieRefusee("Ce nom de site est introuvable.") from erreur
    return [str(reponse[4][0]) for reponse in reponses]


def _est_permise(ip: str) -> bool:
    """Public addresses only; an IPv4 hidden inside an IPv6 is looked at too."""
    adresse = ipaddress.ip_address(ip.split("%")[0])
    if isinstance(adresse, ipaddress.IPv6Address):
        cachee = adresse.ipv4_mapped or adresse.sixtofour
        if cachee is not None:
            adresse = cachee
    if settings.SORTIES_LOCALES and adresse.is_loopback:
        return True
    return adresse.is_global and not adresse.is_multicast


def _connexion(parties: SplitResult, ip: str) -> http.client.HTTPConnection:
    hote = parties.hostname or ""
    port = parties.port or _port(parties.scheme)
    if parties.scheme == "https":
        return _HTTPSVersIP(hote, port, ip)
    return _HTTPVersIP(hote, port, ip)


class _HTTPVersIP(http.client.HTTPConnection):
    """Connects to the checked IP, whatever the name resolves to by now."""

    def __init__(self, hote: str, port: int, ip: str) -> None:
        super().__init__(hote, port, timeout=DELAI_S)
        self._ip = ip

    def connect(self) -> None:
        self.sock = socket.create_connection((self._ip, self.port), DELAI_S)


class _HTTPSVersIP(http.client.HTTPSConnection):
    """The same over TLS: the certificate must be that of the name."""

    def __init__(self, hote: str, port: int, ip: str) -> None:
        super().__init__(hote, port, timeout=DELAI_S, context=ssl.create_default_context())
        self._ip = ip

    def connect(self) -> None:
        prise = socket.create_connection((self._ip, self.port), DELAI_S)
        self.sock = self._context.wrap_socket(prise, server_hostname=self.host)  # type: ignore[attr-defined]
