"""Signing in, through Flask-Security-Too: our pages, our words, our letters, its cryptography."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, request
from flask_security import (
    LoginForm,
    MailUtil,
    RoleMixin,
    Security,
    SQLAlchemyUserDatastore,
    UserMixin,
    password_changed,
    password_reset,
    uia_email_mapper,
)
from sqlalchemy import bindparam, delete, func, select

from council_flow import clock
from council_flow.database import db, transaction
from council_flow.errors import Invalid
from council_flow.language import mark, say
from council_flow.notifications import operations as notifications
from council_flow.people import attempts, checking, operations, queries
from council_flow.people.models import Account, SignInAttempt
from council_flow.web.guard import limiter
from council_flow.web.language import translate

WORDS = {
    "GENERIC_AUTHN_FAILED": mark("Address and password do not go together, or the account is closed."),
    "GENERIC_RECOVERY": mark("If an account has this address, a letter with a link is on its way."),
    "EMAIL_NOT_PROVIDED": mark("Write your email address."),
    "INVALID_EMAIL_ADDRESS": mark("Write one mail address, such as name@ministry.example."),
    "PASSWORD_NOT_PROVIDED": mark("Write your password."),
    "PASSWORD_INVALID_LENGTH": mark("A password has at least %(length)s characters; several words make a good one."),
    "INVALID_PASSWORD": mark("This is not the present password."),
    "RETYPE_PASSWORD_MISMATCH": mark("The two passwords differ."),
    "PASSWORD_IS_THE_SAME": mark("The new password is the present one. Choose another."),
    "PASSWORD_RESET_REQUEST": mark("If an account has this address, a letter with a link is on its way."),
    "PASSWORD_RESET": mark("The new password is set. You are signed in."),
    "PASSWORD_RESET_NO_LOGIN": mark("The new password is set. Sign in with it."),
    "PASSWORD_RESET_EXPIRED": mark("This link has expired. Ask for a new one."),
    "INVALID_RESET_PASSWORD_TOKEN": mark("This link does not work any more. Ask for a new one."),
    "PASSWORD_CHANGE": mark("The password is changed."),
    "USER_DOES_NOT_EXIST": mark("Address and password do not go together, or the account is closed."),
    "DISABLED_ACCOUNT": mark("Address and password do not go together, or the account is closed."),
    "UNAUTHENTICATED": mark("Sign in to go on."),
}
"""What Flask-Security says, in the words of the product."""

RESETS = "reset_instructions"
"""Name of the letter that carries a link, at the end of its path."""

LIMIT = "30 per minute"
"""Posts to one of the doors from one network address."""


class NoRoles(RoleMixin):
    """Stands where Flask-Security wants a model of roles: roles come from terms and assignments."""

    name = ""


class SignInForm(LoginForm):
    """Signing in; an address at which it failed too often waits, whether it has an account or not."""

    def validate(self, **kwargs: Any) -> bool:
        email = self.email.data or ""
        if _too_often(email):
            self.form_errors.append(
                translate(say("Signing in failed too often. Try again in 15 minutes, or reset the password."))
            )
            return False
        entered = bool(super().validate(**kwargs))
        with_failures = entered and _failures(email)
        if not entered or with_failures:
            _note(email, failed=not entered)
            if entered:
                self.user = queries.by_email(email)
        return entered


def _failures(email: str) -> int:
    since = clock.now() - attempts.WITHIN
    counted = select(func.count()).where(SignInAttempt.who == attempts.who(email), SignInAttempt.at > since)
    return db.session.execute(counted).scalar_one()


def _too_often(email: str) -> bool:
    return _failures(email) >= attempts.MOST


def _note(email: str, *, failed: bool) -> None:
    with transaction():
        if failed:
            db.session.add(SignInAttempt(who=attempts.who(email), at=clock.now()))
        else:
            db.session.execute(delete(SignInAttempt).where(SignInAttempt.who == attempts.who(email)))


class Accounts(SQLAlchemyUserDatastore):
    """Finds accounts. That of a session is asked for on every page, by one statement made once."""

    def find_user(self, case_insensitive: bool = False, **wanted: Any) -> UserMixin | None:
        """Return the account with these attributes."""
        if wanted.keys() == {"fs_uniquifier"}:
            return db.session.execute(_OF_SESSION, wanted).scalar_one_or_none()
        return super().find_user(case_insensitive=case_insensitive, **wanted)


_OF_SESSION = select(Account).where(Account.fs_uniquifier == bindparam("fs_uniquifier"))


class Letters(MailUtil):
    """Hands letters over to the worker, and takes addresses as the rest of the product does."""

    def send_mail(
        self, template: str, subject: str, recipient: Any, sender: Any, body: Any, html: Any, **kwargs: Any
    ) -> None:
        """Ask for the letter; the link names the council's public address, whatever host was asked."""
        account = kwargs["user"]
        link = kwargs.get("reset_link") or ""
        with transaction():
            if template.rpartition("/")[2] == RESETS:
                path = urlsplit(link).path.removeprefix(request.script_root)
                notifications.mail(
                    f"reset:{account.id}:{hashlib.sha256(link.encode()).hexdigest()[:24]}",
                    subject=say("Set a new password"),
                    lines=[
                        say("Somebody asked for a new password for this address. The link works for two hours."),
                        say("If it was not you, nothing has to be done: the present password stays."),
                    ],
                    link=path, now=clock.now(), account=account.id,
                )  # fmt: skip
            else:
                notifications.mail(
                    f"password:{account.id}:{clock.now().isoformat()}", subject=say("Your password was changed"),
                    lines=[say("If it was not you, tell the secretariat at once.")], link="/account/reset",
                    now=clock.now(), account=account.id,
                )  # fmt: skip

    def validate(self, email: str) -> str:
        """Return an address in its normal form."""
        return self.normalize(email)

    def normalize(self, email: str) -> str:
        """Return an address in its normal form.

        Raises:
            ValueError: it is none.
        """
        try:
            return checking.address(email)
        except Invalid as error:
            raise ValueError(str(error.sentence)) from error


def init(app: Flask) -> None:
    """Register the doors: signing in and out, resetting and changing a password."""
    app.config.update(
        {
            f"SECURITY_MSG_{key}": (text, "error" if "SET" not in key and key != "PASSWORD_CHANGE" else "success")
            for key, text in WORDS.items()
        }
    )
    app.config.update(
        SECURITY_URL_PREFIX="/account",
        SECURITY_PASSWORD_SALT=hashlib.sha256(app.config["SECRET_KEY"].encode()).hexdigest(),
        SECURITY_PASSWORD_HASH="argon2",  # noqa: S106 - the name of a method
        SECURITY_PASSWORD_LENGTH_MIN=checking.SHORTEST_PASSWORD,
        SECURITY_RECOVERABLE=True,
        SECURITY_CHANGEABLE=True,
        SECURITY_RESET_PASSWORD_WITHIN=timedelta(hours=2),
        SECURITY_RETURN_GENERIC_RESPONSES=True,
        SECURITY_AUTO_LOGIN_AFTER_RESET=False,
        SECURITY_LOGOUT_METHODS=["POST"],
        SECURITY_POST_LOGIN_VIEW="people.welcome",
        SECURITY_POST_LOGOUT_VIEW="publication.register",
        SECURITY_POST_CHANGE_VIEW="people.profile",
        SECURITY_POST_RESET_VIEW="security.login",
        SECURITY_JOIN_USER_ROLES=False,
        SECURITY_FRESHNESS=timedelta(minutes=-1),  # no page asks for the password again: /account/verify is not opened
        SECURITY_DEFAULT_REMEMBER_ME=False,
        SECURITY_EMAIL_SUBJECT_PASSWORD_RESET="",
        SECURITY_USER_IDENTITY_ATTRIBUTES=[{"email": {"mapper": uia_email_mapper, "case_insensitive": True}}],
        SECURITY_I18N_DOMAIN="messages",
        SECURITY_I18N_DIRNAME=[str(Path(__file__).parent.parent / "translations")],
        SECURITY_CLI_USERS_NAME=False,  # accounts begin with an invitation, roles with a term
        SECURITY_CLI_ROLES_NAME=False,
        SECURITY_CSRF_IGNORE_UNAUTH_ENDPOINTS=False,
        REMEMBER_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=8 * 3600,
    )
    Security(app, Accounts(db, Account, NoRoles), login_form=SignInForm, mail_util_cls=Letters)
    doors: dict[str, Callable[..., Any]] = app.view_functions
    for endpoint in ("forgot_password", "reset_password", "change_password"):
        doors[f"security.{endpoint}"] = _in_one_transaction(doors[f"security.{endpoint}"])
    for endpoint in ("login", "forgot_password", "reset_password"):
        doors[f"security.{endpoint}"] = limiter.limit(LIMIT, methods=["POST"])(doors[f"security.{endpoint}"])
    password_changed.connect(_changed, app)
    password_reset.connect(_changed, app)


def _in_one_transaction(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let a door of Flask-Security write as everything here writes."""

    @wraps(view)
    def one(*args: Any, **kwargs: Any) -> Any:
        if request.method != "POST":
            return view(*args, **kwargs)
        with transaction():
            return view(*args, **kwargs)

    return one


def _changed(app: Flask, user: Account, **more: Any) -> None:
    operations.note_password(user, now=clock.now())
