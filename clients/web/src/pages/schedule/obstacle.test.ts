import { create } from "@bufbuild/protobuf";
import { anyPack } from "@bufbuild/protobuf/wkt";
import { ErrorInfoSchema } from "@plenary/client/gen/google/rpc/error_details_pb";
import { ConflictSchema } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { describe, expect, it } from "vitest";
import { obstacleOfConflict, spansIn } from "./obstacle.ts";

describe("an obstacle", () => {
  it("says the rule, who blocks, and what is free instead", () => {
    const info = create(ErrorInfoSchema, {
      reason: "SUBJECT_OCCUPIED",
      metadata: {
        subject: "assets/hall-a",
        blockedBy: "events/e/sessions/s",
        otherAssets: "assets/hall-b,assets/hall-c",
        alternatives: "2023-04-18T07:00:00+00:00/2023-04-18T08:00:00+00:00,2023-04-18T09:00:00+00:00/2023-04-18T10:00:00+00:00",
      },
    });
    const found = obstacleOfConflict(
      create(ConflictSchema, { error: { code: 9, message: "taken", details: [anyPack(ErrorInfoSchema, info)] } }),
    );
    expect(found.reason).toBe("SUBJECT_OCCUPIED");
    expect(found.metadata.blockedBy).toBe("events/e/sessions/s");
    expect(found.otherAssets).toEqual(["assets/hall-b", "assets/hall-c"]);
    expect(found.alternatives.map(({ start }) => start.toISOString())).toEqual(["2023-04-18T07:00:00.000Z", "2023-04-18T09:00:00.000Z"]);
  });
  it("offers nothing where times cannot be read", () => {
    expect(spansIn("soon/later")).toEqual([]);
    expect(spansIn(undefined)).toEqual([]);
  });
});
