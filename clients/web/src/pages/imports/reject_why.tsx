import { Radio, Stack, Text } from "@mantine/core";
import { ImportReject_Severity as Severity, type ImportReject } from "@plenary/client/gen/plenary/v1/imports_pb";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../i18n/use_language.ts";
import { latinLine, personLine } from "../../parts/names.ts";
import { StateBadge, type Tone } from "../../parts/state_badge.tsx";
import type { Decision } from "./import_state.ts";
import type { RejectText } from "./use_reject_text.ts";

const TONES: Partial<Record<Severity, Tone>> = {
  [Severity.REJECTED]: "bad",
  [Severity.QUESTION]: "waiting",
  [Severity.REMARK]: "quiet",
};

interface RejectWhyProps {
  reject: ImportReject;
  text: RejectText;
  decision: Decision | undefined;
  onDecide: (line: number, decision: Decision) => void;
}

// What is wrong, how it is mended, and the question where somebody has to decide.
export function RejectWhy({ reject, text: { wrong, mend }, decision, onDecide }: RejectWhyProps) {
  const { t } = useTranslation("imports");
  return (
    <>
      <StateBadge tone={TONES[reject.severity] ?? "quiet"}>{t(`kind.${Severity[reject.severity]}`)}</StateBadge>
      <Text size="sm" mt={4}>
        {wrong}
      </Text>
      {mend !== "" && (
        <Text size="sm" c="dimmed">
          {mend}
        </Text>
      )}
      {reject.severity === Severity.QUESTION && (
        <Question reject={reject} decision={decision} onDecide={(decided) => onDecide(Number(reject.line), decided)} />
      )}
    </>
  );
}

interface QuestionProps {
  reject: ImportReject;
  decision: Decision | undefined;
  onDecide: (decision: Decision) => void;
}

// "The same person as …?"
function Question({ reject, decision, onDecide }: QuestionProps) {
  const { t } = useTranslation("imports");
  const language = useLanguage();
  const value = decision === undefined ? "" : typeof decision === "string" ? decision : decision.person;
  return (
    <Radio.Group
      mt={6}
      label={t(reject.candidates.length > 0 ? "same" : "decide")}
      value={value}
      onChange={(chosen) => onDecide(chosen === "new" || chosen === "leave-out" ? chosen : { person: chosen })}
    >
      <Stack gap={6} mt={6}>
        {reject.candidates.flatMap(({ person }) =>
          person
            ? [
                <Radio
                  key={person.name}
                  size="sm"
                  value={person.name}
                  label={personLine(person.names, language, person.latinName)}
                  description={latinLine(person.names, language, person.latinName ?? person.suggestedLatinName)}
                />,
              ]
            : [],
        )}
        <Radio size="sm" value="new" label={t("newPerson")} />
        <Radio size="sm" value="leave-out" label={t("leaveOut")} />
      </Stack>
    </Radio.Group>
  );
}
