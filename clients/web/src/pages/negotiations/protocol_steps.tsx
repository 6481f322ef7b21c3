import { Group, Text } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { Protocol_State, type Protocol } from "@plenary/client/gen/plenary/v1/protocols_pb";
import { useTranslation } from "react-i18next";
import { isImmutable, wayOf } from "./protocol_rules.ts";
import look from "./protocol_steps.module.css";

// The way of a paper from a draft on, where it stands, and what that means for its text.
export function ProtocolSteps({ protocol }: { protocol: Protocol }) {
  const { t } = useTranslation("negotiations");
  const way = protocol.state === Protocol_State.TERMINATED ? [...wayOf(protocol.type), Protocol_State.TERMINATED] : wayOf(protocol.type);
  const at = way.indexOf(protocol.state);
  return (
    <div>
      <Group component="ol" gap="xs" className={look.steps} aria-label={t("protocol.way")}>
        {way.map((state, i) => (
          <li key={state} className={look.step} data-done={i < at || undefined} aria-current={i === at ? "step" : undefined}>
            {i < at && <IconCheck size={14} aria-hidden />}
            {t(`state.protocol.${Protocol_State[state]}`)}
          </li>
        ))}
      </Group>
      <Text size="sm" c="dimmed" mt={4}>
        {isImmutable(protocol) ? t("protocol.immutable") : t(`protocol.freezes.${Protocol_State[protocol.state]}`)}
      </Text>
    </div>
  );
}
