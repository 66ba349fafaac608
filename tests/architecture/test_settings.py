"""Every setting stands in the documentation, with its default's meaning."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from council_flow.settings import Settings, SettingsError, from_environment

DOCUMENT = (Path(__file__).parents[2] / "docs/settings.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [one.name for one in fields(Settings)])
def test_a_setting_is_documented(name: str) -> None:
    assert f"`{name.upper()}`" in DOCUMENT


@pytest.mark.parametrize("one", fields(Settings), ids=lambda one: one.name)
def test_a_setting_says_what_it_means(one) -> None:
    assert one.metadata["meaning"].endswith((".", "https."))


def test_all_settings_that_cannot_be_used_are_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        from_environment({"PUBLIC_URL": "ftp://council", "WORKFLOWS": str(tmp_path / "nowhere")}, instance=tmp_path)
    assert len(refused.value.problems) == 2


def test_the_key_of_sessions_is_made_once_and_kept(tmp_path: Path) -> None:
    first = from_environment({}, instance=tmp_path)
    assert from_environment({}, instance=tmp_path).secret_key == first.secret_key
    assert len(first.secret_key) > 40
