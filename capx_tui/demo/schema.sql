-- The embedded CapX service's database: one SQLite file, one made-up world.
--
-- Tables and columns carry the service's own resource and field names (reference: tests/contract/openapi.json),
-- so that a row is nearly an answer. Rules for whoever fills it:
--   * ids are given by the writer; a profile's id is its user's id;
--   * a moment is TEXT in UTC, always with six decimals: 2026-11-22T07:09:24.205901Z (it sorts as text);
--   * a day is TEXT, 2026-01-31; a boolean is 0 or 1; a column commented "JSON" holds JSON text;
--   * blank text is '' where the column is NOT NULL and NULL where the service answers null;
--   * a relation table lists pairs; the service answers the ids of a relation in ascending order, except
--     language_proficiency, which answers in the order of its own id;
--   * foreign keys are checked by the service, not while a world is being built.

PRAGMA user_version = 1;

-- The world itself -------------------------------------------------------------------------------------------

-- A world writes `me`, the user id of the person who is signed in from the start. open_world adds seed, people,
-- schema (versions), me_username, and a random secret of this file that its tokens are made from. Where
-- metabase_oauth is "not configured", the service answers as one without access to Metabase of its own.
CREATE TABLE world (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

-- Words others point at --------------------------------------------------------------------------------------

CREATE TABLE language (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,       -- as MediaWiki writes it: pt-br, zh-hant
  name TEXT NOT NULL,              -- in English
  autonym TEXT NOT NULL
);

CREATE TABLE territory (
  id INTEGER PRIMARY KEY,
  territory_name TEXT NOT NULL,
  territory_acronym TEXT           -- SSA, LAC … for the eight regions; the ISO code for a country; NULL allowed
);

CREATE TABLE territory_parent (    -- a country's regions; a region has none; one level
  territory INTEGER NOT NULL REFERENCES territory (id) ON DELETE CASCADE,
  parent INTEGER NOT NULL REFERENCES territory (id) ON DELETE CASCADE,
  PRIMARY KEY (territory, parent)
) WITHOUT ROWID;
CREATE INDEX territory_parent_parent ON territory_parent (parent, territory);

CREATE TABLE wikimedia_project (
  id INTEGER PRIMARY KEY,
  wikimedia_project_name TEXT NOT NULL,
  wikimedia_project_code TEXT NOT NULL,
  wikimedia_project_picture TEXT NOT NULL DEFAULT ''
);

CREATE TABLE avatar (
  id INTEGER PRIMARY KEY,
  avatar_url TEXT NOT NULL
);

CREATE TABLE badge (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  picture TEXT NOT NULL,           -- a Commons File: address
  description TEXT NOT NULL,
  logic TEXT,                      -- JSON
  type TEXT NOT NULL DEFAULT 'internal' CHECK (type IN ('internal', 'external', 'partner'))
);

CREATE TABLE skill (
  id INTEGER PRIMARY KEY,
  skill_wikidata_item TEXT NOT NULL DEFAULT '',
  skill_type INTEGER REFERENCES skill (id) ON DELETE CASCADE,  -- the parent; NULL for one of the seven roots
  creation_date TEXT NOT NULL
);
CREATE INDEX skill_type ON skill (skill_type);

CREATE TABLE hashtag (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
);

CREATE TABLE hashtag_skill (
  hashtag INTEGER NOT NULL REFERENCES hashtag (id) ON DELETE CASCADE,
  skill INTEGER NOT NULL REFERENCES skill (id) ON DELETE CASCADE,
  PRIMARY KEY (hashtag, skill)
) WITHOUT ROWID;

CREATE TABLE tag_diff (
  id INTEGER PRIMARY KEY,
  tag TEXT NOT NULL UNIQUE,
  creator INTEGER REFERENCES user (id) ON DELETE SET NULL
);

CREATE TABLE document (
  id INTEGER PRIMARY KEY,
  url TEXT NOT NULL,               -- a Commons File: address; see commons_file
  creator INTEGER REFERENCES user (id) ON DELETE SET NULL
);

-- People -----------------------------------------------------------------------------------------------------

CREATE TABLE user (
  id INTEGER PRIMARY KEY,
  username TEXT NOT NULL UNIQUE,   -- first letter upper case, blanks not underscores, as on Meta
  email TEXT,                      -- normally NULL
  is_staff INTEGER NOT NULL DEFAULT 0,
  is_active INTEGER NOT NULL DEFAULT 1,
  date_joined TEXT NOT NULL
);
CREATE INDEX user_date_joined ON user (date_joined);
CREATE INDEX user_inactive ON user (id) WHERE is_active = 0;

-- A person's last_login is the creation of their newest token; people who never signed in have none. A world
-- writes any unique text as digest (nobody knows the token); the service issues real ones at sign-in.
CREATE TABLE token (
  digest TEXT PRIMARY KEY,         -- hex SHA-512 of the token
  user INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
  created TEXT NOT NULL,
  expiry TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX token_user ON token (user, created);
CREATE INDEX token_created ON token (created, user);

CREATE TABLE profile (
  id INTEGER PRIMARY KEY REFERENCES user (id) ON DELETE CASCADE,
  display_name TEXT NOT NULL DEFAULT '',
  pronoun TEXT NOT NULL DEFAULT '',            -- '', he-him, she-her, they-them, not-specified, other
  about TEXT NOT NULL DEFAULT '',              -- at most 2000 characters
  about_language INTEGER REFERENCES language (id) ON DELETE SET NULL,
  wikidata_qid TEXT NOT NULL DEFAULT '',
  wiki_alt TEXT NOT NULL DEFAULT '',
  team TEXT NOT NULL DEFAULT '',
  contact TEXT,                                -- JSON
  social TEXT,                                 -- JSON
  last_update TEXT NOT NULL,
  automated_lets_connect INTEGER,
  avatar INTEGER REFERENCES avatar (id) ON DELETE SET NULL
);
CREATE INDEX profile_last_update ON profile (last_update, id);

CREATE VIEW active_profile AS SELECT id FROM profile WHERE id NOT IN (SELECT id FROM user WHERE is_active = 0);

CREATE TABLE language_proficiency (
  id INTEGER PRIMARY KEY,
  profile INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
  language INTEGER NOT NULL REFERENCES language (id) ON DELETE CASCADE,
  proficiency TEXT NOT NULL CHECK (proficiency IN ('', '0', '1', '2', '3', '4', '5', 'n')),
  UNIQUE (profile, language)
);
CREATE INDEX language_proficiency_language ON language_proficiency (language, profile);

CREATE TABLE profile_skill (
  profile INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
  list TEXT NOT NULL CHECK (list IN ('known', 'available', 'wanted')),
  skill INTEGER NOT NULL REFERENCES skill (id) ON DELETE CASCADE,
  PRIMARY KEY (profile, list, skill)
) WITHOUT ROWID;
CREATE INDEX profile_skill_skill ON profile_skill (skill, list, profile);

CREATE TABLE profile_territory (
  profile INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
  territory INTEGER NOT NULL REFERENCES territory (id) ON DELETE CASCADE,
  PRIMARY KEY (profile, territory)
) WITHOUT ROWID;
CREATE INDEX profile_territory_territory ON profile_territory (territory, profile);

CREATE TABLE profile_affiliation (
  profile INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
  organization INTEGER NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
  PRIMARY KEY (profile, organization)
) WITHOUT ROWID;
CREATE INDEX profile_affiliation_organization ON profile_affiliation (organization, profile);

CREATE TABLE profile_wikimedia_project (
  profile INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
  wikimedia_project INTEGER NOT NULL REFERENCES wikimedia_project (id) ON DELETE CASCADE,
  PRIMARY KEY (profile, wikimedia_project)
) WITHOUT ROWID;
CREATE INDEX profile_wikimedia_project_project ON profile_wikimedia_project (wikimedia_project, profile);

CREATE TABLE user_badge (
  id INTEGER PRIMARY KEY,
  user INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
  badge INTEGER NOT NULL REFERENCES badge (id) ON DELETE CASCADE,
  is_displayed INTEGER NOT NULL DEFAULT 1,
  progress INTEGER NOT NULL DEFAULT 0,         -- 0 to 100; a profile shows those displayed and at 100
  UNIQUE (user, badge)
);

-- Organizations ----------------------------------------------------------------------------------------------

CREATE TABLE organization_type (
  id INTEGER PRIMARY KEY,
  type_code TEXT NOT NULL,
  type_name TEXT NOT NULL
);

-- An organization without a manager is hidden from everybody but staff (it still can be an affiliation).
CREATE TABLE organization (
  id INTEGER PRIMARY KEY,
  acronym TEXT NOT NULL UNIQUE,
  type INTEGER REFERENCES organization_type (id) ON DELETE SET NULL,
  profile_image TEXT,
  meta_page TEXT,
  email TEXT,
  website TEXT,
  report TEXT,
  mastodon TEXT,
  home_project TEXT,
  update_date TEXT NOT NULL,
  creation_date TEXT NOT NULL
);
CREATE INDEX organization_update_date ON organization (update_date);

CREATE TABLE organization_name (               -- every organization has one in English ('en')
  id INTEGER PRIMARY KEY,
  organization INTEGER NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
  language_code TEXT NOT NULL,
  name TEXT NOT NULL,
  UNIQUE (organization, language_code)
);

CREATE TABLE organization_manager (
  organization INTEGER NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
  profile INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
  PRIMARY KEY (organization, profile)
) WITHOUT ROWID;
CREATE INDEX organization_manager_profile ON organization_manager (profile, organization);

CREATE TABLE organization_territory (
  organization INTEGER NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
  territory INTEGER NOT NULL REFERENCES territory (id) ON DELETE CASCADE,
  PRIMARY KEY (organization, territory)
) WITHOUT ROWID;

CREATE TABLE organization_skill (
  organization INTEGER NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
  list TEXT NOT NULL CHECK (list IN ('known', 'available', 'wanted')),
  skill INTEGER NOT NULL REFERENCES skill (id) ON DELETE CASCADE,
  PRIMARY KEY (organization, list, skill)
) WITHOUT ROWID;
CREATE INDEX organization_skill_skill ON organization_skill (skill, list, organization);

CREATE TABLE organization_tag_diff (
  organization INTEGER NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
  tag_diff INTEGER NOT NULL REFERENCES tag_diff (id) ON DELETE CASCADE,
  PRIMARY KEY (organization, tag_diff)
) WITHOUT ROWID;

CREATE TABLE organization_document (
  organization INTEGER NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
  document INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  PRIMARY KEY (organization, document)
) WITHOUT ROWID;

CREATE TABLE organization_choose_event (       -- the main events, out of the organization's own
  organization INTEGER NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
  event INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  PRIMARY KEY (organization, event)
) WITHOUT ROWID;

CREATE TABLE event (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  type_of_location TEXT NOT NULL CHECK (type_of_location IN ('virtual', 'in_person', 'hybrid')),
  openstreetmap_id TEXT NOT NULL DEFAULT '',
  url TEXT NOT NULL DEFAULT '',
  description TEXT NOT NULL DEFAULT '',
  wikidata_qid TEXT NOT NULL DEFAULT '',
  image_url TEXT NOT NULL DEFAULT '',
  time_begin TEXT NOT NULL,
  time_end TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  creator INTEGER REFERENCES user (id) ON DELETE SET NULL,
  organization INTEGER NOT NULL REFERENCES organization (id) ON DELETE CASCADE
);
CREATE INDEX event_organization ON event (organization);
CREATE INDEX event_time_begin ON event (time_begin);

CREATE TABLE event_skill (
  event INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  skill INTEGER NOT NULL REFERENCES skill (id) ON DELETE CASCADE,
  PRIMARY KEY (event, skill)
) WITHOUT ROWID;

CREATE TABLE project (
  id INTEGER PRIMARY KEY,
  display_name TEXT NOT NULL,
  profile_image TEXT,
  description TEXT,
  url TEXT,
  creation_date TEXT NOT NULL,
  creator INTEGER REFERENCES user (id) ON DELETE SET NULL
);

CREATE TABLE project_skill (
  project INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  skill INTEGER NOT NULL REFERENCES skill (id) ON DELETE CASCADE,
  PRIMARY KEY (project, skill)
) WITHOUT ROWID;

CREATE TABLE project_member (                  -- an accepted row makes it a project of that organization
  id INTEGER PRIMARY KEY,
  project INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  organization INTEGER NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
  accepted INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX project_member_organization ON project_member (organization, project);
CREATE INDEX project_member_project ON project_member (project);

CREATE TABLE project_member_acceptance (
  id INTEGER PRIMARY KEY,
  project_member INTEGER NOT NULL REFERENCES project_member (id) ON DELETE CASCADE,
  accepted INTEGER NOT NULL DEFAULT 0,
  date TEXT NOT NULL
);

-- What people do ---------------------------------------------------------------------------------------------

CREATE TABLE saved_item (
  id INTEGER PRIMARY KEY,
  user INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
  relation TEXT NOT NULL CHECK (relation IN ('learner', 'sharer')),
  entity TEXT NOT NULL CHECK (entity IN ('user', 'org')),
  entity_id INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  UNIQUE (user, relation, entity, entity_id)
);

CREATE TABLE message (                         -- never the subject or the text
  id INTEGER PRIMARY KEY,
  sender INTEGER REFERENCES user (id) ON DELETE CASCADE,
  receiver TEXT NOT NULL,
  method TEXT NOT NULL CHECK (method IN ('email', 'talkpage')),
  status TEXT NOT NULL CHECK (status IN ('pending', 'sent', 'failed')),
  error_message TEXT NOT NULL DEFAULT '',
  date TEXT NOT NULL
);
CREATE INDEX message_sender ON message (sender, date);

CREATE TABLE bug (
  id INTEGER PRIMARY KEY,
  author INTEGER REFERENCES user (id) ON DELETE CASCADE,
  title TEXT NOT NULL,
  description TEXT NOT NULL,
  bug_type TEXT NOT NULL DEFAULT 'error',      -- '', error, new_feature, improvement, new_capacity, test_case
  status TEXT NOT NULL DEFAULT 'to_do',       -- to_do, assigned, in_progress, under_review, done
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
);
CREATE INDEX bug_author ON bug (author, created_at);

CREATE TABLE attachment (
  id INTEGER PRIMARY KEY,
  bug INTEGER REFERENCES bug (id) ON DELETE CASCADE,
  name TEXT NOT NULL,                          -- path below /media/
  content BLOB NOT NULL,
  uploaded_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
);
CREATE INDEX attachment_bug ON attachment (bug);

CREATE TABLE letsconnect_log (
  id INTEGER PRIMARY KEY,
  user INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
  confirmation TEXT NOT NULL,
  timestamp TEXT NOT NULL
);

-- Mentorship -------------------------------------------------------------------------------------------------

CREATE TABLE partner (
  id INTEGER PRIMARY KEY,
  organization INTEGER NOT NULL UNIQUE REFERENCES organization (id) ON DELETE CASCADE,
  mentorship INTEGER NOT NULL DEFAULT 1,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
);

-- Left empty by a world: open_world gives every organization that has a form a key whose private half nobody holds.
CREATE TABLE partner_public_key (
  id INTEGER PRIMARY KEY,
  organization INTEGER NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
  pem TEXT NOT NULL,
  created_at TEXT NOT NULL
);
CREATE INDEX partner_public_key_organization ON partner_public_key (organization, id);

CREATE TABLE mentorship_form (
  role TEXT NOT NULL CHECK (role IN ('mentor', 'mentee')),
  id INTEGER NOT NULL,                         -- counted per role, as the service does
  organization INTEGER NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
  counter INTEGER NOT NULL DEFAULT 0,          -- answers so far
  json TEXT NOT NULL,                          -- JSON: a jQuery formBuilder array
  created_at TEXT NOT NULL,
  PRIMARY KEY (role, id)
);
CREATE INDEX mentorship_form_organization ON mentorship_form (organization, role, id);

CREATE VIEW mentorship_form_mentor AS SELECT * FROM mentorship_form WHERE role = 'mentor';
CREATE VIEW mentorship_form_mentee AS SELECT * FROM mentorship_form WHERE role = 'mentee';

CREATE TABLE mentorship_form_response (
  id INTEGER PRIMARY KEY,
  role TEXT NOT NULL,
  form INTEGER NOT NULL,
  user INTEGER REFERENCES user (id) ON DELETE SET NULL,
  data TEXT NOT NULL,                          -- the encrypted envelope, JSON
  encrypted_with_public_key_id INTEGER,
  encrypted_with_public_key_fingerprint TEXT,
  created_at TEXT NOT NULL,
  FOREIGN KEY (role, form) REFERENCES mentorship_form (role, id) ON DELETE CASCADE
);

CREATE TABLE partner_mentorship_settings (
  id INTEGER PRIMARY KEY,
  organization INTEGER NOT NULL UNIQUE REFERENCES organization (id) ON DELETE CASCADE,
  description TEXT NOT NULL DEFAULT '',
  registration_open_date TEXT,                 -- a day
  registration_close_date TEXT,                -- a day
  territory INTEGER REFERENCES territory (id) ON DELETE SET NULL,
  mentor_form INTEGER,                         -- mentorship_form ('mentor', id)
  mentee_form INTEGER,                         -- mentorship_form ('mentee', id)
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
);

CREATE TABLE partner_mentorship_settings_skill (
  settings INTEGER NOT NULL REFERENCES partner_mentorship_settings (id) ON DELETE CASCADE,
  skill INTEGER NOT NULL REFERENCES skill (id) ON DELETE CASCADE,
  PRIMARY KEY (settings, skill)
) WITHOUT ROWID;

CREATE TABLE partner_mentorship_settings_language (
  settings INTEGER NOT NULL REFERENCES partner_mentorship_settings (id) ON DELETE CASCADE,
  language INTEGER NOT NULL REFERENCES language (id) ON DELETE CASCADE,
  PRIMARY KEY (settings, language)
) WITHOUT ROWID;

-- Sign-in and the service's own access to Metabase: filled by the service only ----------------------------------

CREATE TABLE oauth_request (
  oauth_token TEXT PRIMARY KEY,
  oauth_token_secret TEXT NOT NULL,
  purpose TEXT NOT NULL CHECK (purpose IN ('login', 'translating')),
  extra TEXT,
  oauth_verifier TEXT,                         -- set once the authorize page was opened
  user INTEGER REFERENCES user (id) ON DELETE CASCADE,  -- who allowed it, or who began it
  state TEXT,
  created TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE translating_oauth (
  user INTEGER PRIMARY KEY REFERENCES user (id) ON DELETE CASCADE,
  username TEXT NOT NULL
);

-- Wikimedia's side ---------------------------------------------------------------------------------------------

-- Capacities at Metabase: its own item per Wikidata item. Not every capacity must have one.
CREATE TABLE metabase_item (
  qid TEXT PRIMARY KEY,                        -- the Wikidata item, skill.skill_wikidata_item
  metabase_item TEXT NOT NULL UNIQUE,          -- Metabase's own id, Q…
  skill INTEGER
) WITHOUT ROWID;

-- Labels and descriptions in one language. An absent row or a NULL is a term that nobody wrote yet.
CREATE TABLE wiki_term (
  source TEXT NOT NULL CHECK (source IN ('metabase', 'wikidata')),
  qid TEXT NOT NULL,                           -- always the Wikidata item, for both sources
  lang TEXT NOT NULL,
  label TEXT,
  description TEXT,
  PRIMARY KEY (source, qid, lang)
) WITHOUT ROWID;
CREATE INDEX wiki_term_lang ON wiki_term (source, lang);

CREATE TABLE wikidata_person (
  qid TEXT PRIMARY KEY,
  username TEXT NOT NULL,                      -- P4174
  image TEXT                                   -- P18: a Commons file title without File:
) WITHOUT ROWID;
CREATE INDEX wikidata_person_username ON wikidata_person (username);

-- Events that Wikidata knows; their labels are in wiki_term with source wikidata.
CREATE TABLE wikidata_event (
  qid TEXT PRIMARY KEY,
  start_time TEXT,                             -- P580
  end_time TEXT,                               -- P582
  location TEXT,                               -- P276: a QID
  official_website TEXT                        -- P856
) WITHOUT ROWID;

-- Pages on Meta that event forms read.
CREATE TABLE meta_page (
  title TEXT PRIMARY KEY,                      -- blanks, not underscores
  wikidata_qid TEXT,
  extract TEXT NOT NULL DEFAULT '',            -- plain text of the lead
  wikitext TEXT NOT NULL DEFAULT '',
  html TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;

-- Edits on Meta that people made through its API.
CREATE TABLE meta_edit (
  id INTEGER PRIMARY KEY,
  username TEXT NOT NULL,
  title TEXT NOT NULL,
  comment TEXT NOT NULL,
  timestamp TEXT NOT NULL                      -- 2009-03-14T10:11:12Z
);

-- Accounts on Meta; a CapX user or alternative account without a row does not exist there.
CREATE TABLE meta_user (
  name TEXT PRIMARY KEY,
  userid INTEGER NOT NULL UNIQUE,
  emailable INTEGER NOT NULL DEFAULT 1
) WITHOUT ROWID;

CREATE TABLE meta_merged_account (             -- the earliest registration is the wiki birthday
  name TEXT NOT NULL REFERENCES meta_user (name) ON DELETE CASCADE,
  wiki TEXT NOT NULL,
  registration TEXT NOT NULL,                  -- 2009-03-14T10:11:12Z, as MediaWiki writes it
  editcount INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (name, wiki)
) WITHOUT ROWID;

CREATE TABLE commons_file (
  title TEXT PRIMARY KEY,                      -- File:Name.ext, blanks not underscores
  url TEXT NOT NULL,
  mime TEXT NOT NULL,
  size INTEGER NOT NULL,                       -- bytes
  width INTEGER NOT NULL,
  height INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE diff_post (
  external_id INTEGER PRIMARY KEY,
  title TEXT NOT NULL,
  link TEXT NOT NULL,
  image_url TEXT,
  pub_date TEXT NOT NULL,                      -- 2026-09-30T12:00:00Z
  language TEXT NOT NULL,
  description TEXT NOT NULL,
  categories TEXT NOT NULL DEFAULT '[]'        -- JSON list of texts
);

CREATE TABLE diff_post_tag (
  tag TEXT NOT NULL,                           -- lower case, blanks as '-': what tag_diff.tag becomes in an address
  post INTEGER NOT NULL REFERENCES diff_post (external_id) ON DELETE CASCADE,
  PRIMARY KEY (tag, post)
) WITHOUT ROWID;

CREATE TABLE letsconnect_person (              -- who is registered at Let's Connect; each column may be NULL
  username TEXT PRIMARY KEY,
  username_org TEXT,
  reconciled_affiliation TEXT,
  reconciled_territory TEXT,
  reconciled_languages TEXT,
  reconciled_projects TEXT,
  reconciled_want_to_learn TEXT,
  reconciled_want_to_share TEXT
) WITHOUT ROWID;
