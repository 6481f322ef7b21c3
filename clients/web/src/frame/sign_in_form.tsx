import { Alert, Button, Divider, PasswordInput, Stack, TextInput } from "@mantine/core";
import { Code } from "@connectrpc/connect";
import { refusalOf } from "@plenary/client";
import { IconAlertCircle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { identityProviderHref, readSignInOptions, signIn } from "../api/session.ts";
import { Refused } from "../parts/refused.tsx";
import { useSecondsUntil } from "./use_seconds_until.ts";

interface SignInFormProps {
  // Where the identity provider leads back to.
  path: string;
  // Where it is known already.
  user?: string;
  onSignedIn: () => void;
  // Opens the identity provider beside the page instead of leaving it.
  stay?: boolean;
}

// Signing in by whatever ways there are here.
export function SignInForm({ path, user = "", onSignedIn, stay = false }: SignInFormProps) {
  const { t } = useTranslation();
  const options = useQuery({ queryKey: ["sign-in options"], queryFn: readSignInOptions, staleTime: Infinity });
  if (options.error) return <Refused error={options.error} onRetry={() => void options.refetch()} />;
  const provider = options.data?.oidc;
  return (
    <Stack gap="md">
      {provider && (
        <Button
          component="a"
          href={identityProviderHref(stay ? "/sign-in?done" : path)}
          {...(stay ? { target: "_blank", rel: "opener" } : {})}
          fullWidth
          variant={options.data?.password ? "default" : "filled"}
        >
          {t("signIn.provider", { name: provider.name })}
        </Button>
      )}
      {provider && options.data?.password && <Divider label={t("signIn.or")} />}
      {(options.data?.password ?? true) && <PasswordForm user={user} onSignedIn={onSignedIn} />}
    </Stack>
  );
}

function PasswordForm({ user: known, onSignedIn }: { user: string; onSignedIn: () => void }) {
  const { t } = useTranslation();
  const [user, setUser] = useState(known);
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<unknown>(null);
  const [waitUntil, setWaitUntil] = useState(0);
  const passwordField = useRef<HTMLInputElement>(null);
  const seconds = useSecondsUntil(waitUntil);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setRefused(null);
    try {
      await signIn(user.trim(), password);
      onSignedIn();
    } catch (error) {
      const refusal = refusalOf(error);
      setRefused(error);
      setWaitUntil(refusal.code === Code.ResourceExhausted ? Date.now() + refusal.retryAfterMs : 0);
      passwordField.current?.select();
    } finally {
      setBusy(false);
    }
  };

  const refusal = refused === null ? null : refusalOf(refused);
  const words = () => {
    if (refusal?.code === Code.ResourceExhausted) {
      return seconds > 0 ? t("signIn.wait", { time: inWords(seconds, t) }) : t("signIn.mayTryAgain");
    }
    // What cannot be a user's name is as wrong as one that is not there.
    return refusal?.code === Code.Unauthenticated || refusal?.code === Code.InvalidArgument ? t("signIn.wrong") : null;
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="sm">
        {refusal &&
          (words() === null ? (
            <Refused error={refused} />
          ) : (
            <Alert className="refused" role="alert" icon={<IconAlertCircle size={20} aria-hidden />}>
              {words()}
            </Alert>
          ))}
        <TextInput
          label={t("signIn.user")}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          withAsterisk={false}
          autoFocus={known === ""}
          value={user}
          onChange={(event) => setUser(event.currentTarget.value)}
        />
        <PasswordInput
          ref={passwordField}
          label={t("signIn.password")}
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          autoFocus={known !== ""}
          visibilityToggleButtonProps={{ "aria-label": t("signIn.showPassword") }}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" fullWidth mt="xs" loading={busy} disabled={seconds > 0}>
          {t("signIn.action")}
        </Button>
      </Stack>
    </form>
  );
}

// "40 seconds", "3 minutes".
function inWords(seconds: number, t: (key: string, values: { count: number }) => string): string {
  return seconds < 90 ? t("signIn.seconds", { count: seconds }) : t("signIn.minutes", { count: Math.ceil(seconds / 60) });
}
