import { Anchor, Group, Stack } from "@mantine/core";
import type { Protocol } from "@plenary/client/gen/plenary/v1/protocols_pb";
import { Link } from "react-router";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { ProtocolState } from "./badges.tsx";

export function ProtocolLinks({ protocols }: { protocols: readonly Protocol[] }) {
  const language = useLanguage();
  return (
    <Stack gap="xs">
      {protocols.map((protocol) => (
        <Group key={protocol.name} gap="xs">
          <Anchor component={Link} to={`/${protocol.name}`}>
            {textIn(protocol.titles, language)}
          </Anchor>
          <ProtocolState state={protocol.state} />
        </Group>
      ))}
    </Stack>
  );
}
