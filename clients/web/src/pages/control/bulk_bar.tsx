import { Button, Text } from "@mantine/core";
import { ActionPlanService, type ActionItem } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useChange } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { notifyDone, notifyRefused } from "../../parts/notify.ts";
import look from "./control.module.css";
import { BULK, verbsOf, type ItemVerb, type Reader } from "./item_rules.ts";
import { RemoveDialog } from "./remove_dialog.tsx";

interface BulkBarProps {
  items: readonly ActionItem[];
  reader: Reader;
  onClear: () => void;
}

// What can be done with the chosen items at once; each button says for how many of them.
export function BulkBar({ items, reader, onClear }: BulkBarProps) {
  const { t } = useTranslation("control");
  const change = useChange();
  const [isBusy, setBusy] = useState(false);
  const [isRemoving, setIsRemoving] = useState(false);
  const fit = (verb: ItemVerb) => items.filter((item) => verbsOf(item, reader).includes(verb));
  const act = async (verb: ItemVerb) => {
    if (verb === "remove") {
      setIsRemoving(true);
      return;
    }
    const chosen = fit(verb);
    const plans = clientOf(ActionPlanService);
    setBusy(true);
    try {
      await change({ verb, names: chosen.map(({ name }) => name) }, async (requestId) => {
        for (const { name } of chosen) {
          const request = { name, requestId: `${requestId}-${name}` };
          await (verb === "acknowledge" ? plans.acknowledgeActionItem(request) : plans.recommendRemoval(request));
        }
      });
      notifyDone(t(`done.${verb}`, { count: chosen.length }));
      onClear();
    } catch (error) {
      notifyRefused(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={look.bar} role="region" aria-label={t("bulk.title")}>
      <Text fw={500} aria-live="polite">
        {t("bulk.chosen", { count: items.length })}
      </Text>
      {BULK.map((verb) => {
        const count = fit(verb).length;
        return (
          count > 0 && (
            <Button
              key={verb}
              size="xs"
              loading={isBusy}
              onClick={() => void act(verb)}
              {...(verb === "remove" ? { variant: "default" } : {})}
            >
              {t(`bulk.${verb}`, { count })}
            </Button>
          )
        );
      })}
      {BULK.every((verb) => fit(verb).length === 0) && (
        <Text size="sm" c="dimmed">
          {t("bulk.nothing")}
        </Text>
      )}
      <Button size="xs" variant="subtle" onClick={onClear}>
        {t("bulk.clear")}
      </Button>
      {isRemoving && (
        <RemoveDialog
          items={fit("remove")}
          title={t("bulk.chosen", { count: fit("remove").length })}
          onDone={onClear}
          onClose={() => setIsRemoving(false)}
        />
      )}
    </div>
  );
}
