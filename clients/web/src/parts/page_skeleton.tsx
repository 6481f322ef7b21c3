import { Skeleton, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";

// The shape of a page that is on its way.
export function PageSkeleton() {
  const { t } = useTranslation();
  return (
    <Stack gap="md" role="status" aria-label={t("loading")}>
      <Skeleton height={30} width="min(320px, 70%)" />
      <Skeleton height={18} width="min(480px, 90%)" mb="xs" />
      {Array.from({ length: 8 }, (_, row) => (
        <Skeleton key={row} height={36} />
      ))}
    </Stack>
  );
}
