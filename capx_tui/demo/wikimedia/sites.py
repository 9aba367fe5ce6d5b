"""Where each of Wikimedia's endpoints is in the embedded service."""

ROOT = "/_wikimedia"

META_API = f"{ROOT}/meta/w/api.php"
META_AUTHORIZE = f"{ROOT}/meta/wiki/Special:OAuth/authorize"
METABASE_API = f"{ROOT}/metabase/w/api.php"
METABASE_SPARQL = f"{ROOT}/metabase/query/sparql"
WIKIDATA_API = f"{ROOT}/wikidata/w/api.php"
WIKIDATA_SPARQL = f"{ROOT}/wikidata/query/sparql"
COMMONS_API = f"{ROOT}/commons/w/api.php"
#: Followed by /tags/<tag>/.
DIFF_API = f"{ROOT}/diff"
#: Followed by /exists/ and /profile/.
LETSCONNECT = f"{ROOT}/letsconnect"
