"""Text for XML 1.0, which cannot hold every character (https://www.w3.org/TR/xml/#charsets)."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """The text without the control characters that no XML document may contain."""
    return _FORBIDDEN.sub("", text)
