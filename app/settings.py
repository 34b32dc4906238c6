"""Settings from the environment (`MINNELIJK_...`) or a file `.env`."""

from enum import StrEnum, auto
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from channels.smtp.security import Security
from engine.domain.in_doubt import InDoubt

ROOT = Path(__file__).resolve().parent.parent


class SmsBy(StrEnum):
    """Who carries SMS and WhatsApp."""

    OUTBOX = auto()
    TWILIO = auto()


class EmailBy(StrEnum):
    """Who carries e-mail."""

    OUTBOX = auto()
    SENDGRID = auto()
    SMTP = auto()


class LettersBy(StrEnum):
    """Who prints letters."""

    OUTBOX = auto()
    PRINT_HOUSE = auto()


class LogAs(StrEnum):
    """What a line of the log looks like."""

    TEXT = auto()
    JSON = auto()


class TwilioSettings(BaseSettings):
    """The account at Twilio."""

    model_config = SettingsConfigDict(env_prefix="MINNELIJK_TWILIO_", env_file=".env", extra="ignore")

    account_sid: str = ""
    auth_token: SecretStr = SecretStr("")
    #: while the token is being changed: calls signed with this one are let in as well
    auth_token_old: SecretStr = SecretStr("")
    #: how long Twilio may take to show a message that it took
    longest_delay_minutes: int = Field(default=60, ge=0)
    #: only to talk to `minnelijk fake-providers` on loopback
    base_url: str = ""
    #: messages a second that the account takes, over all workers; empty: as many as we like
    per_second: float | None = Field(default=None, gt=0)


class SendGridSettings(BaseSettings):
    """The account at SendGrid."""

    model_config = SettingsConfigDict(env_prefix="MINNELIJK_SENDGRID_", env_file=".env", extra="ignore")

    api_key: SecretStr = SecretStr("")
    base_url: str = "https://api.sendgrid.com"
    #: the key with which SendGrid's events can be checked, as its settings show it
    webhook_key: str = ""
    #: while that key is being changed: calls signed with this one are let in as well
    webhook_key_old: str = ""
    #: the secret word at the end of the address where SendGrid posts mails to us; 24 characters or more
    inbound_token: SecretStr = SecretStr("")
    #: while that word is being changed: the one of before
    inbound_token_old: SecretStr = SecretStr("")
    #: the key of a security policy for those mails: then their signature must hold too
    inbound_key: str = ""
    #: how long SendGrid may take to show a mail that it took
    longest_delay_minutes: int = Field(default=120, ge=0)
    #: messages a second that the account takes, over all workers; empty: as many as we like
    per_second: float | None = Field(default=None, gt=0)


class SmtpSettings(BaseSettings):
    """The mail server, for whoever brings their own."""

    model_config = SettingsConfigDict(env_prefix="MINNELIJK_SMTP_", env_file=".env", extra="ignore")

    host: str = "localhost"
    port: int = 587
    username: str = ""
    password: SecretStr = SecretStr("")
    #: none (a server on the same machine), starttls, or tls from the first byte
    security: Security = Security.STARTTLS
    #: messages a second that the account takes, over all workers; empty: as many as we like
    per_second: float | None = Field(default=None, gt=0)


class Settings(BaseSettings):
    """Where everything lies and who carries what; without any setting all messages become files."""

    model_config = SettingsConfigDict(env_prefix="MINNELIJK_", env_file=".env", extra="ignore")

    database_url: str = f"sqlite:///{ROOT / 'var' / 'minnelijk.db'}"
    campaigns: Path = ROOT / "campaigns.yaml"
    organisation: Path = ROOT / "organisation.yaml"
    templates: Path = ROOT / "templates" / "nl_b1"
    #: how letters look, and their envelopes
    house_style: Path = ROOT / "house-style.yaml"
    #: where files go that are not in the database: outbox, letters for the print house, rejects, the key
    folder: Path = ROOT / "var"
    #: the key that wraps the key of each case; made when it is not there
    key_file: Path | None = None
    #: the key that signs the record; made when it is not there
    record_key_file: Path | None = None
    #: the list of destroyed keys; machines that share a database share it too
    erased_file: Path | None = None
    #: the name of the record, under which it is signed; it never changes
    record_name: str = "minnelijk/record"
    #: an authority that stamps one checkpoint a day (RFC 3161); empty: none
    time_stamp_url: str = ""
    #: where one checkpoint a day is mailed to, through the mail server; empty: nowhere
    checkpoint_mail_to: str = ""
    checkpoint_mail_from: str = ""
    #: how long a closed case is kept at least before its contents may be erased (law.md NL-51, V)
    retention_years: int = Field(2, ge=2)
    #: the address at which providers reach us, for example https://contact.example
    public_url: str = ""
    #: the secret with which calls that tell of payments are signed; 24 characters or more
    payments_secret: SecretStr = SecretStr("")
    #: while that secret is being changed: the one of before
    payments_secret_old: SecretStr = SecretStr("")
    #: by partner: the secret with which calls between us are signed; 24 characters or more
    partner_secrets: dict[str, SecretStr] = Field(default_factory=dict)
    #: while one of those is being changed: the one of before
    partner_secrets_old: dict[str, SecretStr] = Field(default_factory=dict)
    #: by partner: the code with which its people open our links; 8 characters or more
    partner_codes: dict[str, SecretStr] = Field(default_factory=dict)
    sms: SmsBy = SmsBy.OUTBOX
    whatsapp: SmsBy = SmsBy.OUTBOX
    email: EmailBy = EmailBy.OUTBOX
    letters: LettersBy = LettersBy.OUTBOX
    #: what is done about a message in doubt; without it what fits its provider
    sms_in_doubt: InDoubt | None = None
    whatsapp_in_doubt: InDoubt | None = None
    email_in_doubt: InDoubt | None = None
    letters_in_doubt: InDoubt | None = None
    #: for so many days the contents of a provider's call are kept after it was worked
    keep_calls_days: int = Field(default=30, ge=1)
    #: how many messages of one channel a process hands over at the same time
    senders: int = Field(default=4, ge=1, le=64)
    #: on one day, for one creditor, channel and legal role: more than this, and more than `brake_factor`
    #: times what was expected, waits for two people
    brake_floor: int = Field(default=500, ge=0)
    brake_factor: float = Field(default=2.0, gt=1)
    #: MB that must be free in the data folder; with less the site says that it is not ready
    disk_floor_mb: int = Field(default=200, ge=0)
    #: what the log looks like: lines for people, or one object of JSON a line
    log: LogAs = LogAs.TEXT
    twilio: TwilioSettings = Field(default_factory=TwilioSettings)
    sendgrid: SendGridSettings = Field(default_factory=SendGridSettings)
    smtp: SmtpSettings = Field(default_factory=SmtpSettings)

    @property
    def key_path(self) -> Path:
        """Say where the wrapping key lies."""
        return self.key_file or self.folder / "wrapping.key"

    @property
    def record_key_path(self) -> Path:
        """Say where the key lies that signs the record."""
        return self.record_key_file or self.folder / "record.key"

    @property
    def outbox(self) -> Path:
        """Say where messages go that are written as files."""
        return self.folder / "outbox"

    @property
    def erased_path(self) -> Path:
        """Say where the list of destroyed keys lies: never in the database."""
        return self.erased_file or self.key_path.with_name("erased.jsonl")

    @property
    def is_sqlite(self) -> bool:
        """Say whether this is one machine with a file as its database."""
        return self.database_url.startswith("sqlite")

    @property
    def database_file(self) -> Path | None:
        """Name the file of an SQLite database."""
        return Path(self.database_url.removeprefix("sqlite:///")) if self.is_sqlite else None
