"""Contact sheets: all pictures of a folder on one, small, each with its name."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT, GAP, TITLE, ACROSS = 300, 420, 16, 24, 7
PAPER, INK = "#e9ebee", "#1c2333"


def sheet(pictures: list[Path], target: Path, *, width: int = WIDTH) -> None:
    """Lay the pictures out in rows: the head of each page, as wide as its place."""
    across = min(ACROSS, max(1, len(pictures)))
    rows = -(-len(pictures) // across)
    size = (GAP + across * (width + GAP), GAP + rows * (HEIGHT + TITLE + GAP))
    made = Image.new("RGB", size, PAPER)
    draw, font = ImageDraw.Draw(made), ImageFont.load_default(13)
    for index, path in enumerate(pictures):
        x = GAP + index % across * (width + GAP)
        y = GAP + index // across * (HEIGHT + TITLE + GAP)
        draw.text((x, y), path.stem, INK, font)
        made.paste(_small(path, width), (x, y + TITLE))
    made.save(target, optimize=True)


def _small(path: Path, width: int) -> Image.Image:
    with Image.open(path) as picture:
        share = width / picture.width
        seen = picture.convert("RGB").crop((0, 0, picture.width, min(picture.height, round(HEIGHT / share))))
        return seen.resize((width, max(1, round(seen.height * share))), Image.Resampling.LANCZOS)
