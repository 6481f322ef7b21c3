import { create } from "@bufbuild/protobuf";
import {
  Participant_Capacity as Capacity,
  Participant_Function as Func,
  Participant_State as State,
  ParticipantSchema,
} from "@plenary/client/gen/plenary/v1/delegations_pb";
import { describe, expect, it } from "vitest";
import { countsOf, filterText, passes, readFilters, readSort, withFacet, withSort } from "./filters.ts";
import type { Row } from "./row.ts";

const row = (state: State, delegation: string, functions: Func[] = []): Row => ({
  participant: create(ParticipantSchema, {
    state,
    functions,
    capacity: Capacity.HEAD,
    category: "events/a/categories/press",
    delegation: delegation && `events/a/delegations/${delegation}`,
  }),
  person: undefined,
  name: "",
  latin: "",
  title: "",
  affiliation: "",
  delegation,
  category: "",
  text: "",
});
const read = (query: string) => readFilters(new URLSearchParams(query));

describe("the address", () => {
  it("keeps filters and the order", () => {
    const params = withSort(withFacet(new URLSearchParams("q=ива"), "state", ["NOMINATED", "CONFIRMED"]), { id: "name", descending: true });
    expect(params.toString()).toBe("q=%D0%B8%D0%B2%D0%B0&state=NOMINATED%2CCONFIRMED&sort=-name");
    expect(readFilters(params).state).toEqual(["NOMINATED", "CONFIRMED"]);
    expect(readSort(params)).toEqual({ id: "name", descending: true });
  });
  it("loses what is not asked for any more", () => {
    expect(withSort(withFacet(new URLSearchParams("state=DRAFT&sort=name"), "state", []), undefined).toString()).toBe("");
  });
});

describe("somebody passes", () => {
  it.each([
    ["with no filter", "", true],
    ["with one of several states", "state=CONFIRMED,NOMINATED", true],
    ["not with another state", "state=CONFIRMED", false],
    ["with all facets right", "state=NOMINATED&delegation=kursk&capacity=HEAD&function=PRESS", true],
    ["not with one facet wrong", "state=NOMINATED&delegation=altai", false],
    ["as expected, where nobody said whether the person came", "attendance=EXPECTED", true],
  ])("%s", (_, query, expected) => {
    expect(passes(row(State.NOMINATED, "kursk", [Func.PRESS]), read(query))).toBe(expected);
  });
  it("alone, where no delegation sends the person", () => {
    expect(passes(row(State.NOMINATED, ""), read("delegation=none"))).toBe(true);
  });
});

it("values are counted among what the other facets let through", () => {
  const rows = [row(State.NOMINATED, "kursk"), row(State.CONFIRMED, "kursk"), row(State.CONFIRMED, "altai")];
  expect([...countsOf(rows, read("state=CONFIRMED&delegation=kursk"), "delegation")]).toEqual([
    ["kursk", 1],
    ["altai", 1],
  ]);
  expect([...countsOf(rows, read("state=CONFIRMED&delegation=kursk"), "state")]).toEqual([
    ["NOMINATED", 1],
    ["CONFIRMED", 1],
  ]);
});

it.each([
  ["nothing", "", ""],
  ["one value", "state=DRAFT", "state = DRAFT"],
  [
    "several of one facet and one of another",
    "state=DRAFT,NOMINATED&category=press",
    '(state = DRAFT OR state = NOMINATED) AND category = "events/a/categories/press"',
  ],
  ["a function, which it cannot say", "function=PRESS", undefined],
])("the server is asked for %s", (_, query, filter) => {
  expect(filterText(read(query), "events/a")).toBe(filter);
});
