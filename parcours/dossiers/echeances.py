"""Rights, certificates and licences that end soon. Never what speaks of health or handicap."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from parcours.dossiers.modeles.dossiers import NATURES_PROTEGEES, Dossier, Situation
from parcours.dossiers.modeles.qualifications import Certification, Permis

HORIZON = timedelta(days=60)


@dataclass(frozen=True, order=True)
class Echeance:
    """What ends, when; `est_passee` on the given day."""

    jour: date
    quoi: str
    est_passee: bool


def echeances_pour(dossiers: Iterable[Dossier], jour: date) -> dict[int, list[Echeance]]:
    """Return what has ended or ends within 60 days of `jour`, soonest first; three queries."""
    ids = [d.pk for d in dossiers]
    limite = jour + HORIZON
    trouvees: list[tuple[int, date | None, str]] = []
    situations = Situation.objects.filter(dossier__in=ids, est_oui=True, au__lte=limite)
    for s in situations.exclude(nature__in=NATURES_PROTEGEES):
        trouvees.append((s.dossier_id, s.au, s.get_nature_display()))
    for c in Certification.objects.filter(dossier__in=ids, expire_le__lte=limite):
        trouvees.append((c.dossier_id, c.expire_le, c.intitule))
    for p in Permis.objects.filter(dossier__in=ids, echange_avant_le__lte=limite):
        trouvees.append((p.dossier_id, p.echange_avant_le, f"Permis {p.categorie} à échanger"))
    par_dossier: dict[int, list[Echeance]] = defaultdict(list)
    for dossier_id, fin, quoi in trouvees:
        if fin is not None:
            par_dossier[dossier_id].append(Echeance(fin, quoi, fin < jour))
    return {i: sorted(par_dossier[i]) for i in ids}
