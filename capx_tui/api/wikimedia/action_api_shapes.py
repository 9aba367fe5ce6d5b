"""What the Action API answers, named as it names it (``formatversion=2``)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

__all__ = [
    "AnswerShape",
    "ContributionShape",
    "EditAnswer",
    "EmailAnswer",
    "ErrorShape",
    "GlobalUserShape",
    "PageShape",
    "QueryAnswer",
    "QueryShape",
]


class ErrorShape(msgspec.Struct, frozen=True, kw_only=True):
    """One error: `text` in the plain format, `info` in the old one, which early failures still use."""

    code: str = "unknown"
    text: str = ""
    info: str = ""


class AnswerShape(msgspec.Struct, frozen=True, kw_only=True):
    """What every answer may hold."""

    errors: tuple[ErrorShape, ...] = ()
    error: ErrorShape | None = None


class ChangeShape(msgspec.Struct, frozen=True, kw_only=True):
    """One title that was read as another: written otherwise (``normalized``) or moved (``redirects``)."""

    before: str = msgspec.field(name="from")
    after: str = msgspec.field(name="to")


class UserShape(msgspec.Struct, frozen=True, kw_only=True):
    """One account of a list. https://www.mediawiki.org/wiki/API:Users."""

    name: str
    missing: bool = False
    invalid: bool = False
    emailable: bool = False


class ImageShape(msgspec.Struct, frozen=True, kw_only=True):
    """One version of a file. https://www.mediawiki.org/wiki/API:Imageinfo."""

    url: str = ""
    thumburl: str = ""
    descriptionurl: str = ""
    mime: str = ""


class PageShape(msgspec.Struct, frozen=True, kw_only=True):
    """One page of a query. `known`: missing here, but there is a file of that name elsewhere."""

    title: str
    missing: bool = False
    invalid: bool = False
    known: bool = False
    imageinfo: tuple[ImageShape, ...] = ()
    #: The lead as plain text. https://www.mediawiki.org/wiki/Extension:TextExtracts.
    extract: str = ""
    #: https://www.mediawiki.org/wiki/API:Pageprops.
    pageprops: dict[str, str] = {}


class MergedShape(msgspec.Struct, frozen=True, kw_only=True):
    """The account at one wiki."""

    wiki: str = ""
    registration: datetime | None = None


class GlobalUserShape(msgspec.Struct, frozen=True, kw_only=True):
    """One account across wikis. https://www.mediawiki.org/wiki/API:Globaluserinfo."""

    name: str = ""
    registration: datetime | None = None
    missing: bool = False
    locked: bool = False
    merged: tuple[MergedShape, ...] = ()


class TokensShape(msgspec.Struct, frozen=True, kw_only=True):
    """https://www.mediawiki.org/wiki/API:Tokens. Prints without its token."""

    csrftoken: str = ""

    def __repr__(self) -> str:
        return "TokensShape(…)"

    def __rich_repr__(self) -> Any:
        yield "…"


class UserInfoShape(msgspec.Struct, frozen=True, kw_only=True):
    """The account that asks. https://www.mediawiki.org/wiki/API:Userinfo."""

    id: int
    name: str
    anon: bool = False


class ContributionShape(msgspec.Struct, frozen=True, kw_only=True):
    """One edit of an account. https://www.mediawiki.org/wiki/API:Usercontribs."""

    revid: int = 0
    title: str = ""
    comment: str = ""
    timestamp: str = ""


class QueryShape(msgspec.Struct, frozen=True, kw_only=True):
    """The ``query`` of an answer: what was asked for is there."""

    normalized: tuple[ChangeShape, ...] = ()
    redirects: tuple[ChangeShape, ...] = ()
    users: tuple[UserShape, ...] = ()
    pages: tuple[PageShape, ...] = ()
    globaluserinfo: GlobalUserShape | None = None
    tokens: TokensShape | None = None
    userinfo: UserInfoShape | None = None
    usercontribs: tuple[ContributionShape, ...] = ()


class QueryAnswer(AnswerShape, frozen=True, kw_only=True):
    """``action=query``. What we ask for fits one answer, so the parameters for a next part are not read."""

    query: QueryShape = QueryShape()
    #: When the wiki answered, where it was asked for that.
    curtimestamp: str = ""


class EmailResultShape(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a mail. Where `result` is no Success, `errors` tell why; they do not stand where others do."""

    result: str = ""
    errors: tuple[ErrorShape, ...] = ()


class EmailAnswer(AnswerShape, frozen=True, kw_only=True):
    """https://www.mediawiki.org/wiki/API:Emailuser."""

    emailuser: EmailResultShape | None = None


class EditResultShape(msgspec.Struct, frozen=True, kw_only=True):
    """What became of an edit. Where `result` is no Success, `code` or one of the extensions' names tells why."""

    result: str = ""
    title: str = ""
    newrevid: int = 0
    newtimestamp: str = ""
    code: str = ""
    info: str = ""
    captcha: Any = None
    spamblacklist: Any = None


class EditAnswer(AnswerShape, frozen=True, kw_only=True):
    """https://www.mediawiki.org/wiki/API:Edit."""

    edit: EditResultShape | None = None
