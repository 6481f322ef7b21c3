import { DirectoryService, type FindDuplicatesResponse_Candidate as Candidate } from "@plenary/client/gen/plenary/v1/directory_pb";
import { useMemo } from "react";
import { clientOf } from "../../api/clients.ts";
import { personInit } from "./request.ts";
import type { Roster } from "./roster.ts";
import { cellOf, filled, type Row } from "./rows.ts";
import { useAnswers } from "./use_answers.ts";

// From this likeness on, of 1,000, somebody is asked whether two people are the same; as imports ask.
const LIKELY = 700;
const MOST = 3;

const idOf = (row: Row) =>
  (["family", "given", "patronymic", "email", "birthDate"] as const).map((column) => cellOf(row, column)).join("|");
const mayBeThere = (row: Row) =>
  row.person === undefined && !row.isSomebodyNew && cellOf(row, "family").length > 1 && cellOf(row, "given") !== "";

// People of the directory whom new rows may be, the likeliest first, by the key of the row.
export function useAlike(rows: readonly Row[], roster: Roster): ReadonlyMap<string, Candidate[]> {
  const asked = useMemo(() => filled(rows).filter(mayBeThere), [rows]);
  const questions = useMemo(() => new Map(asked.map((row) => [idOf(row), row])), [asked]);
  const answers = useAnswers(questions, async (row) => {
    const person = personInit(row, roster);
    const { candidates } = await clientOf(DirectoryService).findDuplicates({ subject: { case: "person", value: person }, pageSize: MOST });
    return candidates.filter(({ likeness }) => likeness >= LIKELY);
  });
  return useMemo(
    () =>
      new Map(
        asked.flatMap((row) => {
          const candidates = answers.get(idOf(row)) ?? [];
          return candidates.length > 0 ? [[row.key, candidates] as const] : [];
        }),
      ),
    [asked, answers],
  );
}
