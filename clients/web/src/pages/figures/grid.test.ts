import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { Figure_Kind, FigurePeriod_Kind, FigureSchema } from "@plenary/client/gen/plenary/v1/indicators_pb";
import { expect, test } from "vitest";
import { gridOf, periodOf, shadeOf, sourcesIn, spansIn } from "./grid.ts";

const figure = (country: string, year: number, value: string, some: MessageInitShape<typeof FigureSchema> = {}) =>
  create(FigureSchema, {
    country,
    period: { kind: FigurePeriod_Kind.YEAR, year },
    kind: Figure_Kind.ACTUAL,
    source: "Belstat",
    value,
    ...some,
  } as MessageInitShape<typeof FigureSchema>);
const cumulative = (number: number) => ({ period: { kind: FigurePeriod_Kind.CUMULATIVE, year: 2023, number } });

test("countries stand by the last year, all together below them", () => {
  const figures = [
    figure("KZ", 2023, "34.5"),
    figure("", 2023, "1620"),
    figure("RU", 2023, "492"),
    figure("RU", 2022, "410"),
    figure("", 2023, "1600", { kind: Figure_Kind.TARGET, source: "Plan" }),
  ];
  const { years, rows, greatest } = gridOf(figures, "YEAR", "Belstat", "country");
  expect([years, rows.map(({ key }) => key), greatest]).toEqual([[2022, 2023], ["RU", "KZ", ""], 492]);
  expect(rows[2]!.targets.get(2023)?.value).toBe("1600");
});

test("another source, another period and one exporter alone are other figures", () => {
  const figures = [
    figure("RU", 2023, "1", { source: "UNCTAD" }),
    figure("RU", 2023, "2", cumulative(9)),
    figure("RU", 2023, "3", { organization: "organizations/a" }),
  ];
  expect(gridOf(figures, "YEAR", "Belstat", "country").rows).toEqual([]);
});

test("spans are told apart by what they cover, and go into an address and back", () => {
  expect(spansIn([figure("RU", 2023, "2", cumulative(9)), figure("RU", 2023, "1"), figure("RU", 2023, "1", cumulative(6))])).toEqual([
    "YEAR",
    "CUMULATIVE-6",
    "CUMULATIVE-9",
  ]);
  expect(periodOf("CUMULATIVE-9", 2023)).toEqual({ kind: FigurePeriod_Kind.CUMULATIVE, year: 2023, number: 9 });
});

test("whoever says most comes first", () => {
  expect(sourcesIn([figure("RU", 1, "1", { source: "a" }), figure("RU", 2, "1"), figure("RU", 3, "1")])).toEqual(["Belstat", "a"]);
});

test("a shade is never more than full, and nothing has none", () => {
  expect([shadeOf("492", 492), shadeOf("0", 492), shadeOf("-3", 492), shadeOf("1620", 492)]).toEqual([1, 0, 0, 1]);
});
