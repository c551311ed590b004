/** The page of the site about a resource; the rules are those of publish/addresses.py. */

const PARTS = "evidence|selector|comparator|part|time";
const TIMES = "period|date|since|time|state|before|after";

const PATTERNS: [RegExp, string][] = [
  [/^id\/authority\/([^/]+)$/, "council/$1/index.html"],
  [/^id\/authority\/([^/]+)\/(.+)$/, "council/$1/index.html#$2"],
  [/^id\/report\/([^/]+)$/, "report/$1.html"],
  [/^id\/report\/([^/]+)\/statement\/([^/]+)$/, "report/$1/statement/$2.html"],
  [/^id\/report\/([^/]+)\/statement\/([^/]+)\/(.+)$/, "report/$1/statement/$2.html#$3"],
  [/^id\/report\/([^/]+)\/unit\/(.+)$/, "report/$1/passage/$2.html"],
  [
    new RegExp(
      `^id/report/([^/]+)/(${PARTS})/(.+?-[0-9a-z]{4})((?:-[0-9]+)*(?:-(?:${TIMES}))?)$`,
    ),
    "report/$1/statement/$3.html#$2/$3$4",
  ],
  [/^id\/report\/([^/]+)\/(.+)$/, "report/$1.html#$2"],
  [/^id\/([^/]+\/[^/]+)$/, "$1.html"],
  [/^id\/([^/]+\/[^/]+)\/(.+)$/, "$1.html#$2"],
  [/^(def\/[^/]+)$/, "$1.html"],
  [/^(ontology(?:\/.+)?)$/, "$1.html"],
  [/^graph\/([^/]+)$/, "data.html#graph/$1"],
  [/^(?:graphs?|catalogue)$/, "data.html"],
  [/^([a-z][a-z0-9-]*(?:\/[^/]+){0,2})$/, "$1.html"],
];

/** Return the page of an IRI, or null if it is not one of the project. */
export function pageOf(iri: string, base: string): string | null {
  if (!iri.startsWith(base)) return null;
  const local = iri.slice(base.length).replace(/\/+$/, "");
  if (!local) return "index.html";
  for (const [pattern, page] of PATTERNS) {
    if (pattern.test(local)) {
      return local.replace(pattern, page).replace(/%([0-9A-F]{2})/g, "~$1");
    }
  }
  return null;
}
