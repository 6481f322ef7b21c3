import type { ActionItem } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import { DecideDialog } from "./decide_dialog.tsx";
import { ExtensionDialog } from "./extension_dialog.tsx";
import type { ItemVerb } from "./item_rules.ts";
import { RemoveDialog } from "./remove_dialog.tsx";
import { ReplaceDialog } from "./replace_dialog.tsx";
import { ReportDialog } from "./report_dialog.tsx";
import { RecommendDialog, ReturnDialog } from "./return_dialog.tsx";

// The verbs with which something is said; the others are done at once.
export type SpokenVerb = Exclude<ItemVerb, "acknowledge" | "start">;

interface VerbDialogProps {
  verb: SpokenVerb;
  item: ActionItem;
  title: string;
  onClose: () => void;
}

export function VerbDialog({ verb, item, ...rest }: VerbDialogProps) {
  switch (verb) {
    case "report":
      return <ReportDialog item={item} {...rest} />;
    case "extend":
      return <ExtensionDialog item={item} {...rest} />;
    case "decideExtension":
      return <DecideDialog item={item} {...rest} />;
    case "recommend":
      return <RecommendDialog item={item} {...rest} />;
    case "return":
      return <ReturnDialog item={item} {...rest} />;
    case "remove":
      return <RemoveDialog items={[item]} {...rest} />;
    case "replace":
      return <ReplaceDialog item={item} {...rest} />;
  }
}
