// A list that is read page by page without its reader noticing.
import type { DescMessage, DescMethodUnary, MessageInitShape, MessageShape } from "@bufbuild/protobuf";
import { createContextValues, type Transport } from "@connectrpc/connect";

const PAGE_SIZE = 500;

// What every list answers with.
interface Page {
  nextPageToken?: string;
  resumeToken?: string;
}

interface RangeOptions {
  signal?: AbortSignal | undefined;
}

// Every resource of a list, in order. It is read once:
//
//   for await (const participant of range) …
//
// Where a page cannot be read the iteration rejects with that refusal.
export class Range<T> implements AsyncIterable<T> {
  // Where the change log stood when the first page was read: a watch from there misses nothing of
  // what happened since. "" before the first page, and for lists that don't say.
  resumeToken = "";
  readonly #read: (pageToken: string) => Promise<Page & { items: readonly T[] }>;

  constructor(read: (pageToken: string) => Promise<Page & { items: readonly T[] }>) {
    this.#read = read;
  }

  // The same, a page at a time.
  async *pages(): AsyncGenerator<readonly T[], void, undefined> {
    let pageToken = "";
    do {
      const page = await this.#read(pageToken);
      this.resumeToken ||= page.resumeToken ?? "";
      pageToken = page.nextPageToken ?? "";
      yield page.items;
    } while (pageToken !== "");
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for await (const page of this.pages()) yield* page;
  }

  async toArray(): Promise<T[]> {
    const all: T[] = [];
    for await (const page of this.pages()) all.push(...page);
    return all;
  }
}

// The list that `method` gives for `request`, 500 resources at a time unless the request says
// otherwise; `itemsOf` says which field of a page holds them.
export function rangeOf<I extends DescMessage, O extends DescMessage, T>(
  transport: Transport,
  method: DescMethodUnary<I, O>,
  request: MessageInitShape<I>,
  itemsOf: (page: MessageShape<O>) => readonly T[],
  { signal }: RangeOptions = {},
): Range<T> {
  const pageSize = ("pageSize" in request && Number(request.pageSize)) || PAGE_SIZE;
  return new Range(async (pageToken) => {
    const asked = { ...request, pageSize, pageToken } as MessageInitShape<I>;
    const { message } = await transport.unary(method, signal, undefined, undefined, asked, createContextValues());
    const { nextPageToken, resumeToken } = message as Page;
    return { items: itemsOf(message), nextPageToken, resumeToken };
  });
}
