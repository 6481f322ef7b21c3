import { Button } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

interface NewsNoticeProps {
  news: readonly unknown[];
  onShow: () => Promise<void>;
}

// What others changed meanwhile: shown when the reader wants it, so that nothing moves before.
export function NewsNotice({ news, onShow }: NewsNoticeProps) {
  const { t } = useTranslation("participants");
  return (
    <span role="status">
      {news.length > 0 && (
        <Button size="compact-sm" variant="light" leftSection={<IconRefresh size={14} aria-hidden />} onClick={() => void onShow()}>
          {t("news", { count: news.length })}
        </Button>
      )}
    </span>
  );
}
