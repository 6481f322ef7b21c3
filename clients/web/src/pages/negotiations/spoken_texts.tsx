import { Box, Button, Group, Text } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { textIn, type SpokenText } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { languageName } from "../../parts/language_name.ts";

// A text in the reader's language, and in the others on demand; `children` tell of it beneath.
export function SpokenTexts({ texts, children }: { texts: readonly SpokenText[]; children?: ReactNode }) {
  const { t } = useTranslation("negotiations");
  const language = useLanguage();
  const [chosen, setChosen] = useState<string>();
  const text = texts.find((each) => each.language === chosen)?.text ?? textIn(texts, language);
  const shown = texts.find((each) => each.text === text)?.language;
  return (
    <Box flex={1}>
      <Text style={{ whiteSpace: "pre-line", overflowWrap: "anywhere" }} lang={shown}>
        {text}
      </Text>
      <Group gap="xs" mt={6}>
        {children}
        {texts.length > 1 && (
          <Group gap={2}>
            {texts.map((each) => (
              <Button
                key={each.language}
                size="compact-sm"
                variant={each.language === shown ? "light" : "subtle"}
                color="gray"
                aria-pressed={each.language === shown}
                aria-label={t("texts.showIn", { language: languageName(each.language) })}
                onClick={() => setChosen(each.language)}
              >
                {each.language}
              </Button>
            ))}
          </Group>
        )}
      </Group>
    </Box>
  );
}
