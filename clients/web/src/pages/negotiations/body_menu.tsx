import { ActionIcon, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { NegotiationService, type Body } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useChange } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { notifyDone, notifyRefused } from "../../parts/notify.ts";
import { BODIES_HREF, hrefOf } from "../../parts/resource_names.ts";

// What else can be done with a body.
export function BodyMenu({ body }: { body: Body }) {
  const { t } = useTranslation("negotiations");
  const navigate = useNavigate();
  const change = useChange();
  const negotiations = clientOf(NegotiationService);
  const { name, etag } = body;
  const undelete = async () => {
    await change({ undelete: name }, (requestId) => negotiations.undeleteBody({ name, requestId }));
    void navigate(hrefOf(name));
  };
  const remove = async () => {
    try {
      await change({ delete: name }, (requestId) => negotiations.deleteBody({ name, etag, requestId }));
      void navigate(BODIES_HREF);
      notifyDone(t("body.deleted"), undelete);
    } catch (error) {
      notifyRefused(error);
    }
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="default" size={36} aria-label={t("body.more")}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item color="red" onClick={() => void remove()}>
          {t("body.delete")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
