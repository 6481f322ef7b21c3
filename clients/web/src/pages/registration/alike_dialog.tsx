import { Button, Group, Modal, Paper, Stack, Text } from "@mantine/core";
import {
  FindDuplicatesResponse_Reason as Reason,
  type FindDuplicatesResponse_Candidate as Candidate,
} from "@plenary/client/gen/plenary/v1/directory_pb";
import { useTranslation } from "react-i18next";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { personLine } from "../../parts/names.ts";
import { PersonName } from "../../parts/person_name.tsx";
import { nameOf, type Patch, type Row } from "./rows.ts";

interface AlikeDialogProps {
  row: Row;
  candidates: readonly Candidate[];
  onDecide: (patch: Patch) => void;
  onClose: () => void;
}

// The same person as somebody who is known already?
export function AlikeDialog({ row, candidates, onDecide, onClose }: AlikeDialogProps) {
  const { t } = useTranslation("registration");
  const language = useLanguage();
  return (
    <Modal opened onClose={onClose} title={t("alike.title", { name: nameOf(row) })} closeButtonProps={{ "aria-label": t("close") }}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t("alike.why")}
        </Text>
        {candidates.map(
          ({ person, reasons }) =>
            person && (
              <Paper key={person.name} withBorder p="sm">
                <Group justify="space-between" wrap="nowrap" align="flex-start">
                  <div>
                    <PersonName person={person} />
                    <Text size="sm" c="dimmed">
                      {[textIn(person.jobTitles, language), person.workEmail].filter(Boolean).join(" · ")}
                    </Text>
                    <Text size="sm">{reasons.map((reason) => t(`alike.reason.${Reason[reason]}`)).join(", ")}</Text>
                  </div>
                  <Button
                    size="xs"
                    style={{ flex: "none" }}
                    onClick={() => onDecide({ person: { name: person.name, shown: personLine(person.names, language, person.latinName) } })}
                  >
                    {t("alike.same")}
                  </Button>
                </Group>
              </Paper>
            ),
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={() => onDecide({ isSomebodyNew: true })}>
            {t("alike.new")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
