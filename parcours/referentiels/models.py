"""Referentials: ROME 4.0, communes, priority neighbourhoods; versioned, replaced by imports."""

from django.db import models


class VersionReferentiel(models.Model):
    """Which version of a referential was applied, when, with what counts."""

    nom = models.CharField(max_length=40)
    version = models.CharField(max_length=40)
    empreinte = models.CharField("empreinte SHA-256 du fichier", max_length=64)
    rapport = models.JSONField(default=dict)
    importe_le = models.DateTimeField("importé le", auto_now_add=True)

    class Meta:
        verbose_name = "version d’un référentiel"
        verbose_name_plural = "versions des référentiels"
        ordering = ["-pk"]


class Metier(models.Model):
    """A ROME 4.0 métier."""

    code = models.CharField(max_length=5, primary_key=True)
    libelle = models.CharField("libellé", max_length=200)
    definition = models.TextField("définition", blank=True)
    acces = models.TextField("accès au métier", blank=True)
    code_parent = models.CharField("code ROME 3 d’origine", max_length=5, blank=True)
    code_domaine = models.CharField("domaine professionnel", max_length=3, blank=True)
    riasec = models.CharField("profil RIASEC (majeur, mineur)", max_length=2, blank=True)
    transition_eco = models.CharField("transition écologique", max_length=60, blank=True)
    est_reglemente = models.BooleanField("emploi réglementé", default=False)
    est_cadre = models.BooleanField("emploi de cadre", default=False)
    est_retire = models.BooleanField("retiré du référentiel", default=False)

    class Meta:
        verbose_name = "métier"
        verbose_name_plural = "métiers"
        ordering = ["libelle"]

    def __str__(self) -> str:
        return self.libelle


class Appellation(models.Model):
    """A job title of a métier."""

    code = models.CharField(max_length=10, primary_key=True)
    libelle = models.CharField("libellé", max_length=250)
    libelle_court = models.CharField("libellé court", max_length=200, blank=True)
    metier = models.ForeignKey(
        Metier, verbose_name="métier", on_delete=models.CASCADE, related_name="appellations"
    )
    est_retiree = models.BooleanField("retirée du référentiel", default=False)

    class Meta:
        verbose_name = "appellation"
        verbose_name_plural = "appellations"
        ordering = ["libelle"]

    def __str__(self) -> str:
        return self.libelle


class NomCourant(models.Model):
    """What people say for a métier (« faire des ménages »); ours, never touched by ROME."""

    nom = models.CharField(max_length=150)
    metier = models.ForeignKey(
        Metier, verbose_name="métier", on_delete=models.CASCADE, related_name="noms_courants"
    )

    class Meta:
        verbose_name = "nom courant"
        verbose_name_plural = "noms courants"
        constraints = [
            models.UniqueConstraint(
                fields=["nom", "metier"], name="un_nom_courant_une_fois_par_metier"
            )
        ]


class TypeCompetence(models.TextChoices):
    SAVOIR_FAIRE = "savoir_faire", "Savoir-faire"
    SAVOIR_ETRE = "savoir_etre", "Savoir-être professionnel"
    SAVOIR = "savoir", "Savoir"


class Competence(models.Model):
    """A skill or a body of knowledge of ROME."""

    code = models.CharField("code OGR", max_length=10, primary_key=True)
    libelle = models.CharField("libellé", max_length=300)
    type = models.CharField(max_length=12, choices=TypeCompetence)
    categorie = models.CharField("catégorie", max_length=80, blank=True)
    code_macro = models.CharField("macro-compétence", max_length=10, blank=True)
    est_macro = models.BooleanField("macro-compétence", default=False)
    est_retiree = models.BooleanField("retirée du référentiel", default=False)

    class Meta:
        verbose_name = "compétence"
        verbose_name_plural = "compétences"
        ordering = ["libelle"]

    def __str__(self) -> str:
        return self.libelle


class MetierCompetence(models.Model):
    """A métier uses a skill; `est_coeur` marks what is essential."""

    metier = models.ForeignKey(
        Metier, verbose_name="métier", on_delete=models.CASCADE, related_name="liens_competences"
    )
    competence = models.ForeignKey(
        Competence,
        verbose_name="compétence",
        on_delete=models.CASCADE,
        related_name="liens_metiers",
    )
    est_coeur = models.BooleanField("cœur de métier", default=False)
    est_emergente = models.BooleanField("émergente", default=False)

    class Meta:
        verbose_name = "compétence d’un métier"
        verbose_name_plural = "compétences des métiers"
        constraints = [
            models.UniqueConstraint(
                fields=["metier", "competence"], name="une_competence_une_fois_par_metier"
            )
        ]


class ContexteTravail(models.Model):
    """A possible working condition of métiers (night, standing, outdoors…)."""

    code = models.CharField(max_length=10, primary_key=True)
    libelle = models.CharField("libellé", max_length=200)
    categorie = models.CharField("catégorie", max_length=100, blank=True)

    class Meta:
        verbose_name = "contexte de travail"
        verbose_name_plural = "contextes de travail"
        ordering = ["libelle"]

    def __str__(self) -> str:
        return self.libelle


class MetierContexte(models.Model):
    """A métier may be done in a context; never a fact of an opening."""

    metier = models.ForeignKey(
        Metier, verbose_name="métier", on_delete=models.CASCADE, related_name="liens_contextes"
    )
    contexte = models.ForeignKey(
        ContexteTravail, on_delete=models.CASCADE, related_name="liens_metiers"
    )

    class Meta:
        verbose_name = "contexte d’un métier"
        verbose_name_plural = "contextes des métiers"
        constraints = [
            models.UniqueConstraint(
                fields=["metier", "contexte"], name="un_contexte_une_fois_par_metier"
            )
        ]


class Mobilite(models.Model):
    """From a métier to another, ranked (1 is nearest)."""

    depart = models.ForeignKey(
        Metier, verbose_name="métier de départ", on_delete=models.CASCADE, related_name="mobilites"
    )
    arrivee = models.ForeignKey(
        Metier,
        verbose_name="métier d’arrivée",
        on_delete=models.CASCADE,
        related_name="mobilites_vers",
    )
    rang = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = "mobilité entre métiers"
        verbose_name_plural = "mobilités entre métiers"
        constraints = [
            models.UniqueConstraint(
                fields=["depart", "arrivee"], name="une_mobilite_une_fois_par_couple"
            )
        ]
        indexes = [models.Index(fields=["depart", "rang"], name="mobilites_par_rang")]


class NatureRegroupement(models.TextChoices):
    DOMAINE = "domaine", "Domaine professionnel"
    SECTEUR = "secteur", "Secteur d’activité"
    NAF = "naf", "Division NAF"
    THEME = "theme", "Thème"
    CENTRE_INTERET = "centre_interet", "Centre d’intérêt"


class Regroupement(models.Model):
    """A way ROME groups métiers: domain, sector, NAF division, theme, centre of interest."""

    code = models.CharField(max_length=30, primary_key=True)
    nature = models.CharField(max_length=15, choices=NatureRegroupement)
    libelle = models.CharField("libellé", max_length=200)
    definition = models.TextField("définition", blank=True)
    code_parent = models.CharField("regroupement parent", max_length=30, blank=True)

    class Meta:
        verbose_name = "regroupement de métiers"
        verbose_name_plural = "regroupements de métiers"
        ordering = ["nature", "libelle"]


class RegroupementMetier(models.Model):
    """A métier belongs to a group; `est_principal` where ROME says so."""

    regroupement = models.ForeignKey(Regroupement, on_delete=models.CASCADE, related_name="liens")
    metier = models.ForeignKey(
        Metier, verbose_name="métier", on_delete=models.CASCADE, related_name="liens_groupes"
    )
    est_principal = models.BooleanField("principal", default=False)

    class Meta:
        verbose_name = "métier d’un regroupement"
        verbose_name_plural = "métiers des regroupements"
        constraints = [
            models.UniqueConstraint(
                fields=["regroupement", "metier"], name="un_metier_une_fois_par_regroupement"
            )
        ]


class Commune(models.Model):
    """A commune of France with its centre."""

    code = models.CharField("code INSEE", max_length=5, primary_key=True)
    nom = models.CharField(max_length=80)
    nom_recherche = models.CharField("nom sans accents", max_length=80, db_index=True)
    code_departement = models.CharField("département", max_length=3, db_index=True)
    code_region = models.CharField("région", max_length=3, blank=True)
    siren_epci = models.CharField("EPCI", max_length=9, blank=True)
    nom_epci = models.CharField("nom de l’EPCI", max_length=120, blank=True)
    population = models.PositiveIntegerField(default=0)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)

    class Meta:
        verbose_name = "commune"
        verbose_name_plural = "communes"
        ordering = ["nom"]

    def __str__(self) -> str:
        return self.nom


class CodePostal(models.Model):
    """A postal code serves a commune."""

    code = models.CharField(max_length=5, db_index=True)
    commune = models.ForeignKey(Commune, on_delete=models.CASCADE, related_name="codes_postaux")

    class Meta:
        verbose_name = "code postal"
        verbose_name_plural = "codes postaux"
        constraints = [
            models.UniqueConstraint(
                fields=["code", "commune"], name="un_code_postal_une_fois_par_commune"
            )
        ]


class QPV(models.Model):
    """A priority neighbourhood with its outline (GeoJSON geometry, WGS 84)."""

    code = models.CharField(max_length=8, primary_key=True)
    nom = models.CharField(max_length=120)
    commune = models.ForeignKey(
        Commune, on_delete=models.SET_NULL, null=True, blank=True, related_name="qpv"
    )
    geometrie = models.JSONField("contour")
    generation = models.CharField("génération", max_length=10, default="2024")

    class Meta:
        verbose_name = "quartier prioritaire (QPV)"
        verbose_name_plural = "quartiers prioritaires (QPV)"
        ordering = ["nom"]

    def __str__(self) -> str:
        return self.nom
