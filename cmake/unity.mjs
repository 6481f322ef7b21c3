// Tells CMake which files of a library to compile as one: a line "GROUP FILE" for each that has company.
// usage: node cmake/unity.mjs FILE…
import { readFileSync } from "node:fs";
import { batchesOf, heardBy } from "./batches.mjs";

const sources = process.argv.slice(2).map((file) => {
  const text = readFileSync(file, "utf8");
  return { file, text, flags: [], heard: heardBy(text) };
});
batchesOf(sources).filter(({ files }) => files.length > 1).forEach(({ files }, index) => {
  for (const file of files) console.log(`${index} ${file}`);
});
