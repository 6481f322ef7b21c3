// The settings of control as a form has them: what is left to the server's own choice stands there as what
// it chooses.
import { ControlSettings_DayRule, type ControlSettings } from "@plenary/client/gen/plenary/v1/action_plans_pb";

export interface SettingsDraft {
  timeZone: string;
  // Monday is 1, Sunday 7.
  weekendDays: number[];
  // Days of the calendar, "2023-05-01".
  holidays: string[];
  workingDays: string[];
  dayRule: ControlSettings_DayRule;
  chairs: string[];
  silentAfterDays: number;
  // As typed: "30, 7, 1".
  reminderDays: string;
  acknowledgeDays: number;
  tripReportDays: number;
}

const MOST_REMINDERS = 10;
const LONGEST = 366;

type Settings = Omit<ControlSettings, "$typeName" | "$unknown" | "name" | "etag" | "updateTime">;

export function settingsDraft(settings: Settings): SettingsDraft {
  const { timeZone, weekendDays, holidays, workingDays, dayRule, chairs, reminderDays } = settings;
  return {
    timeZone: timeZone || "Europe/Minsk",
    weekendDays: weekendDays.length === 0 ? [6, 7] : [...weekendDays].sort(),
    holidays: [...holidays].sort(),
    workingDays: [...workingDays].sort(),
    dayRule: dayRule || ControlSettings_DayRule.NONE,
    chairs: [...chairs],
    silentAfterDays: settings.silentAfterDays || 30,
    reminderDays: (reminderDays.length === 0 ? [30, 7, 1] : [...reminderDays].sort((a, b) => b - a)).join(", "),
    acknowledgeDays: settings.acknowledgeDays || 2,
    tripReportDays: settings.tripReportDays || 10,
  };
}

// "30, 7, 1" as numbers, the greatest first and each once; undefined where it says something else.
export function daysTyped(typed: string): number[] | undefined {
  const words = typed.split(/[\s,;，；、]+/).filter((word) => word !== "");
  if (!words.every((word) => /^\d{1,3}$/.test(word) && Number(word) <= LONGEST)) return undefined;
  const days = [...new Set(words.map(Number))].sort((a, b) => b - a);
  return days.length === 0 || days.length > MOST_REMINDERS ? undefined : days;
}

// The first day that is said to be one without work and one with it.
export function dayOfBothKinds({ holidays, workingDays }: Pick<SettingsDraft, "holidays" | "workingDays">): string | undefined {
  return workingDays.find((day) => holidays.includes(day));
}

export function isSound(draft: SettingsDraft): boolean {
  const { weekendDays, silentAfterDays, acknowledgeDays, tripReportDays } = draft;
  return (
    weekendDays.length > 0 &&
    weekendDays.length < 7 &&
    daysTyped(draft.reminderDays) !== undefined &&
    dayOfBothKinds(draft) === undefined &&
    [silentAfterDays, acknowledgeDays, tripReportDays].every((days) => days > 0)
  );
}
