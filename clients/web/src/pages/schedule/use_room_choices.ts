import { Asset_Kind } from "@plenary/client/gen/plenary/v1/assets_pb";
import { useMemo } from "react";
import { useLanguage } from "../../i18n/use_language.ts";
import { sortByReader } from "../../parts/names.ts";
import { useSchedule } from "./schedule_context.ts";

export interface AssetChoice {
  value: string;
  label: string;
}

const ROOMS = [Asset_Kind.ROOM, Asset_Kind.TABLE];

// Assets of these kinds that an event may take, those of its own venues first, as fields offer them.
export function useAssetChoices(kinds: readonly Asset_Kind[]): AssetChoice[] {
  const { activities, assets, nameOf, assetLine } = useSchedule();
  const language = useLanguage();
  return useMemo(() => {
    const used = new Set(activities.flatMap((activity) => activity.assets.map(({ asset }) => assets.get(asset)?.venue ?? "")));
    const fitting = [...assets.values()].filter(({ kind, deleteTime }) => kinds.includes(kind) && !deleteTime);
    const sorted = sortByReader(fitting, ({ name }) => nameOf(name), language);
    return [...sorted.filter(({ venue }) => used.has(venue)), ...sorted.filter(({ venue }) => !used.has(venue))].map((asset) => ({
      value: asset.name,
      label: [nameOf(asset.name), assetLine(asset)].filter((part) => part !== "").join(" · "),
    }));
  }, [activities, assets, kinds, language, nameOf, assetLine]);
}

export function useRoomChoices(): AssetChoice[] {
  return useAssetChoices(ROOMS);
}
