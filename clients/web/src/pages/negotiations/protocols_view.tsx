import { Anchor, Button, Group, Skeleton, Stack, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import type { Negotiation, Round } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import { Protocol_Type, type Protocol } from "@plenary/client/gen/plenary/v1/protocols_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Empty } from "../../parts/empty.tsx";
import { formatDay } from "../../parts/when.ts";
import { ProtocolState } from "./badges.tsx";
import { languageName } from "../../parts/language_name.ts";
import { ProtocolForm } from "./protocol_form.tsx";
import { awaited } from "./protocol_rules.ts";
import type { Rights } from "./rights.ts";
import { SimpleTable, type SimpleColumn } from "../../parts/simple_table.tsx";

interface ProtocolsViewProps {
  negotiation: Negotiation;
  protocols: Protocol[] | undefined;
  rounds: Round[];
  rights: Rights;
}

// What was written down, the latest first.
export function ProtocolsView({ negotiation, protocols, rounds, rights }: ProtocolsViewProps) {
  const { t } = useTranslation("negotiations");
  const language = useLanguage();
  const navigate = useNavigate();
  const [isAdding, setIsAdding] = useState(false);
  const add = rights.mayNegotiate && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setIsAdding(true)}>
      {t("protocol.create")}
    </Button>
  );
  const columns: SimpleColumn<Protocol>[] = [
    {
      id: "title",
      header: t("protocol.title"),
      isTitle: true,
      width: "46%",
      cell: (protocol) => (
        <>
          <Anchor component={Link} to={`/${protocol.name}`} fw={600}>
            {textIn(protocol.titles, language)}
          </Anchor>
          <Text size="sm" c="dimmed">
            {t(`protocol.type.${Protocol_Type[protocol.type]}`)}
          </Text>
        </>
      ),
    },
    {
      id: "date",
      header: t("protocol.date"),
      cell: ({ date }) => (date === "" ? <Text c="dimmed">{t("protocol.undated")}</Text> : formatDay(date, language, "UTC")),
    },
    { id: "languages", header: t("protocol.languages"), cell: ({ languages }) => languages.map(languageName).join(", ") },
    {
      id: "state",
      header: t("state.title"),
      cell: (protocol) => (
        <Stack gap={4} align="flex-start">
          <ProtocolState state={protocol.state} />
          {protocol.supersededBy !== "" && (
            <Anchor component={Link} to={`/${protocol.supersededBy}`} size="sm">
              {t("protocol.isAmended")}
            </Anchor>
          )}
          {awaited(protocol) > 0 && (
            <Text size="sm" c="dimmed">
              {t("protocol.awaited", { count: awaited(protocol) })}
            </Text>
          )}
        </Stack>
      ),
    },
  ];
  return (
    <Stack gap="md">
      {protocols && protocols.length > 0 && <Group justify="flex-end">{add}</Group>}
      {protocols === undefined && <Skeleton height={160} />}
      {protocols?.length === 0 && <Empty text={t("protocol.none")}>{add}</Empty>}
      {protocols && protocols.length > 0 && (
        <SimpleTable label={t("view.protocols")} columns={columns} rows={protocols} keyOf={({ name }) => name} />
      )}
      {isAdding && (
        <ProtocolForm
          negotiation={negotiation}
          rounds={rounds}
          onClose={() => setIsAdding(false)}
          onSaved={(name) => void navigate(`/${name}`)}
        />
      )}
    </Stack>
  );
}
