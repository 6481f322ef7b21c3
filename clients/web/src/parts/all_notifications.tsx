import "@mantine/notifications/styles.layer.css";
import { Notifications } from "@mantine/notifications";

// Bottom right, above everything.
export function AllNotifications() {
  return <Notifications position="bottom-right" />;
}
