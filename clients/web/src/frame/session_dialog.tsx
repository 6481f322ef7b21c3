import { Modal, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { AccessService } from "@plenary/client/gen/plenary/v1/access_pb";
import { clientOf } from "../api/clients.ts";
import { restartLive } from "../api/live.ts";
import { useMe, whoAmIKey } from "../api/me.ts";
import { sessionBegan } from "../api/session.ts";
import { SignInForm } from "./sign_in_form.tsx";

// A session that ended is begun anew over the page, which keeps what was typed.
export function SessionDialog() {
  const { t } = useTranslation();
  const me = useMe();
  const client = useQueryClient();

  const goOn = useCallback(async () => {
    const now = await clientOf(AccessService).whoAmI({});
    // What somebody else had open is not for this one.
    if (now.user?.name !== me.user?.name) return location.assign("/");
    client.setQueryData(whoAmIKey, now);
    sessionBegan();
    restartLive();
    await client.invalidateQueries();
  }, [client, me]);

  useEffect(() => {
    // Signed in beside this page, in another window or tab.
    const look = () => void goOn().catch(() => {});
    addEventListener("focus", look);
    return () => removeEventListener("focus", look);
  }, [goOn]);

  return (
    <Modal
      opened
      onClose={() => {}}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={t("session.ended")}
      size="sm"
    >
      <Text mb="md" c="dimmed">
        {t("session.text")}
      </Text>
      <SignInForm path="/" stay user={me.user?.name.split("/")[1] ?? ""} onSignedIn={() => void goOn()} />
    </Modal>
  );
}
