"""Background tasks in the words of the page *Exploitation*: what each is, what went wrong, what to do.

A failure keeps the type of its exception only (its text may quote a person); the words come from it.
"""

from typing import Final, NamedTuple

from parcours.socle.models import EtatTache, Tache

LIBELLES: Final = {
    "api.oublier_cles": "Oublier les réponses de l’API mises de côté",
    "comptes.envoyer_recapitulatif": "Envoyer un récapitulatif",
    "comptes.livrer": "Livrer un avis sortant",
    "comptes.recapituler": "Préparer les récapitulatifs du jour",
    "freins.envoyer_rappels": "Envoyer les rappels d’une personne",
    "freins.imprimer": "Fabriquer un document à imprimer",
    "freins.purger_imprimes": "Effacer les documents de la veille",
    "freins.rappeler": "Rappeler les étapes du jour",
    "matching.consommer_evenements": "Recalculer les suggestions après un changement",
    "matching.consommer_ouvertures": "Suivre les ouvertures qui changent",
    "matching.essayer_collective": "Compter ce qu’ouvrirait une solution collective",
    "matching.purger_decisions": "Effacer les décisions trop anciennes",
    "matching.reclasser_ouverts": "Mettre les suggestions à jour des ouvertures",
    "matching.reconstruire_catalogue": "Recalculer tous les dossiers, commune après commune",
    "matching.relever_classements": "Relever l’équité du classement, comme chaque nuit",
    "offres.fermer_expirees": "Fermer les ouvertures expirées",
    "offres.importer": "Importer des ouvertures",
    "orientations.dire_fermetures": "Prévenir qui attend sur une ouverture close",
    "orientations.envoyer_courriel": "Envoyer un e-mail",
    "orientations.relancer_et_expirer": "Relancer les destinataires et clore sans réponse",
    "referentiels.apprendre": "Apprendre les intitulés et les métiers proches",
    "socle.ranger": "Effacer les tâches faites depuis plus d’un mois",
    "solutions.importer": "Importer des solutions",
}


class Mots(NamedTuple):
    """What happened, and what to do of it."""

    quoi: str
    faire: str


_BASE = Mots(
    "La base de données n’a pas répondu, ou a coupé la tâche.",
    "Vérifier qu’elle tourne et qu’il lui reste de la place, puis réessayer.",
)
_COURRIEL = Mots(
    "Le serveur d’e-mail a refusé le message.",
    "Vérifier EMAIL_URL (compte, mot de passe) et l’adresse d’expédition, puis réessayer.",
)
_RESEAU = Mots(
    "Le serveur appelé (d’e-mail, le plus souvent) n’a pas répondu.",
    "Vérifier son adresse dans EMAIL_URL et le réseau de cette machine, puis réessayer.",
)
_DISQUE = Mots(
    "Un fichier du dossier VAR_DIR manque, ou n’a pas pu être écrit.",
    "Vérifier la place libre et les droits de ce dossier, puis réessayer.",
)
_EFFACE = Mots(
    "Ce que la tâche devait traiter a été effacé depuis.",
    "Rien à faire : réessayer donnera la même réponse.",
)
_ERREURS: Final = {
    "OuvrierArrete": Mots(
        "L’ouvrier s’est arrêté à chaque essai pendant cette tâche.",
        "Regarder la mémoire et le journal de l’ouvrier, puis réessayer.",
    ),
    "KeyError": Mots(
        "L’ouvrier n’a pas trouvé ce qu’il cherchait : souvent, il tourne avec une autre version du code.",
        "Redémarrer les ouvriers, puis réessayer.",
    ),
    "PangoAbsent": Mots(
        "Ce serveur ne peut pas fabriquer de PDF : la bibliothèque Pango lui manque.",
        "L’installer, redémarrer l’ouvrier, puis réessayer.",
    ),
    "DechiffrementImpossible": Mots(
        "Une valeur chiffrée ne se lit plus : la clé de chiffrement a changé.",
        "Remettre l’ancienne clé dans CLES_CHIFFREMENT, redémarrer, puis réessayer.",
    ),
    "IntegrityError": Mots(
        "La base a refusé une écriture qui en contredisait une autre ; rien n’a été changé.",
        "Réessayer ; si elle revient, donner le numéro de la tâche à qui maintient le site.",
    ),
    "MemoryError": Mots(
        "La machine n’a plus de mémoire libre.",
        "Arrêter ce qui en prend, ou en ajouter, puis réessayer.",
    ),
    **dict.fromkeys(("OperationalError", "InterfaceError", "DatabaseError"), _BASE),
    **dict.fromkeys(
        (
            "SMTPAuthenticationError", "SMTPConnectError", "SMTPDataError", "SMTPHeloError",
            "SMTPRecipientsRefused", "SMTPResponseException", "SMTPSenderRefused",
        ),
        _COURRIEL,
    ),
    **dict.fromkeys(
        (
            "ConnectionAbortedError", "ConnectionRefusedError", "ConnectionResetError",
            "SMTPServerDisconnected", "SSLError", "SSLCertVerificationError", "TimeoutError",
            "gaierror",
        ),
        _RESEAU,
    ),
    **dict.fromkeys(
        ("BlockingIOError", "FileNotFoundError", "OSError", "PermissionError"), _DISQUE
    ),
    **dict.fromkeys(("DoesNotExist", "ObjectDoesNotExist"), _EFFACE),
}  # fmt: skip
_IMPREVUE = Mots(
    "Une erreur que personne n’avait prévue.",
    "Réessayer ; si elle revient, donner le numéro de la tâche à qui maintient le site : le journal "
    "de l’ouvrier dit où elle s’est produite.",
)


def libelle(nom: str) -> str:
    """The task in words."""
    return LIBELLES.get(nom, nom)


def erreur_en_mots(rang: Tache) -> Mots | None:
    """What went wrong and what to do; None when nothing did."""
    if not rang.erreur:
        return None
    mots = _ERREURS.get(rang.erreur, _IMPREVUE)
    if rang.etat == EtatTache.ECHOUEE:
        return mots
    return Mots(mots.quoi, "Rien à faire pour l’instant : un autre essai vient de lui-même.")
