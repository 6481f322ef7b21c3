import { PasswordInput, Text } from "@mantine/core";
import { AccessService } from "@plenary/client/gen/plenary/v1/access_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { ActDialog } from "../../parts/act_dialog.tsx";
import { notifyDone } from "../../parts/notify.ts";
import { SHORTEST_PASSWORD } from "./user_form.tsx";

// Gives somebody a new password; whatever they are signed in with ends.
export function PasswordDialog({ user, called, onClose }: { user: string; called: string; onClose: () => void }) {
  const { t } = useTranslation("administration");
  const [password, setPassword] = useState("");
  const fits = [...password].length >= SHORTEST_PASSWORD;
  const act = async () => {
    await clientOf(AccessService).setPassword({ name: user, newPassword: password });
    notifyDone(t("password.set", { user: called }));
  };
  return (
    <ActDialog
      title={t("password.title", { user: called })}
      action={t("password.action")}
      isReady={fits}
      said={user}
      act={act}
      onClose={onClose}
    >
      <Text size="sm">{t("password.means")}</Text>
      <PasswordInput
        label={t("password.new")}
        description={t("password.hint")}
        required
        data-autofocus
        autoComplete="new-password"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        error={password !== "" && !fits ? t("password.short") : undefined}
        visibilityToggleButtonProps={{ "aria-label": t("password.show") }}
      />
    </ActDialog>
  );
}
