"""What has to be corrected, by the part of the application it stands in.

The office's one notice says everything at once; the enterprise reads each sentence
where it can mend it. On file it is one text: `【申请范围】漏了干货。【证明材料】报告过期。`
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum


class Part(Enum):
    """A part of an application, in the order in which it is filled in."""

    ENTERPRISE = "企业资料"
    SCOPE = "申请范围"
    PAPERS = "证明材料"
    LABELS = "标志与标签"


_HEAD = re.compile("【(" + "|".join(part.value for part in Part) + ")】")


def correction_text(notes: Mapping[Part, str]) -> str:
    """Return the notes as one text, in the order of the parts; "" without any."""
    tidy = {part: " ".join(notes.get(part, "").split()) for part in Part}
    return " ".join(f"【{part.value}】{note}" for part, note in tidy.items() if note)


def correction_notes(text: str) -> dict[Part, str]:
    """Read the text again; what stands under no heading concerns the papers."""
    before, *rest = _HEAD.split(text)
    notes = {Part.PAPERS: before.strip()} if before.strip() else {}
    for head, note in zip(rest[::2], rest[1::2], strict=True):
        part = Part(head)
        notes[part] = f"{notes.get(part, '')} {note}".strip()
    return notes
