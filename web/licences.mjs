// Write the licences of all packages that the bundle may contain, and fail on one that the
// project cannot ship.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const ALLOWED = new Set([
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BlueOak-1.0.0",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MIT-0",
  "Unlicense",
]);
const here = fileURLToPath(new URL(".", import.meta.url));
const lock = JSON.parse(readFileSync(`${here}package-lock.json`, "utf8"));

/** Return whether one of the licences that a package offers is allowed. */
function isAllowed(licence) {
  const offers = licence.replace(/[()]/g, "").split(/\s+OR\s+/);
  return offers.some((one) => one.split(/\s+AND\s+/).every((part) => ALLOWED.has(part)));
}

/** Return the licence that a package names; older packages name it in an object. */
function licenceOf(own) {
  const found = own.license ?? own.licenses;
  if (typeof found === "string") return found;
  const several = Array.isArray(found) ? found : [found];
  return several.map((one) => one?.type ?? "none").join(" OR ");
}

const parts = [
  "The scripts of this site contain parts of these packages. Each is named with its",
  "licence and the text that its authors ask to pass on.",
  "",
];
const refused = [];
for (const [path, entry] of Object.entries(lock.packages)) {
  if (!path || entry.dev || entry.optional) continue;
  const folder = `${here}${path}`;
  const own = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  const licence = licenceOf(own);
  if (!isAllowed(licence)) refused.push(`${own.name} ${own.version}: ${licence}`);
  parts.push("-".repeat(78), `${own.name} ${own.version}: ${licence}`, "");
  const names = existsSync(folder) ? readdirSync(folder) : [];
  for (const name of names.filter((one) => /^(licen[cs]e|copying|notice)/i.test(one))) {
    const text = readFileSync(`${folder}/${name}`, "utf8").trim();
    parts.push(...text.split(/\r?\n/).map((line) => line.trimEnd()), "");
  }
}
if (refused.length) {
  console.error(`These licences cannot be shipped:\n${refused.join("\n")}`);
  process.exit(1);
}
const target = new URL(
  "../builder/inspectgraph/publish/bundle/third-party-licences.txt",
  import.meta.url,
);
writeFileSync(target, `${parts.join("\n")}\n`);
