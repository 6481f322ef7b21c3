// What of the application itself stays on the device: its page and whatever of its parts was used. The
// rules of the service worker, without a worker.

// As much of a browser's Cache as is used; entries are found by their path.
export interface Shelf {
  match(path: string): Promise<Response | undefined>;
  put(path: string, answer: Response): Promise<void>;
  delete(path: string): Promise<boolean>;
  keys(): Promise<readonly { url: string }[]>;
}

export type Kind = "asset" | "page" | "not ours";

const INDEX = "/index.html";
const ASSETS = "/assets/";
// Where the server answers itself instead of with a page of the application (docs/gateway.md).
const SERVER = /^\/(session|files|calendars|metrics|healthz|readyz)(\/|$)/;
const ASSET_NAMED = /["'](\/assets\/[\w.-]+)["']/g;

// What a request is for. Whatever is neither a page nor a part of the application passes untouched.
export function kindOf({ method, mode, url }: Pick<Request, "method" | "mode" | "url">, origin: string): Kind {
  const at = new URL(url);
  if (method !== "GET" || at.origin !== origin) return "not ours";
  if (at.pathname.startsWith(ASSETS)) return "asset";
  const isFile = at.pathname.split("/").at(-1)!.includes(".");
  return mode === "navigate" && !isFile && !SERVER.test(at.pathname) ? "page" : "not ours";
}

// The parts that a page of the application names: "/assets/index-B1x.js".
export function assetsIn(html: string): string[] {
  return [...new Set([...html.matchAll(ASSET_NAMED)].map((match) => match[1]!))];
}

const pathOf = ({ url }: { url: string }) => new URL(url).pathname;

// Lets work go on behind the answer to a request.
type Later = (work: Promise<unknown>) => void;

interface Surroundings {
  shelf: () => Promise<Shelf>;
  fetch: (request: Request | string) => Promise<Response>;
  // Settles when whoever waits for a page has waited long enough.
  patience: () => Promise<void>;
}

export class KeptApplication {
  readonly #around: Surroundings;
  // Parts that were used since the last page came.
  readonly #used = new Set<string>();
  #adoption: Promise<void> | undefined;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  // A part of the application. Its name holds a digest of what it says, so what is kept is as good as new.
  async asset(request: Request, later: Later): Promise<Response> {
    const path = pathOf(request);
    this.#used.add(path);
    const shelf = await this.#around.shelf();
    const kept = await shelf.match(path);
    if (kept) return kept;
    const answer = await this.#around.fetch(request);
    // Where there is no room the application is as it was without a shelf.
    if (answer.ok) later(shelf.put(path, answer.clone()).catch(() => {}));
    return answer;
  }

  // A page of the application: as the server has it, else, where nobody answers in time, as it was kept.
  async page(request: Request, later: Later): Promise<Response> {
    const asked = this.#around.fetch(request);
    const answer = await Promise.race([asked.catch(() => undefined), this.#around.patience()]);
    if (!answer) return (await (await this.#around.shelf()).match(INDEX)) ?? asked;
    if (answer.ok) later(this.adopt(answer.clone()).catch(() => {}));
    return answer;
  }

  // Keeps a page as the server has it, once all the parts that it names are there. Where it is another
  // version's, parts that were not used since it came are dropped.
  adopt(page: Response): Promise<void> {
    if (this.#adoption === undefined) {
      this.#used.clear();
      this.#adoption = this.#adopt(page).finally(() => (this.#adoption = undefined));
    }
    return this.#adoption;
  }

  async #adopt(page: Response): Promise<void> {
    const shelf = await this.#around.shelf();
    const html = await page.clone().text();
    const parts = assetsIn(html);
    const kept = await shelf.match(INDEX);
    if (parts.length === 0 || (kept && (await kept.text()) === html)) return;
    const before = (await shelf.keys()).map(pathOf).filter((path) => path !== INDEX);
    await this.keep(parts);
    await shelf.put(INDEX, page);
    await Promise.all(before.filter((path) => !this.#used.has(path)).map((path) => shelf.delete(path)));
  }

  // Keeps parts that came before there was a worker.
  async keep(paths: readonly string[]): Promise<void> {
    const shelf = await this.#around.shelf();
    const keepOne = async (path: string) => {
      this.#used.add(path);
      if (await shelf.match(path)) return;
      const answer = await this.#around.fetch(path);
      if (!answer.ok) throw new Error(`${path}: HTTP ${answer.status}`);
      await shelf.put(path, answer);
    };
    await Promise.all(paths.filter((path) => path.startsWith(ASSETS)).map(keepOne));
  }
}
