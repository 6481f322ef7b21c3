import { Button, Card, Checkbox, Group, Stack, Text, TextInput, Title } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import type { Person } from "@plenary/client/gen/plenary/v1/directory_pb";
import { Role } from "@plenary/client/gen/plenary/v1/options_pb";
import { PersonalDataService, PersonalData_Field as Field, type PersonalData } from "@plenary/client/gen/plenary/v1/personal_data_pb";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { NOTHING, useAct } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { useMe } from "../../api/me.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Facts } from "../../parts/facts.tsx";
import { usePresenting } from "../../parts/presenting.tsx";
import { Refused } from "../../parts/refused.tsx";
import { formatDay } from "../../parts/when.ts";

interface ProtectedDataProps {
  person: Person | undefined;
  event: string;
}

const FIELDS: readonly (readonly [name: string, field: Field])[] = [
  ["birth_date", Field.BIRTH_DATE],
  ["passport", Field.PASSPORT],
  ["private_contacts", Field.PRIVATE_CONTACTS],
];
// As long as somebody needs to copy a number; then it is gone from the screen.
const SHOWN_MS = 120_000;

// Which protected data is known, and reading it with a purpose, by whoever may. What was read lives in this card alone.
export function ProtectedData({ person, event }: ProtectedDataProps) {
  const { t } = useTranslation("participants");
  const me = useMe();
  const presenting = usePresenting();
  const [data, setData] = useState<PersonalData>();
  useEffect(() => {
    if (!data) return;
    const timer = setTimeout(() => setData(undefined), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [data]);
  useEffect(() => {
    if (presenting) setData(undefined);
  }, [presenting]);
  const known = FIELDS.filter(([name]) => person?.protectedKnown.includes(name));
  if (!person || !me.has(Role.ACCREDITATION_OFFICER, event)) return null;
  return (
    <Card>
      <Stack gap="sm">
        <Group gap="xs">
          <IconLock size={18} aria-hidden />
          <Title order={2} size="h4">
            {t("protected.title")}
          </Title>
        </Group>
        {presenting ? (
          <Text size="sm" c="dimmed">
            {t("protected.presenting")}
          </Text>
        ) : known.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t("protected.none")}
          </Text>
        ) : data ? (
          <Revealed data={data} onHide={() => setData(undefined)} />
        ) : (
          <AskFor known={known} person={person.name} event={event} onRead={setData} />
        )}
      </Stack>
    </Card>
  );
}

interface AskForProps {
  known: typeof FIELDS;
  person: string;
  event: string;
  onRead: (data: PersonalData) => void;
}

function AskFor({ known, person, event, onRead }: AskForProps) {
  const { t } = useTranslation("participants");
  const [fields, setFields] = useState<string[]>([]);
  const [purpose, setPurpose] = useState("");
  const { isActing, error, act } = useAct(NOTHING);
  const read = () =>
    act({ fields, purpose }, async () => {
      onRead(await clientOf(PersonalDataService).revealPersonalData({ name: person, fields: fields.map(Number), purpose, event }));
    });
  return (
    <form
      onSubmit={(submitted) => {
        submitted.preventDefault();
        void read();
      }}
    >
      <Stack gap="sm">
        <Checkbox.Group label={t("protected.what")} value={fields} onChange={setFields}>
          <Group gap="md" mt={4}>
            {known.map(([name, field]) => (
              <Checkbox key={name} value={String(field)} label={t(`protected.${name}`)} />
            ))}
          </Group>
        </Checkbox.Group>
        <TextInput
          label={t("protected.purpose")}
          description={t("protected.recorded")}
          required
          maxLength={1000}
          value={purpose}
          onChange={(typed) => setPurpose(typed.currentTarget.value)}
        />
        {error !== undefined && <Refused error={error} />}
        <Group>
          <Button type="submit" variant="default" loading={isActing} disabled={fields.length === 0 || purpose.trim() === ""}>
            {t("protected.read")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Revealed({ data, onHide }: { data: PersonalData; onHide: () => void }) {
  const { t } = useTranslation("participants");
  const language = useLanguage();
  const { birthDate, passport, privateContacts } = data;
  return (
    <Stack gap="sm">
      <Facts
        facts={[
          [t("protected.birth_date"), birthDate && formatDay(birthDate, language, "UTC")],
          [t("protected.number"), passport && [passport.number, passport.countryCode].filter(Boolean).join(", ")],
          [t("protected.personalNumber"), passport?.personalNumber],
          [
            t("protected.issued"),
            passport &&
              [passport.issueDate && formatDay(passport.issueDate, language, "UTC"), passport.authority].filter(Boolean).join(", "),
          ],
          [t("protected.validUntil"), passport?.expiryDate && formatDay(passport.expiryDate, language, "UTC")],
          [t("column.phone"), privateContacts?.phone],
          [t("column.email"), privateContacts?.email],
          [t("protected.address"), privateContacts?.address],
        ]}
      />
      <Group gap="sm">
        <Button size="compact-sm" variant="default" onClick={onHide}>
          {t("protected.hide")}
        </Button>
        <Text size="xs" c="dimmed">
          {t("protected.goesAway")}
        </Text>
      </Group>
    </Stack>
  );
}
