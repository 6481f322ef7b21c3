import { Button, Divider, Group, Popover, SegmentedControl, Switch, Text, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import { IconKeyboard, IconLogout, IconPresentation } from "@tabler/icons-react";
import { lazy, Suspense, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../api/me.ts";
import { notifyRefused } from "../parts/notify.ts";
import { useDensity, usePresentingMode } from "../parts/reader_settings.ts";
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
            <Choice
              label={t("me.density")}
              value={density}
              onChange={setDensity}
              words={{ comfortable: t("me.comfortable"), compact: t("me.compact") }}
            />
            <Choice
              label={t("me.scheme")}
              value={colorScheme}
              onChange={setColorScheme}
              words={{ light: t("me.light"), dark: t("me.dark"), auto: t("me.auto") }}
            />
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

interface ChoiceProps<T extends string> {
  label: string;
  value: T;
  onChange: (value: T) => void;
  // What can be chosen, as it is called.
  words: Record<T, string>;
}

function Choice<T extends string>({ label, value, onChange, words }: ChoiceProps<T>) {
  return (
    <div className={style.setting}>
      <Text size="sm" mb={4}>
        {label}
      </Text>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={label}
        value={value}
        onChange={(chosen) => onChange(chosen as T)}
        data={(Object.keys(words) as T[]).map((each) => ({ value: each, label: words[each] }))}
      />
    </div>
  );
}
