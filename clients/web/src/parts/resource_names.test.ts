import { describe, expect, it } from "vitest";
import { hrefOf, parentOf, rootOf, threadHref } from "./resource_names.ts";

describe("a name", () => {
  it.each([
    ["organizations/kursk", "/negotiations/counterparts/kursk"],
    ["events/tibo-2023", "/events/tibo-2023"],
    ["negotiations/kursk", "/negotiations/kursk"],
    ["negotiations/kursk/rounds/august-2023", "/negotiations/kursk/rounds/august-2023"],
    ["negotiations/kursk/topics/trade", "/negotiations/kursk?view=topics&topic=trade"],
    ["negotiations/kursk/topics/trade/positions/p1", "/negotiations/kursk?view=topics&topic=trade"],
    ["negotiations/kursk/protocols/august-2023", "/negotiations/kursk/protocols/august-2023"],
    ["negotiations/kursk/protocols/august-2023/items/pilot", "/negotiations/kursk/protocols/august-2023?item=pilot"],
    ["bodies/kursk-group", "/negotiations/bodies/kursk-group"],
    ["trips/t1", "/negotiations/trips/t1"],
    ["actionItems/kursk-procedure", "/control/items/kursk-procedure"],
  ])("%s has its page", (name, href) => expect(hrefOf(name)).toBe(href));
  it("says what it lies in", () => {
    expect(rootOf("negotiations/kursk/topics/trade")).toBe("negotiations/kursk");
    expect(parentOf("negotiations/kursk/topics/trade/positions/p1")).toBe("negotiations/kursk/topics/trade");
  });
  it("can be followed", () => expect(threadHref("negotiations/kursk")).toBe("/negotiations/thread?from=negotiations%2Fkursk"));
});
