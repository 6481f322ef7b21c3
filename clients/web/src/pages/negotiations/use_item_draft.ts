import { ConnectError } from "@connectrpc/connect";
import { refusalOf } from "@plenary/client";
import { ProtocolItemSchema, ProtocolService, type ProtocolItem } from "@plenary/client/gen/plenary/v1/protocols_pb";
import { useEffect, useState } from "react";
import { clientOf } from "../../api/clients.ts";
import { useDraft } from "../../api/drafts.ts";
import { useChange } from "../../api/change.ts";
import { begun, NOT_BEGUN, rebased, settled, type ItemDraft } from "./item_draft.ts";
import { changedIn, type Texts } from "./item_merge.ts";

const textsOf = (item: ProtocolItem): Texts => Object.fromEntries(item.texts.map(({ language, text }) => [language, text]));

interface ItemEditing {
  texts: Texts;
  // In which languages something is typed and not saved.
  changed: string[];
  // What others saved meanwhile, by language, where the reader has to choose.
  disputed: Texts;
  isSaving: boolean;
  error: unknown;
  write: (language: string, text: string) => void;
  // Ends a dispute.
  settle: (language: string, text: string) => void;
  save: () => Promise<void>;
  // Throws away what was typed.
  discard: () => void;
}

// Writing the languages of an item. What is typed is kept until it is saved; what others save meanwhile
// comes in beside it.
export function useItemDraft(item: ProtocolItem): ItemEditing {
  const change = useChange();
  const [draft, setDraft, clear] = useDraft<ItemDraft | null>(`item/${item.name}`, NOT_BEGUN);
  const [isSaving, setIsSaving] = useState(false);
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    setDraft((now) => (now !== null && now.etag !== item.etag && !isSaving ? rebased(now, textsOf(item), item.etag) : now));
  }, [item, isSaving, setDraft]);

  const texts = draft?.texts ?? textsOf(item);
  const save = async () => {
    if (draft === null) return;
    const { etag } = draft;
    setIsSaving(true);
    setError(undefined);
    try {
      const written = Object.entries(draft.texts).filter(([, text]) => text.trim() !== "");
      const protocolItem = { name: item.name, etag, texts: written.map(([language, text]) => ({ language, text: text.trim() })) };
      await change(protocolItem, (requestId) =>
        clientOf(ProtocolService).updateProtocolItem({ protocolItem, updateMask: { paths: ["texts"] }, requestId }),
      );
      clear();
    } catch (refused) {
      // The refusal brings the newer revision along.
      const newer = ConnectError.from(refused).findDetails(ProtocolItemSchema)[0];
      if (newer && refusalOf(refused).reason === "ETAG_MISMATCH") setDraft((now) => (now ? rebased(now, textsOf(newer), newer.etag) : now));
      else setError(refused);
    } finally {
      setIsSaving(false);
    }
  };
  return {
    texts,
    changed: draft === null ? [] : changedIn(draft.base, draft.texts),
    disputed: draft?.disputed ?? {},
    isSaving,
    error,
    write: (language, text) =>
      setDraft((now) => {
        const on = now ?? begun(textsOf(item), item.etag);
        return { ...on, texts: { ...on.texts, [language]: text } };
      }),
    settle: (language, text) => setDraft((now) => (now ? settled(now, language, text) : now)),
    save,
    discard: clear,
  };
}
