// Watches for all tabs of a browser. It knows neither browser nor server.
import { toBinary } from "@bufbuild/protobuf";
import { Code } from "@connectrpc/connect";
import { refusalOf, type Refusal } from "@plenary/client";
import { WatchChangesResponseSchema, type WatchChangesResponse } from "@plenary/client/gen/plenary/v1/changes_pb";
import type { Connection, FromHub, Place } from "./messages.ts";

// A watch that connects anew by itself as long as that may help, and rejects where it may not.
export type Watch = (
  request: { parent: string; resumeToken: string },
  signal: AbortSignal,
  onLost: () => void,
) => AsyncIterable<WatchChangesResponse>;

export interface HubOptions {
  watch: Watch;
  tell: (message: FromHub) => void;
  // How many streams may be open at once. A browser has six connections to a server over HTTP/1.1,
  // and pages need some.
  streams?: number;
  // How long a stream runs before another partition has its turn, where there are more than streams.
  turnMs?: number;
  // How long a partition is watched on after nobody wants it: pages come and go.
  lingerMs?: number;
  // How long to wait after a refusal that may pass.
  pauseMs?: number;
}

// What is known of one partition.
interface Watched extends Place {
  wantedBy: Set<string>;
  // Ends its stream, where one is open.
  stream?: AbortController;
  openedAt: number;
  began: boolean;
  // Changes were missed before it begins again.
  missed: boolean;
  lost: boolean;
  // The server refuses, and would again.
  refused: boolean;
  linger?: ReturnType<typeof setTimeout> | undefined;
}

const OVER: readonly Code[] = [Code.Unauthenticated, Code.PermissionDenied, Code.NotFound, Code.InvalidArgument];

// Watches what any tab wants, with as few streams as there may be; with more partitions than that
// they take turns, each going on where it was, so that nothing is missed, only later.
export class LiveHub {
  readonly #options: Required<HubOptions>;
  readonly #watched = new Map<string, Watched>();
  #connection: Connection = "live";
  #turns = 0;
  #turn: ReturnType<typeof setTimeout> | undefined;

  constructor(options: HubOptions) {
    this.#options = { streams: 3, turnMs: 3_000, lingerMs: 30_000, pauseMs: 30_000, ...options };
  }

  // Tab `tab` wants these partitions and no others.
  want(tab: string, places: readonly Place[]): void {
    for (const place of places) this.#add(tab, place);
    const wanted = new Set(places.map(({ partition }) => partition));
    for (const watched of this.#watched.values()) {
      if (!wanted.has(watched.partition)) this.#drop(tab, watched);
    }
    this.#open();
    this.#options.tell({ to: "tabs", kind: "connection", connection: this.#connection });
  }

  // Tab `tab` is gone.
  leave(tab: string): void {
    for (const watched of this.#watched.values()) this.#drop(tab, watched);
  }

  // Somebody else is signed in: what was refused may not be any more, and the other way round.
  anew(): void {
    for (const watched of this.#watched.values()) {
      this.#close(watched);
      Object.assign(watched, { resumeToken: "", number: 0, refused: false, lost: false, missed: watched.began, began: false });
    }
    this.#say();
    this.#open();
  }

  // Ends everything.
  stop(): void {
    clearTimeout(this.#turn);
    for (const watched of this.#watched.values()) {
      clearTimeout(watched.linger);
      this.#close(watched);
    }
    this.#watched.clear();
  }

  #add(tab: string, place: Place): void {
    const { partition, resumeToken, number } = place;
    let watched = this.#watched.get(partition);
    if (watched === undefined) {
      watched = { ...place, wantedBy: new Set(), openedAt: 0, began: false, missed: false, lost: false, refused: false };
      this.#watched.set(partition, watched);
    } else if (resumeToken !== "" && !watched.wantedBy.has(tab)) {
      // After a hub's end the next one begins where the tab was that heard least; the others pass
      // over what they know.
      if (number < watched.number) {
        this.#close(watched);
        Object.assign(watched, { resumeToken, number });
      } else if (number === 0 && resumeToken !== watched.resumeToken) {
        // Without numbers nobody knows who that was.
        this.#options.tell({ to: "tabs", kind: "missed", partition });
      }
    }
    if (!watched.wantedBy.has(tab)) watched.refused = false;
    watched.wantedBy.add(tab);
    clearTimeout(watched.linger);
    if (watched.began) this.#options.tell({ to: "tabs", kind: "began", partition });
  }

  #drop(tab: string, watched: Watched): void {
    if (!watched.wantedBy.delete(tab) || watched.wantedBy.size > 0) return;
    watched.linger = setTimeout(() => {
      this.#close(watched);
      this.#watched.delete(watched.partition);
      this.#say();
      this.#open();
    }, this.#options.lingerMs);
  }

  #close(watched: Watched): void {
    watched.stream?.abort();
    delete watched.stream;
  }

  // Opens streams as long as there may be more; the partition whose last turn is longest ago first.
  #open(): void {
    const open = [...this.#watched.values()].filter(({ stream }) => stream);
    const waiting = [...this.#watched.values()]
      .filter(({ stream, refused }) => !stream && !refused)
      .sort((a, b) => a.openedAt - b.openedAt);
    for (const watched of waiting.splice(0, this.#options.streams - open.length)) void this.#follow(watched);
    clearTimeout(this.#turn);
    if (waiting.length > 0) this.#turn = setTimeout(() => this.#takeTurns(), this.#options.turnMs);
  }

  #takeTurns(): void {
    const open = [...this.#watched.values()].filter(({ stream }) => stream).sort((a, b) => a.openedAt - b.openedAt);
    // One that has heard nothing yet would begin at a later now.
    const ended = open.find(({ resumeToken }) => resumeToken !== "");
    if (ended) this.#close(ended);
    this.#open();
  }

  async #follow(watched: Watched): Promise<void> {
    const stream = new AbortController();
    watched.stream = stream;
    watched.openedAt = ++this.#turns;
    const { partition: parent, resumeToken } = watched;
    const lost = () => {
      if (stream.signal.aborted) return;
      watched.lost = true;
      this.#say();
    };
    try {
      for await (const response of this.#options.watch({ parent, resumeToken }, stream.signal, lost)) {
        if (stream.signal.aborted) return;
        this.#heard(watched, response);
      }
    } catch (error) {
      if (stream.signal.aborted) return;
      this.#ended(watched, refusalOf(error));
    }
  }

  #heard(watched: Watched, response: WatchChangesResponse): void {
    const { partition } = watched;
    watched.resumeToken = response.resumeToken;
    watched.lost = false;
    this.#say();
    if (watched.missed) this.#options.tell({ to: "tabs", kind: "missed", partition });
    if (!watched.began) this.#options.tell({ to: "tabs", kind: "began", partition });
    watched.missed = false;
    watched.began = true;
    const last = response.changes.at(-1);
    if (last) watched.number = Number(last.number);
    this.#options.tell({ to: "tabs", kind: "changes", partition, response: toBinary(WatchChangesResponseSchema, response) });
  }

  #ended(watched: Watched, { code, reason }: Refusal): void {
    this.#close(watched);
    watched.lost = false;
    if (reason === "RESUME_TOKEN_EXPIRED" || reason === "INVALID_RESUME_TOKEN") {
      Object.assign(watched, { resumeToken: "", number: 0, missed: true });
    } else {
      watched.refused = true;
      if (!OVER.includes(code)) setTimeout(() => this.#tryAgain(watched), this.#options.pauseMs);
    }
    this.#say();
    this.#open();
  }

  #tryAgain(watched: Watched): void {
    watched.refused = false;
    if (this.#watched.get(watched.partition) === watched) this.#open();
  }

  // Tells whether the connection is there, where that is news.
  #say(): void {
    const connection = [...this.#watched.values()].some(({ lost }) => lost) ? "lost" : "live";
    if (connection === this.#connection) return;
    this.#connection = connection;
    this.#options.tell({ to: "tabs", kind: "connection", connection });
  }
}
