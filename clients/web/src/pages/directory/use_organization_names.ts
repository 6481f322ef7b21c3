import { useQuery } from "@connectrpc/connect-query";
import { DirectoryService } from "@plenary/client/gen/plenary/v1/directory_pb";
import { useMemo } from "react";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";

// How the organizations `names` (those that are not "") are called; "" until it is known.
export function useOrganizationNames(names: readonly string[]): (name: string) => string {
  const language = useLanguage();
  const wanted = useMemo(
    () =>
      [...new Set(names)]
        .filter((name) => name !== "")
        .sort()
        .slice(0, 1000),
    [names],
  );
  const { data } = useQuery(
    DirectoryService.method.batchGetOrganizations,
    { names: wanted, readMask: { paths: ["name", "display_names"] } },
    { enabled: wanted.length > 0 },
  );
  const known = useMemo(
    () => new Map(data?.organizations.map((each) => [each.name, textIn(each.displayNames, language)])),
    [data, language],
  );
  return (name) => known.get(name) ?? "";
}
