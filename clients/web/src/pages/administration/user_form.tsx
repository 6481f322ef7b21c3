import { PasswordInput, Select, SegmentedControl, TextInput } from "@mantine/core";
import { AccessService, User_Kind, type User } from "@plenary/client/gen/plenary/v1/access_pb";
import { Classification } from "@plenary/client/gen/plenary/v1/common_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { ActDialog } from "../../parts/act_dialog.tsx";
import { notifyDone } from "../../parts/notify.ts";
import { PersonPicker } from "../../parts/pickers.tsx";

interface UserFormProps {
  user?: User;
  onSaved?: (name: string) => void;
  onClose: () => void;
}

const LEVELS = [Classification.OFFICIAL, Classification.CONFIDENTIAL, Classification.SECRET];
// NIST SP 800-63B: length counts, composition does not.
export const SHORTEST_PASSWORD = 12;

// Creates a user, or changes who it is.
export function UserForm({ user, onSaved, onClose }: UserFormProps) {
  const { t } = useTranslation("administration");
  const [said, setSaid] = useState({
    id: "",
    displayName: user?.displayName ?? "",
    kind: String(user?.kind || User_Kind.PERSON),
    person: user?.person ?? "",
    clearance: String(user?.clearance || Classification.OFFICIAL),
  });
  // Never part of what is kept while something is tried again.
  const [password, setPassword] = useState("");
  const set = (some: Partial<typeof said>) => setSaid({ ...said, ...some });
  const isService = said.kind === String(User_Kind.SERVICE);
  const idFits = /^[a-z0-9-]{1,63}$/.test(said.id);
  const passwordFits = password === "" || [...password].length >= SHORTEST_PASSWORD;
  const act = async (requestId: string) => {
    const access = clientOf(AccessService);
    const fields = {
      displayName: said.displayName.trim(),
      kind: Number(said.kind),
      person: said.person,
      clearance: Number(said.clearance),
    };
    if (user) {
      await access.updateUser({
        user: { name: user.name, etag: user.etag, ...fields },
        updateMask: { paths: ["display_name", "kind", "person", "clearance"] },
        requestId,
      });
      notifyDone(t("user.saved"));
      return;
    }
    const { name } = await access.createUser({ userId: said.id, user: fields, requestId });
    if (password !== "") await access.setPassword({ name, newPassword: password });
    notifyDone(t("user.created", { user: fields.displayName || said.id }));
    onSaved?.(name);
  };
  return (
    <ActDialog
      title={t(user ? "user.edit" : "user.create")}
      action={t(user ? "user.save" : "user.create")}
      isReady={(user !== undefined || idFits) && passwordFits}
      said={said}
      act={act}
      onClose={onClose}
    >
      <SegmentedControl
        aria-label={t("user.kind")}
        value={said.kind}
        onChange={(kind) => set({ kind })}
        data={[User_Kind.PERSON, User_Kind.SERVICE].map((kind) => ({ value: String(kind), label: t(`user.kinds.${User_Kind[kind]}`) }))}
      />
      {!user && (
        <TextInput
          label={t("user.id")}
          description={t("user.idHint")}
          required
          data-autofocus
          autoComplete="off"
          value={said.id}
          onChange={(event) => set({ id: event.currentTarget.value.toLowerCase() })}
          error={said.id !== "" && !idFits ? t("user.idWrong") : undefined}
        />
      )}
      <TextInput label={t("user.name")} value={said.displayName} onChange={(event) => set({ displayName: event.currentTarget.value })} />
      {!isService && (
        <PersonPicker
          label={t("user.person")}
          description={t("user.personHint")}
          value={said.person || null}
          onChange={(person) => set({ person: person ?? "" })}
        />
      )}
      <Select
        label={t("user.clearance")}
        description={t("user.clearanceHint")}
        allowDeselect={false}
        value={said.clearance}
        onChange={(clearance) => set({ clearance: clearance ?? "" })}
        data={LEVELS.map((level) => ({ value: String(level), label: t(`clearance.${Classification[level]}`) }))}
      />
      {!user && !isService && (
        <PasswordInput
          label={t("password.first")}
          description={t("password.hint")}
          autoComplete="new-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={passwordFits ? undefined : t("password.short")}
          visibilityToggleButtonProps={{ "aria-label": t("password.show") }}
        />
      )}
    </ActDialog>
  );
}
