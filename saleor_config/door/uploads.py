"""Files at the staff door: a picture that we have drawn anew, or nothing.

Saleor believes what the client calls a file and keeps it under the client's name.
Every file of a request is replaced here before any mutation sees it, so all that take
one are covered: pictures of products, backgrounds of categories and collections. A
file that is no picture is refused.
"""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest

from plugins.kernel.errors import InvalidInput
from plugins.kernel.pictures import LARGEST_BYTES, drawn_anew, random_name, refuse_large_file

MOST_FILES = 4
#: One request: a few files and what multipart adds around them.
LARGEST_UPLOAD = MOST_FILES * LARGEST_BYTES + 200_000


class FilesTooMany(InvalidInput):
    code = "FILES_TOO_MANY"
    zh = "一次最多上传 {most} 个文件。"
    en = "A request takes {most} files at most."
    remedy_zh = "请分几次上传。"
    remedy_en = "Send the others in another request."


def draw_uploads_anew(request: HttpRequest) -> None:
    """Replace every file of the request by our own drawing of it.

    Raises:
        PictureInvalid: a file is no picture, too large, or moving.
        FilesTooMany
    """
    files = request.FILES
    if sum(len(given) for _, given in files.lists()) > MOST_FILES:
        raise FilesTooMany(most=MOST_FILES)
    for key, given in list(files.lists()):
        for file in given:
            refuse_large_file(file.size)
        drawn = [drawn_anew(file).content for file in given]
        files.setlist(key, [_as_upload(content) for content in drawn])


def _as_upload(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{random_name()}.webp", content, content_type="image/webp")
