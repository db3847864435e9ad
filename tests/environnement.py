"""The environment of the suite, set before Django reads its settings (loaded with `-p`)."""

import os
import tempfile
from pathlib import Path

_ICI = Path(__file__).resolve().parent.parent

os.environ.setdefault("VAR_DIR", tempfile.mkdtemp(prefix="parcours-tests-"))
os.environ.setdefault("SECRET_KEY", "cle-de-test-" + "x" * 40)
os.environ.setdefault("CLE_CHIFFREMENT", "chiffrement-de-test-" + "y" * 40)
os.environ.setdefault("DEBUG", "off")
os.environ.setdefault("HTTPS", "off")
os.environ.setdefault("ALLOWED_HOSTS", "testserver,localhost,127.0.0.1")
os.environ.setdefault("EMAIL_URL", "locmem:")
os.environ.setdefault("CELERY_ALWAYS_EAGER", "on")
os.environ.setdefault("HACHAGE_RAPIDE", "on")
os.environ.setdefault("STATIQUES_EMPREINTES", "off")
