import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import look from "./facts.module.css";

// Names and what is known under each; what is not known is left out.
export function Facts({ facts }: { facts: readonly (readonly [label: string, value: ReactNode])[] }) {
  return (
    <dl className={look.facts}>
      {facts
        .filter(([, value]) => value !== "" && value !== undefined && value !== null && value !== false)
        .map(([label, value]) => (
          <div key={label} className={look.fact}>
            <Text component="dt" size="sm" c="dimmed">
              {label}
            </Text>
            <Text component="dd" m={0} style={{ overflowWrap: "anywhere" }}>
              {value}
            </Text>
          </div>
        ))}
    </dl>
  );
}
