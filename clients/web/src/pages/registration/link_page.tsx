import { Code } from "@connectrpc/connect";
import { Alert, Anchor, Button, Group, Loader, Paper, Stack, Text, Title } from "@mantine/core";
import { refusalOf, type Refusal } from "@plenary/client";
import { AccessService } from "@plenary/client/gen/plenary/v1/access_pb";
import { Role } from "@plenary/client/gen/plenary/v1/options_pb";
import { IconLinkOff } from "@tabler/icons-react";
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { clientOf } from "../../api/clients.ts";
import { restartLive } from "../../api/live.ts";
import { forgetReader } from "../../api/me.ts";
import { signInByLink } from "../../api/session.ts";
import { LanguageMenu } from "../../frame/language_menu.tsx";
import { Mark } from "../../frame/mark.tsx";
import { formatInstant, ownZone } from "../../parts/when.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import look from "./link_page.module.css";
import { registrationPath } from "./link_target.ts";
import notice from "./registration.module.css";

// The secret behind "#", taken out of the address at once, so that it stays in no history and on no screen.
function takeSecret(): string {
  const secret = decodeURIComponent(location.hash.slice(1)).trim();
  if (location.hash !== "") history.replaceState(history.state, "", location.pathname + location.search);
  return secret;
}

// The door for whoever has nothing but a registration link.
export function LinkPage() {
  const { t } = useTranslation("registration");
  const navigate = useNavigate();
  const [secret] = useState(takeSecret);
  const [refusal, setRefusal] = useState<Refusal>();
  useEffect(() => {
    document.title = `${t("link.title")} – Plenary`;
  }, [t]);
  const enter = useCallback(async () => {
    setRefusal(undefined);
    try {
      if (secret !== "") {
        await signInByLink(secret);
        forgetReader();
        restartLive();
      }
      const { roles } = await clientOf(AccessService).whoAmI({});
      const place = roles.find(({ role }) => role === Role.REGISTRAR)?.resource;
      await navigate(place ? registrationPath(place) : "/", { replace: true });
    } catch (error) {
      setRefusal(refusalOf(error));
    }
  }, [secret, navigate]);
  useEffect(() => void enter(), [enter]);
  return (
    <div className={look.ground}>
      <header className={look.top}>
        <LanguageMenu />
      </header>
      <main className={look.door}>
        <Group gap="sm" justify="center">
          <Mark size={32} />
          <Text fw={600} size="xl">
            Plenary
          </Text>
        </Group>
        <Paper withBorder p="lg">
          <Title order={1} size="h3" mb="sm">
            {t("link.title")}
          </Title>
          {refusal ? (
            <LinkRefused refusal={secret === "" ? undefined : refusal} onRetry={() => void enter()} />
          ) : (
            <Group gap="sm" role="status">
              <Loader size="sm" />
              <Text>{t("link.opening")}</Text>
            </Group>
          )}
        </Paper>
      </main>
    </div>
  );
}

const KNOWN = new Set(["CREDENTIAL_EXPIRED", "CREDENTIAL_REVOKED", "CREDENTIAL_INVALID", "LINK_BOUND_ELSEWHERE"]);

interface LinkRefusedProps {
  // Undefined: the address had no secret at all.
  refusal: Refusal | undefined;
  onRetry: () => void;
}

// Why a link does not open, and what to do.
function LinkRefused({ refusal, onRetry }: LinkRefusedProps) {
  const { t } = useTranslation("registration");
  const language = useLanguage();
  const isCredential = refusal?.code === Code.Unauthenticated;
  const kind =
    refusal === undefined ? "NO_SECRET" : KNOWN.has(refusal.reason) ? refusal.reason : isCredential ? "CREDENTIAL_INVALID" : "UNREACHABLE";
  const expired = refusal?.metadata.expiredAt;
  const when = expired && !Number.isNaN(Date.parse(expired)) ? formatInstant(new Date(expired), language, ownZone()) : "";
  return (
    <Stack gap="sm">
      <Alert
        color={kind === "UNREACHABLE" ? "yellow" : "red"}
        variant="light"
        className={kind === "UNREACHABLE" ? notice.waiting : notice.bad}
        role="alert"
        icon={<IconLinkOff size={20} aria-hidden />}
        title={t(`link.${kind}.title`)}
      >
        <Text size="sm">
          {when !== "" && `${t("link.expiredAt", { when })} `}
          {t(`link.${kind}.text`)}
        </Text>
      </Alert>
      {kind === "UNREACHABLE" && (
        <Button variant="default" onClick={onRetry}>
          {t("link.retry")}
        </Button>
      )}
      <Anchor component={Link} to="/sign-in" size="sm">
        {t("link.signIn")}
      </Anchor>
    </Stack>
  );
}
