// Tells the main job as a story: documents → knowledge → a cited answer, each step by the
// command line and each claim checked. It fails when something is not as it says.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const { GREENLIGHT_CLI: cli, GREENLIGHT_DEMO: work, GREENLIGHT_DATA: data } = process.env;
const source = new URL("../backend/sample/", import.meta.url).pathname;
const started = Date.now();

const say = (text = "") => console.log(text);
const head = (text) => say(`\n\x1b[1m${text}\x1b[0m`);
const fail = (text) => {
  console.error(`\nThis is not as it should be: ${text}`);
  process.exit(1);
};

function greenlight(...args) {
  say(`  \x1b[2m$ greenlight-cli ${args.map((a) => (/[\s?]/.test(a) ? JSON.stringify(a.replace(work, "…")) : a.replace(work, "…"))).join(" ")}\x1b[0m`);
  const out = execFileSync(cli, [...args, "--json"], { encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"] });
  return out;
}
const json = (...args) => JSON.parse(greenlight(...args));
const lines = (...args) => greenlight(...args).trim().split("\n").map((l) => JSON.parse(l));

/** The text of a document, as code points, in which all offsets count. */
const texts = new Map();
function points(base, document) {
  if (!texts.has(document)) {
    const out = execFileSync(cli, ["kb", "text", base, document, "--json"], { encoding: "utf8", maxBuffer: 1 << 28 });
    texts.set(document, Array.from(JSON.parse(out).text));
  }
  return texts.get(document);
}

head("1. A new workspace");
json("init");
say("  Made. It holds no model but the built-in answerer, which quotes documents. Nothing leaves this computer.");

head("2. Documents become knowledge");
json("kb", "create", "Company policies", "--sensitivity", "internal");
const added = json("kb", "add", "Company policies", join(source, "documents", "Company policies"));
const pieces = added.documents.reduce((n, d) => n + d.chunks, 0);
const formats = [...new Set(added.documents.map((d) => d.path.split(".").at(-1)))].sort().join(", ");
say(`  ${added.added} documents (${formats}) read in ${added.seconds.toFixed(1)} s: ${pieces} pieces, ${added.failed} failures.`);
if (added.failed > 0) fail("a sample document could not be read");
const again = json("kb", "add", "Company policies", join(source, "documents", "Company policies"));
say(`  Added again: ${again.unchanged} unchanged, nothing done twice (${again.seconds.toFixed(2)} s).`);
if (again.unchanged !== added.added) fail("unchanged documents were read again");

const pdfs = join(data, "pdf");
if (existsSync(pdfs)) {
  head("3. Files from the wild: a scan, an encrypted file, several columns");
  json("kb", "create", "Mixed");
  const mixed = json("kb", "add", "Mixed", pdfs);
  for (const d of mixed.documents) {
    const why = d.error?.message ?? d.warnings.map((w) => w.message)[0] ?? `${d.pages} pages, ${d.chunks} pieces`;
    say(`  ${d.status.padEnd(7)} ${d.path.split("/").at(-1).padEnd(40)} ${why}`);
  }
  const locked = mixed.documents.find((d) => d.error?.code === "password");
  if (locked) {
    const opened = json("kb", "add", "Mixed", locked.path, "--password", "openpassword");
    say(`  With its password the encrypted file is ${opened.documents[0].status}: ${opened.documents[0].pages} page.`);
  }
}

head("4. Ask the knowledge: what is found, and why");
const query = "How many days may I carry over into next year?";
const found = json("kb", "search", "Company policies", "--query", query, "--k", "3");
for (const r of found.results) {
  say(`  ${r.rank}. ${r.title}, page ${r.page} (by words ${r.keyword_rank || "–"}, by meaning ${r.meaning_rank || "–"})`);
  if (points("Company policies", r.document).slice(r.start, r.end).join("") !== r.text) fail("a passage is not the document's text at its offsets");
}
say(`  ${found.ms.toFixed(1)} ms. Each passage is the document's text, character for character.`);

head("5. Draw the assistant: question → search → answer with sources");
const step = (id, x, settings = {}) => ({ id, kind: id, version: 1, title: "", x, y: 0, settings });
const wire = (from, fromPort, to, toPort) => ({ id: `${from}-${to}-${toPort}`, from, fromPort, to, toPort });
const flow = {
  format: "greenlight-assistant",
  version: 1,
  assistant: {
    name: "Policy helper",
    description: "Answers from the policies, with the page that says so.",
    steps: [step("question", 0), step("search", 320, { knowledge: "Company policies" }), step("answer", 640)],
    connections: [
      wire("question", "question", "search", "query"),
      wire("question", "question", "answer", "question"),
      wire("search", "passages", "answer", "passages"),
    ],
  },
};
writeFileSync(join(work, "assistant.json"), JSON.stringify(flow));
const imported = json("flow", "import", join(work, "assistant.json"));
const check = json("flow", "check", imported.name);
say(`  “${imported.name}”: ${check.ok ? "can run" : "has problems"}.`);
if (!check.ok) fail(check.problems.map((p) => p.message).join(" "));

head("6. Ask it");
const run = json("run", imported.name, "--input", `question=${query}`);
say(`  ${run.outputs.answer}`);
for (const c of run.citations) {
  const stands = points("Company policies", c.document).slice(c.start, c.end).join("") === c.text;
  say(`  “${c.text}” — ${c.path?.split("/").at(-1) ?? c.document}, page ${c.page}: ${stands ? "stands there word for word" : "IS NOT THERE"}`);
  if (!stands) fail("a citation is not verbatim");
}
say(`  ${run.ms.toFixed(0)} ms, ${run.cost === 0 ? "free" : run.cost}.`);

head("7. What the documents do not hold");
const none = json("run", imported.name, "--input", "question=Who won the football world cup in 2022?");
say(`  ${none.outputs.answer}`);
if (none.answered) fail("it answered what no document says");

head("8. All sample questions at once");
const cases = readFileSync(join(source, "tests.jsonl"), "utf8").trim().split("\n").map((l) => JSON.parse(l));
writeFileSync(join(work, "questions.jsonl"), cases.map((c, i) => JSON.stringify({ id: `${i}`, inputs: { question: c.question } })).join("\n") + "\n");
const batch = lines("run", imported.name, "--inputs", join(work, "questions.jsonl"), "--concurrency", "4");
let right = 0;
let verbatim = 0;
let quotes = 0;
batch.forEach((r, i) => {
  const c = cases[i];
  if (r.id !== `${i}`) fail("the batch came back in another order");
  const where = r.citations.map((x) => (x.path ?? "").split("/").at(-1));
  if (c.refuse ? !r.answered : r.answered && c.sources.some((s) => where.includes(s))) right++;
  for (const q of r.citations) {
    quotes++;
    if (points("Company policies", q.document).slice(q.start, q.end).join("") === q.text) verbatim++;
  }
});
say(`  ${right} of ${cases.length} answered from the right document, or rightly declined.`);
say(`  ${verbatim} of ${quotes} quotations stand word for word where they point.`);
if (verbatim !== quotes) fail("a citation is not verbatim");
if (right < cases.length * 0.75) fail("too few questions were answered from the right document");

head("9. Back up, restore, verify");
const backup = join(work, "backup.greenlight-backup");
json("backup", backup);
json("restore", backup);
const verified = json("kb", "verify", "Company policies");
if (verified.ok === false) fail("the restored knowledge does not verify");
say(`  Restored and verified. The whole workspace is one file of ${(readFileSync(backup).length / 1e6).toFixed(1)} MB.`);

say(`\nDone in ${((Date.now() - started) / 1000).toFixed(0)} s. Open the window with ./build/run.`);
if (!existsSync(pdfs)) say(`(Without the PDF files of ${data}, part 3 was left out.)`);
