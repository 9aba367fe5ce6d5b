"""Meta-Wiki's Action API: who exists, who takes mail, since when, pages of events, and signed writes."""

from collections.abc import Mapping
from dataclasses import dataclass

from capx_tui.demo.service.core.spelling import spelled
from capx_tui.demo.wikimedia.action_api import (
    MOST_VALUES,
    ActionCall,
    ActionError,
    endpoint,
    is_user_name,
    normalized,
    query,
    tokens,
    userinfo,
)
from capx_tui.demo.wikimedia.sites import META_API


@dataclass(frozen=True)
class Account:
    """One account at Meta."""

    name: str
    userid: int
    emailable: bool


def account(asked: ActionCall, name: str) -> Account | None:
    """Return an account by its name as the wiki writes it."""
    row = asked.call.connection.execute(
        "SELECT name, userid, emailable FROM meta_user WHERE name = ?", (name,)
    ).fetchone()
    return Account(row[0], row[1], bool(row[2])) if row else None


def _users(asked: ActionCall) -> Mapping[str, object]:
    """list=users: https://www.mediawiki.org/wiki/API:Users."""
    names, changes = normalized(asked.values("ususers"), spelled)
    properties = asked.values("usprop")
    found: list[dict[str, object]] = []
    for name in dict.fromkeys(names.values()):
        known = account(asked, name)
        if not is_user_name(name):
            found.append({"name": name, "invalid": True})
        elif known is None:
            found.append({"name": name, "missing": True})
        else:
            user: dict[str, object] = {"userid": known.userid, "name": known.name}
            found.append({**user, "emailable": known.emailable} if "emailable" in properties else user)
    return {"normalized": changes, "users": found} if changes else {"users": found}


def _global_user(asked: ActionCall) -> Mapping[str, object]:
    """meta=globaluserinfo: https://www.mediawiki.org/wiki/API:Globaluserinfo."""
    name = spelled(asked.get("guiuser") or asked.username or "")
    if not is_user_name(name):
        raise ActionError("invaliduser", f'Invalid username "{name}".')
    known = account(asked, name)
    if known is None:
        return {"globaluserinfo": {"missing": True}}
    merged = [
        {"wiki": wiki, "url": f"https://{wiki}.example", "registration": registration, "editcount": edits}
        for wiki, registration, edits in asked.call.connection.execute(
            "SELECT wiki, registration, editcount FROM meta_merged_account WHERE name = ? ORDER BY wiki", (name,)
        )
    ]
    first = min((str(one["registration"]) for one in merged), default=None)
    info: dict[str, object] = {
        "home": merged[0]["wiki"] if merged else "metawiki",
        "id": known.userid,
        "registration": first,
        "name": name,
    }
    return {"globaluserinfo": {**info, "merged": merged} if "merged" in asked.values("guiprop") else info}


def _titles(asked: ActionCall) -> tuple[list[str], list[dict[str, object]]]:
    names, changes = normalized(asked.values("titles"), spelled)
    return list(dict.fromkeys(names.values())), changes


def _page_row(asked: ActionCall, title: str) -> tuple[str | None, str, str, str] | None:
    row: tuple[str | None, str, str, str] | None = asked.call.connection.execute(
        "SELECT wikidata_qid, extract, wikitext, html FROM meta_page WHERE title = ?", (title,)
    ).fetchone()
    return row


def _pages(asked: ActionCall) -> Mapping[str, object]:
    """prop=extracts and prop=pageprops: the lead of a page as text, and its Wikidata item."""
    titles, changes = _titles(asked)
    wanted = asked.values("prop")
    pages: list[dict[str, object]] = []
    for title in titles:
        row = _page_row(asked, title)
        if row is None:
            pages.append({"ns": 0, "title": title, "missing": True})
            continue
        page: dict[str, object] = {"ns": 0, "title": title}
        if "extracts" in wanted:
            page["extract"] = row[1]
        if "pageprops" in wanted and row[0]:
            page["pageprops"] = {"wikibase_item": row[0]}
        pages.append(page)
    return {"normalized": changes, "pages": pages} if changes else {"pages": pages}


def _parse(asked: ActionCall) -> Mapping[str, object]:
    """action=parse: a page's wikitext and HTML."""
    title = spelled(asked.required("page"))
    row = _page_row(asked, title)
    if row is None:
        raise ActionError("missingtitle", "The page you specified doesn't exist.")
    parts = {"wikitext": row[2], "text": row[3]}
    wanted = asked.values("prop") or ["text"]
    return {"parse": {"title": title, **{name: text for name, text in parts.items() if name in wanted}}}


def _email_user(asked: ActionCall) -> Mapping[str, object]:
    """action=emailuser: nothing is kept of a mail."""
    sender = asked.check_write()
    target = account(asked, spelled(asked.required("target")))
    writer = account(asked, sender)
    if target is None:
        raise ActionError("notarget", "You have not specified a valid target for this action.")
    if writer is None or not writer.emailable:
        raise ActionError("mailnologin", "You must have a confirmed e-mail address to send mail.")
    if not target.emailable:
        raise ActionError("nowikiemail", "This user has chosen not to receive e-mail from other users.")
    if not asked.required("text").strip():
        raise ActionError("emptytext", "The text must not be empty.")
    return {"emailuser": {"result": "Success"}}


def _edit(asked: ActionCall) -> Mapping[str, object]:
    """action=edit with section=new: a post on a page, public for everybody who looks."""
    writer = asked.check_write()
    title = spelled(asked.required("title"))
    if asked.get("section") != "new":
        raise ActionError("notsupported", "Only new sections can be added here.")
    text = asked.required("text")
    heading = asked.get("sectiontitle") or asked.get("summary")
    section = f"\n\n== {heading} ==\n\n{text}" if heading else f"\n\n{text}"
    asked.call.connection.execute(
        "INSERT INTO meta_page (title, wikitext) VALUES (?1, ?2)"
        " ON CONFLICT (title) DO UPDATE SET wikitext = wikitext || ?2",
        (title, section),
    )
    comment = asked.get("summary") or f"/* {heading} */ new section"
    edit = asked.call.connection.execute(
        "INSERT INTO meta_edit (username, title, comment, timestamp) VALUES (?, ?, ?, ?)",
        (writer, title, comment, asked.moment),
    ).lastrowid
    result: dict[str, object] = {"result": "Success", "title": title, "contentmodel": "wikitext"}
    return {"edit": {**result, "newrevid": edit, "newtimestamp": asked.moment}}


def _contributions(asked: ActionCall) -> Mapping[str, object]:
    """list=usercontribs: https://www.mediawiki.org/wiki/API:Usercontribs, newest first."""
    found = asked.call.connection.execute(
        "SELECT id, username, title, timestamp, comment FROM meta_edit"
        " WHERE username = ? AND timestamp >= ? ORDER BY id DESC LIMIT ?",
        (spelled(asked.required("ucuser")), asked.get("ucend"), MOST_VALUES),
    )
    names = ("revid", "user", "title", "timestamp", "comment")
    return {"usercontribs": [dict(zip(names, row, strict=True)) for row in found]}


ENDPOINTS = (
    endpoint(
        META_API,
        {
            "query": query(
                list_usercontribs=_contributions,
                list_users=_users,
                meta_globaluserinfo=_global_user,
                meta_tokens=tokens,
                meta_userinfo=userinfo,
                prop_extracts=_pages,
                prop_pageprops=_pages,
            ),
            "parse": _parse,
            "emailuser": _email_user,
            "edit": _edit,
        },
    ),
)
