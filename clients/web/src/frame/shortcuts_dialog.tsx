import { Kbd, Modal, Switch, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useShortcuts } from "../parts/reader_settings.ts";

// Each by its key as a Latin keyboard has it; they work wherever that key is on another layout.
const KEYS = [
  { keys: ["/"], word: "search" },
  { keys: ["Ctrl", "K"], word: "search" },
  { keys: ["?"], word: "list" },
  { keys: ["J"], word: "next" },
  { keys: ["K"], word: "previous" },
  { keys: ["C"], word: "confirm" },
  { keys: ["R"], word: "decline" },
  { keys: ["M"], word: "move" },
  { keys: ["Esc"], word: "close" },
] as const;

// The keys, and the switch for those without Ctrl (WCAG 2.1.4).
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [on, setOn] = useShortcuts();
  return (
    <Modal opened onClose={onClose} title={t("keys.title")} closeButtonProps={{ "aria-label": t("close") }}>
      <Switch
        checked={on}
        onChange={(event) => setOn(event.currentTarget.checked)}
        label={t("keys.switch")}
        description={t("keys.switchHint")}
        mb="md"
      />
      <Table highlightOnHover={false}>
        <Table.Tbody>
          {KEYS.map(({ keys, word }) => (
            <Table.Tr key={keys.join()}>
              <Table.Td w={120}>
                {keys.map((key) => (
                  <Kbd key={key} mr={4}>
                    {key}
                  </Kbd>
                ))}
              </Table.Td>
              <Table.Td>{t(`keys.${word}`)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="sm" c="dimmed" mt="sm">
        {t("keys.layout")}
      </Text>
    </Modal>
  );
}
