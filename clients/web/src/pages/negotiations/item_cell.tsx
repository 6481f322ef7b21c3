import { Button, Group, Paper, Text, Textarea } from "@mantine/core";
import { ProtocolService, type ProtocolItem } from "@plenary/client/gen/plenary/v1/protocols_pb";
import { useTranslation } from "react-i18next";
import { useChange } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { notifyRefused } from "../../parts/notify.ts";
import { StateBadge } from "../../parts/state_badge.tsx";
import { languageName } from "../../parts/language_name.ts";
import type { useItemDraft } from "./use_item_draft.ts";
import look from "./protocol_items.module.css";

interface ItemCellProps {
  item: ProtocolItem;
  language: string;
  editing: ReturnType<typeof useItemDraft>;
  mayWrite: boolean;
}

const latestRevision = ({ texts }: ProtocolItem) => Math.max(...texts.map(({ revision }) => revision));

// The text of an item in one language: whether it still says what the others say, and what somebody
// else wrote here meanwhile.
export function ItemCell({ item, language, editing, mayWrite }: ItemCellProps) {
  const { t } = useTranslation("negotiations");
  const change = useChange();
  const text = editing.texts[language] ?? "";
  // A translation is not authentic, but whoever writes should see that it is behind.
  const isBehind = mayWrite && item.texts.some((each) => each.language === language && each.revision < latestRevision(item));
  const isOutOfStep = item.outOfStepLanguages.includes(language) || isBehind;
  const disputed = editing.disputed[language];
  const label = t("item.textIn", { number: item.number, language: languageName(language) });
  const confirm = async () => {
    const { name, etag } = item;
    try {
      await change({ confirm: name, etag, language }, (requestId) =>
        clientOf(ProtocolService).confirmProtocolItem({ name, etag, languages: [language], requestId }),
      );
    } catch (error) {
      notifyRefused(error);
    }
  };
  return (
    <>
      <span className={look.cellName} aria-hidden>
        {languageName(language)}
      </span>
      {mayWrite ? (
        <Textarea
          variant="unstyled"
          aria-label={label}
          lang={language}
          autosize
          minRows={2}
          placeholder={t("item.noText", { language: languageName(language) })}
          value={text}
          onChange={(event) => editing.write(language, event.currentTarget.value)}
          classNames={{ input: look.writable }}
        />
      ) : (
        <div className={look.text} lang={language}>
          {text === "" ? <Text c="dimmed">{t("item.noText", { language: languageName(language) })}</Text> : text}
        </div>
      )}
      {disputed !== undefined && (
        <Paper withBorder p="xs" mt="xs" role="alert">
          <Text size="sm" fw={600}>
            {t("item.writtenMeanwhile")}
          </Text>
          <div className={look.text} lang={language}>
            {disputed}
          </div>
          <Group gap="xs" mt="xs">
            <Button size="compact-sm" onClick={() => editing.settle(language, text)}>
              {t("item.keepMine")}
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => editing.settle(language, disputed)}>
              {t("item.takeTheirs")}
            </Button>
          </Group>
        </Paper>
      )}
      {isOutOfStep && !editing.changed.includes(language) && (
        <Group gap="xs" mt={4}>
          <StateBadge tone="conflict">{t(text === "" ? "item.textMissing" : "item.outOfStep")}</StateBadge>
          {mayWrite && text !== "" && editing.changed.length === 0 && (
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => void confirm()}
              aria-label={t("item.confirmFor", { number: item.number, language: languageName(language) })}
            >
              {t("item.confirm")}
            </Button>
          )}
        </Group>
      )}
    </>
  );
}
