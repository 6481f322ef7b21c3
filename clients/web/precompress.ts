// Puts a .br and a .gz beside every file that is worth it; the gateway gives each browser what it takes.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Plugin } from "vite";

const COMPRESSIBLE = /\.(js|css|html|svg|json)$/;
const LEAST_BYTES = 1024;

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);

export function precompress(): Plugin {
  let folder = "";
  return {
    name: "plenary-precompress",
    apply: ({ build }, { command }) => command === "build" && !build?.ssr,
    configResolved: ({ root, build }) => void (folder = resolve(root, build.outDir)),
    async closeBundle() {
      const files = await readdir(folder, { recursive: true });
      for (const file of files.filter((file) => COMPRESSIBLE.test(file))) {
        const bytes = await readFile(join(folder, file));
        if (bytes.length < LEAST_BYTES) continue;
        const brotli = { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } };
        await writeFile(join(folder, `${file}.br`), await toBrotli(bytes, brotli));
        await writeFile(join(folder, `${file}.gz`), await toGzip(bytes, { level: 9 }));
      }
    },
  };
}
