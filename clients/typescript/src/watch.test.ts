import { Code, ConnectError, createRouterTransport } from "@connectrpc/connect";
import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { ChangeService } from "../gen/plenary/v1/changes_pb.ts";
import { ErrorInfoSchema } from "../gen/google/rpc/error_details_pb.ts";
import { Restless } from "../tests/restless.ts";
import { ChangeStream, Connection, machine, type WatchOptions } from "./index.ts";

// What one call of the watch does: tells of these changes, then ends as it is told.
interface Script {
  numbers: number[];
  // undefined: ends well; "silent": says nothing more.
  end?: ConnectError | "silent";
}

function serverThat(scripts: Script[]) {
  const asked: { resumeToken: string; fromBeginning: boolean }[] = [];
  const transport = createRouterTransport(({ service }) => {
    service(ChangeService, {
      async *watchChanges({ resumeToken, fromBeginning }, { signal }) {
        asked.push({ resumeToken, fromBeginning });
        const { numbers, end } = scripts.shift() ?? { numbers: [], end: new ConnectError("no more", Code.NotFound) };
        for (const number of numbers) yield { changes: [{ number: BigInt(number) }], resumeToken: `t${number}` };
        if (end === "silent") await new Promise((resolve) => signal.addEventListener("abort", resolve));
        else if (end) throw end;
      },
    });
  });
  return { transport, asked };
}

const broken = () => new ConnectError("broken", Code.Unavailable);

async function numbersOf(stream: ChangeStream): Promise<number[]> {
  const numbers: number[] = [];
  try {
    for await (const { number } of stream.changes()) numbers.push(Number(number));
  } catch (error) {
    numbers.push(-ConnectError.from(error).code);
  }
  return numbers;
}

function watching(scripts: Script[], options: WatchOptions = {}) {
  const { transport, asked } = serverThat(scripts);
  const surroundings = new Restless();
  // Silence is for the machine's clock; the rest costs no time.
  const mixed = {
    ...machine,
    random: () => 1,
    sleep: (ms: number, signal?: AbortSignal) => (ms === 50 ? machine : surroundings).sleep(ms, signal),
  };
  const connection = new Connection(transport, { surroundings: mixed, watchSilenceMs: 50 });
  return { stream: new ChangeStream(connection, { parent: "events/a" }, options), asked, surroundings };
}

describe("a watch", () => {
  test("goes on where it broke: nothing is skipped and nothing comes twice", async () => {
    const { stream, asked } = watching([{ numbers: [1, 2], end: broken() }, { numbers: [3] }, { numbers: [4] }]);
    expect(await numbersOf(stream)).toEqual([1, 2, 3, 4, -Code.NotFound]);
    expect(asked.map(({ resumeToken }) => resumeToken)).toEqual(["", "t2", "t3", "t4"]);
    expect(stream.resumeToken).toBe("t4");
  });

  test("waits longer from break to break, until it hears something", async () => {
    const { stream, surroundings } = watching([
      { numbers: [], end: broken() },
      { numbers: [], end: broken() },
      { numbers: [1], end: broken() },
    ]);
    await numbersOf(stream);
    expect(surroundings.slept).toEqual([100, 200, 100]);
  });

  test("connects anew where the server falls silent", async () => {
    const { stream } = watching([{ numbers: [1], end: "silent" }, { numbers: [2] }]);
    expect(await numbersOf(stream)).toEqual([1, 2, -Code.NotFound]);
  });

  test("is over where the log no longer reaches back so far", async () => {
    const expired = new ConnectError("too old", Code.OutOfRange, undefined, [
      { desc: ErrorInfoSchema, value: { reason: "RESUME_TOKEN_EXPIRED", domain: "plenary" } },
    ]);
    const { stream, asked } = watching([{ numbers: [1], end: expired }]);
    expect(await numbersOf(stream)).toEqual([1, -Code.OutOfRange]);
    expect(asked).toHaveLength(1);
  });

  test("gives up after as many attempts as it may make, and says each time that it is lost", async () => {
    let lost = 0;
    const scripts = Array.from({ length: 9 }, () => ({ numbers: [], end: broken() }));
    const { stream } = watching(scripts, { retry: { maxAttempts: 3, firstDelayMs: 1, maxDelayMs: 1 }, onLost: () => ++lost });
    expect(await numbersOf(stream)).toEqual([-Code.Unavailable]);
    expect(lost).toBe(2);
  });

  test("ends at once when it is cancelled, also while it waits", async () => {
    const { stream } = watching([{ numbers: [1], end: "silent" }]);
    const read = numbersOf(stream);
    await setImmediate();
    stream.cancel();
    stream.cancel();
    expect((await read).at(-1)).toBe(-Code.Canceled);
  });
});
