import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { lookWhetherThere, useStanding } from "../api/session.ts";
import { NoConnection } from "./no_connection.tsx";

// A page that broke: nobody is there to give what it needs, and it is opened anew when somebody is; or a
// fault of ours, or one that a newer version no longer has.
export function PageFailed() {
  const { t } = useTranslation();
  const { lost } = useStanding();
  const wasLost = useRef(false);
  useEffect(lookWhetherThere, []);
  useEffect(() => {
    if (wasLost.current && !lost) location.reload();
    wasLost.current = lost;
  }, [lost]);
  if (lost) return <NoConnection />;
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
