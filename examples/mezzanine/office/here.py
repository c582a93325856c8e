"""What this site sets on top of the project that Mezzanine makes: a database in one file, and the kit."""

from .settings import *  # noqa: F403
from .settings import PROJECT_ROOT, os

DEBUG = True
SECRET_KEY = NEVERCACHE_KEY = "for trying out on one machine only"
DATABASES = {
    "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.path.join(PROJECT_ROOT, "office.sqlite3")}
}
STATICFILES_DIRS = [os.path.join(PROJECT_ROOT, "own")]
LANGUAGE_CODE = "zh-hans"
LANGUAGES = (("zh-hans", "简体中文"), ("en", "English"))

# The whole of the integration, on the side of the CMS.
RICHTEXT_WIDGET_CLASS = "office.widget.CheckedRichText"
