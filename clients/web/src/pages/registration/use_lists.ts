import { useCallback, useMemo, useState } from "react";
import { UnreadableFile, readFile, type FileFault } from "./list/file.ts";
import { guessTable, isList, type Guess, type Table } from "./list/guess.ts";
import type { Roster } from "./roster.ts";

export interface Lists {
  // The list that is looked at before it is taken.
  guess: Guess | undefined;
  // Why a file was not taken, and its name.
  fault: { fault: FileFault; file: File } | undefined;
  // Looks at a pasted table; whether it is a list of people at all.
  look: (table: Table, isSurelyList?: boolean) => boolean;
  open: (file: File) => Promise<void>;
  close: () => void;
}

// Lists of people on their way into the table.
export function useLists(roster: Roster): Lists {
  const [guess, setGuess] = useState<Guess>();
  const [fault, setFault] = useState<Lists["fault"]>();
  const questions = useMemo(
    () => new Map(roster.customFields.map(({ id, displayNames }) => [id, displayNames.map(({ text }) => text)])),
    [roster.customFields],
  );
  const look = useCallback(
    (table: Table, isSurelyList = false) => {
      const found = guessTable(table, questions);
      if (found.people.length === 0 || (!isSurelyList && !isList(table, found))) return false;
      setFault(undefined);
      setGuess(found);
      return true;
    },
    [questions],
  );
  const open = useCallback(
    async (file: File) => {
      try {
        if (!look(await readFile(file), true)) setFault({ fault: "empty", file });
      } catch (error) {
        if (!(error instanceof UnreadableFile)) throw error;
        setFault({ fault: error.fault, file });
      }
    },
    [look],
  );
  const close = useCallback(() => {
    setGuess(undefined);
    setFault(undefined);
  }, []);
  return { guess, fault, look, open, close };
}
