"""Every setting once: name, type, default, meaning. Nothing else in the package reads the environment."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
PACKAGED = Path(__file__).resolve().parent / "_shared"


def shared_folder(name: str) -> Path:
    """Return the folder ``templates`` or ``workflows``: beside the package in a checkout, inside it in a wheel."""
    beside = ROOT / name
    return beside if beside.is_dir() else PACKAGED / name


class SettingsError(Exception):
    """One or more settings cannot be used. ``problems`` holds a sentence for each."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


def _setting(default: Any, meaning: str, **more: Any) -> Any:
    return field(default=default, metadata={"meaning": meaning, **more})


@dataclass(frozen=True)
class Settings:
    """What an installation decides. Field ``database_url`` is read from the variable ``DATABASE_URL``, and so on."""

    instance: Path = _setting(ROOT / "instance", "Folder for what a run makes: database, mails, fonts, keys.")
    database_url: str = _setting("", "SQLAlchemy address. Empty: SQLite in the instance folder.")
    queue_url: str = _setting("", "Queue of the worker. Empty: beside the database.")
    secret_key: str = _setting("", "Key that signs sessions. Empty: made once and kept in the instance folder.")
    public_url: str = _setting("http://127.0.0.1:8000", "Address that QR codes and mails name.")
    workflows: Path = _setting(shared_folder("workflows"), "Folder of the workflow files and of council.yaml.")
    mail_url: str = _setting("", "smtp://user:password@host:port or smtps://…. Empty: mails lie in instance/mail.")
    mail_from: str = _setting("council@localhost", "Sender of mails.")
    signing_file: str = _setting("", "PKCS#12 file that signs PDFs. Empty: not signed.")
    signing_password: str = _setting("", "Password of the signing file.")
    illustrative: bool = _setting(False, "Marks every page and PDF as illustrative. The demo council sets it.")
    max_upload: int = _setting(16 * 1024 * 1024, "Largest request in bytes.")
    cookies_secure: bool = _setting(False, "Send cookies over HTTPS only. Set it wherever PUBLIC_URL is https.")
    rate_limits: bool = _setting(True, "Limit how often one address may ask for sign-in, reset and verification.")
    log_json: bool = _setting(False, "Write logs as JSON, one object a line.")

    @property
    def database(self) -> str:
        """Address of the database in force."""
        return self.database_url or f"sqlite:///{self.instance / 'council.db'}"

    @property
    def on_sqlite(self) -> bool:
        """True where the database is SQLite."""
        return self.database.startswith("sqlite")

    @property
    def trial(self) -> bool:
        """True while the public address is a loopback one: what is published then is marked as a trial."""
        return (urlsplit(self.public_url).hostname or "") in {"localhost", "127.0.0.1", "::1"}


def from_environment(environment: Mapping[str, str] | None = None, **overrides: Any) -> Settings:
    """Read the settings from the environment; ``overrides`` win.

    Raises:
        SettingsError: with a sentence for each setting that cannot be used.
    """
    source = os.environ if environment is None else environment
    values: dict[str, Any] = {}
    problems: list[str] = []
    for setting in fields(Settings):
        raw = source.get(setting.name.upper())
        if raw is None or raw == "":
            continue
        try:
            values[setting.name] = _read(setting.type, raw)
        except ValueError as error:
            problems.append(f"{setting.name.upper()}: {error}")
    if problems:
        raise SettingsError(problems)
    return _complete(Settings(**{**values, **overrides}))


def _read(kind: Any, raw: str) -> Any:
    match kind:
        case "Path":
            return Path(raw).resolve()
        case "bool":
            if raw.lower() not in {"1", "0", "true", "false", "yes", "no"}:
                raise ValueError(f"{raw!r} is neither yes nor no")
            return raw.lower() in {"1", "true", "yes"}
        case "int":
            return int(raw)
    return raw


def _complete(settings: Settings) -> Settings:
    problems = []
    url = urlsplit(settings.public_url)
    if url.scheme not in {"http", "https"} or not url.hostname:
        problems.append(f"PUBLIC_URL: {settings.public_url!r} is not an http or https address")
    if not settings.workflows.is_dir():
        problems.append(f"WORKFLOWS: there is no folder {settings.workflows}")
    if settings.signing_file and not Path(settings.signing_file).is_file():
        problems.append(f"SIGNING_FILE: there is no file {settings.signing_file}")
    if problems:
        raise SettingsError(problems)
    settings.instance.mkdir(parents=True, exist_ok=True)
    if settings.secret_key:
        return settings
    return Settings(**{**vars(settings), "secret_key": _kept_secret(settings.instance / "secret.key")})


def _kept_secret(path: Path) -> str:
    """Return the key in the file, made on the first start and readable by its owner only."""
    if not path.exists():
        with open(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()
