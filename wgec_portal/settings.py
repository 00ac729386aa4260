"""All settings of the portal, in one file. What an office may choose comes from the environment: environment.py.

With no variable set the portal runs by itself: SQLite, a broker in files, letters as .eml files.
"""

from pathlib import Path

from csp.constants import NONE, SELF

from . import environment
from .watching.logs import to_stderr

BASE_DIR = Path(__file__).resolve().parent.parent
env = environment.read(BASE_DIR)

PRODUCTION = env("PRODUCTION")
DEBUG = False
VAR_DIR = environment.made(Path(env("PORTAL_VAR")))

# Who we are ----------------------------------------------------------------------------------------------------------
SECRET_KEY = env("SECRET_KEY") or ("" if PRODUCTION else environment.EMBEDDED_KEY)
ALLOWED_HOSTS = env("ALLOWED_HOSTS")
PORTAL_URL = env("PORTAL_URL").rstrip("/")
PORTAL_NAME = env("PORTAL_NAME")
PORTAL_VERSION = env("PORTAL_VERSION")
PORTAL_CLOCK = env("PORTAL_CLOCK")
ACCEL_REDIRECT = env("ACCEL_REDIRECT")
CLAMAV = env("CLAMAV")
METRICS_TOKEN = env("METRICS_TOKEN")

INSTALLED_APPS = [
    "wgec_portal",
    "wgec_portal.watching",
    "summaries",
    "submissions",
    "meetings",
    "documents",
    "people",
    "correspondence",
    "audit",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "crispy_forms",
    "crispy_bootstrap5",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "wgec_portal.watching.requests.WatchMiddleware",
    "wgec_portal.headers.HeadersMiddleware",
    "wgec_portal.refusing.PlainTextMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "wgec_portal.access.AccessMiddleware",
    "wgec_portal.refusing.RefusalMiddleware",
]

ROOT_URLCONF = "wgec_portal.urls"
WSGI_APPLICATION = "wgec_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wgec_portal.pages.portal",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# Where things are kept -----------------------------------------------------------------------------------------------
DATABASES = {"default": env.db_url_config(env("DATABASE_URL") or f"sqlite:///{VAR_DIR / 'portal.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Django's own defaults lost 137 of 360 concurrent writes; with these none.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MEDIA_ROOT = VAR_DIR / "files"
OUTBOX_DIR = VAR_DIR / "outbox"
LEDGER_DIR = Path(env("PORTAL_LEDGER") or VAR_DIR / "ledger")
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MANIFEST_STRICT = False
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("ttf", "otf", "woff", "woff2", "png", "jpg", "gz", "br")

REDIS_URL = env("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
    }
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "portal_cache"}
}

# Work in the background ----------------------------------------------------------------------------------------------
BROKER_DIR = VAR_DIR / "broker"
CELERY_BROKER_URL = REDIS_URL or "folder://"
# Whoever presses a button does not wait for a broker that is down: kombu's own tries took 4 to 6 seconds.
_ONE_TRY = {"max_retries": 0, "interval_start": 0, "interval_step": 0, "interval_max": 0}
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {"socket_timeout": 1, "socket_connect_timeout": 1, "visibility_timeout": 3600, **_ONE_TRY}
    if REDIS_URL
    else {"folder": str(BROKER_DIR)}
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 1800
CELERY_TASK_SOFT_TIME_LIMIT = 1700
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_DEFAULT_QUEUE = "letters"
CELERY_TASK_ROUTES = {
    "correspondence.tasks.beat_of_papers": {"queue": "papers"},
    "submissions.tasks.compile_contributions": {"queue": "papers"},
    "submissions.tasks.set_fragments": {"queue": "papers"},
    "submissions.tasks.set_in_advance": {"queue": "papers"},
    "submissions.tasks.sweep_compilations": {"queue": "papers"},
    "submissions.tasks.sweep_other_forms": {"queue": "papers"},
}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat")
CELERY_TIMEZONE = "UTC"

# Letters -------------------------------------------------------------------------------------------------------------
EMAIL_FROM = env("EMAIL_FROM")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = EMAIL_FROM
EMAIL_TIMEOUT = 20  # seconds for each answer; correspondence/claiming.py leases a letter for longer than all of them
EMAIL_BOUNCES_URL = env("EMAIL_BOUNCES_URL")
if env("EMAIL_URL"):
    vars().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "correspondence.eml.Backend"

# Languages and time --------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("ar", "العربية"),
    ("zh-hans", "中文"),
    ("en", "English"),
    ("fr", "Français"),
    ("ru", "Русский"),
    ("es", "Español"),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Zurich"

# Signing in: a code by e-mail, no password ---------------------------------------------------------------------------
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
ACCOUNT_ADAPTER = "people.signing_in.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_REQUIRED = False
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = False  # it would write to known addresses only; one asks anew instead
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_RATE_LIMITS = {  # of one network address, beside those of signing in
    "begin_draft": f"{env('DRAFTS_AN_HOUR')}/h/ip",
    "ask_letter": f"{env('LETTERS_AN_HOUR')}/h/ip",
}
ACCOUNT_FORMS = {
    "request_login_code": "people.forms.signing_in.AddressForm",
    "confirm_login_code": "people.forms.signing_in.CodeForm",
}
MFA_FORMS = {
    "authenticate": "people.forms.signing_in.AppForm",
    "reauthenticate": "people.forms.signing_in.AgainForm",
    "activate_totp": "people.forms.signing_in.SetUpForm",
}
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_SESSION_REMEMBER = False
ALLAUTH_TRUSTED_PROXY_COUNT = env("TRUSTED_PROXIES")
SECOND_FACTOR = PRODUCTION if env("SECOND_FACTOR") is None else env("SECOND_FACTOR")
MFA_ADAPTER = "people.second_factor.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = PORTAL_NAME

# Safety --------------------------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_HTTPONLY, LANGUAGE_COOKIE_SAMESITE = True, "Lax"
CSRF_FAILURE_VIEW = "wgec_portal.refusing.csrf_failure"
CSRF_TRUSTED_ORIGINS = [PORTAL_URL]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no cookie with a name of its own
if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$", r"^metrics$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    LANGUAGE_COOKIE_NAME, LANGUAGE_COOKIE_SECURE = "__Host-language", True
FILE_UPLOAD_HANDLERS = [
    "submissions.forms.files.SizeGuard",  # a request that can only be refused is not written to disk first
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

LOGGING = to_stderr("json" if PRODUCTION else "plain")
