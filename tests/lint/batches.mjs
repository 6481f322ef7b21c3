// Which .cc files clang-tidy can read as one. Reading and searching the headers is nearly all of its
// work, and the files of one folder share most of them: twelve together take as long as two alone.
import { dirname } from "node:path";

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

// Puts files ({file, text, flags}) of one folder together, as {files, flags}, the largest first. A
// guess by the look of the text: a batch that doesn't compile says nothing about its files.
export function batchesOf(sources) {
  const batches = [];
  for (const { file, text, flags } of sources) {
    const names = ownNames(text);
    let batch = batches.find((other) => dirname(other.files[0]) === dirname(file) &&
                                        other.files.length < mostFiles && !conflict(flags, other.flags) &&
                                        ![...names].some((name) => other.names.has(name)));
    if (!batch) batches.push(batch = { files: [], flags: [], names: new Set() });
    batch.files.push(file);
    batch.flags = [...new Set([...batch.flags, ...flags])];
    names.forEach((name) => batch.names.add(name));
  }
  return batches.map(({ files, flags }) => ({ files, flags }))
      .sort((one, other) => other.files.length - one.files.length);
}
