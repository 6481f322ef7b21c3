import { DirectoryService } from "@plenary/client/gen/plenary/v1/directory_pb";
import { useMemo } from "react";
import { clientOf } from "../../api/clients.ts";
import { scriptOf } from "./list/clean.ts";
import { isInitials } from "./list/full_name.ts";
import { nameInit } from "./request.ts";
import type { Roster } from "./roster.ts";
import { cellOf, filled, type Row } from "./rows.ts";
import { useAnswers } from "./use_answers.ts";

const idOf = (row: Row) => [cellOf(row, "family"), cellOf(row, "given"), cellOf(row, "patronymic")].join("|");

// Whether the server has a spelling to propose for the row.
function wantsLatin(row: Row): boolean {
  const family = cellOf(row, "family");
  return (
    family !== "" &&
    scriptOf(family) !== "Latn" &&
    cellOf(row, "given") !== "" &&
    !isInitials(cellOf(row, "given")) &&
    cellOf(row, "latin") === ""
  );
}

// The Latin spellings that the server proposes for rows without one, by the key of the row.
export function useLatin(rows: readonly Row[], roster: Roster): ReadonlyMap<string, string> {
  const wanting = useMemo(() => filled(rows).filter(wantsLatin), [rows]);
  const questions = useMemo(() => new Map(wanting.map((row) => [idOf(row), row])), [wanting]);
  const answers = useAnswers(questions, async (row) => {
    const { latinName } = await clientOf(DirectoryService).suggestLatinName({ name: nameInit(row, roster) });
    return latinName ? `${latinName.familyName} ${latinName.givenName}`.trim() : "";
  });
  return useMemo(
    () => new Map(wanting.flatMap((row) => (answers.get(idOf(row)) ? [[row.key, answers.get(idOf(row))!] as const] : []))),
    [wanting, answers],
  );
}
