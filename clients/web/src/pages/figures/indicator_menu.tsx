import { ActionIcon, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { IndicatorService, type Indicator } from "@plenary/client/gen/plenary/v1/indicators_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useChange } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { notifyDone, notifyRefused } from "../../parts/notify.ts";
import { IndicatorForm } from "./indicator_form.tsx";

interface IndicatorMenuProps {
  indicator: Indicator;
  hasFigures: boolean;
  // Shows another indicator; "": whichever.
  onShow: (name: string) => void;
}

// What can be done with indicators themselves.
export function IndicatorMenu({ indicator, hasFigures, onShow }: IndicatorMenuProps) {
  const { t } = useTranslation("figures");
  const change = useChange();
  const [isOpen, setIsOpen] = useState<"create" | "edit">();
  const { name, etag } = indicator;
  const undelete = async () => {
    await change({ undelete: name }, (requestId) => clientOf(IndicatorService).undeleteIndicator({ name, requestId }));
    onShow(name);
  };
  const remove = async () => {
    try {
      await change({ delete: name }, (requestId) => clientOf(IndicatorService).deleteIndicator({ name, etag, requestId }));
      onShow("");
      notifyDone(t("indicators.deleted"), undelete);
    } catch (error) {
      notifyRefused(error);
    }
  };
  const close = () => setIsOpen(undefined);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={t("indicators.more")}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setIsOpen("create")}>{t("indicators.create")}</Menu.Item>
          <Menu.Item onClick={() => setIsOpen("edit")}>{t("indicators.edit")}</Menu.Item>
          <Menu.Divider />
          <Menu.Item color="red" onClick={() => void remove()}>
            {t("indicators.delete")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isOpen === "create" && <IndicatorForm onSaved={onShow} onClose={close} />}
      {isOpen === "edit" && <IndicatorForm indicator={indicator} hasFigures={hasFigures} onClose={close} />}
    </>
  );
}
