/** The form of a named question: a field for each parameter. */
import { element } from "../common/html";
import {
  choiceOf,
  choicesOf,
  termOf,
  withTerms,
  type Parameter,
  type Question,
  type Values,
} from "./bind";

/** The file explorer/questions.json: the questions, and the values of their parameters. */
export interface QuestionsData {
  questions: Question[];
  values: Values;
}

const KINDS: Record<string, string> = {
  authority: "Councils",
  band: "Timescales",
  framework: "Frameworks",
  indicator: "Indicators",
  region: "Regions",
  report: "Reports",
  scale: "Grade scales",
  theme: "Themes",
};

/** Return the fields of a question, with the values of the address in them. */
export function fieldsOf(
  question: Question,
  values: Values,
  given: Record<string, string>,
): HTMLElement[] {
  return question.parameters.map((parameter) => {
    const label = element("label");
    const need = parameter.required ? "" : " (not needed)";
    label.append(element("span", {}, name(parameter) + need));
    label.append(field(parameter, values, given[parameter.name] ?? parameter.default));
    label.append(element("span", { className: "hint quiet" }, parameter.description));
    return label;
  });
}

function name(parameter: Parameter): string {
  const words = parameter.name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function field(
  parameter: Parameter,
  values: Values,
  given: string,
): HTMLElement {
  const shared = { name: parameter.name, required: parameter.required };
  if (parameter.kinds.includes("integer")) {
    return element("input", { ...shared, type: "number", value: given });
  }
  if (parameter.kinds.includes("statement")) {
    return element("input", {
      ...shared,
      type: "text",
      value: given,
      pattern: "[\\w\\-]+/[\\w\\-]+",
      title: "the report, a slash, and the id, such as knowsley-sif-2014/p5-abcd",
    });
  }
  const select = element("select", shared);
  select.append(element("option", { value: "" }, parameter.required ? "choose …" : "any"));
  const chosen = given ? choiceOf(parameter, given, values)?.value : "";
  const choices = choicesOf(parameter, values);
  const labels = choices.map((one) => one.label);
  const isShared = (label: string) => labels.indexOf(label) !== labels.lastIndexOf(label);
  for (const kind of parameter.kinds) {
    const options = choices
      .filter((one) => one.kind === kind)
      .map(({ value, label }) => {
        const words = isShared(label) ? `${label} (${value})` : label;
        return element("option", { value, selected: value === chosen }, words);
      });
    if (parameter.kinds.length === 1) select.append(...options);
    else {
      const group = element("optgroup", { label: KINDS[kind] ?? kind });
      group.append(...options);
      select.append(group);
    }
  }
  return select;
}

/** Return the query of a question with values, or a sentence on what is missing. */
export function filled(
  question: Question,
  given: Record<string, string>,
  values: Values,
  base: string,
): { query: string } | { problem: string } {
  const terms: Record<string, string> = {};
  for (const parameter of question.parameters) {
    const value = given[parameter.name] || parameter.default;
    if (!value) {
      if (parameter.required) return { problem: `Choose a value for “${name(parameter)}”.` };
      continue;
    }
    const term = termOf(parameter, value, values, base);
    if (term === null) {
      return { problem: `“${value}” is not a value of “${name(parameter)}”; choose another.` };
    }
    terms[`given_${parameter.name}`] = term;
  }
  return { query: withTerms(question.text, terms) };
}
