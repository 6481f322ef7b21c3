// Counting what a list has, for pages that show no more of it than how much there is. Asked for in JSON,
// so that the first page need not load the descriptions of half the API.
import { ask } from "./session.ts";

const PAGE_SIZE = 1000;

interface NamesRequest {
  parent?: string;
  filter?: string;
}

interface NamesPage {
  nextPageToken?: string;
  [items: string]: { name: string }[] | string | undefined;
}

// Calls a method that reads, and answers with its JSON.
export async function readJson<T>(method: string, request: object, signal?: AbortSignal): Promise<T> {
  const answer = await ask(`/plenary.v1.${method}`, { method: "POST", body: JSON.stringify(request), signal: signal ?? null });
  return (await answer.json()) as T;
}

// The names of everything that `method`, "TripService/ListTrips", lists in `items`, "trips".
export async function namesOf(method: string, items: string, request: NamesRequest, signal?: AbortSignal): Promise<string[]> {
  const names: string[] = [];
  let pageToken = "";
  do {
    const page = await readJson<NamesPage>(method, { ...request, readMask: "name", pageSize: PAGE_SIZE, pageToken }, signal);
    names.push(...((page[items] ?? []) as { name: string }[]).map(({ name }) => name));
    pageToken = page.nextPageToken ?? "";
  } while (pageToken !== "");
  return names;
}
