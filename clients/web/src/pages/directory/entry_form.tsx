// The forms of people and organizations: what is typed is kept until it is saved.
import { Button, Stack } from "@mantine/core";
import { useState, type FormEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useAct } from "../../api/change.ts";
import { useDraft } from "../../api/drafts.ts";
import { notifyDone } from "../../parts/notify.ts";
import { Page } from "../../parts/page.tsx";
import { Refused } from "../../parts/refused.tsx";
import style from "./directory.module.css";
import { DraftNotice } from "./draft_notice.tsx";

interface Entry<Draft, T> {
  // What it is, by the words about it and about their list.
  entry: "person" | "organization";
  list: "people" | "organizations";
  // What is changed; undefined where one is added.
  before: T | undefined;
  initial: Draft;
  // What is to be saved; undefined while it has no name.
  wantedOf: (draft: Draft) => T | undefined;
  save: (wanted: T, requestId: string) => Promise<T>;
  calledOf: (entry: T) => string;
}

interface EntryForm<Draft> {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  // Whether somebody tried to save it without a name.
  isMissing: boolean;
  frame: Omit<EntryFrameProps, "aside" | "children">;
}

export function useEntryForm<Draft extends object, T extends { name: string }>(of: Entry<Draft, T>): EntryForm<Draft> {
  const { entry, list, before } = of;
  const { t } = useTranslation("directory");
  const navigate = useNavigate();
  const [start] = useState(of.initial);
  const [draft, setDraft, clearDraft, restoredAt] = useDraft(`directory/${before?.name ?? `${list}/new`}`, start);
  const [isMissing, setIsMissing] = useState(false);
  const { isActing, error, act } = useAct("all");

  const onSave = async () => {
    const wanted = of.wantedOf(draft);
    setIsMissing(wanted === undefined);
    if (wanted === undefined) return;
    let name = "";
    const done = await act(draft, async (requestId) => {
      const saved = await of.save(wanted, requestId);
      name = saved.name;
      clearDraft();
      notifyDone(t(`${entry}.${before ? "saved" : "added"}`, { name: of.calledOf(saved) }));
    });
    if (done) await navigate(`/directory/${name}`, { replace: true });
  };
  return {
    draft,
    change: (part) => setDraft((now) => ({ ...now, ...part })),
    isMissing,
    frame: {
      title: t(before ? `${entry}.edit` : `${list}.add`),
      lead: before && of.calledOf(before),
      action: t(before ? `${entry}.save` : `${list}.add`),
      back: `/directory/${before?.name ?? list}`,
      isSaving: isActing,
      error,
      restoredAt,
      onDiscard: clearDraft,
      onSave,
    },
  };
}

interface EntryFrameProps {
  title: string;
  lead: string | undefined;
  // The button's words.
  action: string;
  // The page that one goes back to.
  back: string;
  isSaving: boolean;
  error: unknown;
  restoredAt: Date | undefined;
  onDiscard: () => void;
  onSave: () => Promise<void>;
  // What stands beside the fields: who or what it may be.
  aside: ReactNode;
  children: ReactNode;
}

// The page around the fields.
export function EntryFrame({
  title,
  lead,
  action,
  back,
  isSaving,
  error,
  restoredAt,
  onDiscard,
  onSave,
  aside,
  children,
}: EntryFrameProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void onSave();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Page
        title={title}
        lead={lead}
        actions={
          <>
            <Button variant="default" onClick={() => void navigate(back)}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={isSaving}>
              {action}
            </Button>
          </>
        }
      >
        <DraftNotice restoredAt={restoredAt} onDiscard={onDiscard} />
        {error !== undefined && <Refused error={error} />}
        <div className={style.columns}>
          <Stack gap="lg" className={style.column!}>
            {children}
          </Stack>
          <div className={style.aside}>{aside}</div>
        </div>
      </Page>
    </form>
  );
}
