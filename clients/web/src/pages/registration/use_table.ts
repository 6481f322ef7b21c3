import { useEffect, useMemo, useReducer, useRef } from "react";
import { useDraft } from "../../api/drafts.ts";
import { edited, startHistory, type Edit, type History } from "./history.ts";
import { problemsOf, sureRepair, type Problem, type Repair } from "./problems.ts";
import type { Roster } from "./roster.ts";
import { filled, type Patch, type Row } from "./rows.ts";

const NO_ROWS: Row[] = [];

export interface PeopleTable {
  rows: Row[];
  people: Row[];
  problems: ReadonlyMap<string, Problem[]>;
  canUndo: boolean;
  canRedo: boolean;
  dispatch: (edit: Edit) => void;
  repair: (row: Row, repair: Repair) => void;
  // Mends whatever has one sure repair.
  repairAll: () => void;
  sureRepairs: number;
  // When what is in the table had been typed, where it was found again.
  restoredAt: Date | undefined;
  discard: () => void;
}

function step(history: History, edit: Edit): History {
  return edited(history, edit);
}

// The table of people: what is typed is kept in the browser until it is saved or thrown away.
export function useTable(delegation: string, roster: Roster): PeopleTable {
  const [draft, setDraft, clearDraft, restoredAt] = useDraft<Row[]>(`registration/${delegation}`, NO_ROWS);
  const [history, dispatch] = useReducer(step, draft, startHistory);
  const people = useMemo(() => filled(history.rows), [history.rows]);
  const problems = useMemo(() => problemsOf(history.rows, roster), [history.rows, roster]);
  const isFirst = useRef(true);
  useEffect(() => {
    if (isFirst.current) {
      isFirst.current = false;
      return;
    }
    if (people.length > 0) setDraft(people);
    else clearDraft();
  }, [people, setDraft, clearDraft]);

  const repair = (row: Row, { patch, removes }: Repair) => {
    if (removes) dispatch({ do: "remove", keys: new Set([row.key]) });
    else if (patch) dispatch({ do: "patch", patches: new Map([[row.key, patch]]) });
  };
  const sure = useMemo(() => {
    const patches = new Map<string, Patch>();
    let count = 0;
    for (const [key, ofRow] of problems) {
      for (const problem of ofRow) {
        const mended = sureRepair(problem)?.patch;
        if (mended === undefined) continue;
        const before = patches.get(key);
        patches.set(key, { ...before, ...mended, cells: { ...before?.cells, ...mended.cells } });
        ++count;
      }
    }
    return { patches, count };
  }, [problems]);
  return {
    rows: history.rows,
    people,
    problems,
    dispatch,
    repair,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    repairAll: () => dispatch({ do: "patch", patches: sure.patches }),
    sureRepairs: sure.count,
    restoredAt: people.length > 0 ? restoredAt : undefined,
    discard: () => dispatch({ do: "reset", rows: [] }),
  };
}
