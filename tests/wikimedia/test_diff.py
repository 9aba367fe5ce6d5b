"""Posts of Diff: once each, newest first, without their markup."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from capx_tui.api.wikimedia import diff
from capx_tui.api.wikimedia.diff import Post
from capx_tui.api.wire import Site, build_request
from capx_tui.errors import CutOff, HtmlAnswer, Missing, ServiceDown, Throttled, WrongJson, WrongShape

Answer = Callable[..., Any]


def _post(number: int | str, date: str | None = None, **more: Any) -> dict[str, Any]:
    return {
        "external_id": number,
        "title": f"Post {number}",
        "link": f"https://diff.example/{number}",
        "pub_date": date,
        **more,
    }


def _order(posts: tuple[Post, ...]) -> list[str]:
    return [post.id for post in posts]


@pytest.mark.parametrize(
    ("tag", "path"),
    [
        ("Wiki Movimento Brasil", "/tags/wiki-movimento-brasil/"),
        ("  GLAM  Wiki ", "/tags/glam-wiki/"),
        ("Educação", "/tags/educa%C3%A7%C3%A3o/"),
        ("a/b?c#d", "/tags/a%2Fb%3Fc%23d/"),
        ("already-a-slug", "/tags/already-a-slug/"),
    ],
)
def test_a_tag_is_asked_for_by_its_slug(tag: str, path: str) -> None:
    call = diff.posts(tag)
    assert (call.method, call.site, call.path) == ("GET", Site.DIFF_API, path)
    assert build_request(call, "https://diffapi.example").url == f"https://diffapi.example{path}"


def test_posts_come_once_each_and_newest_first(answer: Answer) -> None:
    posts = [
        _post(1, "2024-01-01T00:00:00Z"),
        _post(2, None),
        _post(3, "2025-06-01T12:00:00+02:00"),
        _post("1", "2026-01-01T00:00:00Z", title="The same again"),
        _post(4, "Sun, 01 Jun 2025 10:30:00 +0000"),
        _post(5, "yesterday"),
        _post(7, "0001-01-01T00:00:00+14:00"),
        _post(6, "2024-01-01"),
    ]
    found = answer(diff.posts("x"), {"posts": posts})
    assert _order(found) == ["4", "3", "1", "6", "2", "5", "7"]
    assert [post.published for post in found] == [
        datetime(2025, 6, 1, 10, 30, tzinfo=UTC),
        datetime(2025, 6, 1, 10, 0, tzinfo=UTC),
        datetime(2024, 1, 1, tzinfo=UTC),
        datetime(2024, 1, 1, tzinfo=UTC),
        None,
        None,
        None,
    ]
    assert found[2].title == "Post 1"


def test_texts_lose_their_markup_and_what_steers_a_terminal(answer: Answer) -> None:
    post = _post(
        7,
        "2025-01-01",
        title="Wiki Loves &#8220;Bahia&#8221; \x1b[31m&amp; more",
        description="<p>First<br/>line.</p><script>alert('x')</script><style>p{}</style><!-- note -->"
        "<p>1 &lt; 2 \u202eand 3 > 2&#27;&#x202E;</p>",
        categories=["GLAM &amp; culture", {"name": "odd"}, "", None],
        language="pt-br",
        image_url="https://diff.example/a.jpg",
        unknown_field=1,
    )
    assert answer(diff.posts("x"), {"posts": [post]}) == (
        Post(
            id="7",
            title="Wiki Loves “Bahia” & more",
            link="https://diff.example/7",
            published=datetime(2025, 1, 1, tzinfo=UTC),
            image="https://diff.example/a.jpg",
            language="pt-br",
            description="First line. 1 < 2 and 3 > 2",
            categories=("GLAM & culture",),
        ),
    )


def test_addresses_that_are_no_web_addresses_do_not_come_through(answer: Answer) -> None:
    (post,) = answer(diff.posts("x"), {"posts": [_post(1, link="javascript:alert(1)", image_url="file:///etc/passwd")]})
    assert (post.link, post.image) == ("", "")


def test_a_summary_without_end_is_cut_and_read_quickly(answer: Answer) -> None:
    (post,) = answer(diff.posts("x"), {"posts": [_post(1, description="<script <!-- " * 100_000)]})
    assert len(post.description) <= 10_000


def test_a_bare_post_is_a_post(answer: Answer) -> None:
    (post,) = answer(diff.posts("x"), {"posts": [{"external_id": 1, "title": None, "categories": None}]})
    assert post == Post(id="1", title="", link="", published=None)


def test_failures_are_named(answer: Answer) -> None:
    call = diff.posts("x")
    assert answer(call, {"posts": []}) == ()
    with pytest.raises(Missing):
        answer(call, {"detail": "Not found"}, status=404)
    with pytest.raises(HtmlAnswer):
        answer(call, b"<!doctype html><title>Toolforge</title>")
    with pytest.raises(CutOff):
        answer(call, b'{"posts":[{"external_id":1')
    with pytest.raises(WrongJson):
        answer(call, b"posts")
    with pytest.raises(WrongShape):
        answer(call, {"posts": [{"title": "no id"}]})
    with pytest.raises(WrongShape):
        answer(call, {"error": "none"})
    with pytest.raises(Throttled) as throttled:
        answer(call, b"", status=429, headers={"retry-after": "3"})
    assert throttled.value.retry_after_s == 3.0
    with pytest.raises(ServiceDown):
        answer(call, b"<html>502</html>", status=502)
