"""Titles of files from every address that people paste, and what Commons answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capx_tui.api.wikimedia import commons
from capx_tui.api.wikimedia.commons import CommonsFile, file_page, file_title
from capx_tui.api.wire import Site
from capx_tui.errors import ActionApiError, CutOff, HtmlAnswer

Answer = Callable[..., Any]

_UPLOAD = "https://upload.wikimedia.org/wikipedia/commons"


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("https://commons.wikimedia.org/wiki/File:Lua_logo.svg", "File:Lua logo.svg"),
        ("http://commons.m.wikimedia.org/wiki/File:Lua_logo.svg?uselang=pt", "File:Lua logo.svg"),
        ("commons.wikimedia.org/wiki/file:lua_logo.svg", "File:Lua logo.svg"),
        ("//commons.wikimedia.org/wiki/Image:Lua%20logo.svg#filelinks", "File:Lua logo.svg"),
        ("HTTPS://COMMONS.WIKIMEDIA.ORG/wiki/File:Lua.svg", "File:Lua.svg"),
        ("https://commons.wikimedia.org/w/index.php?title=File:Lua_logo.svg&action=edit", "File:Lua logo.svg"),
        ("https://commons.wikimedia.org/wiki/Main_Page#/media/File:Lua_logo.svg", "File:Lua logo.svg"),
        ("http://commons.wikimedia.org/wiki/Special:FilePath/Ana%20Souza%202024.jpg", "File:Ana Souza 2024.jpg"),
        ("https://commons.wikimedia.org/wiki/Special:FilePath/File:A.jpg?width=300", "File:A.jpg"),
        ("https://commons.wikimedia.org/wiki/Special:Redirect/file/A.jpg", "File:A.jpg"),
        ("https://commons.wikimedia.org/wiki/File:Relat%C3%B3rio_%2B_anexo%3F.pdf", "File:Relatório + anexo?.pdf"),
        ("https://commons.wikimedia.org/wiki/File:%D8%AA%D9%82%D8%B1%D9%8A%D8%B1.pdf", "File:تقرير.pdf"),
        (f"{_UPLOAD}/a/ab/Relat%C3%B3rio_anual.pdf", "File:Relatório anual.pdf"),
        (f"{_UPLOAD}/thumb/a/ab/Report.pdf/page1-200px-Report.pdf.jpg", "File:Report.pdf"),
        (f"{_UPLOAD}/archive/a/ab/20200102030405!Logo.png", "File:Logo.png"),
        (f"{_UPLOAD}/thumb/archive/a/ab/20200102030405!Logo.png/120px-Logo.png", "File:Logo.png"),
        (f"{_UPLOAD}/transcoded/a/ab/Talk.webm/Talk.webm.480p.vp9.webm", "File:Talk.webm"),
        ("  File: lua_ logo.svg ", "File:Lua logo.svg"),
        ("image:ßeta.png", "File:ßeta.png"),
    ],
)
def test_an_address_at_commons_stands_for_a_title(address: str, title: str) -> None:
    assert file_title(address) == title


@pytest.mark.parametrize(
    "address",
    [
        "",
        "Lua.svg",
        "File:",
        "File:  _ ",
        "https://commons.wikimedia.org/wiki/Category:Lua",
        "https://commons.wikimedia.org/wiki/",
        "https://commons.wikimedia.org",
        "https://commons.wikimedia.org/wiki/Special:FilePath/",
        "https://commons.wikimedia.org.evil.example/wiki/File:A.jpg",
        "https://evil.example/commons.wikimedia.org/wiki/File:A.jpg",
        "https://commons.wikimedia.org@evil.example/wiki/File:A.jpg",
        "https://en.wikipedia.org/wiki/File:A.jpg",
        "https://upload.wikimedia.org/wikipedia/en/a/ab/A.jpg",
        "https://upload.wikimedia.org/wikipedia/commons/A.jpg",
        "https://upload.wikimedia.org/wikipedia/commons/a/ab/",
        "javascript://commons.wikimedia.org/wiki/File:A.jpg",
        "ftp://commons.wikimedia.org/wiki/File:A.jpg",
        "https://commons.wikimedia.org/wiki/File:A%7CFile:B.jpg",
        "https://commons.wikimedia.org/wiki/File:A%0AB.jpg",
        "https://commons.wikimedia.org/wiki/File:A%ff.jpg",
        "https://commons.wikimedia.org/wiki/File:A/B.jpg",
        "https://[commons.wikimedia.org/wiki/File:A.jpg",
        "File:A[b].jpg",
        "File:A\ud800.jpg",
    ],
)
def test_what_stands_for_no_file_at_commons_gives_none(address: str) -> None:
    assert file_title(address) is None


@given(st.text(max_size=40).map(lambda text: f"File:{text}"))
def test_the_page_of_a_title_leads_back_to_the_title(text: str) -> None:
    title = file_title(text)
    if title is not None:
        page = file_page(title)
        assert page.startswith("https://commons.wikimedia.org/wiki/File:")
        assert page.isascii()
        assert file_title(page) == title


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    for address in (text, f"https://commons.wikimedia.org/{text}", f"https://{text}/wiki/File:A.jpg"):
        title = file_title(address)
        assert title is None or title.startswith("File:")


def _page(title: str, **info: str) -> dict[str, Any]:
    return {"pageid": 1, "ns": 6, "title": title, "imagerepository": "local", "imageinfo": [info]}


def test_files_are_asked_for_with_a_thumbnail() -> None:
    call = commons.files(["File:A.jpg", "File:B.jpg"], width=200)
    asked = dict(call.query)
    assert call.site is Site.COMMONS_API
    assert asked["titles"] == "File:A.jpg|File:B.jpg"
    assert (asked["prop"], asked["iiprop"], asked["iiurlwidth"], asked["redirects"], asked["maxlag"]) == (
        "imageinfo", "url|mime", "200", "1", "5",
    )  # fmt: skip
    for titles in ([], ["File:A.jpg"] * 51):
        with pytest.raises(ValueError, match="1 to 50"):
            commons.files(titles)


def test_files_are_told_under_the_titles_that_were_asked_for(answer: Answer) -> None:
    body = {
        "batchcomplete": True,
        "query": {
            "normalized": [{"fromencoded": False, "from": "File:old_name.jpg", "to": "File:Old name.jpg"}],
            "redirects": [{"from": "File:Old name.jpg", "to": "File:New name.jpg"}],
            "pages": [
                {"ns": 6, "title": "File:Gone.jpg", "missing": True, "imagerepository": ""},
                _page(
                    "File:New name.jpg",
                    url=f"{_UPLOAD}/a/ab/New_name.jpg",
                    thumburl=f"{_UPLOAD}/thumb/a/ab/New_name.jpg/320px-New_name.jpg",
                    descriptionurl="https://commons.wikimedia.org/wiki/File:New_name.jpg",
                    mime="image/jpeg",
                ),
                _page("File:Odd.mid", url="javascript:alert(1)", mime="audio/midi"),
                {"title": "File:[", "invalid": True, "invalidreason": "…"},
            ],
        },
    }
    titles = ["File:old_name.jpg", "File:Gone.jpg", "File:Odd.mid", "File:[", "File:Unanswered.jpg"]
    assert answer(commons.files(titles), body) == {
        "File:old_name.jpg": CommonsFile(
            title="File:New name.jpg",
            url=f"{_UPLOAD}/a/ab/New_name.jpg",
            page_url="https://commons.wikimedia.org/wiki/File:New_name.jpg",
            thumb_url=f"{_UPLOAD}/thumb/a/ab/New_name.jpg/320px-New_name.jpg",
            mime="image/jpeg",
        ),
        "File:Gone.jpg": None,
        "File:Odd.mid": CommonsFile(title="File:Odd.mid", url="", page_url="", mime="audio/midi"),
        "File:[": None,
    }


def test_failures_are_named(answer: Answer) -> None:
    call = commons.files(["File:A.jpg"])
    with pytest.raises(ActionApiError):
        answer(call, {"errors": [{"code": "urlparamnormal", "text": "Could not normalize"}]})
    with pytest.raises(HtmlAnswer):
        answer(call, b"<html>", headers={"content-type": "text/html"})
    with pytest.raises(CutOff):
        answer(call, b'{"query":{"pages":[')
