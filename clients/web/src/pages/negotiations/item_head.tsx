import { ActionIcon, Anchor, Group, Menu, Text } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import type { Topic } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import {
  ProtocolItem_Kind,
  ProtocolItem_Side,
  ProtocolService,
  type Protocol,
  type ProtocolItem,
} from "@plenary/client/gen/plenary/v1/protocols_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useChange } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { notifyDone, notifyRefused } from "../../parts/notify.ts";
import { formatDay } from "../../parts/when.ts";
import { useOrganizationLines } from "../../parts/directory.ts";
import { ItemHistory } from "./item_history.tsx";
import { hrefOf, threadHref } from "../../parts/resource_names.ts";
import { ProtocolItemForm } from "./protocol_item_form.tsx";
import type { Sides } from "./protocol_items.tsx";

interface ItemHeadProps {
  item: ProtocolItem;
  protocol: Protocol;
  topics: Topic[];
  items: ProtocolItem[];
  mayWrite: boolean;
  sides: Sides;
}

type Opened = "details" | "part" | "history";

// What an item is: its number, its kind, what was undertaken by whom and by when, its topic.
export function ItemHead({ item, protocol, topics, items, mayWrite, sides }: ItemHeadProps) {
  const { t } = useTranslation("negotiations");
  const language = useLanguage();
  const change = useChange();
  const [opened, setOpened] = useState<Opened>();
  const { commitment, name, etag } = item;
  const organization = useOrganizationLines(commitment?.executors ?? []);
  const topic = topics.find((each) => each.name === item.topic);
  const protocols = clientOf(ProtocolService);
  const siblings = items.filter((other) => other.parentItem === item.parentItem);
  const place = siblings.indexOf(item) + 1;

  const attempt = async (act: () => Promise<unknown>) => {
    try {
      await act();
    } catch (error) {
      notifyRefused(error);
    }
  };
  const move = (to: number) =>
    attempt(() =>
      change({ move: name, to }, (requestId) =>
        protocols.updateProtocolItem({ protocolItem: { name, etag, place: to }, updateMask: { paths: ["place"] }, requestId }),
      ),
    );
  const remove = () =>
    attempt(async () => {
      await change({ delete: name }, (requestId) => protocols.deleteProtocolItem({ name, etag, requestId }));
      notifyDone(t("item.deleted", { number: item.number }), () =>
        change({ undelete: name }, (requestId) => protocols.undeleteProtocolItem({ name, requestId })).then(() => undefined),
      );
    });
  const undertaking = commitment && [
    t(`side.${ProtocolItem_Side[commitment.side]}`),
    commitment.executors.map(organization).join(", "),
    commitment.isContinuous
      ? t("commitment.continuous")
      : commitment.dueDate === ""
        ? t("commitment.noDay")
        : t("commitment.until", { day: formatDay(commitment.dueDate, language, "UTC") }),
  ];
  return (
    <>
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap={4}>
        <div>
          <Text component="span" fw={600}>
            {item.number}.{" "}
          </Text>
          <Text component="span">{t(`item.kind.${ProtocolItem_Kind[item.kind]}`)}</Text>
        </div>
        <Menu position="bottom-start">
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t("item.more", { number: item.number })}>
              <IconDots size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {mayWrite && (
              <>
                <Menu.Item onClick={() => setOpened("details")}>{t("item.edit")}</Menu.Item>
                <Menu.Item onClick={() => setOpened("part")}>{t("item.addPart")}</Menu.Item>
                <Menu.Item disabled={place <= 1} onClick={() => void move(place - 1)}>
                  {t("item.moveUp")}
                </Menu.Item>
                <Menu.Item disabled={place >= siblings.length} onClick={() => void move(place + 1)}>
                  {t("item.moveDown")}
                </Menu.Item>
                <Menu.Divider />
              </>
            )}
            <Menu.Item onClick={() => setOpened("history")}>{t("item.history")}</Menu.Item>
            <Menu.Item component={Link} to={threadHref(name)}>
              {t("thread.whatCame")}
            </Menu.Item>
            {mayWrite && (
              <>
                <Menu.Divider />
                <Menu.Item color="red" onClick={() => void remove()}>
                  {t("item.delete")}
                </Menu.Item>
              </>
            )}
          </Menu.Dropdown>
        </Menu>
      </Group>
      {undertaking && (
        <Text size="sm" c="dimmed">
          {undertaking.filter((part) => part !== "").join(" · ")}
        </Text>
      )}
      {topic && (
        <Anchor component={Link} to={hrefOf(topic.name)} size="sm" lineClamp={2} title={textIn(topic.titles, language)}>
          {textIn(topic.titles, language)}
        </Anchor>
      )}
      {item.amendedBy !== "" && (
        <Anchor component={Link} to={hrefOf(item.amendedBy)} size="sm" display="block">
          {t("item.isAmended")}
        </Anchor>
      )}
      {opened === "details" && (
        <ProtocolItemForm protocol={protocol} topics={topics} sides={sides} item={item} onClose={() => setOpened(undefined)} />
      )}
      {opened === "part" && (
        <ProtocolItemForm protocol={protocol} topics={topics} sides={sides} parentItem={name} onClose={() => setOpened(undefined)} />
      )}
      {opened === "history" && <ItemHistory item={item} onClose={() => setOpened(undefined)} />}
    </>
  );
}
