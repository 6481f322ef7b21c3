import { Group, Select } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Chosen } from "../../parts/chosen.tsx";
import { AddOne } from "./add_one.tsx";
import { ORIGIN_KINDS, originKindOf, useOriginChoices, useOriginLines, type OriginKind } from "./origins.ts";

interface OriginsFieldProps {
  value: string[];
  onChange: (value: string[]) => void;
}

// What a result came of: a kind of thing, and which one of it.
export function OriginsField({ value, onChange }: OriginsFieldProps) {
  const { t } = useTranslation("figures");
  const [kind, setKind] = useState<OriginKind>("protocols");
  const choices = useOriginChoices(kind);
  const line = useOriginLines(value);
  return (
    <Chosen
      label={t("result.origins")}
      value={value}
      called={(name) => line(name) || t(`result.origin.${originKindOf(name)}`)}
      onChange={onChange}
    >
      <Group gap="xs" grow align="flex-start">
        <Select
          label={t("result.originKind")}
          allowDeselect={false}
          value={kind}
          onChange={(next) => setKind(next ?? "protocols")}
          data={ORIGIN_KINDS.map((each) => ({ value: each, label: t(`result.origin.${each}`) }))}
        />
        <AddOne label={t("result.addOrigin")} choices={choices} without={value} onAdd={(name) => onChange([...value, name])} />
      </Group>
    </Chosen>
  );
}
