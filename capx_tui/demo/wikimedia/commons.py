"""Commons' Action API: where a file and its page are."""

from collections.abc import Mapping
from urllib.parse import quote

from capx_tui.demo.service.core.spelling import spelled
from capx_tui.demo.wikimedia.action_api import ActionCall, endpoint, normalized, query
from capx_tui.demo.wikimedia.sites import COMMONS_API

_PICTURES = ("image/", "application/pdf")


def _file_title(title: str) -> str:
    space, separator, name = title.partition(":")
    return f"File:{spelled(name)}" if separator and space.strip().lower() in {"file", "image"} else spelled(title)


def _files(asked: ActionCall) -> Mapping[str, object]:
    """prop=imageinfo: https://www.mediawiki.org/wiki/API:Imageinfo."""
    titles, changes = normalized(asked.values("titles"), _file_title)
    pages = [_page(asked, title) for title in dict.fromkeys(titles.values())]
    return {"normalized": changes, "pages": pages} if changes else {"pages": pages}


def _page(asked: ActionCall, title: str) -> dict[str, object]:
    row = asked.call.connection.execute(
        "SELECT url, mime, size, width, height FROM commons_file WHERE title = ?", (title,)
    ).fetchone()
    if row is None:
        return {"ns": 6, "title": title, "missing": True, "imagerepository": ""}
    url, mime, size, width, height = row
    wanted = asked.values("iiprop") or ["timestamp", "user"]
    info: dict[str, object] = {}
    if "url" in wanted:
        path = quote(title.replace(" ", "_"), safe=":/")
        info |= {"url": url, "descriptionurl": f"https://commons.wikimedia.org/wiki/{path}"}
        small = asked.get("iiurlwidth")
        if small.isdigit() and str(mime).startswith(_PICTURES):
            name = url.rsplit("/", 1)[-1]
            thumb = url.replace("/commons/", "/commons/thumb/", 1)
            info["thumburl"] = url if int(small) >= width else f"{thumb}/{small}px-{name}"
    if "mime" in wanted:
        info["mime"] = mime
    if "size" in wanted:
        info |= {"size": size, "width": width, "height": height}
    return {"ns": 6, "title": title, "imagerepository": "local", "imageinfo": [info]}


ENDPOINTS = (endpoint(COMMONS_API, {"query": query(prop_imageinfo=_files)}),)
