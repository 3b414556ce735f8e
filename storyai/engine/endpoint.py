"""Who is asked: the address, model, key and sampling of an OpenAI-compatible endpoint, worked out from settings."""

from storyai.config import Settings
from storyai.errors import ConfigError
from storyai.quick_dataclass import dataclass, field

OPENAI = "https://api.openai.com/v1"
# Asked where OpenAI itself is the endpoint and no model is named.
DEFAULT_MODEL = "gpt-5-mini"

_LOCAL = ("localhost", "127.0.0.1", "[::1]", "0.0.0.0")
_AZURE = (".azure.com", ".azure.us", ".azure.cn")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """base_url: of the API, or with an api_version of the classic Azure resource. Times in seconds.

    timeout: for the answer's next byte; total_timeout: for its last one.
    """

    model: str
    base_url: str = OPENAI
    key: str | None = field(default=None, repr=False)
    api_version: str | None = None
    temperature: float | None = None
    max_tokens: int | None = None
    timeout: float = 180.0
    total_timeout: float = 1800.0
    connect_timeout: float = 5.0
    retries: int = 2

    @property
    def host(self) -> str:
        return host(self.base_url)

    @property
    def address(self) -> str:
        """Model and address, without scheme: what memory and cache know an endpoint by."""
        version = f"?api-version={self.api_version}" if self.api_version else ""
        return f"{self.model} @ {self.base_url.partition('://')[2]}{version}"

    @property
    def identity(self) -> str:
        """Model, address and sampling: what answers depend on beside the request. No key, no time-out."""
        sampling = [("temperature", self.temperature), ("max-tokens", self.max_tokens)]
        return self.address + "".join(f"; {name} {value:g}" for name, value in sampling if value is not None)


def configured(settings: Settings) -> bool:
    """Whether a key or an address is set, so that ``auto`` takes the openai engine."""
    return bool(settings.openai_key or settings.storyai_key or settings.base_url or settings.azure_endpoint)


def endpoint(settings: Settings) -> Endpoint:
    """The endpoint the settings name. Raises ConfigError for a missing key or model."""
    base_url, api_version = settings.base_url, None
    if base_url is None and settings.azure_endpoint:
        base_url, api_version = settings.azure_endpoint, settings.api_version
        if api_version is None and not base_url.endswith("/v1"):
            base_url += "/openai/v1"
    base_url = base_url or OPENAI
    key = _key(settings, host(base_url), azure=bool(settings.azure_endpoint and not settings.base_url))
    if key is None and base_url == OPENAI:
        raise ConfigError("the openai engine has no key: set OPENAI_API_KEY, or name a local endpoint with --base-url")
    model = settings.model or (DEFAULT_MODEL if base_url == OPENAI else None)
    if model is None:
        raise ConfigError(f"no model is named for {base_url}: use --model NAME, STORYAI_MODEL or model in storyai.toml")
    return Endpoint(
        model, base_url, key, api_version, settings.temperature, settings.max_tokens,
        settings.timeout, settings.total_timeout or 10 * settings.timeout, settings.connect_timeout, settings.retries,
    )  # fmt: skip


def _key(settings: Settings, name: str, *, azure: bool) -> str | None:
    """The key for a host; None where there is none, which a local endpoint does not mind.

    A settings file comes with a repository, and a hostile one could name its own address: the keys made for
    OpenAI and Azure go to those, to this machine, and to addresses the user has named, not to one from a file.
    """
    if settings.storyai_key:
        return settings.storyai_key
    azure = azure or name.endswith(_AZURE)
    key = (settings.azure_key if azure else None) or settings.openai_key
    own = name in _LOCAL or name.endswith((*_AZURE, ".openai.com"))
    if key and not own and settings.base_url_from == "file":
        raise ConfigError(
            f"{settings.file} names {name}, to which OPENAI_API_KEY is not sent: give its key in STORYAI_API_KEY, "
            "or name the address yourself with --base-url or OPENAI_BASE_URL"
        )
    return key


def host(url: str) -> str:
    """The host of a URL, without its port."""
    name = url.partition("://")[2].partition("/")[0].lower()
    return name.partition("]")[0] + "]" if name.startswith("[") else name.partition(":")[0]
