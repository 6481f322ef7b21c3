// Runs clang-tidy (checks: .clang-tidy) over our .cc files that the build folder compiles.
// usage: node tests/lint/tidy.mjs BUILD_FOLDER JOBS
//
// A file found clean is remembered under a hash of everything its verdict depends on, so that a
// second run costs nothing. The memory is $XDG_CACHE_HOME/plenary/tidy and may be deleted.
import { execFile, execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { relative, resolve } from "node:path";
import { ourFiles, sourcesOf } from "./includes.mjs";

const [buildFolder, jobs] = process.argv.slice(2);
const memory = resolve(process.env.XDG_CACHE_HOME || `${homedir()}/.cache`, "plenary/tidy");

const constants = createHash("sha256")
  .update(execFileSync("clang-tidy", ["--version"]))
  .update(readFileSync(".clang-tidy"))
  .digest();

function verdictKey(file, command) {
  const hash = createHash("sha256").update(constants);
  // The verdict doesn't depend on where the project lies, nor on how it is linked.
  hash.update(command.replaceAll(resolve("."), "").replace(/ -D\w+_EXPORTS| -fPIC/g, ""));
  for (const source of [...sourcesOf(file)].sort()) hash.update(source).update(readFileSync(source));
  return hash.digest("hex");
}

function commandsByFile() {
  const database = JSON.parse(readFileSync(`${buildFolder}/compile_commands.json`, "utf8"));
  return new Map(database.map(({ file, command }) => [relative(".", file), command]));
}

function tidy(file) {
  return new Promise((done) => {
    execFile("clang-tidy", ["--quiet", "-p", buildFolder, file], { maxBuffer: 1 << 26 },
             // What it says on stderr is how many warnings of others' headers it kept back.
             (error, stdout, stderr) => done(error ? stdout || stderr : ""));
  });
}

mkdirSync(memory, { recursive: true });
const commands = commandsByFile();
const waiting = ourFiles("cc")
  .filter((file) => commands.has(file))
  .map((file) => ({ file, clean: `${memory}/${verdictKey(file, commands.get(file))}` }))
  .filter(({ clean }) => !existsSync(clean));

async function worker() {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const complaint = await tidy(next.file);
    if (complaint) {
      process.exitCode = 1;
      console.log(complaint);
    } else {
      writeFileSync(next.clean, "");
    }
  }
}
await Promise.all(Array.from({ length: Number(jobs) || 1 }, worker));
