// Why columns cannot be read as they are said to be.
import { ImportField as Field, type ImportColumn } from "@plenary/client/gen/plenary/v1/imports_pb";

export type ColumnFault =
  | { kind: "nobodyNamed" }
  | { kind: "sameTwice"; column: ImportColumn; first: ImportColumn }
  | { kind: "whichQuestion"; column: ImportColumn };

// Columns of which there may be several.
const REPEATED: readonly Field[] = [Field.IMPORT_FIELD_UNSPECIFIED, Field.IGNORED, Field.ROW_NUMBER];
// One of these says who a row is about.
const WHO: readonly Field[] = [Field.FULL_NAME, Field.FAMILY_NAME, Field.PERSON, Field.PARTICIPANT];

export function columnFaults(columns: readonly ImportColumn[]): ColumnFault[] {
  const faults: ColumnFault[] = [];
  const seen = new Map<string, ImportColumn>();
  for (const column of columns) {
    if (REPEATED.includes(column.field)) continue;
    const key = [column.field, column.language, column.side, column.script, column.customField].join(" ");
    const first = seen.get(key);
    if (first) faults.push({ kind: "sameTwice", column, first });
    else seen.set(key, column);
    if (column.field === Field.CUSTOM_VALUE && column.customField === "") faults.push({ kind: "whichQuestion", column });
  }
  if (!columns.some(({ field }) => WHO.includes(field))) faults.push({ kind: "nobodyNamed" });
  return faults;
}
