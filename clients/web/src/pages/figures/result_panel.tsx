import { Anchor, Button, Drawer, Group, Stack, Text, Title } from "@mantine/core";
import { IndicatorService, Result_Kind, type Result } from "@plenary/client/gen/plenary/v1/indicators_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useChange } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { countryName } from "../../parts/code_names.ts";
import { notifyDone, notifyRefused } from "../../parts/notify.ts";
import { formatDay } from "../../parts/when.ts";
import { Paper } from "../control/evidence_list.tsx";
import { useOrganizationLines } from "../../parts/directory.ts";
import { hrefOf, threadHref } from "../../parts/resource_names.ts";
import { formatNumber } from "../../parts/numbers.ts";
import { useMayWrite } from "./asked.ts";
import { useFigureLines } from "./figure_lines.ts";
import look from "./figures.module.css";
import { originKindOf, useOriginLines } from "./origins.ts";
import { ResultForm } from "./result_form.tsx";

interface ResultPanelProps {
  result: Result;
  onClose: () => void;
}

// One result: what it is worth, what it came of, which figures go with it.
export function ResultPanel({ result, onClose }: ResultPanelProps) {
  const { t } = useTranslation("figures");
  const language = useLanguage();
  const change = useChange();
  const mayWrite = useMayWrite();
  const [isEditing, setIsEditing] = useState(false);
  const organization = useOrganizationLines(result.parties);
  const origin = useOriginLines(result.origins);
  const figure = useFigureLines(result.figures);
  const { name, etag } = result;
  const indicators = clientOf(IndicatorService);
  const undelete = () => change({ undelete: name }, async (requestId) => void (await indicators.undeleteResult({ name, requestId })));
  const remove = async () => {
    try {
      await change({ delete: name }, (requestId) => indicators.deleteResult({ name, etag, requestId }));
      onClose();
      notifyDone(t("result.deleted"), undelete);
    } catch (error) {
      notifyRefused(error);
    }
  };
  const facts = [
    t(`result.kinds.${Result_Kind[result.kind]}`),
    formatDay(result.date, language, "UTC"),
    countryName(result.country, language),
    result.amount === "" ? "" : `${formatNumber(result.amount, language)} ${result.currency}`,
  ];
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={textIn(result.titles, language)}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <Stack gap="md">
        <Text>{facts.filter((part) => part !== "").join(" · ")}</Text>
        {result.document && (
          <div>
            <Paper document={result.document} />
          </div>
        )}
        {result.parties.length > 0 && <Text>{result.parties.map(organization).join(", ")}</Text>}
        {result.note !== "" && <Text c="dimmed">{result.note}</Text>}
        {result.origins.length > 0 && (
          <div>
            <Title order={3} size="h4" mb={4}>
              {t("result.origins")}
            </Title>
            {result.origins.map((each) => (
              <div key={each} className={look.line}>
                <Anchor component={Link} to={hrefOf(each)}>
                  {origin(each) || t(`result.origin.${originKindOf(each)}`)}
                </Anchor>
                {origin(each) !== "" && (
                  <Text size="sm" c="dimmed">
                    {t(`result.origin.${originKindOf(each)}`)}
                  </Text>
                )}
              </div>
            ))}
          </div>
        )}
        {result.figures.length > 0 && (
          <div>
            <Title order={3} size="h4" mb={4}>
              {t("result.figures")}
            </Title>
            <Text size="sm" c="dimmed">
              {t("accompanies")}
            </Text>
            {result.figures.map((each, i) => (
              <div key={each} className={look.line}>
                <Anchor component={Link} to={hrefOf(each)}>
                  {figure(each) || t("result.figure", { number: i + 1 })}
                </Anchor>
              </div>
            ))}
          </div>
        )}
        <Group gap="xs">
          {mayWrite && <Button onClick={() => setIsEditing(true)}>{t("result.edit")}</Button>}
          <Button variant="default" component={Link} to={threadHref(name)}>
            {t("thread")}
          </Button>
          {mayWrite && (
            <Button variant="subtle" color="red" onClick={() => void remove()}>
              {t("result.delete")}
            </Button>
          )}
        </Group>
      </Stack>
      {isEditing && <ResultForm result={result} onClose={() => setIsEditing(false)} />}
    </Drawer>
  );
}
