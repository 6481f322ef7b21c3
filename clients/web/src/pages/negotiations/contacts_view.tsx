import { ActionIcon, Anchor, Button, Group, Menu, Skeleton, Stack, Text } from "@mantine/core";
import { IconDots, IconPlus } from "@tabler/icons-react";
import {
  Contact_Kind,
  NegotiationService,
  type Contact,
  type Negotiation,
  type Round,
} from "@plenary/client/gen/plenary/v1/negotiations_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useChange } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Empty } from "../../parts/empty.tsx";
import { notifyDone, notifyRefused } from "../../parts/notify.ts";
import { formatDay } from "../../parts/when.ts";
import { ContactForm } from "./contact_form.tsx";
import { usePersonLines } from "../../parts/directory.ts";
import type { Rights } from "./rights.ts";
import { SimpleTable, type SimpleColumn } from "../../parts/simple_table.tsx";

interface ContactsViewProps {
  negotiation: Negotiation;
  contacts: Contact[] | undefined;
  rounds: Round[];
  rights: Rights;
}

// The register of contacts, the latest first.
export function ContactsView({ negotiation, contacts, rounds, rights }: ContactsViewProps) {
  const { t } = useTranslation("negotiations");
  const language = useLanguage();
  const change = useChange();
  const [edited, setEdited] = useState<Contact | "new">();
  const person = usePersonLines(
    (contacts ?? []).flatMap((contact) => [...contact.participants.map((presence) => presence.person), contact.permittedBy]),
  );
  const negotiations = clientOf(NegotiationService);
  const remove = async ({ name, etag }: Contact) => {
    try {
      await change({ delete: name }, (requestId) => negotiations.deleteContact({ name, etag, requestId }));
      notifyDone(t("contact.deleted"), () =>
        change({ undelete: name }, (requestId) => negotiations.undeleteContact({ name, requestId })).then(() => undefined),
      );
    } catch (error) {
      notifyRefused(error);
    }
  };
  const add = rights.mayEnter && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEdited("new")}>
      {t("contact.create")}
    </Button>
  );
  const paper = (number: string | undefined, date: string | undefined) =>
    [number ?? "", date ? formatDay(date, language, "UTC") : ""].filter((part) => part !== "").join(", ");
  const columns: SimpleColumn<Contact>[] = [
    {
      id: "date",
      header: t("contact.date"),
      isTitle: true,
      width: "150px",
      cell: (contact) => (
        <>
          <Text fw={600}>{formatDay(contact.date, language, "UTC")}</Text>
          <Text size="sm" c="dimmed">
            {[contact.timeOfDay, t(`contact.kind.${Contact_Kind[contact.kind]}`)].filter((part) => part !== "").join(" · ")}
          </Text>
        </>
      ),
    },
    {
      id: "content",
      header: t("contact.content"),
      width: "32%",
      cell: (contact) => {
        const round = rounds.find(({ name }) => name === contact.round);
        return (
          <div>
            <Text style={{ whiteSpace: "pre-line" }}>{contact.content}</Text>
            {round && (
              <Anchor component={Link} to={`/${round.name}`} size="sm">
                {t("round.number", { number: round.number })}
              </Anchor>
            )}
          </div>
        );
      },
    },
    {
      id: "people",
      header: t("contact.people"),
      cell: ({ participants }) =>
        participants
          .map((presence) => person(presence.person))
          .filter((line) => line !== "")
          .join("; "),
    },
    {
      id: "papers",
      header: t("contact.papers"),
      width: "26%",
      cell: ({ basis, record, recordSentTo, permittedBy }) => {
        const lines = [
          basis && t("contact.basisIs", { paper: paper(basis.registrationNumber, basis.date) }),
          permittedBy !== "" && t("contact.permittedIs", { person: person(permittedBy) }),
          record && t("contact.recordIs", { paper: paper(record.registrationNumber, record.date) }),
          recordSentTo !== "" && t("contact.sentIs", { to: recordSentTo }),
        ];
        return (
          <div>
            {lines.map(
              (line, i) =>
                line && (
                  <Text key={i} size="sm">
                    {line}
                  </Text>
                ),
            )}
          </div>
        );
      },
    },
  ];
  if (rights.mayEnter) {
    columns.push({
      id: "menu",
      header: t("contact.actions"),
      isHeard: true,
      width: "44px",
      cell: (contact) => (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" aria-label={t("contact.more", { day: formatDay(contact.date, language, "UTC") })}>
              <IconDots size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => setEdited(contact)}>{t("contact.edit")}</Menu.Item>
            <Menu.Divider />
            <Menu.Item color="red" onClick={() => void remove(contact)}>
              {t("contact.delete")}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      ),
    });
  }
  return (
    <Stack gap="md">
      {contacts && contacts.length > 0 && <Group justify="flex-end">{add}</Group>}
      {contacts === undefined && <Skeleton height={160} />}
      {contacts?.length === 0 && <Empty text={t("contact.none")}>{add}</Empty>}
      {contacts && contacts.length > 0 && (
        <SimpleTable label={t("contact.title")} columns={columns} rows={contacts} keyOf={({ name }) => name} />
      )}
      {edited && (
        <ContactForm
          negotiation={negotiation.name}
          rounds={rounds}
          {...(edited === "new" ? {} : { contact: edited })}
          onClose={() => setEdited(undefined)}
        />
      )}
    </Stack>
  );
}
