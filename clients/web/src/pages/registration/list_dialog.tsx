import { Alert, Button, Group, Modal, Select, Stack, Table, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconInfoCircle } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { LANGUAGES } from "../../i18n/languages.ts";
import type { Guess } from "./list/guess.ts";
import type { Meaning } from "./list/headings.ts";
import { toRows } from "./list/to_rows.ts";
import look from "./list_dialog.module.css";
import type { Roster } from "./roster.ts";
import { nameOf, type Row } from "./rows.ts";

interface ListDialogProps {
  guess: Guess;
  roster: Roster;
  onTake: (rows: Row[]) => void;
  onClose: () => void;
}

const PREVIEWED = 4;

const MEANINGS: Meaning[] = [
  "fullName",
  "family",
  "given",
  "patronymic",
  "latin",
  "latinFamily",
  "latinGiven",
  "title",
  "titleAndOrganization",
  "organization",
  "category",
  "capacity",
  "email",
  "phone",
  "birthDate",
  "arrival",
  "arrivalNumber",
  "departure",
  "departureNumber",
  "hotel",
  "needs",
  "note",
  "rowNumber",
  "ignored",
];

// How a pasted or chosen list is read, to be corrected and taken.
export function ListDialog({ guess, roster, onTake, onClose }: ListDialogProps) {
  const { t } = useTranslation("registration");
  const language = useLanguage();
  const [meanings, setMeanings] = useState(() => guess.columns.map(({ meaning }) => meaning));
  const isNarrow = useMediaQuery("(max-width: 640px)");
  const rows = toRows(guess.people, { meanings, language, eventYear: roster.eventYear });
  const hasNames = meanings.some((meaning) => meaning === "fullName" || meaning === "family" || meaning === "latin");
  const choices = [
    ...MEANINGS.map((meaning) => ({ value: meaning, label: t(`meaning.${meaning}`) })),
    ...LANGUAGES.map((each) => ({ value: `title.${each}`, label: t(`column.title.${each}`) })),
    ...roster.customFields.map(({ id, displayNames }) => ({ value: `custom.${id}`, label: textIn(displayNames, language) })),
  ];
  const set = (at: number, meaning: string | null) =>
    setMeanings(
      meanings.map((before, i) =>
        i === at ? ((meaning ?? "ignored") as Meaning) : before === meaning && meaning !== "ignored" ? "ignored" : before,
      ),
    );
  const meaningOf = (at: number) => (
    <Select
      size={isNarrow ? "sm" : "xs"}
      w={isNarrow ? "100%" : 200}
      allowDeselect={false}
      comboboxProps={{ withinPortal: true, width: 240, position: "bottom-start" }}
      maxDropdownHeight={280}
      aria-label={t("list.meaning", { heading: guess.columns[at]!.heading || at + 1 })}
      data={choices}
      value={meanings[at] ?? "ignored"}
      onChange={(meaning) => set(at, meaning)}
    />
  );
  return (
    <Modal
      opened
      onClose={onClose}
      fullScreen={isNarrow}
      size="auto"
      title={t("list.title", { count: rows.length })}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t("list.explain")}
        </Text>
        {isNarrow ? (
          <Stack gap="sm">
            {guess.columns.map((column, at) => (
              <div key={at} className={look.column}>
                <Text size="xs" c="dimmed">
                  {column.heading || t("list.noHeading", { number: at + 1 })}
                </Text>
                <Text size="sm" lineClamp={2}>
                  {column.samples.slice(0, 2).join("; ")}
                </Text>
                {meaningOf(at)}
              </div>
            ))}
          </Stack>
        ) : (
          <Preview guess={guess} meanings={meanings} meaningOf={meaningOf} />
        )}
        {guess.people.length > PREVIEWED && (
          <Text size="sm" c="dimmed">
            {t("list.more", { count: guess.people.length - PREVIEWED })}
          </Text>
        )}
        {hasNames ? (
          <Text size="sm">{t("list.becomes", { names: rows.slice(0, 3).map(nameOf).filter(Boolean).join("; ") })}</Text>
        ) : (
          <Alert color="yellow" icon={<IconInfoCircle size={18} aria-hidden />}>
            {t("list.noNames")}
          </Alert>
        )}
        <Group justify="flex-end" gap="xs" className={look.foot}>
          <Button variant="default" onClick={onClose}>
            {t("list.cancel")}
          </Button>
          <Button data-autofocus disabled={!hasNames} onClick={() => onTake(rows)}>
            {t("list.take", { count: rows.length })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

interface PreviewProps {
  guess: Guess;
  meanings: readonly Meaning[];
  // The field above a column that says what stands in it.
  meaningOf: (column: number) => ReactNode;
}

// The first rows of the list, with what each column means above it.
function Preview({ guess, meanings, meaningOf }: PreviewProps) {
  const { t } = useTranslation("registration");
  const lookOf = (at: number) => (meanings[at] === "ignored" || meanings[at] === "rowNumber" ? look.ignored : "");
  return (
    <div className={look.frame} tabIndex={0} role="region" aria-label={t("list.preview")}>
      <Table withColumnBorders highlightOnHover={false} className={look.table}>
        <Table.Thead>
          <Table.Tr>
            {guess.columns.map((column, at) => (
              <Table.Th key={at} className={lookOf(at)}>
                <Text size="xs" c="dimmed" truncate title={column.heading}>
                  {column.heading || t("list.noHeading", { number: at + 1 })}
                </Text>
                {meaningOf(at)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {guess.people.slice(0, PREVIEWED).map((texts, i) => (
            <Table.Tr key={i}>
              {guess.columns.map((_, at) => (
                <Table.Td key={at} className={`${look.cell} ${lookOf(at)}`}>
                  {texts[at]}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
