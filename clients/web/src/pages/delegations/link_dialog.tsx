import { Alert, Box, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { AccessService } from "@plenary/client/gen/plenary/v1/access_pb";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { NOTHING } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { ActDialog } from "../../parts/act_dialog.tsx";
import { CopyText } from "../../parts/copy_text.tsx";
import { DayField } from "../../parts/day_field.tsx";
import { formatDay, wallClock } from "../../parts/when.ts";
import type { DelegationData } from "../registration/use_registration_data.ts";
import { instantAt } from "../../parts/venue_day.ts";
import notice from "../registration/registration.module.css";

interface LinkDialogProps {
  data: DelegationData;
  onClose: () => void;
  onCreated: () => void;
}

const DAY_MS = 24 * 3_600_000;

// Makes a registration link. It is shown here and never again.
export function LinkDialog({ data, onClose, onCreated }: LinkDialogProps) {
  const { t } = useTranslation("delegations");
  const { delegation, event } = data;
  const [displayName, setDisplayName] = useState("");
  const [day, setDay] = useState(() => wallClock(new Date(Date.now() + 30 * DAY_MS), event.timeZone).day);
  const [href, setHref] = useState("");
  const act = async (requestId: string) => {
    const { secret, url } = await clientOf(AccessService).createRegistrationLink({
      registrationLink: {
        delegation: delegation.name,
        displayName: displayName.trim(),
        expireTime: timestampFromDate(instantAt(day, 24 * 60, event.timeZone)),
      },
      requestId,
    });
    setHref(url || `${location.origin}/register#${secret}`);
    onCreated();
  };
  if (href !== "") {
    return (
      <Modal
        opened
        onClose={onClose}
        title={t("links.ready", { delegation: data.label })}
        closeOnClickOutside={false}
        closeButtonProps={{ "aria-label": t("close") }}
      >
        <NewLink href={href} day={day} data={data} />
      </Modal>
    );
  }
  return (
    <ActDialog
      title={t("links.ask", { delegation: data.label })}
      action={t("links.create")}
      isReady={day !== ""}
      said={{ displayName, day }}
      touches={NOTHING}
      act={act}
      onDone={() => undefined}
      onClose={onClose}
    >
      <Text size="sm" c="dimmed">
        {t("links.explain")}
      </Text>
      <TextInput
        label={t("links.to")}
        description={t("links.toWhat")}
        data-autofocus
        value={displayName}
        maxLength={100}
        onChange={(typed) => setDisplayName(typed.currentTarget.value)}
      />
      <DayField label={t("links.day")} required value={day} onChange={setDay} />
      {event.bindsLinksToFirstBrowser && (
        <Text size="sm" c="dimmed">
          {t("links.binds")}
        </Text>
      )}
    </ActDialog>
  );
}

// The link as text, as a letter and as a picture for a telephone.
function NewLink({ href, day, data: { event, label } }: { href: string; day: string; data: DelegationData }) {
  const { t } = useTranslation("delegations");
  const language = useLanguage();
  const [picture, setPicture] = useState("");
  useEffect(() => {
    void import("qrcode").then(async ({ default: qrcode }) => setPicture(await qrcode.toDataURL(href, { margin: 1, width: 360 })));
  }, [href]);
  const letter = t("links.letter", {
    delegation: label,
    event: textIn(event.displayNames, language),
    when: formatDay(day, language, event.timeZone),
    href,
    interpolation: { escapeValue: false },
  });
  return (
    <Stack gap="md">
      <Alert color="yellow" variant="light" className={notice.waiting}>
        {t("links.once")}
      </Alert>
      <TextInput aria-label={t("links.link")} readOnly value={href} onFocus={(focused) => focused.currentTarget.select()} />
      <Group gap="xs">
        <CopyText text={href} label={t("links.copy")} />
        <CopyText text={letter} label={t("links.copyLetter")} />
      </Group>
      {picture !== "" && (
        <Box ta="center">
          <img src={picture} width={180} height={180} alt={t("links.picture")} />
        </Box>
      )}
    </Stack>
  );
}
