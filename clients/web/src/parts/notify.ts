// Quiet words at the edge of the page about what was done or refused.
import { notifications } from "@mantine/notifications";
import { refusalOf, type Refusal } from "@plenary/client";
import i18next from "i18next";
import { createElement } from "react";
import { DoneNotice } from "./done_notice.tsx";
import { loadRefusalWords, refusalText } from "./refusal_text.ts";

// Time enough to read, and to reach an "Undo".
const DONE_MS = 5_000;
const UNDO_MS = 12_000;

const closeButton = () => ({ "aria-label": i18next.t("close") });

// Says what was done, in the past tense: "12 participants confirmed". Where `undo` is given it can
// be taken back; a refusal of that is said as well.
export function notifyDone(text: string, undo?: () => Promise<void>): void {
  if (!undo) {
    notifications.show({ message: text, color: "teal", autoClose: DONE_MS, closeButtonProps: closeButton() });
    return;
  }
  const id = crypto.randomUUID();
  const takeBack = async () => {
    try {
      await undo();
      notifications.update({ id, message: i18next.t("undone"), color: "gray", autoClose: DONE_MS });
    } catch (error) {
      notifications.hide(id);
      notifyRefused(error);
    }
  };
  notifications.show({
    id,
    message: createElement(DoneNotice, { text, onUndo: takeBack }),
    color: "teal",
    autoClose: UNDO_MS,
    closeButtonProps: closeButton(),
  });
}

// Says why something was refused. It stays until it is read.
export function notifyRefused(error: unknown): void {
  void loadRefusalWords().finally(() => showRefused(refusalOf(error)));
}

function showRefused(refusal: Refusal): void {
  notifications.show({
    message: [refusalText(refusal), ...refusal.fields.map(({ description }) => description)].join("\n"),
    color: "red",
    role: "alert",
    autoClose: false,
    style: { whiteSpace: "pre-line" },
    closeButtonProps: closeButton(),
  });
}
