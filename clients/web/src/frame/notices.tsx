import { Button } from "@mantine/core";
import { IconCloudOff, IconPresentation, IconRefresh } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useConnection } from "../api/live.ts";
import { useNewVersion } from "../api/new_version.ts";
import { useStanding } from "../api/session.ts";
import { usePresentingMode } from "../parts/reader_settings.ts";
import style from "./notices.module.css";

// What the reader should know about the whole page, each in a line at the top: no connection, a newer
// version, that the room looks on.
export function Notices() {
  const { t } = useTranslation();
  const lost = useLost();
  const newer = useNewVersion();
  const [presenting, setPresenting] = usePresentingMode();
  return (
    <div role="status" className="not-printed">
      {lost && (
        <Notice tone="waiting" icon={<IconCloudOff size={18} aria-hidden />}>
          {t("connection.lost")}
        </Notice>
      )}
      {newer && (
        <Notice tone="tentative" icon={<IconRefresh size={18} aria-hidden />}>
          {t("newVersion.text")}
          <Button size="compact-sm" variant="default" onClick={() => location.reload()}>
            {t("newVersion.reload")}
          </Button>
        </Notice>
      )}
      {presenting && (
        <Notice tone="tentative" icon={<IconPresentation size={18} aria-hidden />}>
          {t("presenting.on")}
          <Button size="compact-sm" variant="default" onClick={() => setPresenting(false)}>
            {t("presenting.stop")}
          </Button>
        </Notice>
      )}
    </div>
  );
}

// Whether the server is away; when it is back, whatever the page shows is asked for anew.
function useLost(): boolean {
  const { lost: unanswered } = useStanding();
  const silent = useConnection() === "lost";
  const lost = unanswered || silent;
  const wasLost = useRef(false);
  const client = useQueryClient();
  useEffect(() => {
    if (wasLost.current && !lost) void client.invalidateQueries();
    wasLost.current = lost;
  }, [lost, client]);
  return lost;
}

function Notice({ tone, icon, children }: { tone: "waiting" | "tentative"; icon: ReactNode; children: ReactNode }) {
  return (
    <div className={`${style.notice} ${style[tone]}`}>
      {icon}
      <div className={style.words}>{children}</div>
    </div>
  );
}
