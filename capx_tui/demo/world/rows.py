"""The rows of a world on their way into the database, collected per table and written in batches."""

import sqlite3
from itertools import count

Value = int | str | bytes | None
Row = tuple[Value, ...]

# Columns that a world fills, in the order of schema.sql, so that what is pointed at is written first.
_COLUMNS = {
    "world": "key value",
    "language": "id code name autonym",
    "territory": "id territory_name territory_acronym",
    "territory_parent": "territory parent",
    "wikimedia_project": "id wikimedia_project_name wikimedia_project_code wikimedia_project_picture",
    "avatar": "id avatar_url",
    "badge": "id name picture description logic type",
    "skill": "id skill_wikidata_item skill_type creation_date",
    "hashtag": "id name",
    "hashtag_skill": "hashtag skill",
    "tag_diff": "id tag creator",
    "document": "id url creator",
    "organization_type": "id type_code type_name",
    "organization": "id acronym type profile_image meta_page email website report mastodon home_project"
    " update_date creation_date",
    "organization_name": "id organization language_code name",
    "organization_territory": "organization territory",
    "organization_skill": "organization list skill",
    "organization_tag_diff": "organization tag_diff",
    "organization_document": "organization document",
    "user": "id username email is_staff is_active date_joined",
    "token": "digest user created expiry",
    "profile": "id display_name pronoun about about_language wikidata_qid wiki_alt team contact social"
    " last_update automated_lets_connect avatar",
    "language_proficiency": "id profile language proficiency",
    "profile_skill": "profile list skill",
    "profile_territory": "profile territory",
    "profile_affiliation": "profile organization",
    "profile_wikimedia_project": "profile wikimedia_project",
    "user_badge": "id user badge is_displayed progress",
    "organization_manager": "organization profile",
    "event": "id name type_of_location openstreetmap_id url description wikidata_qid image_url time_begin"
    " time_end created_at updated_at creator organization",
    "event_skill": "event skill",
    "organization_choose_event": "organization event",
    "project": "id display_name profile_image description url creation_date creator",
    "project_skill": "project skill",
    "project_member": "id project organization accepted",
    "project_member_acceptance": "id project_member accepted date",
    "saved_item": "id user relation entity entity_id created_at",
    "message": "id sender receiver method status error_message date",
    "bug": "id author title description bug_type status created_at updated_at",
    "attachment": "id bug name content uploaded_at updated_at",
    "letsconnect_log": "id user confirmation timestamp",
    "partner": "id organization mentorship created_at updated_at",
    "mentorship_form": "role id organization counter json created_at",
    "partner_mentorship_settings": "id organization description registration_open_date"
    " registration_close_date territory mentor_form mentee_form created_at updated_at",
    "partner_mentorship_settings_skill": "settings skill",
    "partner_mentorship_settings_language": "settings language",
    "metabase_item": "qid metabase_item skill",
    "wiki_term": "source qid lang label description",
    "wikidata_person": "qid username image",
    "wikidata_event": "qid start_time end_time location official_website",
    "meta_page": "title wikidata_qid extract wikitext html",
    "meta_user": "name userid emailable",
    "meta_merged_account": "name wiki registration editcount",
    "commons_file": "title url mime size width height",
    "diff_post": "external_id title link image_url pub_date language description categories",
    "diff_post_tag": "tag post",
    "letsconnect_person": "username username_org reconciled_affiliation reconciled_territory"
    " reconciled_languages reconciled_projects reconciled_want_to_learn reconciled_want_to_share",
}


def _insert(table: str, columns: str) -> str:
    names = columns.split()
    places = ", ".join("?" * len(names))
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})"  # noqa: S608  # words of this file


_INSERTS = {table: _insert(table, columns) for table, columns in _COLUMNS.items()}


class Rows:
    """Rows that wait to be written; `of` gives a table's list to append to, in the order of `_COLUMNS`."""

    def __init__(self) -> None:
        self._waiting: dict[str, list[Row]] = {table: [] for table in _INSERTS}
        self._ids = {table: count(1) for table in _INSERTS}

    def of(self, table: str) -> list[Row]:
        """The rows of `table` that are not written yet. The list stays the same one after `write`."""
        return self._waiting[table]

    def add(self, table: str, *row: Value) -> None:
        """Append one row."""
        self._waiting[table].append(row)

    def next_id(self, table: str) -> int:
        """The next free id of `table`, counted from 1."""
        return next(self._ids[table])

    def counter(self, table: str) -> "count[int]":
        """The counter behind `next_id`, for loops that run once per person."""
        return self._ids[table]

    def write(self, connection: sqlite3.Connection) -> None:
        """Insert everything that waits, parents before children, and forget it."""
        for table, rows in self._waiting.items():
            if rows:
                connection.executemany(_INSERTS[table], rows)
                rows.clear()
