"""One settings file for every installation; environment variables choose (infra/env.example)."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from cms.theme.boot import BOOT_SCRIPT_HASH
from skills import content_policy, databases, keyfiles, laptop, logs, stores
from skills.environment import data_folder, this_process

BASE_DIR = Path(__file__).resolve().parent.parent
_env = this_process()

# -- Which installation this is -------------------------------------------------------------------
ENVIRONMENT = _env.choice("ENVIRONMENT", ("embedded", "production"), "embedded")
EMBEDDED = ENVIRONMENT == "embedded"
DEBUG = False
DATA_DIR = data_folder(_env, project=BASE_DIR)
PORT = _env.number("PORT", 8000, least=1, most=65535)
# read here so that a wrong value stops the start; the supervisor uses them
WEB_WORKERS = _env.number("WEB_WORKERS", 2, least=1, most=64)
WEB_THREADS = _env.number("WEB_THREADS", 1, least=1, most=64)
SITE_URL = _env.web_address("SITE_URL", f"http://localhost:{PORT}" if EMBEDDED else None)
SITE_HOST = urlsplit(SITE_URL).hostname or ""
ALLOWED_HOSTS = [SITE_HOST, *_env.words("ALLOWED_HOSTS")]
if EMBEDDED:
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]"]

# -- Keys -----------------------------------------------------------------------------------------
if EMBEDDED:
    SECRET_KEY = _env.text("SECRET_KEY", keyfiles.embedded_secret_key(DATA_DIR))
    KEY_RING = keyfiles.embedded_key_ring(DATA_DIR)
else:
    SECRET_KEY = _env.text("SECRET_KEY")
    KEY_RING = _env.key_ring("KEY_RING")
# what a key signed can be checked when it has left the ring
RETIRED_KEYS = _env.words("RETIRED_KEYS")

# -- Networks and limits --------------------------------------------------------------------------
TRUSTED_PROXIES = _env.networks("TRUSTED_PROXIES")
TRUSTED_NETWORKS = _env.networks("TRUSTED_NETWORKS")
SIGNIN_NETWORK_CAP = _env.number("SIGNIN_NETWORK_CAP", 60, least=1)
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o640

# -- Applications ---------------------------------------------------------------------------------
INSTALLED_APPS = [
    "skills",
    "courses",
    "cms",
    "identity",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_linear_migrations",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]

# The first ones answer alone where they can: health, static files, public pages.
MIDDLEWARE = [
    "skills.requests.RequestRecordMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "skills.health.HealthMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "skills.content_policy.AdminPolicyMiddleware",
    "cms.pages.serving.PublicPageMiddleware",
    # pads at random and tokens are masked for each answer, so length tells nothing (BREACH)
    "skills.compression.CompressionMiddleware",
    "skills.problems.ProblemMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "identity.sessions.middleware.PersonMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "identity.signin.middleware.StaffSessionMiddleware",
    "identity.signin.familiar.FamiliarBrowserMiddleware",
    "cms.publishing.middleware.EditorialMiddleware",
    "skills.unrecorded.UnrecordedMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "skills.urls"
WSGI_APPLICATION = "skills.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# -- Database, cache, queue, files ----------------------------------------------------------------
DATABASES = {"default": databases.default_database(_env, data_dir=DATA_DIR)}
REDIS_URL = _env.redis("REDIS_URL")
CACHES = {"default": stores.cache(REDIS_URL)}
CELERY = stores.queue(REDIS_URL, data_dir=DATA_DIR)
STORAGES = stores.storages(_env, data_dir=DATA_DIR)
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/media/"
STATIC_ROOT = BASE_DIR / "static_collected"
STATIC_URL = "/static/"
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_ALLOW_ALL_ORIGINS = False

# -- People and sessions --------------------------------------------------------------------------
AUTH_USER_MODEL = "identity.Person"
AUTHENTICATION_BACKENDS = ["identity.sessions.backends.SessionBackend"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = []
LOGIN_URL = "/dang-nhap/"
LOGIN_REDIRECT_URL = "/toi/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
# allauth's own doors are not mounted; it only wants to hear which field they would ask for
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_ADAPTER = "identity.signin.adapter.SigninAdapter"
MFA_ADAPTER = "identity.factors.adapter.PasskeyAdapter"
MFA_SUPPORTED_TYPES = ["webauthn"]
MFA_PASSKEY_SIGNUP_ENABLED = False
# the name passkeys are bound to for ever: changing it makes every one of them useless
WEBAUTHN_RP_ID = _env.text("WEBAUTHN_RP_ID", SITE_HOST)
ACCOUNT_LOGIN_TIMEOUT = 30 * 60  # setting up an authenticator app takes its time
SESSION_ENGINE = "identity.sessions.store"
SESSION_COOKIE_AGE = 30 * 24 * 60 * 60  # a citizen's own phone; staff sessions are shorter
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
CSRF_USE_SESSIONS = False
CSRF_FAILURE_VIEW = "skills.errors.expired_form"
if not EMBEDDED:
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True

# -- Headers --------------------------------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
MEDIA_ORIGIN = stores.media_origin(_env)
CONTENT_SECURITY_POLICY = content_policy.pages(MEDIA_ORIGIN, script_hashes=(BOOT_SCRIPT_HASH,))
if not EMBEDDED:
    CSRF_TRUSTED_ORIGINS = [SITE_URL]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True

# -- Language and time ----------------------------------------------------------------------------
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese"))]
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "cms" / "locale_wagtail"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True

# -- Messages that leave --------------------------------------------------------------------------
SMS_CHANNEL = _env.choice("SMS_CHANNEL", ("file", "sns", "esms"), "file" if EMBEDDED else None)
ZNS_CHANNEL = _env.choice("ZNS_CHANNEL", ("none", "file", "zns"), "none")
EMAIL_CHANNEL = _env.choice("EMAIL_CHANNEL", ("file", "smtp"), "file" if EMBEDDED else None)
SMS_SNS_REGION = _env.text("SMS_SNS_REGION", "ap-southeast-1")
SMS_SNS_ENDPOINT = _env.text("SMS_SNS_ENDPOINT", "")
SMS_SENDER_ID = _env.text("SMS_SENDER_ID", "")
SNS_RECEIPT_SECRET = _env.text("SNS_RECEIPT_SECRET", "")
_esms = _env.needed_where(SMS_CHANNEL == "esms")
ESMS_API_KEY = _esms.text("ESMS_API_KEY")
ESMS_SECRET_KEY = _esms.text("ESMS_SECRET_KEY")
ESMS_BRANDNAME = _esms.text("ESMS_BRANDNAME")
ESMS_SANDBOX = _env.flag("ESMS_SANDBOX", default=False)
ESMS_ENDPOINT = _env.web_address("ESMS_ENDPOINT", "https://rest.esms.vn")
_zalo = _env.needed_where(ZNS_CHANNEL == "zns")
ZALO_APP_ID = _zalo.text("ZALO_APP_ID")
ZALO_APP_SECRET = _zalo.text("ZALO_APP_SECRET")
ZALO_OA_SECRET = _zalo.text("ZALO_OA_SECRET")
ZNS_TEMPLATE_SIGN_IN = _zalo.text("ZNS_TEMPLATE_SIGN_IN")
ZALO_ENDPOINT = _env.web_address("ZALO_ENDPOINT", "https://business.openapi.zalo.me")
ZALO_OAUTH_ENDPOINT = _env.web_address("ZALO_OAUTH_ENDPOINT", "https://oauth.zaloapp.com")
EMAIL_HOST = _env.text("SMTP_HOST", "localhost")
EMAIL_PORT = _env.number("SMTP_PORT", 587, least=1, most=65535)
EMAIL_HOST_USER = _env.text("SMTP_USER", "")
EMAIL_HOST_PASSWORD = _env.text("SMTP_PASSWORD", "")
EMAIL_USE_TLS = _env.flag("SMTP_TLS", default=True)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = _env.text("SMTP_FROM", f"ben-so@{SITE_HOST}")
# messages per clock hour and per local day, and what one costs in đồng (identity/messaging)
MESSAGE_LIMITS = {
    "block": (
        _env.number("MESSAGES_BLOCK_HOUR", 200, least=1),
        _env.number("MESSAGES_BLOCK_DAY", 600, least=1),
    ),
    "network": (_env.number("MESSAGES_NETWORK_DAY", 600, least=1),) * 2,
    "commune": (
        _env.number("MESSAGES_COMMUNE_HOUR", 600, least=1),
        _env.number("MESSAGES_COMMUNE_DAY", 3000, least=1),
    ),
    "city": (
        _env.number("MESSAGES_CITY_HOUR", 5000, least=1),
        _env.number("MESSAGES_CITY_DAY", 30_000, least=1),
    ),
    "email": (
        _env.number("EMAILS_CITY_HOUR", 10_000, least=1),
        _env.number("EMAILS_CITY_DAY", 60_000, least=1),
    ),
}
MESSAGE_PRICES = {
    "sms": _env.number("SMS_PRICE", 350),
    "zns": _env.number("ZNS_PRICE", 250),
    "email": 0,
}
DEMO_PEOPLE = _env.flag("DEMO_PEOPLE", default=EMBEDDED)
SENT_MESSAGES_PAGE = _env.flag("SENT_MESSAGES_PAGE", default=EMBEDDED)

# -- Work outside the request ---------------------------------------------------------------------
OUTBOX_SUBSCRIPTIONS = "skills.subscriptions.SUBSCRIPTIONS"

# -- Printing -------------------------------------------------------------------------------------
PRINT_FONTS = BASE_DIR / "cms" / "theme" / "font"
CERTIFICATE_ISSUER = _env.text("CERTIFICATE_ISSUER", "Bến Số, Hải Phòng (bản chạy thử)")

# -- Help -----------------------------------------------------------------------------------------
HELP_HOTLINE = _env.text("HELP_HOTLINE", "")

# -- Wagtail --------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Bến Số"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILIMAGES_IMAGE_MODEL = "cms.Picture"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp", "svg"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 5 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 30_000_000
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_FINISH_WORKFLOW_ACTION = "cms.publishing.approval.publish_approved"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_USER_TIME_ZONES = ["Asia/Ho_Chi_Minh"]
WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = LOGIN_URL
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAILUSERS_PASSWORD_REQUIRED = False
WAGTAILDOCS_SERVE_METHOD = "serve_view"

# -- Logs -----------------------------------------------------------------------------------------
LOG_LEVEL = _env.choice(
    "LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR"), "WARNING" if EMBEDDED else "INFO"
)
LOGGING = logs.configuration(level=LOG_LEVEL)

if not EMBEDDED:
    laptop.refuse_in_production(
        laptop.Chosen(
            secret_key=SECRET_KEY,
            site_url=SITE_URL,
            database_engine=DATABASES["default"]["ENGINE"],
            sms_channel=SMS_CHANNEL,
            zns_channel=ZNS_CHANNEL,
            email_channel=EMAIL_CHANNEL,
            demo_people=DEMO_PEOPLE,
            sent_messages_page=SENT_MESSAGES_PAGE,
        )
    )
