"""The sizes in which a picture can be drawn: screen, slide, paper and phone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

__all__ = ["MEDIA", "SCREEN", "SIZES", "Medium"]


@dataclass(frozen=True, slots=True)
class Medium:
    """The size of the sheets on which a picture is drawn.

    Attributes:
        name: The name of the size.
        width: The width of a sheet, in pixels of the drawing.
        height: The height of a sheet, in pixels of the drawing. If it is None, the
            picture has a single sheet, which is as high as the picture needs.
        margin: The margin on all four sides, in pixels.
        shown: The width and height at which a sheet is displayed, as SVG lengths such
            as `210mm`. If `shown` is empty, a sheet is displayed in its own size.
        title: The font size of the title.
        text: The font size of the subtitle.
    """

    name: str
    width: float
    height: float | None
    margin: float
    shown: tuple[str, str] | tuple[()] = ()
    title: float = 22
    text: float = 13

    @property
    def room(self) -> float:
        """The width between the left and right margin, in pixels."""
        return self.width - 2 * self.margin

    @property
    def is_narrow(self) -> bool:
        """Whether the picture is for a phone.

        In a picture for a phone, rows become blocks.
        """
        return self.name == "phone"

    def turned(self) -> Medium:
        """Return the landscape format if the size is paper.

        For any other size, return the size unchanged.
        """
        if self.name != "paper" or self.height is None:
            return self
        return replace(
            self, width=self.height, height=self.width, shown=self.shown[::-1]
        )

    def finer(self, factor: float) -> Medium:
        """Reduce all elements of a slide by a factor, except the title and the subtitle.

        Only a slide is changed. Any other size, such as A4 paper, stays unchanged.
        """
        if self.name != "slide" or self.height is None:
            return self
        return replace(
            self,
            width=round(self.width * factor),
            height=round(self.height * factor),
            margin=round(self.margin * factor),
            title=round(self.title * factor),
            text=round(self.text * factor),
        )


SCREEN: Final = Medium("screen", 1280, None, 28)
#: The sizes by name. A slide is 16 to 9, and paper is A4.
MEDIA: Final = {
    "screen": SCREEN,
    "slide": Medium("slide", 1024, 576, 30, ("1920", "1080"), 20, 12),
    "paper": Medium("paper", 794, 1123, 45, ("210mm", "297mm"), 20, 12),
    "phone": Medium("phone", 390, None, 16, (), 19, 13),
}
#: The names of the sizes.
SIZES: Final = tuple(MEDIA)
