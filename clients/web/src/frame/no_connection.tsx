import { Button, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { keptReader } from "../api/kept_reader.ts";

// A page that needs the server while nobody answers. Whoever shows it goes on when the connection is back.
export function NoConnection() {
  const { t } = useTranslation();
  return (
    <Stack role="alert" p="lg" gap="sm" maw={640} mx="auto" mt="10vh" align="flex-start">
      <Title order={1} size="h2">
        {t("noConnection.title")}
      </Title>
      <Text>{t("noConnection.text")}</Text>
      {keptReader() && (
        <Button component="a" href="/today" variant="default" mt="xs">
          {t("noConnection.today")}
        </Button>
      )}
    </Stack>
  );
}
