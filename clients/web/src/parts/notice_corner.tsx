import { useNotifications } from "@mantine/notifications";
import { lazy, Suspense, useState } from "react";

const AllNotifications = lazy(async () => ({ default: (await import("./all_notifications.tsx")).AllNotifications }));

// Where the quiet words of notify.ts appear; loaded with the first of them.
export function NoticeCorner() {
  const [needed, setNeeded] = useState(false);
  if (useNotifications().notifications.length > 0 && !needed) setNeeded(true);
  return (
    needed && (
      <Suspense>
        <AllNotifications />
      </Suspense>
    )
  );
}
