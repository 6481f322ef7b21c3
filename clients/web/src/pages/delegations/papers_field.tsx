import { ActionIcon, Button, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { DocumentReference_Kind as DocumentKind } from "@plenary/client/gen/plenary/v1/common_pb";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { DayField } from "../../parts/day_field.tsx";

export interface Paper {
  kind: DocumentKind;
  registrationNumber: string;
  date: string;
  signatory: string;
}

const KINDS = [DocumentKind.ORDER, DocumentKind.LETTER, DocumentKind.NOTE_VERBALE, DocumentKind.INVITATION];

// The papers a delegation stands on, as a list to fill in.
export function PapersField({ papers, onChange }: { papers: readonly Paper[]; onChange: (papers: Paper[]) => void }) {
  const { t } = useTranslation("delegations");
  const set = (at: number, some: Partial<Paper>) => onChange(papers.map((paper, i) => (i === at ? { ...paper, ...some } : paper)));
  return (
    <Stack gap="xs">
      <Text size="sm" fw={500}>
        {t("details.basis")}
      </Text>
      {papers.map((paper, at) => (
        <Group key={at} gap="xs" align="flex-end" wrap="wrap">
          <Select
            label={t("details.kind")}
            size="sm"
            w={170}
            allowDeselect={false}
            data={KINDS.map((kind) => ({ value: String(kind), label: t(`document.${DocumentKind[kind]}`) }))}
            value={String(paper.kind)}
            onChange={(kind) => set(at, { kind: Number(kind) })}
          />
          <TextInput
            label={t("details.number")}
            size="sm"
            w={130}
            value={paper.registrationNumber}
            onChange={(typed) => set(at, { registrationNumber: typed.currentTarget.value })}
          />
          <DayField label={t("details.date")} size="sm" w={150} value={paper.date} onChange={(date) => set(at, { date })} />
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t("details.removePaper")}
            onClick={() => onChange(papers.filter((_, i) => i !== at))}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Group>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => onChange([...papers, { kind: DocumentKind.INVITATION, registrationNumber: "", date: "", signatory: "" }])}
        >
          {t("details.addPaper")}
        </Button>
      </Group>
    </Stack>
  );
}
