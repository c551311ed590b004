/** The SPARQL that lists the statements which a filter lets through. */
import type { Filter } from "./data";

const CLASSES: Record<string, string> = {
  recommendation: "insp:Recommendation",
  figure: "insp:Measurement",
  event: "insp:Event",
  "quoted grade": "insp:ReportedJudgement",
  grade: "insp:Judgement",
  "aspect not judged": "insp:NoJudgement",
  statement: "insp:Finding",
};

/**
 * Return the query; slugs are those of the address, and only plain ones are used.
 * `base` is the namespace of the project, which its reports and councils have.
 */
export function statementQuery(filter: Filter, base: string): string {
  const lines = ["  ?statement insp:statedIn ?report ."];
  const is = (slug: string) => /^[a-z0-9-]+$/.test(slug);
  if (is(filter.report)) {
    lines.push(`  FILTER(?report = <${base}id/report/${filter.report}>)`);
  }
  if (is(filter.authority)) {
    lines.push(
      `  ?report insp:reportOf/insp:inspectedAuthority <${base}id/authority/${filter.authority}> .`,
    );
  }
  if (is(filter.theme)) {
    lines.push(
      `  ?statement insp:theme ?theme . ?theme skos:broader* <theme/${filter.theme}> .`,
    );
  }
  if (is(filter.polarity)) {
    lines.push(`  ?statement insp:polarity <polarity/${filter.polarity}> .`);
  }
  const kind = CLASSES[filter.kind];
  if (kind) lines.push(`  ?statement a ${kind} .`);
  lines.push(
    "  OPTIONAL { ?statement insp:polarity/skos:prefLabel ?polarity }",
    "  OPTIONAL { ?statement insp:note ?note }",
  );
  return `BASE <https://w3id.org/inspectgraph/>
SELECT DISTINCT ?statement ?report ?polarity ?note WHERE {
${lines.join("\n")}
}
ORDER BY ?report ?statement`;
}
