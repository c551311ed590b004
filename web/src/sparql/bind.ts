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

/** The values of each kind: slug, label and IRI of each. */
export type Values = Record<string, [slug: string, label: string, iri: string][]>;

/** A value that a parameter can have, as the address, the form and the query write it. */
export interface Choice {
  kind: string;
  value: string;
  label: string;
  iri: string;
}

/** Return all values that a parameter can have; a kind other than its first is in the value. */
export function choicesOf(parameter: Parameter, values: Values): Choice[] {
  return parameter.kinds.flatMap((kind) =>
    (values[kind] ?? []).map(([slug, label, iri]) => {
      const value = kind === parameter.kinds[0] ? slug : `${kind}:${slug}`;
      return { kind, value, label, iri };
    }),
  );
}

/** Return the value that a text names: by its slug, or by a label that no other value has. */
export function choiceOf(parameter: Parameter, text: string, values: Values): Choice | null {
  const choices = choicesOf(parameter, values);
  const found = choices.find((one) => one.value === text);
  if (found) return found;
  const plain = text.trim().toLowerCase();
  const named = choices.filter(
    (one) => one.value.toLowerCase() === plain || one.label.toLowerCase() === plain,
  );
  return (named.length === 1 && named[0]) || null;
}

/** Return the term for the text of a value, or null if the parameter cannot have this value. */
export function termOf(
  parameter: Parameter,
  text: string,
  values: Values,
  base: string,
): string | null {
  if (parameter.kinds.includes("integer")) return /^-?\d{1,9}$/.test(text) ? text : null;
  if (parameter.kinds.includes("statement")) {
    const match = /^([\w-]+)\/([\w-]+)$/.exec(text);
    return match ? `<${base}id/report/${match[1]}/statement/${match[2]}>` : null;
  }
  const found = choiceOf(parameter, text, values);
  return found ? `<${found.iri}>` : null;
}
