import { Alert, Button, Checkbox, Group, Modal, Stack, TextInput } from "@mantine/core";
import { AccessService } from "@plenary/client/gen/plenary/v1/access_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { ActDialog } from "../../parts/act_dialog.tsx";
import { CopyText } from "../../parts/copy_text.tsx";
import { DayField } from "../../parts/day_field.tsx";
import { timestampOf } from "../../parts/when.ts";

const nextYear = () => {
  const day = new Date();
  day.setFullYear(day.getFullYear() + 1);
  return day.toISOString().slice(0, 10);
};

// Makes an API token. Its secret is shown here and never again.
export function TokenDialog({ user, onClose }: { user: string; onClose: () => void }) {
  const { t } = useTranslation("administration");
  const [said, setSaid] = useState({ displayName: "", until: nextYear(), readOnly: true });
  const [secret, setSecret] = useState("");
  const [isMaking, setIsMaking] = useState(true);
  const set = (some: Partial<typeof said>) => setSaid({ ...said, ...some });
  const act = async (requestId: string) => {
    const made = await clientOf(AccessService).createApiToken({
      parent: user,
      apiToken: {
        displayName: said.displayName.trim(),
        readOnly: said.readOnly,
        expireTime: timestampOf(new Date(`${said.until}T23:59:59`)),
      },
      requestId,
    });
    setSecret(made.secret);
  };
  if (isMaking) {
    return (
      <ActDialog
        title={t("token.create")}
        action={t("token.create")}
        isReady={said.displayName.trim() !== "" && said.until !== ""}
        said={said}
        act={act}
        onDone={() => setIsMaking(false)}
        onClose={onClose}
      >
        <TextInput
          label={t("token.for")}
          description={t("token.forHint")}
          required
          data-autofocus
          value={said.displayName}
          onChange={(event) => set({ displayName: event.currentTarget.value })}
        />
        <DayField label={t("token.until")} required value={said.until} onChange={(until) => set({ until })} />
        <Checkbox
          label={t("token.readOnly")}
          checked={said.readOnly}
          onChange={(event) => set({ readOnly: event.currentTarget.checked })}
        />
      </ActDialog>
    );
  }
  return (
    <Modal opened onClose={onClose} title={t("token.ready")} closeOnClickOutside={false} closeButtonProps={{ "aria-label": t("close") }}>
      <Stack gap="md">
        <Alert color="orange" variant="light">
          {t("token.once")}
        </Alert>
        <TextInput aria-label={t("token.secret")} readOnly value={secret} onFocus={(event) => event.currentTarget.select()} />
        <Group justify="space-between">
          <CopyText text={secret} label={t("token.copy")} />
          <Button onClick={onClose}>{t("token.kept")}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
