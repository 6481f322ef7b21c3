import { timestampDate } from "@bufbuild/protobuf/wkt";
import { describe, expect, it } from "vitest";
import { moveTo, placed, placementOf, withRoom } from "./placement.ts";
import { assetsOf, at, sessionAt } from "./samples.ts";

const assets = assetsOf({ name: "assets/a" }, { name: "assets/b" });
const session = sessionAt("x", "10:00", "11:00", {
  assets: [{ asset: "assets/headsets", units: 10 }, { asset: "assets/a" }],
  attendees: [
    { who: "people/p", person: "people/p", interval: { startTime: { seconds: BigInt(at("10:30").getTime() / 1000), nanos: 0 } } },
  ],
});

describe("a move", () => {
  it("takes own parts of the time along", () => {
    const after = placed(session, { start: at("12:00"), end: at("13:00"), room: "assets/a" }, assets);
    expect(timestampDate(after.attendees[0]!.interval!.startTime!)).toEqual(at("12:30"));
  });
  it("puts a room in the place of the room and leaves the rest", () => {
    const after = placed(session, { start: at("10:00"), end: at("11:00"), room: "assets/b" }, assets);
    expect(after.assets.map(({ asset, units }) => [asset, units])).toEqual([
      ["assets/headsets", 10],
      ["assets/b", 0],
    ]);
  });
  it("names a room only where it is another", () => {
    expect(moveTo(session, { ...placementOf(session, assets), start: at("09:00") }, assets).room).toBe("");
    expect(moveTo(session, { ...placementOf(session, assets), room: "assets/b" }, assets).room).toBe("assets/b");
  });
  it("gives a room to what had none", () => {
    expect(withRoom([], "", "assets/a").map(({ asset }) => asset)).toEqual(["assets/a"]);
  });
});
