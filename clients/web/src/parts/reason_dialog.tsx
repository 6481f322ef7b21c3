import { useState } from "react";
import { ActDialog } from "./act_dialog.tsx";
import { LongField } from "./long_field.tsx";

interface ReasonDialogProps {
  title: string;
  // The button's words, a verb with its object.
  action: string;
  // What is asked: "Why", or "In what".
  label: string;
  isOptional?: boolean;
  danger?: boolean;
  act: (reason: string, requestId: string) => Promise<unknown>;
  onClose: () => void;
}

// Asks why, and acts.
export function ReasonDialog({ label, isOptional = false, act, ...rest }: ReasonDialogProps) {
  const [reason, setReason] = useState("");
  return (
    <ActDialog {...rest} isReady={isOptional || reason.trim() !== ""} said={reason} act={(requestId) => act(reason.trim(), requestId)}>
      <LongField label={label} required={!isOptional} minRows={3} data-autofocus value={reason} onChange={setReason} />
    </ActDialog>
  );
}
