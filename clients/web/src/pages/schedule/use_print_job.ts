// Making a document: the operation is kept in the address, so that a reload finds it again.
import {
  DocumentService,
  RenderDocumentMetadataSchema,
  RenderDocumentResponseSchema,
  type RenderDocumentRequest,
} from "@plenary/client/gen/plenary/v1/documents_pb";
import type { MessageInitShape } from "@bufbuild/protobuf";
import type { RenderDocumentRequestSchema } from "@plenary/client/gen/plenary/v1/documents_pb";
import { useEffect, useRef, useState } from "react";
import { clientOf } from "../../api/clients.ts";
import { downloadHref } from "../../api/files.ts";
import { useOperation } from "../../api/operations.ts";
import { useAddress } from "../../parts/use_address.ts";

export interface PrintJob {
  start(request: MessageInitShape<typeof RenderDocumentRequestSchema>): Promise<void>;
  isRunning: boolean;
  stage: string;
  error: unknown;
  // Where the document is fetched, once it is there.
  href: string | undefined;
  print: string | undefined;
}

export type PrintRequest = Pick<RenderDocumentRequest, "kind" | "subject" | "date">;

// The browser fetches it as if the reader had clicked a link.
function fetchFile(href: string): void {
  const link = document.createElement("a");
  link.href = href;
  link.download = "";
  link.click();
}

export function usePrintJob(): PrintJob {
  const [get, set] = useAddress();
  const operation = get("making");
  const work = useOperation(operation, RenderDocumentMetadataSchema, RenderDocumentResponseSchema);
  const [error, setError] = useState<unknown>();
  // Only what was asked for here is fetched by itself; after a reload there is the link.
  const asked = useRef("");
  const href = work.response?.file ? downloadHref(work.response.file) : undefined;
  useEffect(() => {
    if (href === undefined || asked.current !== operation) return;
    asked.current = "";
    fetchFile(href);
  }, [href, operation]);

  return {
    start: async (request) => {
      setError(undefined);
      try {
        const { name } = await clientOf(DocumentService).renderDocument({ ...request, requestId: crypto.randomUUID() });
        asked.current = name;
        set({ making: name });
      } catch (refused) {
        setError(refused);
      }
    },
    isRunning: operation !== "" && !work.done && !work.error,
    stage: work.progress?.stage ?? "",
    error: error ?? work.error,
    href,
    print: work.response?.print?.name,
  };
}
