import type { ImportColumn, ImportReject } from "@plenary/client/gen/plenary/v1/imports_pb";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useRefusalText } from "../../parts/refusal_text.ts";
import { faultOf } from "./fault.ts";

export interface RejectText {
  wrong: string;
  // "" where what is wrong says what to do as well.
  mend: string;
}

// Says a reject in the reader's language; in the server's words where neither its reason nor its cell is
// one that the words know.
export function useRejectText(columns: readonly ImportColumn[], isSecretariat: boolean): (reject: ImportReject) => RejectText {
  const { t } = useTranslation("imports");
  const textOf = useRefusalText();
  return useCallback(
    (reject) => {
      const field = columns.find(({ index }) => index === reject.column)?.field;
      const { refusal, wrong, mend } = faultOf(reject, field, isSecretariat);
      const isOfCell = refusal.reason === "INVALID_FIELDS" || refusal.reason === "";
      if (isOfCell && wrong === undefined) return { wrong: refusal.fields[0]?.description ?? refusal.message, mend: reject.remedy };
      return {
        wrong: wrong === undefined ? textOf(refusal) : t(`wrong.${wrong}`, refusal.metadata),
        mend: mend === undefined ? "" : t(`mend.${mend}`),
      };
    },
    [t, textOf, columns, isSecretariat],
  );
}
