import { ActionIcon, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import type { Negotiation, Round } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import { ProtocolService, type Protocol } from "@plenary/client/gen/plenary/v1/protocols_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useChange } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { notifyDone, notifyRefused } from "../../parts/notify.ts";
import { ProtocolForm } from "./protocol_form.tsx";
import { isImmutable } from "./protocol_rules.ts";

interface ProtocolMenuProps {
  protocol: Protocol;
  negotiation: Negotiation;
  rounds: Round[];
}

export function ProtocolMenu({ protocol, negotiation, rounds }: ProtocolMenuProps) {
  const { t } = useTranslation("negotiations");
  const navigate = useNavigate();
  const change = useChange();
  const [isEditing, setIsEditing] = useState(false);
  const protocols = clientOf(ProtocolService);
  const { name, etag } = protocol;
  const undelete = async () => {
    await change({ undelete: name }, (requestId) => protocols.undeleteProtocol({ name, requestId }));
    void navigate(`/${name}`);
  };
  const remove = async () => {
    try {
      await change({ delete: name }, (requestId) => protocols.deleteProtocol({ name, etag, requestId }));
      void navigate(`/${negotiation.name}?view=protocols`);
      notifyDone(t("protocol.deleted"), undelete);
    } catch (error) {
      notifyRefused(error);
    }
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={t("protocol.more")}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setIsEditing(true)}>{t("protocol.edit")}</Menu.Item>
          {!isImmutable(protocol) && (
            <>
              <Menu.Divider />
              <Menu.Item color="red" onClick={() => void remove()}>
                {t("protocol.delete")}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {isEditing && <ProtocolForm negotiation={negotiation} rounds={rounds} protocol={protocol} onClose={() => setIsEditing(false)} />}
    </>
  );
}
