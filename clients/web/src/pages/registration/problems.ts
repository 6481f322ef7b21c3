// What is wrong with the cells of the table, and how one click mends it.
import { Participant_Capacity as Capacity } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { CustomField_Type, type CustomField } from "@plenary/client/gen/plenary/v1/events_pb";
import { textIn } from "../../i18n/texts.ts";
import { isTitle, type Column, type CustomColumn } from "./columns.ts";
import { clean, fold, repairedLookalikes, scriptOf } from "./list/clean.ts";
import { civilText, readDate } from "./list/dates.ts";
import { areSwapped, isInitials, isPatronymic, isWholeName, splitFullName, withoutCapitals } from "./list/full_name.ts";
import { isGivenName } from "./list/given_names.ts";
import { splitTitleAndOrganization } from "./list/titles.ts";
import { nearest, nearestCapacity, readCapacity } from "./list/words.ts";
import { categoryOf, isOwnOrganization, type Roster } from "./roster.ts";
import { cellOf, filled, nameOf, type Patch, type Row } from "./rows.ts";

// "error": cannot be saved like this. "question": look at it, it may be right.
export type Severity = "error" | "question";

export interface Repair {
  // The words of the button: "repair.swap", with what they mention.
  words: string;
  params?: Record<string, string>;
  patch?: Patch;
  // Takes the row out.
  removes?: boolean;
}

export interface Problem {
  column: Column;
  severity: Severity;
  // The words: "problem.swapped".
  kind: string;
  params?: Record<string, string>;
  repairs: Repair[];
}

const EMAIL = /^[^\s@,;<>()]+@[^\s@,;<>()]+\.[^\s@,;<>().]{2,}$/;
const MOST_LETTERS = 120;

type Add = (column: Column, kind: string, severity: Severity, repairs?: Repair[], params?: Record<string, string>) => void;

const to = (column: Column, text: string): Repair => ({ words: "write", params: { text }, patch: { cells: { [column]: text } } });

function judgeName(row: Row, add: Add): void {
  const [family, given, patronymic] = (["family", "given", "patronymic"] as const).map((column) => cellOf(row, column)) as [
    string,
    string,
    string,
  ];
  const split = (text: string): Repair => {
    const { family, given, patronymic } = splitFullName(text);
    return {
      words: "split",
      params: { text: [family, given, patronymic].filter(Boolean).join(" · ") },
      patch: { cells: { family, given, patronymic } },
    };
  };
  if (family === "" && given === "" && patronymic === "") {
    if (row.person === undefined) add("family", "nameMissing", "error");
    return;
  }
  if (isWholeName(family) && given === "") return add("family", "wholeName", "error", [split(family)]);
  if (family === "" && isWholeName(given)) return add("given", "wholeName", "error", [split(given)]);
  if (family === "") {
    const moved: Repair = {
      words: "write",
      params: { text: given || patronymic },
      patch: { cells: given ? { family: given, given: "" } : { family: patronymic, patronymic: "" } },
    };
    return add("family", "familyMissing", "error", [moved]);
  }
  if (areSwapped({ family, given })) {
    add("family", "swapped", "question", [
      { words: "swap", params: { text: `${given} ${family}` }, patch: { cells: { family: given, given: family } } },
    ]);
  } else if (isGivenName(family) && isPatronymic(given) && patronymic !== "" && !isPatronymic(patronymic)) {
    add("family", "swapped", "question", [
      {
        words: "swap",
        params: { text: `${patronymic} ${family} ${given}` },
        patch: { cells: { family: patronymic, given: family, patronymic: given } },
      },
    ]);
  } else if (/\s/.test(given) && patronymic === "" && isPatronymic(given.split(" ").at(-1)!)) {
    const words = given.split(" ");
    const cells = { given: words.slice(0, -1).join(" "), patronymic: words.at(-1)! };
    add("given", "withPatronymic", "question", [
      { words: "split", params: { text: `${cells.given} · ${cells.patronymic}` }, patch: { cells } },
    ]);
  } else if (given === "" && scriptOf(family) !== "Hans") {
    add("given", "givenMissing", "question");
  } else if (isInitials(given)) {
    add("given", "initials", "question");
  }
  for (const column of ["family", "given", "patronymic"] as const) {
    const text = cellOf(row, column);
    const calm = text.split(" ").map(withoutCapitals).join(" ");
    if (calm !== text) add(column, "capitals", "question", [to(column, calm)]);
    if (/\d|@/.test(text)) add(column, "notAName", "error");
  }
}

function judgeLetters(row: Row, add: Add): void {
  for (const [column, text] of Object.entries(row.cells) as [Column, string][]) {
    if (column === "note" || column === "phone" || !text) continue;
    const repaired = repairedLookalikes(text);
    const isName = column === "family" || column === "given" || column === "patronymic";
    if (repaired !== undefined) add(column, "lookalikes", isName || column === "email" ? "error" : "question", [to(column, repaired)]);
    if (text.length > (isName || column === "email" ? MOST_LETTERS : 500)) add(column, "tooLong", "error");
  }
  const latin = cellOf(row, "latin");
  if (latin !== "" && scriptOf(latin) !== "Latn" && repairedLookalikes(latin) === undefined) {
    add("latin", "notLatin", "error", [{ words: "clear", patch: { cells: { latin: "" } } }]);
  }
}

function repairedEmail(text: string): string | undefined {
  const tidy = clean(text)
    .toLowerCase()
    .replace(/^mailto:/, "")
    .replace(/[<>()[\]"]/g, "")
    .trim();
  const several = tidy.split(/[\s,;]+/).filter(Boolean);
  const first = several.find((part) => EMAIL.test(part));
  if (first !== undefined) return first;
  const joined = tidy
    .replace(/\s*@\s*/g, "@")
    .replace(/,(?=[a-z]{2,}$)/, ".")
    .replace(/\s*\.\s*/g, ".")
    .replace(/[.,;]+$/, "")
    .replace(/\s+/g, "");
  return EMAIL.test(joined) ? joined : undefined;
}

function judgeContacts(row: Row, add: Add): void {
  const email = cellOf(row, "email");
  if (email !== "" && !EMAIL.test(email)) {
    const repaired = repairedEmail(repairedLookalikes(email) ?? email);
    add("email", "notAnEmail", "error", repaired === undefined ? [] : [to("email", repaired)]);
  }
  const phone = cellOf(row, "phone");
  if (phone !== "" && (phone.match(/\d/g) ?? []).length < 5) add("phone", "notAPhone", "error");
}

function judgeDates(row: Row, roster: Roster, add: Add): void {
  for (const column of ["birthDate", "arrival", "departure"] as const) {
    const text = cellOf(row, column);
    if (text === "") continue;
    const { civil, fault, repair } = readDate(text, column === "birthDate" ? undefined : roster.eventYear);
    if (fault !== undefined) add(column, fault, "error", repair === undefined ? [] : [to(column, repair)]);
    else if (civilText(civil) !== text) add(column, "dateForm", "question", [to(column, civilText(civil))]);
    else if (column !== "birthDate" && Math.abs(civil.year - roster.eventYear) > 0) add(column, "otherYear", "question");
    else if (column === "birthDate" && civil.year > roster.eventYear - 14) add(column, "tooYoung", "question");
    else if (column !== "birthDate" && civil.hour === undefined) add(column, "noTime", "question");
  }
}

function judgeAnswer(row: Row, column: CustomColumn, field: CustomField, roster: Roster, add: Add): void {
  const text = cellOf(row, column);
  if (text === "") {
    const asked = field.categories.length === 0 || field.categories.includes(categoryOf(cellOf(row, "category"), roster) ?? "");
    if (field.required && asked) add(column, "answerMissing", "error", [], { question: textIn(field.displayNames, roster.language) });
    return;
  }
  if (field.type === CustomField_Type.CHOICE) {
    const words = field.choices.flatMap((choice) => [
      [choice.id, choice] as const,
      ...choice.displayNames.map((name) => [name.text, choice] as const),
    ]);
    if (words.some(([word]) => fold(word) === fold(text))) return;
    const meant = nearest(text, words);
    add(column, "notAChoice", "error", meant ? [to(column, textIn(meant.displayNames, roster.language))] : []);
  } else if (field.type === CustomField_Type.DATE && readDate(text).civil === undefined) {
    add(column, "notADate", "error");
  } else if (field.type === CustomField_Type.YES_NO && !/^(да|нет|так|не|yes|no|true|false|是|否)$/i.test(text)) {
    add(column, "notYesNo", "error");
  }
}

function judgePlace(row: Row, roster: Roster, headOf: string | undefined, add: Add): void {
  const capacity = cellOf(row, "capacity");
  if (capacity !== "") {
    const read = readCapacity(capacity);
    if (read === undefined) {
      const meant = nearestCapacity(capacity) ?? Capacity.REPRESENTATIVE;
      add("capacity", "notACapacity", "error", [
        { words: "capacity", params: { capacity: Capacity[meant] }, patch: { cells: { capacity: Capacity[meant] } } },
      ]);
    } else if (read === Capacity.HEAD && headOf !== undefined) {
      add(
        "capacity",
        "twoHeads",
        "error",
        [
          {
            words: "capacity",
            params: { capacity: Capacity[Capacity.DEPUTY_HEAD] },
            patch: { cells: { capacity: Capacity[Capacity.DEPUTY_HEAD] } },
          },
        ],
        { head: headOf },
      );
    }
  }
  const category = cellOf(row, "category");
  if (categoryOf(category, roster) === undefined) {
    const words = roster.categories.flatMap((known) => known.displayNames.map(({ text }) => [text, known] as const));
    const meant = nearest(category, words) ?? roster.categories[0];
    add(
      "category",
      category === "" ? "categoryMissing" : "notACategory",
      "error",
      meant ? [to("category", textIn(meant.displayNames, roster.language))] : [],
    );
  }
}

function judgeTitles(row: Row, roster: Roster, add: Add): void {
  for (const column of Object.keys(row.cells).filter((column) => isTitle(column as Column)) as Column[]) {
    const split = splitTitleAndOrganization(cellOf(row, column));
    if (split === undefined || cellOf(row, "organization") !== "") continue;
    const organization = isOwnOrganization(split.organization, roster) ? "" : split.organization;
    add(column, "withOrganization", "question", [
      {
        words: "split",
        params: { text: `${split.title} · ${split.organization}` },
        patch: { cells: { [column]: split.title, organization } },
      },
    ]);
  }
}

// The forms in which a name may be met again.
function keysOf(row: Row): string {
  return fold([cellOf(row, "family"), cellOf(row, "given")].join(" "));
}

function judgeRepetition(row: Row, before: readonly Row[], roster: Roster, add: Add): void {
  if (row.isSomebodyNew || cellOf(row, "family") === "") return;
  const different = (one: string, other: string) => one !== "" && other !== "" && fold(one) !== fold(other);
  const twin = before.find((other) => keysOf(other) === keysOf(row) && !different(cellOf(other, "patronymic"), cellOf(row, "patronymic")));
  const repairs: Repair[] = [
    { words: "removeRow", removes: true },
    { words: "somebodyElse", patch: { isSomebodyNew: true } },
  ];
  if (twin !== undefined) return add("family", "repeated", "error", repairs, { name: nameOf(twin) });
  const name = fold(nameOf(row));
  const there = roster.registered.find(({ names }) =>
    names.some((known) => fold(known) === name || (cellOf(row, "patronymic") === "" && fold(known).startsWith(`${name} `))),
  );
  if (there !== undefined) add("family", "registered", "error", repairs, { name: there.shown });
}

// What is wrong with each row that says something, by key.
export function problemsOf(rows: readonly Row[], roster: Roster): Map<string, Problem[]> {
  const found = new Map<string, Problem[]>();
  const seen: Row[] = [];
  let headOf = roster.registered.find(({ isHead }) => isHead)?.shown;
  for (const row of filled(rows)) {
    const problems: Problem[] = [];
    const add: Add = (column, kind, severity, repairs = [], params = {}) => problems.push({ column, kind, severity, repairs, params });
    judgeName(row, add);
    judgeLetters(row, add);
    judgeContacts(row, add);
    judgeDates(row, roster, add);
    judgePlace(row, roster, headOf, add);
    judgeTitles(row, roster, add);
    for (const field of roster.customFields) judgeAnswer(row, `custom.${field.id}`, field, roster, add);
    judgeRepetition(row, seen, roster, add);
    if (readCapacity(cellOf(row, "capacity")) === Capacity.HEAD) headOf ??= nameOf(row);
    seen.push(row);
    // Of one cell the gravest is shown.
    const byColumn = new Map<Column, Problem>();
    for (const problem of problems) {
      const shown = byColumn.get(problem.column);
      if (shown === undefined || (shown.severity === "question" && problem.severity === "error")) byColumn.set(problem.column, problem);
    }
    if (byColumn.size > 0) found.set(row.key, [...byColumn.values()]);
  }
  return found;
}

// Mends whatever has one sure repair, over and over until nothing is left: how a row looks after it.
export function sureRepair(problem: Problem): Repair | undefined {
  const [first, ...others] = problem.repairs;
  return first !== undefined && others.length === 0 && first.patch !== undefined ? first : undefined;
}
