// Files are read together only where their names allow it, and together they hide no mistake.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { batchesOf, ownNames, readingFlags } from "../../cmake/batches.mjs";

assert.deepEqual([...ownNames(`
namespace plenary {
namespace {

using ::testing::IsEmpty;
using Rows = std::vector<int>;
constexpr int kMost = 3;
const char* const kNames[] = {"a", "b"};
struct Row {
  int inner = 0;
};
std::string TextOf(const Row& row) {
  return Other(row);
}
TEST_P(Day, Begins) {}

}  // namespace

int Shared() { return 0; }
`)], ["Rows", "kMost", "kNames", "Row", "TextOf", "Day.Begins"]);

assert.deepEqual(readingFlags("/usr/bin/c++ -DX=\\\"y\\\" -Droom_EXPORTS -I/p -isystem /q -O1 -Winvalid-pch " +
                              "-include /p/cmake_pch.hxx -fPIC -std=c++20 -o a.o -c /p/a.cc"),
                 ["-DX=\\\"y\\\"", "-I/p", "-isystem /q", "-std=c++20"]);

const source = (file, name, ...flags) => ({ file, flags, text: `namespace {\nint ${name}() {\n}  // namespace` });
const together = (...sources) => batchesOf(sources).map(({ files }) => files.join(" "));
assert.deepEqual(together(source("a/x.cc", "One"), source("a/y.cc", "Two")), ["a/x.cc a/y.cc"]);
assert.deepEqual(together(source("a/x.cc", "One"), source("a/y.cc", "One")), ["a/x.cc", "a/y.cc"]);
assert.deepEqual(together(source("a/x.cc", "One"), source("b/y.cc", "Two")), ["a/x.cc", "b/y.cc"]);
assert.deepEqual(together(source("a/x.cc", "One", "-DP=1"), source("a/y.cc", "Two", "-DP=2")),
                 ["a/x.cc", "a/y.cc"]);
assert.deepEqual(together(source("a/x.cc", "One", "-DP=1"), source("a/y.cc", "Two", "-DQ=2")),
                 ["a/x.cc a/y.cc"]);
assert.deepEqual(batchesOf([source("a/x.cc", "One"), source("b/y.cc", "Two"), source("c/z.cc", "One")],
                           { onlyRead: true }).map(({ files }) => files.join(" ")), ["a/x.cc b/y.cc", "c/z.cc"]);
const text = (file, text, heard) => ({ file, flags: [], text, heard });
assert.deepEqual(together(source("a/x.cc", "One"), text("a/y.cc", "int two = One();")), ["a/x.cc", "a/y.cc"]);
assert.deepEqual(together(source("a/x.cc", "One"), text("a/y.cc", "int two;", "struct One;")), ["a/x.cc", "a/y.cc"]);
assert.deepEqual(together(source("a/x.cc", "One"), text("a/y.cc", "int two;  // not One", 'const char k[] = "One";')),
                 ["a/x.cc a/y.cc"]);
assert.deepEqual(together(text("a/x.cc", "class Desk::Drawer {"), source("a/y.cc", "Two")), ["a/x.cc", "a/y.cc"]);

const mistakes = `
#include <string>
#include <utility>
#include <vector>

struct Base {
  Base() = default;
  Base(int value);  // google-explicit-constructor
  virtual ~Base() = default;
  virtual void Say();
};
struct Derived : Base {
  virtual void Say();  // modernize-use-override
};
const int* nothing = 0;  // modernize-use-nullptr
std::string Moved(std::string text) {
  std::string other = std::move(text);
  return other + text;  // bugprone-use-after-move
}
std::vector<int> Squares(int count) {
  std::vector<int> squares;
  for (int i = 0; i < count; ++i) squares.push_back(i * i);  // performance-inefficient-vector-operation
  return squares;
}
std::size_t Length(const std::vector<std::string>& texts) {
  std::size_t length = 0;
  for (const std::string text : texts) length += text.size();  // performance-for-range-copy
  return length;
}
void Forever(bool stop) {
  while (!stop) {  // bugprone-infinite-loop
  }
}
void Vanish() {
  Base();  // bugprone-unused-raii
  nothing = nullptr;
}
std::string Filled() { return std::string('x', 50); }  // bugprone-string-constructor
`;
const work = mkdtempSync(join(tmpdir(), "plenary-tidy-"));
try {
  const room = join(work, "services");
  mkdirSync(room);
  writeFileSync(join(room, "clean.cc"), "int Clean() { return 1; }\n");
  writeFileSync(join(room, "mistaken.cc"), mistakes);
  const batch = join(work, "batch.cc");
  writeFileSync(batch, ["clean.cc", "mistaken.cc"].map((file) => `#include "${join(room, file)}"\n`).join(""));
  const config = `--config-file=${join(execFileSync("git", ["rev-parse", "--show-toplevel"]).toString().trim(), ".clang-tidy")}`;
  const { stdout, status } = spawnSync("clang-tidy", ["--quiet", config, batch, "--", "-std=c++20"]);
  assert.notEqual(status, 0);
  const found = new Set([...stdout.toString().matchAll(/mistaken\.cc:.*\[([\w-]+),/g)].map((match) => match[1]));
  const planted = [...mistakes.matchAll(/\/\/ ([\w-]+)$/gm)].map((match) => match[1]);
  assert.deepEqual(planted.filter((check) => !found.has(check)), []);
} finally {
  rmSync(work, { recursive: true });
}
