import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { ActionPlanService, type ActionItem } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useChange } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { notifyDone, notifyRefused } from "../../parts/notify.ts";
import { threadHref } from "../../parts/resource_names.ts";
import { verbsOf, type ItemVerb, type Reader } from "./item_rules.ts";
import { VerbDialog, type SpokenVerb } from "./verb_dialog.tsx";

interface ItemVerbsProps {
  item: ActionItem;
  title: string;
  reader: Reader;
  // Whether the likeliest step is the page's own button rather than a row's.
  isPage?: boolean;
}

// What the reader may do with an item: the likeliest as a button, the rest behind it.
export function ItemVerbs({ item, title, reader, isPage = false }: ItemVerbsProps) {
  const { t } = useTranslation("control");
  const change = useChange();
  const [asked, setAsked] = useState<SpokenVerb>();
  const [first, ...rest] = verbsOf(item, reader);
  const act = async (verb: ItemVerb) => {
    if (verb !== "acknowledge" && verb !== "start") {
      setAsked(verb);
      return;
    }
    const plans = clientOf(ActionPlanService);
    const { name, etag } = item;
    try {
      await change({ verb, name }, (requestId) =>
        verb === "acknowledge" ? plans.acknowledgeActionItem({ name, etag, requestId }) : plans.startActionItem({ name, etag, requestId }),
      );
      notifyDone(t(`done.${verb}`, { count: 1, title }));
    } catch (error) {
      notifyRefused(error);
    }
  };
  return (
    <>
      {first && (
        <Button
          size={isPage ? "sm" : "compact-sm"}
          variant={isPage ? "filled" : "default"}
          onClick={() => void act(first)}
          {...(isPage ? {} : { "aria-label": `${t(`verb.${first}`)}: ${title}` })}
        >
          {t(isPage ? `verb.${first}` : `short.${first}`)}
        </Button>
      )}
      <Menu>
        <Menu.Target>
          <ActionIcon variant={isPage ? "default" : "subtle"} color="gray" size={isPage ? "lg" : "md"} aria-label={t("more", { title })}>
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {rest.map((verb) => (
            <Menu.Item key={verb} onClick={() => void act(verb)} {...(verb === "remove" ? { color: "red" } : {})}>
              {t(`verb.${verb}`)}
            </Menu.Item>
          ))}
          {rest.length > 0 && <Menu.Divider />}
          <Menu.Item component={Link} to={threadHref(item.name)}>
            {t("thread")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asked && <VerbDialog verb={asked} item={item} title={title} onClose={() => setAsked(undefined)} />}
    </>
  );
}
