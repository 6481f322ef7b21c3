import {
  Button,
  Divider,
  Group,
  Popover,
  SegmentedControl,
  Switch,
  Text,
  UnstyledButton,
  useMantineColorScheme,
  type MantineColorScheme,
} from "@mantine/core";
import { IconKeyboard, IconLogout, IconPresentation } from "@tabler/icons-react";
import { lazy, Suspense, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../api/me.ts";
import { notifyRefused } from "../parts/notify.ts";
import { useDensity, usePresentingMode, type Density } from "../parts/reader_settings.ts";
import { leave } from "./leave.ts";
import style from "./my_settings.module.css";
import { ROLE_WORDS } from "./role_words.ts";
import { useOpenedAtOnce } from "./use_opened_at_once.ts";

const ShortcutsDialog = lazy(async () => ({ default: (await import("./shortcuts_dialog.tsx")).ShortcutsDialog }));

interface MySettingsProps {
  label: string;
  className?: string | undefined;
  children: ReactNode;
}

// Who I am, how I want to see things, and the way out.
export function MySettings({ label, className, children }: MySettingsProps) {
  const { t } = useTranslation();
  const me = useMe();
  const [density, setDensity] = useDensity();
  const [presenting, setPresenting] = usePresentingMode();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [keysShown, setKeysShown] = useState(false);
  const { opened, onChange, target } = useOpenedAtOnce();
  const roles = [...new Set(me.roles.map(({ role }) => role))];
  return (
    <>
      <Popover opened={opened} onChange={onChange} width={300} position="bottom-end" trapFocus returnFocus>
        <Popover.Target>
          <UnstyledButton ref={target} className={className} aria-label={label} onClick={() => onChange(!opened)}>
            {children}
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown p={0} aria-label={label}>
          <div className={style.who}>
            <Text fw={600}>{me.isLink ? t("me.link") : me.name}</Text>
            <Text size="sm" c="dimmed">
              {roles.map((role) => t(ROLE_WORDS[role])).join(", ")}
            </Text>
          </div>
          <Divider />
          <div className={style.settings}>
            <Setting label={t("me.density")}>
              <SegmentedControl
                fullWidth
                size="xs"
                aria-label={t("me.density")}
                value={density}
                onChange={(value) => setDensity(value as Density)}
                data={[
                  { value: "comfortable", label: t("me.comfortable") },
                  { value: "compact", label: t("me.compact") },
                ]}
              />
            </Setting>
            <Setting label={t("me.scheme")}>
              <SegmentedControl
                fullWidth
                size="xs"
                aria-label={t("me.scheme")}
                value={colorScheme}
                onChange={(value) => setColorScheme(value as MantineColorScheme)}
                data={[
                  { value: "light", label: t("me.light") },
                  { value: "dark", label: t("me.dark") },
                  { value: "auto", label: t("me.auto") },
                ]}
              />
            </Setting>
            <Group justify="space-between" wrap="nowrap" mt="sm" align="flex-start">
              <div>
                <Group gap={6} wrap="nowrap">
                  <IconPresentation size={16} aria-hidden />
                  <Text size="sm">{t("presenting.mode")}</Text>
                </Group>
                <Text size="xs" c="dimmed">
                  {t("presenting.hides")}
                </Text>
              </div>
              <Switch
                aria-label={t("presenting.mode")}
                checked={presenting}
                onChange={(event) => setPresenting(event.currentTarget.checked)}
              />
            </Group>
          </div>
          <Divider />
          <div className={style.ways}>
            <Button
              variant="subtle"
              color="gray"
              fullWidth
              justify="flex-start"
              leftSection={<IconKeyboard size={18} stroke={1.6} aria-hidden />}
              onClick={() => {
                onChange(false);
                setKeysShown(true);
              }}
            >
              {t("keys.title")}
            </Button>
            <Button
              variant="subtle"
              color="gray"
              fullWidth
              justify="flex-start"
              leftSection={<IconLogout size={18} stroke={1.6} aria-hidden />}
              onClick={() => void leave().catch(notifyRefused)}
            >
              {t("signOut")}
            </Button>
          </div>
        </Popover.Dropdown>
      </Popover>
      {keysShown && (
        <Suspense>
          <ShortcutsDialog onClose={() => setKeysShown(false)} />
        </Suspense>
      )}
    </>
  );
}

function Setting({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={style.setting}>
      <Text size="sm" mb={4}>
        {label}
      </Text>
      {children}
    </div>
  );
}
