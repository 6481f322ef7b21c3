import { List, Skeleton, Switch, Text } from "@mantine/core";
import { useQuery as useCallQuery } from "@connectrpc/connect-query";
import { CopyDelegationResponse_Row_Mark as Mark, DelegationService } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { EventService } from "@plenary/client/gen/plenary/v1/events_pb";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Refused } from "../../parts/refused.tsx";

interface CopyOfferProps {
  event: string;
  source: string;
  isTaken: boolean;
  onTake: (taken: boolean) => void;
}

// The same as last time: who would be taken over as a draft, and who not, and why.
export function CopyOffer({ event, source, isTaken, onTake }: CopyOfferProps) {
  const { t } = useTranslation("delegations");
  const language = useLanguage();
  const earlier = useCallQuery(EventService.method.getEvent, { name: source.split("/").slice(0, 2).join("/") });
  const preview = useQuery({
    queryKey: ["copy tried", event, source],
    queryFn: () => clientOf(DelegationService).copyDelegation({ parent: event, sourceDelegation: source, validateOnly: true }),
    enabled: isTaken,
    retry: false,
    structuralSharing: false,
  });
  const rows = preview.data?.rows ?? [];
  const marked = rows.filter(({ mark }) => mark !== Mark.MARK_UNSPECIFIED);
  return (
    <div>
      <Switch
        mt="md"
        label={t("copy.offer", { event: earlier.data ? textIn(earlier.data.displayNames, language) : "" })}
        checked={isTaken}
        onChange={(changed) => onTake(changed.currentTarget.checked)}
      />
      {isTaken && preview.isLoading && <Skeleton mt="sm" height={60} />}
      {isTaken && preview.error && <Refused error={preview.error} />}
      {isTaken && preview.data && (
        <>
          <Text size="sm" mt="sm">
            {t("copy.taken", { count: rows.length - marked.length })}
          </Text>
          {marked.length > 0 && (
            <>
              <Text size="sm" fw={500} mt={4}>
                {t("copy.left", { count: marked.length })}
              </Text>
              <List size="sm">
                {marked.map(({ sourceParticipant, displayName, mark }) => (
                  <List.Item key={sourceParticipant}>
                    {displayName}: {t(`copy.mark.${Mark[mark]}`)}
                  </List.Item>
                ))}
              </List>
            </>
          )}
        </>
      )}
    </div>
  );
}
