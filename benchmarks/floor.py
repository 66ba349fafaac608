"""The floor: Flask, Flask-Login, one compiled template and 20 ORM rows, with nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Flask, render_template
from flask_login import LoginManager, UserMixin, login_required, login_user
from flask_sqlalchemy import SQLAlchemy
from jinja2 import DictLoader
from sqlalchemy import event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from benchmarks.measuring import Browser

ROWS = 20
PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Floor</title></head>
<body><h1>Floor</h1>
<table>{% for row in rows %}
<tr><th><a href="/rows/{{ row.id }}">{{ row.name }}</a></th><td>{{ row.title }}</td><td>{{ row.stage }}</td><td>{{ row.comments }}</td></tr>{% endfor %}
</table></body>
</html>
"""


class Base(DeclarativeBase):
    """Base of the rows of the floor."""


db = SQLAlchemy(model_class=Base)


class Person(Base, UserMixin):
    """Who is signed in."""

    __tablename__ = "persons"

    id: Mapped[int] = mapped_column(primary_key=True)


class Row(Base):
    """One of 20."""

    __tablename__ = "rows"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    title: Mapped[str]
    stage: Mapped[str]
    comments: Mapped[int]


def floor(folder: Path) -> Browser:
    """Make the floor on SQLite, set as the product sets it, and return a browser that is signed in."""
    app = Flask("floor")
    app.config.update(SECRET_KEY="a key for the floor", SQLALCHEMY_DATABASE_URI=f"sqlite:///{folder / 'floor.db'}")
    app.jinja_loader = DictLoader({"page.html": PAGE})
    db.init_app(app)
    with app.app_context():
        event.listen(db.engine, "connect", _as_the_product)
        db.create_all()
        db.session.add(Person(id=1))
        db.session.add_all(
            Row(name=f"REC/2026/L.{n}", title=f"Recommendation {n} on support after return", stage="Draft", comments=n)
            for n in range(ROWS)
        )
        db.session.commit()
    LoginManager(app).user_loader(lambda number: db.session.get(Person, int(number)))

    @app.get("/")
    @login_required
    def page() -> str:
        return render_template("page.html", rows=db.session.execute(select(Row).limit(ROWS)).scalars().all())

    @app.get("/in")
    def signed_in() -> str:
        login_user(db.session.get(Person, 1))
        return ""

    client = app.test_client()
    client.get("/in")
    cookie = client.get_cookie("session")
    assert cookie is not None
    return Browser(app, cookie.value)


def _as_the_product(connection: Any, record: Any) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
