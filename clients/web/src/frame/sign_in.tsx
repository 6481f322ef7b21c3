import { Paper, Text, Title } from "@mantine/core";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";
import { restartLive } from "../api/live.ts";
import { forgetReader } from "../api/me.ts";
import { pathOfOurs } from "../api/session.ts";
import { LanguageMenu } from "./language_menu.tsx";
import { Mark } from "./mark.tsx";
import { SignInForm } from "./sign_in_form.tsx";
import style from "./sign_in.module.css";

// The door.
export function SignIn() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [parameters] = useSearchParams();
  const path = pathOfOurs(parameters.get("return"));
  // The identity provider was asked beside a page that waits; that page looks when it is seen again.
  const done = parameters.has("done");
  useEffect(() => {
    document.title = `${t("signIn.title")} – Plenary`;
    if (done) close();
  }, [t, done]);
  return (
    <div className={style.ground}>
      <header className={style.top}>
        <LanguageMenu />
      </header>
      <main className={style.door}>
        <div className={style.name}>
          <Mark size={36} />
          <span>Plenary</span>
        </div>
        <Paper withBorder p="xl" className={style.card}>
          <Title order={1} size="h2" mb="md">
            {t("signIn.title")}
          </Title>
          {done ? (
            <Text>{t("signIn.done")}</Text>
          ) : (
            <SignInForm
              path={path}
              onSignedIn={() => {
                forgetReader();
                restartLive();
                void navigate(path, { replace: true });
              }}
            />
          )}
        </Paper>
        <Text size="sm" c="dimmed" ta="center" maw={380}>
          {t("signIn.help")}
        </Text>
      </main>
    </div>
  );
}
