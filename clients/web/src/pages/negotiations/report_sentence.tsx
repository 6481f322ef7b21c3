import { Anchor, Code, Group, List, Popover, Stack, Text, UnstyledButton } from "@mantine/core";
import { Figure_Status } from "@plenary/client/gen/plenary/v1/indicators_pb";
import {
  ReportQuery_Reading,
  ReportSentence_Kind,
  type ReportNumber,
  type ReportSentence,
} from "@plenary/client/gen/plenary/v1/reports_pb";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Language } from "../../i18n/languages.ts";
import { textIn } from "../../i18n/texts.ts";
import { StateBadge } from "../../parts/state_badge.tsx";
import { unitText } from "../../parts/units.ts";
import { hrefOf } from "../../parts/resource_names.ts";
import { formatNumber } from "../../parts/numbers.ts";
import { piecesOf } from "./report_pieces.ts";
import look from "./report_sentence.module.css";

interface ReportSentenceLineProps {
  sentence: ReportSentence;
  // In which the report is read.
  language: Language;
  // Whether the queries behind the numbers stand beneath.
  withQueries: boolean;
}

// A sentence; each of its numbers opens what it was counted from.
export function ReportSentenceLine({ sentence, language, withQueries }: ReportSentenceLineProps) {
  const { t } = useTranslation("negotiations");
  const isMissing = sentence.kind === ReportSentence_Kind.MISSING;
  return (
    <div className={isMissing ? look.missing : undefined}>
      <Text>
        {isMissing && (
          <span className={look.mark}>
            <StateBadge tone="conflict">{t("report.missing")}</StateBadge>{" "}
          </span>
        )}
        {piecesOf(textIn(sentence.texts, language), sentence.numbers).map(({ text, number }, i) =>
          number ? <NumberInText key={i} text={text} number={number} resources={sentence.resources} /> : <span key={i}>{text}</span>,
        )}
      </Text>
      {withQueries && sentence.numbers.length > 0 && (
        <Stack gap={4} mt={4} className={look.queries}>
          {sentence.numbers.map((number) => (
            <QueriesOf key={number.key} number={number} language={language} />
          ))}
        </Stack>
      )}
    </div>
  );
}

function NumberInText({ text, number, resources }: { text: string; number: ReportNumber; resources: string[] }) {
  const { t } = useTranslation("negotiations");
  return (
    <Popover position="bottom-start" width={420} withArrow trapFocus shadow="md">
      <Popover.Target>
        <UnstyledButton component="button" className={look.number} aria-label={t("report.whence", { number: text })}>
          {text}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          <QueriesOf number={number} />
          {resources.length > 0 && (
            <Group gap="xs">
              {resources.slice(0, 5).map((name) => (
                <Anchor key={name} component={Link} to={hrefOf(name)} size="sm">
                  {name}
                </Anchor>
              ))}
            </Group>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

// A request as one types it: ProtoJSON may escape what need not be.
const readable = (request: string) => (request === "" ? "" : JSON.stringify(JSON.parse(request)));

function QueriesOf({ number, language = "en" }: { number: ReportNumber; language?: Language }) {
  const { t } = useTranslation("negotiations");
  return (
    <div>
      <Text size="sm" fw={600}>
        {formatNumber(number.value, language)} {unitText(number.unit, language)}
        {number.status > Figure_Status.STATUS_UNSPECIFIED && ` · ${t(`figure.statuses.${Figure_Status[number.status]}`)}`}
      </Text>
      <Text size="sm" c="dimmed">
        {t("report.repeat", { count: number.queries.length })}
      </Text>
      <List size="sm" spacing={4}>
        {number.queries.map((query, i) => (
          <List.Item key={i}>
            {t(`report.reading.${ReportQuery_Reading[query.reading]}`, { field: query.field })}{" "}
            <Code className={look.code}>
              {query.method} {readable(query.request)}
            </Code>
          </List.Item>
        ))}
      </List>
    </div>
  );
}
