import { Button, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Page } from "../parts/page.tsx";

// There is no such page, or the reader may not know of it.
export function NotFound() {
  const { t } = useTranslation();
  return (
    <Page title={t("notFound.title")}>
      <Text maw={640}>{t("notFound.text")}</Text>
      <div>
        <Button component={Link} to="/" variant="default">
          {t("notFound.home")}
        </Button>
      </div>
    </Page>
  );
}
