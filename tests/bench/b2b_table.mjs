#!/usr/bin/env node
// Plans the published instances by plenary_solve, has each plan checked by the validator that lies
// beside the instances, and writes what came out as a table in Markdown.
//
//   tests/bench/b2b_table.mjs [--rounds N] [--time-limit S] [--threads N] [--program PATH] [PART]
//
// PART: only the rows whose name ("tic-12.original d=2") holds it. The instances are those of
// $PLENARY_BENCH_DATA (default: ../shared/bench), the rows those that results.tsv says are settled by
// MaxSAT. Times are medians of the rounds, each with a seed of its own; the processor's is of all
// threads together. Ends with 1 where a row is not settled as published, or a plan is refused.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: "string", default: "3" },
    "time-limit": { type: "string", default: "60" },
    threads: { type: "string", default: "2" },
    program: { type: "string", default: "build/bench/tests/bench/plenary_solve" },
  },
});
const data = process.env.PLENARY_BENCH_DATA ?? "../shared/bench";

// instance, fairness, published: the optimum or "infeasible".
function readRows() {
  return readFileSync(join(data, "results.tsv"), "utf8").split("\n")
    .map((line) => line.split("\t"))
    .filter(([, problem, , proven, method]) =>
      problem?.startsWith("b2b d=") && method === "MaxSAT" && proven === "yes")
    .map(([instance, problem, published]) => ({ instance, fairness: problem.slice(6), published }))
    .filter((row) => positionals.every((part) => `${row.instance} d=${row.fairness}`.includes(part)));
}

function run(program, ...args) {
  const { status, stdout, stderr, error } =
    spawnSync(program, args, { encoding: "utf8", maxBuffer: 1 << 28 });
  if (error) throw error;
  return { status, stdout, stderr };
}

// What went wrong with an answer, or undefined.
function faultOf(row, answer, file) {
  const found = answer.proof === "infeasible" ? "infeasible" : String(answer.objective);
  if (answer.slot) {
    const check = run("python3", join(data, "tools/b2b_validate.py"),
      join(data, "b2b", `${row.instance}.json`), file, "-d", row.fairness);
    if (check.status !== 0) return `refused: ${check.stdout.split("\n")[0]}`;
    if (!check.stdout.includes(`objective=${answer.objective} `)) return "another objective";
  }
  if (answer.proof === "none") return "not settled";
  return found === row.published ? undefined : `published: ${row.published}`;
}

function solve(row, seed, folder) {
  const solved = run(options.program, join(data, "b2b", `${row.instance}.json`), "--fairness",
    row.fairness, "--time-limit", options["time-limit"], "--threads", options.threads, "--seed",
    String(seed), "--progress");
  if (solved.status !== 0) throw new Error(`${row.instance}: ${solved.stderr}`);
  const file = join(folder, "solution.json");
  writeFileSync(file, solved.stdout);
  const answer = JSON.parse(solved.stdout);
  const [, processor] = /^used \d+ (.*)$/m.exec(solved.stderr);
  return { ...answer, processor: Number(processor), fault: faultOf(row, answer, file) };
}

function median(numbers) {
  const sorted = numbers.filter((number) => number !== null).sort((a, b) => a - b);
  if (sorted.length === 0) return undefined;
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

const spell = (seconds) => seconds === undefined ? "" : seconds.toFixed(2);

function main() {
  const folder = mkdtempSync(join(tmpdir(), "plenary-b2b-"));
  const totals = [];
  let settled = 0;
  const rows = readRows();
  console.log("| instance | d | published | found | bound | proof | s | slowest s | processor s | first plan s |");
  console.log("|---|---|---|---|---|---|---|---|---|---|");
  try {
    for (const row of rows) {
      const answers = [];
      for (let seed = 1; seed <= Number(options.rounds); ++seed) {
        answers.push(solve(row, seed, folder));
      }
      const fault = answers.map((answer) => answer.fault).find((one) => one !== undefined);
      const [last] = answers.filter((answer) => answer.fault === fault);
      const times = answers.map((answer) => answer.seconds);
      const first = median(answers.map((answer) => answer.first_feasible_seconds));
      totals.push(median(times));
      settled += fault === undefined ? 1 : 0;
      console.log(`| ${row.instance} | ${row.fairness} | ${row.published} | ` +
        `${last.objective ?? "–"} | ${last.bound ?? "–"} | ${last.proof}${fault ? ` (**${fault}**)` : ""} | ` +
        `${spell(median(times))} | ${spell(Math.max(...times))} | ` +
        `${spell(median(answers.map((answer) => answer.processor)))} | ${spell(first)} |`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  const total = totals.reduce((sum, seconds) => sum + seconds, 0);
  console.log(`\n${settled} of ${rows.length} rows settled as published in each of ` +
    `${options.rounds} rounds; ${spell(total)} s in total, the slowest ` +
    `${spell(Math.max(...totals))} s, by medians.`);
  process.exitCode = settled === rows.length ? 0 : 1;
}

main();
