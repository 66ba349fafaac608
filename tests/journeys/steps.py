"""What people do on pages, in a line each."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect


def button(page: Page, name: str) -> Locator:
    """Return the button of this name."""
    return page.get_by_role("button", name=name, exact=True)


def row(page: Page, head: str) -> Locator:
    """Return the row of a table that begins with this."""
    return page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=head))


def press(page: Page, name: str) -> None:
    """Press the button of this name."""
    button(page, name).click()


def follow(page: Page, name: str) -> None:
    """Follow the link of this name."""
    page.get_by_role("link", name=name, exact=True).click()


def choose(page: Page, name: str) -> None:
    """Choose the radio button of this name."""
    page.get_by_role("radio", name=name, exact=True).check()


def fill(page: Page, label: str, words: str) -> None:
    """Write into the field of this label."""
    page.get_by_label(label, exact=True).fill(words)


def stage(page: Page, title: str) -> None:
    """See that the file on the page stands at a stage."""
    expect(page.get_by_role("list", name="Stages of this file").locator("[aria-current=step]")).to_contain_text(title)


def region(page: Page, name: str) -> Locator:
    """Return the part of the page that has this name."""
    return page.get_by_role("region", name=name, exact=True)


def move_on(page: Page, path: str, name: str, to: str) -> None:
    """Open the text, press the next move on its panel, and see the file at its next stage."""
    page.goto(path)
    press(page, name)
    stage(page, to)


def select_words(page: Page, words: str) -> None:
    """Select words of a paragraph with the mouse's own means: press at their beginning, let go at their end."""
    box = page.evaluate(
        """words => {
            const walker = document.createTreeWalker(document.querySelector("article.doc"), NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf(words);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(walker.currentNode, at);
                range.setEnd(walker.currentNode, at + words.length);
                walker.currentNode.parentElement.scrollIntoView({block: "center"});
                const boxes = [...range.getClientRects()];
                const [first, last] = [boxes[0], boxes.at(-1)];
                return [first.left, first.top + first.height / 2, last.right, last.top + last.height / 2];
            }
        }""",
        words,
    )
    page.mouse.move(box[0], box[1])
    page.mouse.down()
    page.mouse.move(box[2], box[3], steps=5)
    page.mouse.up()
