import { Code, ConnectError, createRouterTransport } from "@connectrpc/connect";
import { expect, test } from "vitest";
import { DelegationService } from "../gen/plenary/v1/delegations_pb.ts";
import { rangeOf } from "./index.ts";

interface Asked {
  pageSize: number;
  pageToken: string;
  filter: string;
}

// Has `count` participants; refuses at the page that begins with number `refusesAt`.
function serverWith(count: number, refusesAt = -1) {
  const asked: Asked[] = [];
  const transport = createRouterTransport(({ service }) => {
    service(DelegationService, {
      listParticipants: ({ pageSize, pageToken, filter }) => {
        asked.push({ pageSize, pageToken, filter });
        const first = Number(pageToken || 0);
        if (first === refusesAt) throw new ConnectError("the page token is damaged", Code.InvalidArgument);
        const next = first + pageSize;
        return {
          participants: Array.from({ length: Math.min(pageSize, count - first) }, (_, index) => ({ displayName: `P${first + index}` })),
          nextPageToken: next < count ? String(next) : "",
          resumeToken: `after page ${asked.length}`,
        };
      },
    });
  });
  const range = (request: { pageSize?: number; filter?: string } = {}) =>
    rangeOf(transport, DelegationService.method.listParticipants, request, (page) => page.participants);
  return { range, asked };
}

test("a range reads page by page, in order, 500 at a time", async () => {
  const { range, asked } = serverWith(1_001);
  const names = (await range({ filter: "state = CONFIRMED" }).toArray()).map(({ displayName }) => displayName);
  expect(names).toHaveLength(1_001);
  expect(names.at(-1)).toBe("P1000");
  expect(asked).toEqual(["", "500", "1000"].map((pageToken) => ({ pageSize: 500, pageToken, filter: "state = CONFIRMED" })));
});

test("pages are as large as the request says", async () => {
  const { range, asked } = serverWith(5);
  expect(await range({ pageSize: 2 }).toArray()).toHaveLength(5);
  expect(asked.map(({ pageSize }) => pageSize)).toEqual([2, 2, 2]);
});

test("whoever stops early reads no further page", async () => {
  const { range, asked } = serverWith(1_000);
  for await (const { displayName } of range()) if (displayName === "P3") break;
  expect(asked).toHaveLength(1);
});

test("a watch may go on from where the first page was read", async () => {
  const { range } = serverWith(1_000);
  const participants = range();
  expect(participants.resumeToken).toBe("");
  await participants.toArray();
  expect(participants.resumeToken).toBe("after page 1");
});

test("a page that cannot be read ends the range with the refusal", async () => {
  const { range } = serverWith(1_000, 500);
  let seen = 0;
  const read = async () => {
    for await (const _ of range()) ++seen;
  };
  await expect(read()).rejects.toMatchObject({ code: Code.InvalidArgument });
  expect(seen).toBe(500);
});
