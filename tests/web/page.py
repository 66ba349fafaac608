"""Reads an answer as its reader sees it: title, words, forms, refusals beside their fields."""

from __future__ import annotations

from typing import Any

from lxml import html
from werkzeug.test import TestResponse


class Page:
    """One answer of the product."""

    def __init__(self, answer: TestResponse) -> None:
        self.status = answer.status_code
        self.headers = answer.headers
        self.source = answer.get_data(as_text=True)
        self.tree = html.document_fromstring(self.source)

    @property
    def title(self) -> str:
        return said(self.tree.find(".//title"))

    @property
    def words(self) -> str:
        """Everything that the page says in its main part."""
        return said(self.tree.get_element_by_id("main"))

    @property
    def footer(self) -> str:
        return said(self.tree.xpath("//footer[@class='foot']")[0])

    @property
    def language(self) -> tuple[str, str]:
        """Language and direction."""
        root = self.tree.getroottree().getroot()
        return root.get("lang"), root.get("dir")

    def has(self, selector: str) -> bool:
        return bool(self.tree.xpath(selector))

    def all(self, selector: str) -> list[Any]:
        """Return everything that a selector finds."""
        return list(self.tree.xpath(selector))

    def refusal(self, name: str) -> str:
        """Return what is said beside a field, and nothing if the field does not point to it."""
        beside = self.tree.xpath(f"//*[@id='{name}-error']")
        points = self.tree.xpath(f"//*[@aria-invalid='true' and @aria-describedby='{name}-error']")
        group = self.tree.xpath(f"//fieldset[@id='{name}' and contains(@class, 'invalid')]")
        return said(beside[0]) if beside and (points or group) else ""

    def value(self, name: str) -> str:
        """Return what stands in a field that a person sees."""
        for field in self.tree.xpath(f"//main//*[@name='{name}' and not(@type='hidden')]"):
            match field.tag:
                case "textarea":
                    return (field.text or "").removeprefix("\n")
                case "select":
                    return str((field.xpath("./option[@selected]/@value") or [""])[0])
                case _ if field.get("type") in {"radio", "checkbox"}:
                    if field.get("checked") is not None:
                        return str(field.get("value"))
                case _:
                    return str(field.get("value") or "")
        return ""

    def form(self, action: str) -> dict[str, Any]:
        """Return what a form would send as it stands, by the end of its address."""
        found = next(form for form in self.tree.forms if (form.get("action") or "").endswith(action))
        return dict(found.form_values())

    def links(self) -> list[str]:
        return [str(link) for link in self.tree.xpath("//a/@href")]


def said(element: Any) -> str:
    return " ".join(element.text_content().split())
