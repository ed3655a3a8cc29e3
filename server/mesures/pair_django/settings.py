"""Django REST framework over the store of the product, which it only reads; its own store keeps what
django-auditlog writes."""

import os
from pathlib import Path

DONNEES = Path(os.environ["PAIR_DONNEES"])
TRACE = os.environ["PAIR_TRACE"] == "1"

DEBUG = False
SECRET_KEY = "signs nothing here"
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "pair_django.views"
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "auditlog", "pair_django"]
# The least that gives a Content-Length; the trace notes where the request comes from.
MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
if TRACE:
    MIDDLEWARE.append("auditlog.middleware.AuditlogMiddleware")


def sqlite(nom, **options):
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": nom, "CONN_MAX_AGE": None, "OPTIONS": options}


# As in the product, a trace is on disk before its answer leaves.
SUR = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL"
DATABASES = {
    "default": sqlite(DONNEES / "mesure-pair.sqlite", init_command=SUR),
    "depot": sqlite(f"file:{DONNEES / 'reciproque.sqlite'}?mode=ro"),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = USE_I18N = False
TIME_ZONE = "Europe/Paris"
RENDUS = ["rest_framework.renderers.JSONRenderer"]
REST_FRAMEWORK = {"DEFAULT_RENDERER_CLASSES": RENDUS, "UNAUTHENTICATED_USER": None}
