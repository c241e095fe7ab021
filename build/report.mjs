// Adds up the results of all test runners and lists what was skipped, with the reason.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2];
const total = { passed: 0, failed: 0 };
const skipped = [];

const read = (name) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name), "utf8") : "");

const output = new Map();
for (const line of read("go.json").split("\n")) {
  if (!line.startsWith("{")) continue;
  const e = JSON.parse(line);
  if (!e.Test) continue;
  const key = `${e.Package} ${e.Test}`;
  if (e.Action === "output") output.set(key, (output.get(key) ?? "") + e.Output);
  if (e.Action === "pass") total.passed++;
  if (e.Action === "fail") total.failed++;
  if (e.Action === "skip") {
    const said = (output.get(key) ?? "").split("\n").map((l) => l.trim()).filter((l) => l && !/^(===|---)/.test(l));
    skipped.push(`${key}: ${said.at(-1)?.replace(/^\S+\.go:\d+: /, "") ?? "no reason given"}`);
  }
  if (["pass", "fail", "skip"].includes(e.Action)) output.delete(key);
}

for (const name of ["ui.json", "e2e.json"]) {
  const text = read(name);
  if (!text) continue;
  for (const file of JSON.parse(text).testResults) {
    for (const t of file.assertionResults) {
      if (t.status === "passed") total.passed++;
      else if (t.status === "failed") total.failed++;
      else skipped.push(`${t.fullName}: ${t.status}`);
    }
  }
}

for (const line of read("window.txt").split("\n")) {
  if (line.startsWith("ok ")) total.passed++;
  if (line.startsWith("failed ")) total.failed++;
  if (line.startsWith("skipped ")) skipped.push(line.slice("skipped ".length));
}

if (skipped.length === 0) console.log("Nothing was skipped.");
else {
  console.log(`Skipped (${skipped.length}):`);
  for (const s of skipped) console.log(`  ${s}`);
}
console.log(`${total.passed} passed, ${total.failed} failed, ${skipped.length} skipped`);
