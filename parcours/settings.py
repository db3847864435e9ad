"""One settings file, fed by the environment only; SQLite and a filesystem broker by default."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote, urlparse

import dj_database_url
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from parcours.socle.environnement import (
    env_bool,
    env_int,
    env_list,
    env_secret,
    env_secrets,
    env_text,
    env_url,
)

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(env_text("VAR_DIR", str(BASE_DIR / "var")))
VAR.mkdir(parents=True, exist_ok=True)

DEBUG = env_bool("DEBUG", defaut=False)
# On one's own machine (`make run`): keys made once in var/, plain http, static files as they are.
LOCAL = env_bool("LOCAL", defaut=DEBUG)
SECRET_KEY = env_secret("SECRET_KEY", fichier=VAR / "cle_secrete" if LOCAL else None)
# Apart from SECRET_KEY, so that one can be changed without losing the other. First encrypts,
# all decrypt (rotation).
CLES_CHIFFREMENT = env_secrets("CLES_CHIFFREMENT") or [
    env_secret("CLE_CHIFFREMENT", fichier=VAR / "cle_chiffrement" if LOCAL else None)
]
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]" if LOCAL else "")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")
ADRESSE_PUBLIQUE = env_text("ADRESSE_PUBLIQUE", "http://localhost:8000")

INSTALLED_APPS = [
    "parcours.socle",
    "parcours.comptes",
    "parcours.referentiels",
    "parcours.dossiers",
    "parcours.solutions",
    "parcours.offres",
    "parcours.orientations",
    "freins",
    "matching",
    "parcours.pilotage",
    "parcours.demonstration",
    "api",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "rest_framework",
    "drf_spectacular",
    "simple_history",
    "axes",
    "csp",
    "django_htmx",
    "js_lib_bootstrap5",
]

MIDDLEWARE = [
    "parcours.socle.metriques.MesureRequetes",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "parcours.socle.middleware.RefusOctetNul",
    "parcours.socle.middleware.RefusNir",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "parcours.urls"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
WSGI_APPLICATION = "parcours.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "parcours.comptes.contexte.navigation",
                "parcours.comptes.contexte.nouvelles",
            ],
        },
    },
]

# --- Database -----------------------------------------------------------------------------------
DATABASE_URL = env_url(
    "DATABASE_URL",
    f"sqlite:///{VAR / 'parcours.sqlite3'}",
    schemas={"sqlite", "postgres", "postgresql"},
    exemple="« sqlite:////srv/parcours.sqlite3 » ou « postgres://compte:motdepasse@hote/base »",
)
DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=60)}
if "postgresql" in DATABASES["default"]["ENGINE"]:
    # Compiling a query costs more than our short ones take (40 ms for a page of cards).
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c jit=off"
if "sqlite3" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["OPTIONS"] = {
        # IMMEDIATE takes the write lock at BEGIN: no deadlock between two upgrading readers.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
        "PRAGMA foreign_keys=ON; PRAGMA cache_size=-32000;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Background work ----------------------------------------------------------------------------
if env_text("REDIS_URL", ""):
    CELERY_BROKER_URL = env_url(
        "REDIS_URL", "", schemas={"redis", "rediss", "unix"}, exemple="« redis://hote:6379/0 »"
    )
else:
    CELERY_BROKER_URL = "filesystem://localhost/"
    _courrier = VAR / "courrier"
    for _nom in ("messages", "controle", "traites"):
        (_courrier / _nom).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_courrier / "messages"),
        "data_folder_out": str(_courrier / "messages"),
        "control_folder": str(_courrier / "controle"),
        "processed_folder": str(_courrier / "traites"),
        "store_processed": False,
    }
if CELERY_BROKER_URL.startswith(("redis", "rediss")):
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": CELERY_BROKER_URL,
            "KEY_PREFIX": "parcours",
        }
    }
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_DEFAULT_QUEUE = "court"
CELERY_TASK_ALWAYS_EAGER = env_bool("CELERY_ALWAYS_EAGER", defaut=False)
CELERY_TASK_EAGER_PROPAGATES = CELERY_TASK_ALWAYS_EAGER
CELERY_TIMEZONE = "Europe/Paris"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "celerybeat-schedule")
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# The truth is the Tache row; a message only says « look at row N » (07-dependencies).
CELERY_BEAT_SCHEDULE = {
    "balayer-taches": {"task": "socle.balayer", "schedule": timedelta(seconds=20)},
    "evenements": {
        "task": "socle.demander",
        "schedule": timedelta(minutes=1),
        "args": ("matching.consommer_evenements",),
    },
    "ouvertures-changees": {
        "task": "socle.demander",
        "schedule": timedelta(minutes=1),
        "args": ("matching.consommer_ouvertures",),
    },
    "relances": {
        "task": "socle.demander",
        "schedule": crontab(hour=6, minute=0),
        "args": ("orientations.relancer_et_expirer",),
    },
    "ouvertures-expirees": {
        "task": "socle.demander",
        "schedule": crontab(hour=2, minute=30),
        "args": ("offres.fermer_expirees",),
    },
    "rappels-des-etapes": {
        "task": "socle.demander",
        "schedule": crontab(hour=6, minute=15),
        "args": ("freins.rappeler",),
    },
    # After the reminders of the day, so that they are in it.
    "recapitulatifs": {
        "task": "socle.demander",
        "schedule": crontab(hour=7, minute=0),
        "args": ("comptes.recapituler",),
    },
    "imprimes-de-la-veille": {
        "task": "socle.demander",
        "schedule": crontab(minute=10),
        "args": ("freins.purger_imprimes",),
    },
    "cles-d-idempotence": {
        "task": "socle.demander",
        "schedule": crontab(hour=4, minute=10),
        "args": ("api.oublier_cles",),
    },
    "taches-faites": {
        "task": "socle.demander",
        "schedule": crontab(hour=4, minute=30),
        "args": ("socle.ranger",),
    },
    "decisions-passees": {
        "task": "socle.demander",
        "schedule": crontab(hour=4, minute=20),
        "args": ("matching.purger_decisions",),
    },
    "catalogue": {
        "task": "socle.demander",
        "schedule": crontab(hour=3, minute=0),
        "args": ("matching.reconstruire_catalogue",),
    },
    "releves": {
        "task": "socle.demander",
        "schedule": crontab(hour=4, minute=0),
        "args": ("matching.relever_classements",),
    },
    # Nothing to do unless what was learnt is missing or older than the referential.
    "intitules": {
        "task": "socle.demander",
        "schedule": crontab(hour=4, minute=0),
        "args": ("referentiels.apprendre",),
    },
}
# The decision log: six months at least (AI act, article 26), a year at most (CNIL, 2021).
CONSERVATION_DECISIONS = timedelta(days=env_int("CONSERVATION_DECISIONS_JOURS", 365, minimum=184))
BAIL_TACHE = timedelta(seconds=env_int("BAIL_TACHE_SECONDES", 60, minimum=1))

# --- Accounts and sessions ----------------------------------------------------------------------
AUTH_USER_MODEL = "comptes.Utilisateur"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
if env_bool("HACHAGE_RAPIDE", defaut=False):  # tests only: argon2 takes 0.32 s
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
_VALIDATION = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": _VALIDATION + "UserAttributeSimilarityValidator"},
    {"NAME": _VALIDATION + "MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": _VALIDATION + "CommonPasswordValidator"},
]
LOGIN_URL = "comptes:connexion"
LOGIN_REDIRECT_URL = "accueil"
LOGOUT_REDIRECT_URL = "comptes:connexion"
SESSION_COOKIE_AGE = env_int("SESSION_MINUTES", 240, minimum=5) * 60
SESSION_SAVE_EVERY_REQUEST = False
AXES_USERNAME_FORM_FIELD = "username"  # the name of the login form, not the model field
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "comptes/verrouille.html"
AXES_DISABLE_ACCESS_LOG = True

# --- Security -----------------------------------------------------------------------------------
HTTPS = env_bool("HTTPS", defaut=not LOCAL)
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
if env_bool("DERRIERE_PROXY", defaut=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000  # a grid without JavaScript posts up to 336 boxes

# --- E-mail -------------------------------------------------------------------------------------
_MOTEURS_COURRIEL = {
    "console": "django.core.mail.backends.console.EmailBackend",
    "locmem": "django.core.mail.backends.locmem.EmailBackend",
    "smtp": "django.core.mail.backends.smtp.EmailBackend",
    "smtps": "django.core.mail.backends.smtp.EmailBackend",
}
_courriel = urlparse(
    env_url(
        "EMAIL_URL",
        "console:",
        schemas=set(_MOTEURS_COURRIEL),
        exemple="« console: » ou « smtp://compte:motdepasse@hote:587 »",
    )
)
EMAIL_BACKEND = _MOTEURS_COURRIEL[_courriel.scheme]
EMAIL_HOST = _courriel.hostname or "localhost"
EMAIL_PORT = _courriel.port or 25
EMAIL_HOST_USER = unquote(_courriel.username or "")
EMAIL_HOST_PASSWORD = unquote(_courriel.password or "")
EMAIL_USE_SSL = _courriel.scheme == "smtps"
EMAIL_USE_TLS = _courriel.scheme == "smtp" and EMAIL_PORT == 587
DEFAULT_FROM_EMAIL = env_text("COURRIEL_EXPEDITEUR", "Parcours <ne-pas-repondre@parcours.invalid>")

# --- Language, static files ---------------------------------------------------------------------
LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True
STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise warns about a folder that does not exist
STATICFILES_DIRS = [BASE_DIR / "parcours" / "static"]
WHITENOISE_USE_FINDERS = LOCAL
WHITENOISE_AUTOREFRESH = DEBUG
if not LOCAL and env_bool("STATIQUES_EMPREINTES", defaut=True):
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
MEDIA_ROOT = VAR / "documents"

# --- API ----------------------------------------------------------------------------------------
# Requests a minute, per token; counted together by all processes when there is a Redis.
API_DEBIT_LECTURE = env_int("API_DEBIT_LECTURE", 600, minimum=1)
API_DEBIT_ECRITURE = env_int("API_DEBIT_ECRITURE", 120, minimum=1)
# Who may read the figures from elsewhere than the machine itself; empty: nobody.
METRIQUES_JETON = env_text("METRIQUES_JETON", "")
# Outgoing notices to our own machine: tests only, never on a server.
SORTIES_LOCALES = env_bool("SORTIES_LOCALES", defaut=False)
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "api.authentification.AuthentificationJeton",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_THROTTLE_CLASSES": ["api.debits.DebitParJeton"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["api.analyseurs.JSONStrict"],
    "DEFAULT_SCHEMA_CLASS": "api.schema.Description",
    "EXCEPTION_HANDLER": "api.erreurs.en_probleme",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Parcours",
    "VERSION": "1",
    "DESCRIPTION": "Chaque refus est un problème RFC 9457 en français, qui nomme le champ et le "
    "remède, et ne change rien. Mode d’emploi : docs/api.md.",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "POSTPROCESSING_HOOKS": ["api.schema.champs_au_choix"],
    "PATH_CONVERTER_OVERRIDES": {
        "cle": {"type": "integer", "minimum": 1, "maximum": 10**18 - 1},
    },
}

# Where the persistent catalogue of openings lives (rebuilt by a task, read by the web).
CATALOGUE_DIR = VAR / "catalogue"
# The index of titles and the near métiers, built when the referential changes.
INTITULES_DIR = VAR / "intitules"
MOTEUR_GRAINE = env_int("MOTEUR_GRAINE", 20261, minimum=0)

JOURNAUX = env_text("JOURNAUX", "texte")
if JOURNAUX not in {"texte", "json"}:
    raise ImproperlyConfigured(f"JOURNAUX={JOURNAUX!r} : écrire « texte » ou « json ».")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "court": {
            "()": "parcours.socle.masquage.FormatSansDonnees",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        },
        "json": {"()": "parcours.socle.masquage.FormatJSON"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "json" if JOURNAUX == "json" else "court",
        }
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    # axes writes addresses in its warnings: no personal data in a log.
    "loggers": {"axes": {"level": "ERROR"}},
}
