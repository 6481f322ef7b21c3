import { useCallback, useState } from "react";
import { uploadFile, type FileName } from "../../api/files.ts";

// What a list may be written in.
export const SPREADSHEETS = ".xlsx,.csv,.tsv,.txt";

export interface Upload {
  take: (file: File | null | undefined) => Promise<void>;
  // How much of it is there, from 0 to 1; undefined while nothing is on its way.
  share: number | undefined;
  error: unknown;
}

// A file on its way up.
export function useUpload(onFile: (file: FileName, filename: string) => void): Upload {
  const [share, setShare] = useState<number>();
  const [error, setError] = useState<unknown>();
  const take = useCallback<Upload["take"]>(
    async (file) => {
      if (!file) return;
      setError(undefined);
      setShare(0);
      try {
        onFile(await uploadFile(file, setShare), file.name);
      } catch (refused) {
        setError(refused);
      } finally {
        setShare(undefined);
      }
    },
    [onFile],
  );
  return { take, share, error };
}
