import { Alert, Anchor, Button, Group, Modal, Progress, SegmentedControl, Select, Stack, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import {
  DocumentFormat,
  DocumentKind,
  DocumentService,
  RenderDocumentMetadataSchema,
  RenderDocumentResponseSchema,
} from "@plenary/client/gen/plenary/v1/documents_pb";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { useDraft } from "../../api/drafts.ts";
import { downloadHref } from "../../api/files.ts";
import { cancelOperation, useOperation } from "../../api/operations.ts";
import { LANGUAGE_NAMES, LANGUAGES } from "../../i18n/languages.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Refused } from "../../parts/refused.tsx";

interface RenderDocumentProps {
  title: string;
  // What it is and whom it is for.
  lead: ReactNode;
  kind: DocumentKind.ROUND_BRIEF | DocumentKind.YEAR_REPORT;
  // The round; "" of a report.
  subject?: string;
  year?: number;
  onClose: () => void;
}

// How far making is, by its stage: there is no finer measure.
const SHARE: Record<string, number> = { filling: 40, converting: 75 };

// Makes a document for paper: in which language, as Word or PDF; it goes on while the page is reloaded.
export function RenderDocument({ title, lead, kind, subject = "", year = 0, onClose }: RenderDocumentProps) {
  const { t } = useTranslation("negotiations");
  const reader = useLanguage();
  const [language, setLanguage] = useState<string>(reader);
  const [format, setFormat] = useState(String(DocumentFormat.DOCX));
  const [operation, setOperation, forget] = useDraft(`render/${DocumentKind[kind]}/${subject || year}`, "");
  const [error, setError] = useState<unknown>();
  const [isAsking, setIsAsking] = useState(false);
  const { progress, done, error: failed, response } = useOperation(operation, RenderDocumentMetadataSchema, RenderDocumentResponseSchema);
  const link = useRef<HTMLAnchorElement>(null);
  const file = response?.file ?? "";
  const wanted = useRef(false);

  const make = async () => {
    setError(undefined);
    setIsAsking(true);
    try {
      const { name } = await clientOf(DocumentService).renderDocument({
        kind,
        subject,
        year,
        languageCode: language,
        format: Number(format),
        requestId: crypto.randomUUID(),
      });
      wanted.current = true;
      setOperation(name);
    } catch (refused) {
      setError(refused);
    } finally {
      setIsAsking(false);
    }
  };
  useEffect(() => {
    if (file === "" || !wanted.current) return;
    wanted.current = false;
    link.current?.click();
  }, [file]);
  const isRunning = operation !== "" && !done && failed === undefined;
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": t("form.close") }}>
      <Stack gap="md">
        <Text>{lead}</Text>
        <Select
          label={t("document.language")}
          allowDeselect={false}
          value={language}
          onChange={(next) => next !== null && setLanguage(next)}
          data={LANGUAGES.map((each) => ({ value: each, label: LANGUAGE_NAMES[each] }))}
        />
        <SegmentedControl
          aria-label={t("document.format")}
          value={format}
          onChange={setFormat}
          data={[
            { value: String(DocumentFormat.DOCX), label: t("document.docx") },
            { value: String(DocumentFormat.PDF), label: t("document.pdf") },
          ]}
        />
        {isRunning && (
          <Stack gap={4} aria-live="polite">
            <Text size="sm">{t(`document.stage.${progress?.stage || "waiting"}`)}</Text>
            <Progress value={SHARE[progress?.stage ?? ""] ?? 15} animated aria-label={title} />
          </Stack>
        )}
        {(failed ?? error) !== undefined && <Refused error={failed ?? error} />}
        {file !== "" && (
          <Alert color="teal" variant="light" role="status">
            {t("document.ready")}{" "}
            <Anchor ref={link} href={downloadHref(file)} download>
              {t("document.download")}
            </Anchor>
          </Alert>
        )}
        <Group justify="flex-end" gap="xs">
          {isRunning ? (
            <Button
              variant="default"
              onClick={() => {
                void cancelOperation(operation);
                forget();
              }}
            >
              {t("document.cancel")}
            </Button>
          ) : (
            <Button variant="default" onClick={onClose}>
              {t("form.close")}
            </Button>
          )}
          <Button leftSection={<IconDownload size={16} aria-hidden />} loading={isAsking || isRunning} onClick={() => void make()}>
            {t("document.make")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
