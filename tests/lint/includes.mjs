// What the C++ files of this project include, read from their text.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

// Every file of ours with one of `extensions`, relative to the project, sorted.
export function ourFiles(...extensions) {
  const patterns = extensions.map((extension) => `*.${extension}`);
  const listed = execFileSync(
    "git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", ...patterns]);
  return listed.toString().split("\0").filter((file) => file && existsSync(file)).sort();
}

// The includes of C++ text: [{line, path}], quoted and angled alike.
export function includesOf(text) {
  const found = [];
  text.split("\n").forEach((content, index) => {
    const match = /^\s*#\s*include\s*["<]([^">]+)[">]/.exec(content);
    if (match) found.push({ line: index + 1, path: match[1] });
  });
  return found;
}

// Our files that `file` is compiled from: itself, the headers of ours it includes at any depth,
// and the protos behind generated headers with their imports.
export function sourcesOf(file, seen = new Set()) {
  if (seen.has(file) || !existsSync(file)) return seen;
  seen.add(file);
  const text = readFileSync(file, "utf8");
  if (file.endsWith(".proto")) {
    for (const [, path] of text.matchAll(/^import "(plenary\/[^"]+)";/gm)) {
      sourcesOf(`proto/${path}`, seen);
    }
    return seen;
  }
  for (const { path } of includesOf(text)) {
    const source = path.replace(/(\.grpc)?\.pb\.h$/, ".proto");
    sourcesOf(existsSync(`proto/${source}`) ? `proto/${source}` : source, seen);
  }
  return seen;
}
