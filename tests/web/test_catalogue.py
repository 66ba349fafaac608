"""Every message is translated into every language, with the same values in it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from gettext import c2py
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parents[2] / "council_flow/translations"
VALUE = re.compile(r"%\((\w+)\)[a-z]")
LANGUAGES = ("ru", "uz", "ar")


def template() -> Catalog:
    with (FOLDER / "messages.pot").open("rb") as file:
        return read_po(file)


def translations(language: str) -> Catalog:
    with (FOLDER / language / "LC_MESSAGES/messages.po").open("rb") as file:
        return read_po(file, locale=language)


def messages() -> list[Message]:
    return [message for message in template() if message.id]


def all_forms(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def values(text: str) -> set[str]:
    return set(VALUE.findall(text))


def exact(catalog: Catalog) -> set[int]:
    """Return the plural forms that stand for one number only, which they may therefore write in words."""
    plural = c2py(catalog.plural_expr)
    counted = Counter(plural(n) for n in range(1000))
    return {form for form, times in counted.items() if times == 1}


def test_there_are_messages_to_translate() -> None:
    assert len(messages()) > 800


def test_every_message_of_code_and_templates_stands_in_the_template(tmp_path: Path) -> None:
    found, root = tmp_path / "found.pot", FOLDER.parents[1]
    words = ("say", "say_n:1,2", "mark", "lazy_gettext", "_l")
    command = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract", "-F", str(FOLDER / "babel.cfg")]
    keywords = [part for word in words for part in ("-k", word)]
    subprocess.run([*command, *keywords, "-o", str(found), "."], cwd=root, check=True)
    with found.open("rb") as file:
        extracted = {message.id for message in read_po(file) if message.id}
    assert extracted - {message.id for message in messages()} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated(language: str) -> None:
    catalog = translations(language)
    untranslated = [
        message.id
        for message in messages()
        if (found := catalog.get(message.id, message.context)) is None or not all(all_forms(found))
    ]
    assert untranslated == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_a_guess(language: str) -> None:
    assert [message.id for message in translations(language) if message.id and message.fuzzy] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_values_of_its_message(language: str) -> None:
    catalog, wrong = translations(language), []
    one_number = exact(catalog)
    for message in messages():
        found = catalog.get(message.id, message.context)
        wanted = values(message.id) if isinstance(message.id, str) else set().union(*map(values, message.id))
        for form, text in enumerate(all_forms(found) if found else []):
            counted = not isinstance(message.id, str) and form in one_number
            spared = {"n", "num"} if counted else set()
            if wanted - values(text) - spared or values(text) - wanted:
                wrong.append((message.id, text))
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_counted_message_has_as_many_forms_as_the_language(language: str) -> None:
    catalog = translations(language)
    counted = [message for message in messages() if not isinstance(message.id, str)]
    forms = {len(all_forms(found)) for message in counted if (found := catalog.get(message.id, message.context))}
    assert forms == {catalog.num_plurals}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_is_in_its_own_script(language: str) -> None:
    script = {"ru": "[а-яё]", "uz": "[a-zʻʼ]", "ar": "[\u0600-\u06ff]"}[language]
    catalog, foreign = translations(language), []
    for message in messages():
        found = catalog.get(message.id, message.context)
        english = message.id if isinstance(message.id, str) else message.id[0]
        for text in all_forms(found) if found else []:
            plain = VALUE.sub("", text)
            worded = re.search("[A-Za-z]{4,}", VALUE.sub("", english)) and re.search(r"[^\W\d_]", plain)
            if worded and (text == english or not re.search(script, plain, re.IGNORECASE)):
                foreign.append((english, text))
    assert foreign == []
