// Runs clang-tidy (checks: .clang-tidy) over our .cc files that the build folder compiles.
// usage: node tests/lint/tidy.mjs BUILD_FOLDER JOBS
//
// Files are read together (batches.mjs) without the headers that the build precompiles, so that each
// batch has to include what it uses. Those of a batch that is not clean are read again one by one, and
// that is what is shown.
//
// A file found clean is remembered under a hash of everything its verdict depends on, so that a
// second run costs nothing. The memory is $XDG_CACHE_HOME/plenary/tidy and may be deleted.
import { execFile, execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { relative, resolve } from "node:path";
import { batchesOf, heardBy, readingFlags } from "../../cmake/batches.mjs";
import { ourFiles, sourcesOf } from "./includes.mjs";

const [buildFolder, jobs] = process.argv.slice(2);
const memory = resolve(process.env.XDG_CACHE_HOME || `${homedir()}/.cache`, "plenary/tidy");
const workFolder = resolve(buildFolder, "tidy");

const constants = createHash("sha256")
  .update(execFileSync("clang-tidy", ["--version"]))
  .update(readFileSync(".clang-tidy"))
  .digest();

function verdictKey(file, flags) {
  const hash = createHash("sha256").update(constants);
  // The verdict doesn't depend on where the project lies.
  hash.update(flags.join(" ").replaceAll(resolve("."), ""));
  for (const source of [...sourcesOf(file)].sort()) hash.update(source).update(readFileSync(source));
  return hash.digest("hex");
}

function flagsByFile() {
  const database = JSON.parse(readFileSync(`${buildFolder}/compile_commands.json`, "utf8"));
  return new Map(database.map(({ file, command }) => [relative(".", file), readingFlags(command)]));
}

function tidy(source) {
  return new Promise((done) => {
    execFile("clang-tidy", ["--quiet", "-p", workFolder, source], { maxBuffer: 1 << 28 },
             // What it says on stderr is how many warnings of others' headers it kept back.
             (error, stdout, stderr) => done(error ? stdout || stderr || error.message : ""));
  });
}

// A text that includes the files of a batch.
function writeBatch({ files }, index) {
  const source = resolve(workFolder, `batch_${index}.cc`);
  writeFileSync(source, files.map((file) => `#include "${resolve(file)}"\n`).join(""));
  return source;
}

mkdirSync(memory, { recursive: true });
rmSync(workFolder, { recursive: true, force: true });
mkdirSync(workFolder, { recursive: true });
const flags = flagsByFile();
const waiting = ourFiles("cc")
  .filter((file) => flags.has(file))
  .map((file) => ({ file, flags: flags.get(file), clean: `${memory}/${verdictKey(file, flags.get(file))}` }))
  .filter(({ clean }) => !existsSync(clean));
const cleanMark = new Map(waiting.map(({ file, clean }) => [file, clean]));

const single = ({ file, flags }) => ({ source: resolve(file), files: [file], flags });
const batches = batchesOf(waiting.map((source) => {
  const text = readFileSync(source.file, "utf8");
  return { ...source, text, heard: heardBy(text) };
}), { onlyRead: true });
const queue = batches.map((batch, index) => (
  batch.files.length === 1 ? single({ file: batch.files[0], flags: batch.flags })
                           : { ...batch, source: writeBatch(batch, index) }));
writeFileSync(resolve(workFolder, "compile_commands.json"),
              JSON.stringify([...queue, ...waiting.map(single)].map(({ source, flags }) => (
                { directory: resolve("."), file: source, command: `c++ ${flags.join(" ")} ${source}` }))));

async function worker() {
  for (let next = queue.shift(); next; next = queue.shift()) {
    const complaint = await tidy(next.source);
    if (!complaint) {
      for (const file of next.files) writeFileSync(cleanMark.get(file), "");
    } else if (next.files.length > 1) {
      queue.push(...waiting.filter(({ file }) => next.files.includes(file)).map(single));
    } else {
      process.exitCode = 1;
      console.log(complaint);
    }
  }
}
await Promise.all(Array.from({ length: Number(jobs) || 1 }, worker));
