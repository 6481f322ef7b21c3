import { create } from "@bufbuild/protobuf";
import { ParticipantSchema } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { expect, it } from "vitest";
import { messengerText } from "./messenger_text.ts";
import type { Row } from "./row.ts";

const row = (name: string, delegation: string, title = ""): Row => ({
  participant: create(ParticipantSchema),
  person: undefined,
  name,
  latin: "",
  title,
  affiliation: "",
  delegation,
  category: "",
  text: "",
});

it("people stand by delegation, numbered anew in each, those who come alone under a heading of their own", () => {
  const rows = [row("Примеров П.", "Курская область", "министр"), row("Вымыслов В.", ""), row("Образцова Л.", "Курская область")];
  expect(messengerText(rows, { heading: "Форум: 3 участника", alone: "Без делегации" })).toBe(
    [
      "Форум: 3 участника",
      "",
      "Курская область (2)",
      "1. Примеров П., министр",
      "2. Образцова Л.",
      "",
      "Без делегации (1)",
      "1. Вымыслов В.",
    ].join("\n"),
  );
});
