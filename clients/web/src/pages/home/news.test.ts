import { create } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { ChangeSchema } from "@plenary/client/gen/plenary/v1/changes_pb";
import { expect, it } from "vitest";
import { newsOf } from "./news.ts";

const change = (caller: string, resourceName: string, minute: number) =>
  create(ChangeSchema, { caller, resourceName, changeTime: timestampFromDate(new Date(Date.UTC(2023, 3, 18, 9, minute))) });

it("counts each resource once, the most numerous kind first", () => {
  const news = newsOf(
    "events/forum",
    [
      change("users/anna", "events/forum/delegations/kursk", 1),
      change("users/anna", "events/forum/participants/p1", 2),
      change("users/anna", "events/forum/participants/p2", 3),
      change("users/anna", "events/forum/participants/p1", 4),
      change("users/anna", "events/forum/planning", 5),
    ],
    "users/boris",
  );
  expect(news?.counts).toEqual([
    ["participants", 2],
    ["delegations", 1],
    ["other", 1],
  ]);
  expect(news?.last).toEqual(new Date(Date.UTC(2023, 3, 18, 9, 5)));
});

it("leaves out what the reader did, with whatever signed in", () => {
  const changes = [change("users/anna", "events/forum", 1), change("users/anna/tokens/t1", "events/forum", 2)];
  expect(newsOf("events/forum", changes, "users/anna")).toBeNull();
});
