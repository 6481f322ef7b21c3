import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";

// A page that broke: a fault of ours, or one that a newer version no longer has.
export function PageFailed() {
  const { t } = useTranslation();
  return (
    <Stack role="alert" p="lg" gap="sm" maw={640} mx="auto" mt="10vh" align="flex-start">
      <Title order={1} size="h2">
        {t("pageFailed.title")}
      </Title>
      <Text>{t("pageFailed.text")}</Text>
      <Group gap="xs" mt="xs">
        <Button onClick={() => location.reload()}>{t("pageFailed.reload")}</Button>
        <Button component="a" href="/" variant="default">
          {t("notFound.home")}
        </Button>
      </Group>
    </Stack>
  );
}
