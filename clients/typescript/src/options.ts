// What a connection may be told.

// The delay doubles from attempt to attempt, from `firstDelayMs` up to `maxDelayMs`; what is waited
// lies at random between half of it and all of it.
export interface RetryPolicy {
  // How often a call is tried in all; 1: never repeated.
  maxAttempts: number;
  firstDelayMs: number;
  maxDelayMs: number;
}

// Time and chance, as the library sees them; a test brings its own.
export interface Surroundings {
  // Milliseconds since whenever.
  now(): number;
  // Waits; rejects with the signal's reason as soon as it is aborted.
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
  // At least 0, less than 1.
  random(): number;
  // A text that nobody else will think of.
  newId(): string;
}

export interface ClientOptions {
  // How long a call may take, all its attempts together.
  deadlineMs: number;
  retry: RetryPolicy;
  // Whether a changing call without a request_id is given a random one, so that it can be repeated
  // safely after the connection broke.
  fillRequestIds: boolean;
  // A watch that hears nothing for so long, not even a heartbeat (every 15 s), connects anew.
  watchSilenceMs: number;
  surroundings: Surroundings;
}

// The machine's clock and random device.
export const machine: Surroundings = {
  now: () => performance.now(),
  sleep: (durationMs, signal) =>
    new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(timer);
        reject(signal!.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener("abort", stop);
        resolve();
      }, durationMs);
      if (signal?.aborted) stop();
      else signal?.addEventListener("abort", stop, { once: true });
    }),
  random: () => Math.random(),
  newId: () => crypto.randomUUID(),
};

export const DEFAULT_OPTIONS: ClientOptions = {
  deadlineMs: 30_000,
  retry: { maxAttempts: 8, firstDelayMs: 100, maxDelayMs: 10_000 },
  fillRequestIds: true,
  watchSilenceMs: 60_000,
  surroundings: machine,
};
