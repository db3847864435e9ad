"""The copyable summary of a dossier, as plain text for other tools. No health, no origin."""

from collections.abc import Callable, Iterable

from django.utils import timezone

from matching.moteur import grilles
from matching.moteur.vocabulaire import CONTRATS, LIBELLES_MODES, NATURES
from parcours.dossiers.langues import nom_langue
from parcours.dossiers.modeles.dossiers import NATURES_PROTEGEES, Dossier
from parcours.dossiers.modeles.personnes import EtatQPV
from parcours.dossiers.modeles.qualifications import OrigineExperience

Section = tuple[str, list[str]]
Source = Callable[[Dossier], Iterable[Section]]
_sources: list[Source] = []


def enregistrer(fonction: Source) -> None:
    """Add sections of an upper app: `fonction(dossier)` gives (title, lines); no health."""
    if fonction not in _sources:
        _sources.append(fonction)


def resume_de(dossier: Dossier) -> str:
    """Return the whole summary; sections without content are left out."""
    sections = [
        ("Personne", _personne(dossier)),
        ("Situation", _situation(dossier)),
        ("Recherche", _recherche(dossier)),
        ("Qualifications", _qualifications(dossier)),
    ]
    for source in _sources:
        sections += source(dossier)
    blocs = ["\n".join([titre.upper(), *lignes]) for titre, lignes in sections if lignes]
    return "\n\n".join(blocs) + "\n"


def _personne(dossier: Dossier) -> list[str]:
    p = dossier.personne
    lignes = [f"{p.prenom} {p.nom}".strip()]
    lignes += [f"Téléphone : {p.telephone}"] if p.telephone else []
    lignes += [f"E-mail : {p.email}"] if p.email else []
    if p.commune:
        quartier = f", {p.qpv.nom}" if p.qpv else ""
        doute = " (QPV à vérifier)" if p.qpv_etat == EtatQPV.A_VERIFIER else ""
        lignes.append(f"Habite : {p.commune.nom}{quartier}{doute}")
    lignes.append(f"Suivi par {dossier.referent.nom_court} depuis le {dossier.ouvert_le:%d/%m/%Y}")
    lignes.append(f"Projet : {dossier.get_projet_display().lower()}")
    if dossier.dernier_contact_le:
        jour = timezone.localtime(dossier.dernier_contact_le)
        lignes.append(f"Dernier contact : {jour:%d/%m/%Y}")
    return lignes


def _situation(dossier: Dossier) -> list[str]:
    lignes = []
    for s in dossier.situations.exclude(nature__in=NATURES_PROTEGEES).order_by("nature"):
        dates = [f"depuis le {s.du:%d/%m/%Y}"] if s.du else []
        dates += [f"jusqu’au {s.au:%d/%m/%Y}"] if s.au else []
        suite = f" ({', '.join(dates)})" if dates else ""
        lignes.append(f"{s.get_nature_display()} : {'oui' if s.est_oui else 'non'}{suite}")
    return lignes


def _recherche(dossier: Dossier) -> list[str]:
    r = getattr(dossier, "recherche", None)
    if r is None:
        return []
    metiers = [m.metier.libelle for m in r.metiers.select_related("metier")]
    lignes = [f"Métiers : {' ; '.join(metiers)}"] if metiers else []
    lignes += [f"Cherche : {', '.join(NATURES.get(n, n) for n in r.natures)}"] if r.natures else []
    if r.contrats:
        lignes.append(f"Contrats : {', '.join(CONTRATS.get(c, c) for c in r.contrats)}")
    heures = [f"au moins {r.heures_min} h"] if r.heures_min else []
    heures += [f"au plus {r.heures_max} h"] if r.heures_max else []
    lignes += [f"Durée : {', '.join(heures)} par semaine"] if heures else []
    if r.grille:
        lignes.append(f"Heures voulues : {grilles.lisible(grilles.depuis_hexa(r.grille))}")
    lignes += [f"Disponible le {r.debut_au_plus_tot:%d/%m/%Y}"] if r.debut_au_plus_tot else []
    lignes += [f"Salaire minimum : {r.salaire_min} € brut par mois"] if r.salaire_min else []
    if r.minutes_max:
        trajets = [f"{n} min {LIBELLES_MODES.get(m, m)}" for m, n in r.minutes_max.items()]
        lignes.append(f"Trajet accepté : {', '.join(trajets)}")
    return lignes


def _qualifications(dossier: Dossier) -> list[str]:
    lignes = [
        f"{d.get_niveau_display()} : {d.intitule}" for d in dossier.diplomes.order_by("-niveau")
    ]
    lignes += [f"Certificat : {c.intitule}" for c in dossier.certifications.order_by("intitule")]
    permis = [p.categorie for p in dossier.permis.order_by("categorie")]
    lignes += [f"Permis : {', '.join(permis)}"] if permis else []
    for langue in dossier.langues.order_by("code"):
        niveaux = f"oral {langue.oral or 'non connu'}, écrit {langue.ecrit or 'non connu'}"
        lignes.append(f"{nom_langue(langue.code)} : {niveaux}")
    vie = OrigineExperience.VIE
    for e in dossier.experiences.exclude(origine=vie).select_related("metier").order_by("-mois"):
        lignes.append(f"Expérience : {e.intitule or e.metier} ({e.mois} mois)")
    savoirs = dossier.competences.select_related("competence").order_by("competence__libelle")
    lignes += [f"Sait : {c.competence.libelle} ({c.get_preuve_display().lower()})" for c in savoirs]
    return lignes
