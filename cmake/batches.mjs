// Which .cc files the compiler and clang-tidy can read as one. Reading the headers is most of their
// work, and files share most of them: twelve of one folder together take as long as two alone.
import { existsSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const project = fileURLToPath(new URL("..", import.meta.url));

const mostFiles = 12;

// What may stand only once where files are read as one: names in nameless namespaces, and tests.
export function ownNames(text) {
  const names = new Set();
  let nameless = false;
  for (const line of text.split("\n")) {
    if (/^namespace \{/.test(line)) nameless = true;
    if (/^\} *\/\/ namespace$/.test(line)) nameless = false;
    const test = /^(?:TEST|TEST_F|TEST_P)\((\w+), *(\w+)?/.exec(line);
    if (test) names.add(`${test[1]}.${test[2]}`);
    if (!nameless || test || !/^[\w[]/.test(line) || /^(?:namespace|static_assert|using [\w:]+;)/.test(line)) {
      continue;
    }
    const name = /^(?:template <.*> *)?(?:struct|class|enum(?: class)?|union|using) (\w+)/.exec(line) ??
                 /\b(operator[^\w\s(]+|\w+)\(/.exec(line) ?? /(\w+)(?:\[\w*\])* ?[={;]/.exec(line);
    if (name) names.add(name[1]);
  }
  return names;
}

// What of a compile command tells how the text is read: macros and folders.
export function readingFlags(command) {
  return command.split(/ (?=-)/).filter((flag) => /^-(?:D|I|isystem|std=)/.test(flag) && !/^-D\w+_EXPORTS$/.test(flag));
}

function conflict(flags, others) {
  const macro = (flag) => /^-D(\w+)/.exec(flag)?.[1];
  return flags.some((flag) => macro(flag) &&
                              others.some((other) => macro(other) === macro(flag) && other !== flag));
}

// Every word of code.
function wordsOf(text) {
  return new Set(text.replace(/\/\/.*|"(?:[^"\\\n]|\\.)*"/g, " ").match(/[A-Za-z_]\w*/g));
}

const anyOf = (names, others) => [...names].some((name) => others.has(name));

// A class that a header names and this file defines may hold what is nameless only in the file that the
// compiler was given.
const mustBeAlone = (text) => /^(?:struct|class) \w+::\w+/m.test(text);

// The text of the headers of ours that `text` includes itself.
export function heardBy(text) {
  const headers = [...text.matchAll(/^#include "([^"]+)"/gm)].map(([, path]) => project + path);
  return headers.filter((path) => existsSync(path)).map((path) => readFileSync(path, "utf8")).join("\n");
}

// Puts files ({file, text, flags, heard}) together, as {files, flags}, the largest first; `heard` is
// what heardBy() says. A name that is one file's own may mean something else in another, or in a header
// that another includes. A guess by the look of the text: a batch that doesn't compile may be of files
// that do. What is compiled goes into the library of its folder; what is only read (`onlyRead`) may be
// of several.
export function batchesOf(sources, { onlyRead = false } = {}) {
  const batches = [];
  for (const { file, text, flags, heard = "" } of sources) {
    const names = ownNames(text);
    const words = wordsOf(text + heard);
    const alone = !onlyRead && mustBeAlone(text);
    const isNear = (other) => onlyRead || dirname(other.files[0]) === dirname(file);
    let batch = batches.find((other) => isNear(other) && !alone && !other.alone &&
                                        other.files.length < mostFiles && !conflict(flags, other.flags) &&
                                        !anyOf(names, other.words) && !anyOf(other.names, words));
    if (!batch) batches.push(batch = { files: [], flags: [], names: new Set(), words: new Set(), alone });
    batch.files.push(file);
    batch.flags = [...new Set([...batch.flags, ...flags])];
    names.forEach((name) => batch.names.add(name));
    words.forEach((word) => batch.words.add(word));
  }
  return batches.map(({ files, flags }) => ({ files, flags }))
      .sort((one, other) => other.files.length - one.files.length);
}
