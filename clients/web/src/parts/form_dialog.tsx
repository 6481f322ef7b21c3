import { Alert, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { refusalOf } from "@plenary/client";
import { useState, type FormEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useChange, type Touched } from "../api/change.ts";
import { useDraft } from "../api/drafts.ts";
import { Refused } from "./refused.tsx";
import look from "./form_dialog.module.css";

// What is edited, and which revision of it; "" for something new.
export interface Edited<T> {
  value: T;
  etag: string;
}

interface FormDialogProps<T> {
  title: string;
  // The button's words, a verb with its object.
  action: string;
  // What is typed is kept under it until it is saved or thrown away.
  draft: string;
  // Whether it is too secret to stay on the machine when the tab is closed.
  isSecret?: (value: T) => boolean;
  initial: Edited<T>;
  // Whether all that must be there is.
  isComplete?: (value: T) => boolean;
  save: (value: T, etag: string, requestId: string) => Promise<unknown>;
  // What is read anew once it is saved.
  touches?: Touched;
  // Reads what somebody else saved meanwhile.
  readLatest?: () => Promise<Edited<T>>;
  onClose: () => void;
  // The fields; `set` changes some of the value.
  children: (value: T, set: (some: Partial<T>) => void) => ReactNode;
}

// A form over the page. What is typed outlives the page; a save on an old revision shows the newer one
// beside it and loses neither.
export function FormDialog<T extends object>(props: FormDialogProps<T>) {
  const { t } = useTranslation();
  const change = useChange(props.touches);
  const [typed, setTyped, clear, restoredAt] = useDraft<Edited<T>>(
    props.draft,
    props.initial,
    ({ value }) => props.isSecret?.(value) ?? false,
  );
  const [newer, setNewer] = useState<Edited<T>>();
  const [error, setError] = useState<unknown>();
  const [isSaving, setIsSaving] = useState(false);
  const { value, etag } = typed;

  const close = () => {
    if (JSON.stringify(value) === JSON.stringify(props.initial.value)) clear();
    props.onClose();
  };
  const save = async (over: string) => {
    setIsSaving(true);
    setError(undefined);
    try {
      await change({ draft: props.draft, value, over }, (requestId) => props.save(value, over, requestId));
      clear();
      props.onClose();
    } catch (refused) {
      if (props.readLatest && refusalOf(refused).reason === "ETAG_MISMATCH") setNewer(await props.readLatest());
      else setError(refused);
    } finally {
      setIsSaving(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save(etag);
  };

  return (
    <Modal opened onClose={close} title={props.title} size={newer ? "xl" : "lg"} closeButtonProps={{ "aria-label": t("close") }}>
      <form onSubmit={submit}>
        <Stack gap="md">
          {restoredAt !== undefined && (
            <Group gap="xs" justify="space-between">
              <Text size="sm" c="dimmed">
                {t("form.restored")}
              </Text>
              <Button size="compact-sm" variant="subtle" onClick={clear}>
                {t("form.startAnew")}
              </Button>
            </Group>
          )}
          <div className={newer ? look.beside : undefined}>
            <Stack gap="sm">
              {newer && <Text fw={600}>{t("form.yours")}</Text>}
              {props.children(value, (some) => setTyped({ value: { ...value, ...some }, etag }))}
            </Stack>
            {newer && (
              <fieldset disabled className={look.newer}>
                <legend>{t("form.newer")}</legend>
                <Stack gap="sm">{props.children(newer.value, () => undefined)}</Stack>
              </fieldset>
            )}
          </div>
          {newer && (
            <Alert color="orange" role="alert" title={t("form.changedMeanwhile")}>
              <Group gap="xs" mt="xs">
                <Button size="xs" onClick={() => void save(newer.etag)}>
                  {t("form.saveMine")}
                </Button>
                <Button
                  size="xs"
                  variant="default"
                  onClick={() => {
                    setTyped(newer);
                    setNewer(undefined);
                  }}
                >
                  {t("form.takeTheirs")}
                </Button>
              </Group>
            </Alert>
          )}
          {error !== undefined && <Refused error={error} />}
          {!newer && (
            <Group justify="flex-end" gap="xs" className={look.foot}>
              <Button variant="default" onClick={close}>
                {t("cancel")}
              </Button>
              <Button type="submit" loading={isSaving} disabled={!(props.isComplete?.(value) ?? true)}>
                {props.action}
              </Button>
            </Group>
          )}
        </Stack>
      </form>
    </Modal>
  );
}
