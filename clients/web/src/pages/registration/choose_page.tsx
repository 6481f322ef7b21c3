import { NavLink, Paper } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link, Navigate } from "react-router";
import { Empty } from "../../parts/empty.tsx";
import { Page } from "../../parts/page.tsx";
import { useDelegations } from "../events/event_data.ts";

// Whose people are to be registered; whoever has one delegation only is taken there.
export function ChoosePage() {
  const { t } = useTranslation("registration");
  const delegations = useDelegations();
  const only = delegations.length === 1 ? delegations[0] : undefined;
  if (only) return <Navigate replace to={only.delegation.name.split("/").at(-1)!} />;
  return (
    <Page title={t("choose.title")}>
      {delegations.length === 0 && <Empty text={t("choose.none")} />}
      {delegations.length > 0 && (
        <Paper withBorder>
          {delegations.map(({ delegation, label }) => (
            <NavLink
              key={delegation.name}
              component={Link}
              to={delegation.name.split("/").at(-1)!}
              label={label}
              rightSection={<IconChevronRight size={16} aria-hidden />}
            />
          ))}
        </Paper>
      )}
    </Page>
  );
}
