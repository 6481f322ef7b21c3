// How everything looks: one humanist sans, a neutral surface, one institutional blue for action and
// focus, and a 4 px grid.
import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from "@mantine/core";

const blue: MantineColorsTuple = [
  "#eef4fb",
  "#dbe7f4",
  "#b8d0ea",
  "#8fb4de",
  "#6a9bd4",
  "#4a84c6",
  "#336fb5",
  "#245d9f",
  "#1b4f8b",
  "#123f73",
];

// Cool, so that paper beside it looks white.
const gray: MantineColorsTuple = [
  "#f7f8fa",
  "#f0f2f5",
  "#e4e8ed",
  "#d3d9e0",
  "#b9c1cb",
  "#97a2af",
  "#6d7886",
  "#515c6a",
  "#353f4c",
  "#1c2430",
];

const dark: MantineColorsTuple = [
  "#e3e7ec",
  "#c3cad3",
  "#9fa9b5",
  "#76818e",
  "#434c57",
  "#353d47",
  "#272e36",
  "#1a1f25",
  "#14181d",
  "#0e1216",
];

// Dark enough for its own words on paper, and for white ones on it.
const red: MantineColorsTuple = [
  "#fdeceb",
  "#fbdad7",
  "#f6b6b1",
  "#ef8f88",
  "#e56a61",
  "#d84a40",
  "#c5362c",
  "#b42318",
  "#951c13",
  "#78170f",
];

// The head of a dialog is no banner of the page, which has one.
const NO_BANNER = { header: { role: "presentation" } };

export const theme = createTheme({
  colors: { blue, gray, dark, red },
  primaryColor: "blue",
  primaryShade: { light: 7, dark: 6 },
  black: "#1c2430",
  fontFamily: '"Noto Sans Variable", "Noto Sans", "Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif',
  fontFamilyMonospace: '"Noto Sans Mono", "DejaVu Sans Mono", ui-monospace, monospace',
  fontSizes: { xs: "12px", sm: "14px", md: "15px", lg: "17px", xl: "20px" },
  lineHeights: { xs: "1.4", sm: "1.45", md: "1.5", lg: "1.5", xl: "1.4" },
  spacing: { xs: "8px", sm: "12px", md: "16px", lg: "24px", xl: "32px" },
  radius: { xs: "3px", sm: "6px", md: "8px", lg: "12px", xl: "16px" },
  defaultRadius: "sm",
  shadows: {
    xs: "0 1px 2px rgb(16 24 40 / 6%)",
    sm: "0 1px 3px rgb(16 24 40 / 10%)",
    md: "0 4px 16px rgb(16 24 40 / 12%)",
    lg: "0 8px 28px rgb(16 24 40 / 16%)",
    xl: "0 16px 48px rgb(16 24 40 / 20%)",
  },
  headings: {
    fontWeight: "600",
    textWrap: "balance",
    sizes: {
      h1: { fontSize: "26px", lineHeight: "1.25" },
      h2: { fontSize: "22px", lineHeight: "1.3" },
      h3: { fontSize: "17px", lineHeight: "1.35" },
      h4: { fontSize: "15px", lineHeight: "1.4" },
      h5: { fontSize: "14px", lineHeight: "1.4" },
      h6: { fontSize: "13px", lineHeight: "1.4" },
    },
  },
  cursorType: "pointer",
  autoContrast: true,
  respectReducedMotion: true,
  // By name and not by Component.extend, which would load every one of them with the first page.
  components: {
    Anchor: { defaultProps: { underline: "hover" } },
    Badge: { defaultProps: { radius: "sm", variant: "light" } },
    Button: { styles: { label: { fontWeight: 500 } } },
    Card: { defaultProps: { withBorder: true, padding: "md", radius: "md" } },
    Drawer: { defaultProps: { attributes: NO_BANNER, overlayProps: { backgroundOpacity: 0.35 } } },
    Loader: { defaultProps: { type: "dots" } },
    Menu: { defaultProps: { shadow: "md", radius: "md", position: "bottom-end", width: 240 } },
    Modal: {
      defaultProps: {
        attributes: NO_BANNER,
        centered: true,
        radius: "md",
        shadow: "xl",
        overlayProps: { backgroundOpacity: 0.35 },
        padding: "lg",
      },
      styles: { title: { fontSize: "17px", fontWeight: 600, lineHeight: 1.35 } },
    },
    NavLink: { styles: { label: { fontSize: "15px" } } },
    Notification: { defaultProps: { withBorder: true, radius: "md" } },
    Paper: { defaultProps: { radius: "md" } },
    Popover: { defaultProps: { shadow: "md", radius: "md" } },
    Skeleton: { defaultProps: { radius: "sm" } },
    Table: { defaultProps: { highlightOnHover: true, verticalSpacing: "xs", horizontalSpacing: "sm" } },
    Tabs: { styles: { tabLabel: { fontSize: "15px" } } },
    Tooltip: {
      defaultProps: { openDelay: 400, withArrow: false, multiline: true, maw: 360, events: { hover: true, focus: true, touch: true } },
    },
  },
});

// Colours that mean something, by scheme, each AA on the surface it stands on.
export const colours: CSSVariablesResolver = () => ({
  variables: {
    "--row-height": "40px",
    "--row-padding": "8px",
  },
  light: {
    "--mantine-color-text": "#1c2430",
    "--mantine-color-dimmed": "#56616f",
    "--mantine-color-placeholder": "#687382",
    "--mantine-color-default-border": "#d3d9e0",
    "--mantine-color-anchor": "#245d9f",
    "--mantine-color-error": "#b42318",
    "--surface-quiet": "#f7f8fa",
    "--surface-raised": "#ffffff",
    "--surface-hover": "#f0f2f5",
    "--surface-chosen": "#e8f0f9",
    "--line": "#e4e8ed",
    "--line-strong": "#c5cdd6",
    "--good": "#0f6b4f",
    "--waiting": "#8a5a00",
    "--bad": "#b42318",
    "--tentative": "#245d9f",
    "--conflict": "#b14a08",
    "--quiet": "#56616f",
    "--good-surface": "#e7f5ef",
    "--waiting-surface": "#fcf3dc",
    "--bad-surface": "#fdeceb",
    "--tentative-surface": "#e8f0f9",
    "--conflict-surface": "#fdeee2",
    "--quiet-surface": "#f0f2f5",
  },
  dark: {
    "--mantine-color-body": "#14181d",
    "--mantine-color-text": "#e3e7ec",
    "--mantine-color-dimmed": "#a3adb9",
    "--mantine-color-placeholder": "#8f9aa6",
    "--mantine-color-default": "#1f252c",
    "--mantine-color-default-hover": "#272e36",
    "--mantine-color-default-border": "#3a434e",
    "--mantine-color-anchor": "#8fb4de",
    "--mantine-color-error": "#f4a19a",
    "--surface-quiet": "#181d22",
    "--surface-raised": "#1c2127",
    "--surface-hover": "#232931",
    "--surface-chosen": "#1d2f45",
    "--line": "#2a313a",
    "--line-strong": "#3f4955",
    "--good": "#76cfae",
    "--waiting": "#e6bc62",
    "--bad": "#f4a19a",
    "--tentative": "#8fb4de",
    "--conflict": "#f0a878",
    "--quiet": "#a3adb9",
    "--good-surface": "#16302a",
    "--waiting-surface": "#352a12",
    "--bad-surface": "#3b1f1d",
    "--tentative-surface": "#1d2f45",
    "--conflict-surface": "#3a2617",
    "--quiet-surface": "#232931",
  },
});
