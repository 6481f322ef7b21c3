// Surroundings in which no time passes but what is slept.
import { setImmediate } from "node:timers/promises";
import type { Surroundings } from "../src/index.ts";

export class Restless implements Surroundings {
  readonly slept: number[] = [];
  #now = 0;
  #ids = 0;

  now(): number {
    return this.#now;
  }
  async sleep(durationMs: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.slept.push(durationMs);
    this.#now += durationMs;
    await setImmediate();
  }
  random(): number {
    return 1;
  }
  newId(): string {
    return `id-${++this.#ids}`;
  }
}
