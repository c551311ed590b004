/** Write the values of a named question into its query, in place of whole variables. */

/** A parameter of a named question. */
export interface Parameter {
  name: string;
  kinds: string[];
  description: string;
  required: boolean;
  default: string;
}

/** A named question. */
export interface Question {
  name: string;
  title: string;
  question: string;
  columns: string[];
  text: string;
  parameters: Parameter[];
}

const TOKEN =
  /<[^<>"{}|^`\\\s]*>|"""(?:[^"\\]|\\.|"(?!""))*"""|'''(?:[^'\\]|\\.|'(?!''))*'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*|[?$]\w+|[A-Za-z_][\w-]*|[(){}]/g;
const LISTS = new Set(["SELECT", "BY"]);
const ENDS = new Set(["WHERE", "FROM", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"]);

/**
 * Return a SELECT query in which terms replace some of the variables, as the Python
 * function `with_terms` does. In the lists after SELECT and GROUP BY they are left out.
 */
export function withTerms(text: string, terms: Record<string, string>): string {
  let made = "";
  let done = 0;
  let depth = 0;
  let inList = false;
  for (const match of text.matchAll(TOKEN)) {
    const token = match[0];
    if (token === "(") depth += 1;
    else if (token === ")") depth -= 1;
    else if (token === "{" || token === "}" || ENDS.has(token.toUpperCase())) inList = false;
    else if (LISTS.has(token.toUpperCase())) inList = true;
    const term = /^[?$]/.test(token) ? terms[token.slice(1)] : undefined;
    if (term !== undefined) {
      made += text.slice(done, match.index) + (inList && depth === 0 ? "" : term);
      done = match.index + token.length;
    }
  }
  return made + text.slice(done);
}

/** The beginning of the IRIs of each kind of values, after the namespace. */
const STARTS: Record<string, string> = {
  authority: "id/authority/",
  band: "timescale/",
  framework: "id/framework/",
  indicator: "indicator/",
  region: "id/region/",
  report: "id/report/",
  scale: "scale/",
  theme: "theme/",
};

/** Return the term for a value such as "theme/x", "7" or "report/id" of a statement. */
export function termOf(parameter: Parameter, value: string, base: string): string | null {
  if (parameter.kinds.includes("integer")) return /^-?\d{1,9}$/.test(value) ? value : null;
  if (parameter.kinds.includes("statement")) {
    const match = /^([\w-]+)\/([\w-]+)$/.exec(value);
    return match ? `<${base}id/report/${match[1]}/statement/${match[2]}>` : null;
  }
  const [kind = "", slug = ""] = value.includes(":")
    ? value.split(":", 2)
    : [parameter.kinds[0], value];
  const start = STARTS[kind];
  if (!start || !parameter.kinds.includes(kind)) return null;
  return /^[\w~.-]+$/.test(slug) ? `<${base}${start}${slug}>` : null;
}
