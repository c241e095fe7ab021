// What build/demo does: each part runs greenlight-cli as a script would, and checks its result.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const [cli, work, data] = process.argv.slice(2);
const workspace = join(work, "workspace");
const began = Date.now();
let failed = 0;

const say = (text = "") => console.log(text);
const part = (title) => say(`\n\x1b[1m${title}\x1b[0m`);
const check = (what, ok) => {
  say(`  ${ok ? "✓" : "✗"} ${what}`);
  if (!ok) failed++;
};
const short = (text, n = 150) => (text.length > n ? text.slice(0, n) + "…" : text).replace(/\s+/g, " ");

// Runs a command and gives its JSON: one value, or one a line.
function greenlight(args, { lines = false, at = workspace, quiet = false } = {}) {
  if (!quiet) say(`  $ greenlight-cli ${args.map((a) => (/[\s?=]/.test(a) ? JSON.stringify(a) : a)).join(" ").replaceAll(work, "…")}`);
  const run = spawnSync(cli, ["--workspace", at, "--json", ...args], { encoding: "utf8", maxBuffer: 1 << 28 });
  if (run.status !== 0) {
    say(run.stderr || run.stdout || String(run.error));
    throw new Error(`the command ended with ${run.status}`);
  }
  const values = run.stdout.split("\n").filter((line) => line !== "");
  return lines ? values.map((line) => JSON.parse(line)) : JSON.parse(values[0] ?? "null");
}

const jsonLines = (path) => readFileSync(path, "utf8").split("\n").filter((l) => l !== "").map((l) => JSON.parse(l));

// The text from start to end, counted in code points as all offsets are.
const cut = (text, start, end) => Array.from(text).slice(start, end).join("");

const texts = new Map();
function textOf(base, document) {
  const key = `${base} ${document}`;
  if (!texts.has(key)) texts.set(key, greenlight(["kb", "text", base, document], { quiet: true }).text);
  return texts.get(key);
}

part("1. A new workspace with the sample: the policies of an invented company");
const made = greenlight(["init", "--sample"]);
say(`  Assistants: ${made.flows.join(", ")}. Knowledge: ${made.knowledge.join(", ")}.`);
check("two assistants and their documents are there", made.flows.length === 2 && made.knowledge.length === 2);

part("2. Own documents: PDF and Word files, with a broken, a locked and a scanned one among them");
greenlight(["kb", "create", "My documents"]);
const own = resolve("frontend/e2e/fixtures");
const files = readdirSync(own).filter((f) => /\.(pdf|docx)$/.test(f)).map((f) => join(own, f));
const real = join(data, "pdf");
const added = greenlight(["kb", "add", "My documents", ...files, ...(existsSync(real) ? [resolve(real)] : [])]);
say(`  ${added.added} read, ${added.empty} without text, ${added.failed} not read, in ${added.seconds.toFixed(1)} s.`);
for (const d of added.documents.filter((d) => d.error)) say(`    ${d.path.split("/").at(-1)}: ${d.error.message}`);
check("one bad file stopped no other", added.added >= 2 && added.failed >= 2);
const opened = greenlight(["kb", "add", "My documents", join(own, "Notes of the treasurer.pdf"), "--password", "meadow"]);
check("the locked file opens with its password", opened.documents[0].error === null);
const again = greenlight(["kb", "add", "My documents", join(own, "Garden rules.pdf")]);
check("adding an unchanged file again does nothing", again.unchanged === 1);

part("3. Search, with the reasons");
const query = "When are the pumps shut off?";
const found = greenlight(["kb", "search", "My documents", "--query", query, "--k", "3"]);
for (const r of found.results) {
  say(`    ${r.rank}. ${r.title}, page ${r.page} (by words ${r.keyword_rank || "–"}, by meaning ${r.meaning_rank || "–"}): ${short(r.text, 90)}`);
}
const first = found.results[0];
check(`the first piece answers it, in ${found.ms.toFixed(1)} ms`, /last Saturday of October/.test(first?.text ?? ""));
check("its text is exactly what the document holds at its place", cut(textOf("My documents", first.document), first.start, first.end) === first.text);

part("4. Ask an assistant");
const asked = "How many days of leave may I carry over into next year?";
const answer = greenlight(["run", "HR policy helper", "--input", `question=${asked}`]);
say(`    ${asked}\n    → ${answer.outputs.answer}`);
const [cited] = answer.citations;
say(`      ${cited.title}, page ${cited.page}: “${short(cited.text)}”`);
check("the answer is given, with its source", answer.answered && answer.citations.length > 0);
check("the quotation stands in the document, letter for letter", cut(textOf("Company policies", cited.document), cited.start, cited.end) === cited.text);

part("5. Ask what the documents do not say");
const nothing = greenlight(["run", "HR policy helper", "--input", "question=Which telescope sees the rings of Saturn best?"]);
say(`    → ${nothing.outputs.answer}`);
check("it declines instead of making something up", nothing.answered === false && nothing.citations.length === 0);

part("6. Many questions at once: the sample's own tests");
const policy = (source) => existsSync(join("backend/sample/documents/Company policies", source));
const tests = jsonLines("backend/sample/tests.jsonl").filter((t) => t.sources?.length > 0 && t.sources.every(policy));
const inputs = join(work, "questions.jsonl");
writeFileSync(inputs, tests.map((t, i) => JSON.stringify({ id: `q${i + 1}`, inputs: { question: t.question } })).join("\n") + "\n");
const started = Date.now();
const runs = greenlight(["run", "HR policy helper", "--inputs", inputs], { lines: true });
const took = Date.now() - started;
const answered = runs.filter((r) => r.answered);
const right = runs.filter((r, i) => r.citations.some((c) => tests[i].sources.some((s) => c.path.endsWith(s))));
const quotes = runs.flatMap((r) => r.citations);
const verbatim = quotes.filter((c) => cut(textOf("Company policies", c.document), c.start, c.end) === c.text);
say(`    ${runs.length} questions in ${(took / 1000).toFixed(1)} s (${Math.round(took / runs.length)} ms each): ${answered.length} answered, ${right.length} from an expected document.`);
check("each question has its answer, in order", runs.every((r, i) => r.id === `q${i + 1}` && r.status === "done"));
check(`all ${quotes.length} quotations are verbatim`, verbatim.length === quotes.length);

part("7. Back up, restore into another folder, and verify");
const copy = join(work, "copy.greenlight-backup");
greenlight(["backup", copy]);
const elsewhere = join(work, "elsewhere");
greenlight(["init"], { at: elsewhere });
greenlight(["restore", copy], { at: elsewhere });
const bases = greenlight(["kb", "list"], { at: elsewhere });
check("the restored workspace holds the same knowledge", JSON.stringify(bases.map((b) => [b.name, b.chunks])) === JSON.stringify(greenlight(["kb", "list"]).map((b) => [b.name, b.chunks])));
const verified = greenlight(["kb", "verify", "My documents"], { at: elsewhere });
check("its index fits its documents", verified.ok === true);
const same = greenlight(["run", "HR policy helper", "--fresh", "--input", `question=${asked}`], { at: elsewhere });
check("it gives the same answer", same.outputs.answer === answer.outputs.answer);

const squad = join(data, "squad");
if (existsSync(squad)) realQuestions();
else say("\nThere is no SQuAD data here, so the questions of real people are left out (GREENLIGHT_DATA).");

// The questions that people wrote to paragraphs of Wikipedia: is the right paragraph found?
function realQuestions() {
  part("8. Questions that people wrote to paragraphs of Wikipedia (SQuAD)");
  const folder = join(work, "paragraphs");
  mkdirSync(folder);
  for (const p of jsonLines(join(squad, "paragraphs.jsonl"))) writeFileSync(join(folder, `${p.id}.txt`), p.text);
  greenlight(["kb", "create", "Wikipedia"]);
  const kept = greenlight(["kb", "add", "Wikipedia", folder]);
  say(`    ${kept.added} documents in ${kept.seconds.toFixed(1)} s.`);
  const questions = jsonLines(join(squad, "questions.jsonl"));
  const started = Date.now();
  const results = greenlight(["kb", "search", "Wikipedia", "--queries", join(squad, "questions.jsonl"), "--k", "5"], { lines: true });
  const each = (Date.now() - started) / questions.length;
  const hit = (k) => results.filter((r, i) => r.results.slice(0, k).some((x) => x.path.endsWith(`${questions[i].paragraph}.txt`))).length / questions.length;
  say(`    ${questions.length} questions, ${each.toFixed(1)} ms each: the right paragraph first ${(hit(1) * 100).toFixed(1)} %, among five ${(hit(5) * 100).toFixed(1)} %.`);
  check("better than plain keyword search (77.7 % first, 92.9 % among five)", hit(1) > 0.777 && hit(5) > 0.929);
}

say(`\n${failed === 0 ? "All of it worked" : `${failed} checks failed`}, in ${((Date.now() - began) / 1000).toFixed(0)} s.`);
process.exit(failed === 0 ? 0 : 1);
