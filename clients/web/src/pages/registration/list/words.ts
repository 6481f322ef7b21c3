// Words of lists that stand for one of a few answers: as what somebody is in the delegation.
import { Participant_Capacity as Capacity } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { fold } from "./clean.ts";

const CAPACITY_WORDS: [Capacity, string][] = [
  [
    Capacity.HEAD,
    "глава делегации|глава|руководитель делегации|руководитель|кіраўнік дэлегацыі|кіраўнік|глава дэлегацыі|head of delegation|head|head of the delegation|leader|delegation leader|代表团团长|团长",
  ],
  [
    Capacity.DEPUTY_HEAD,
    "заместитель главы делегации|заместитель главы|зам главы делегации|зам главы|заместитель руководителя делегации|заместитель руководителя|намеснік кіраўніка дэлегацыі|намеснік кіраўніка|deputy head of delegation|deputy head|deputy leader|副团长|代表团副团长",
  ],
  [
    Capacity.REPRESENTATIVE,
    "представитель|член делегации|делегат|участник|участник делегации|прадстаўнік|член дэлегацыі|дэлегат|удзельнік|representative|delegate|member|member of delegation|member of the delegation|delegation member|participant|代表|代表团成员|团员|成员",
  ],
  [
    Capacity.ALTERNATE,
    "заместитель представителя|запасной|запасной представитель|дублёр|намеснік прадстаўніка|запасны|alternate|alternate representative|alternate delegate|副代表|候补代表",
  ],
  [Capacity.ADVISER, "советник|консультант|эксперт|саветнік|дарадца|кансультант|adviser|advisor|expert|consultant|顾问|专家"],
  [Capacity.OBSERVER, "наблюдатель|назіральнік|observer|观察员"],
  [
    Capacity.SUPPORT,
    "технический персонал|сопровождающий|сопровождающая|сопровождающее лицо|персонал|водитель|охрана|тэхнічны персанал|суправаджаючы|персанал|support staff|support|staff|accompanying person|driver|security|工作人员|随行人员",
  ],
];

const keyOf = (word: string) => fold(word).replaceAll(".", " ").replace(/\s+/g, " ").trim();
const capacities = new Map(
  CAPACITY_WORDS.flatMap(([capacity, words]) => [Capacity[capacity], ...words.split("|")].map((word) => [keyOf(word), capacity] as const)),
);

// As what somebody is, by the word for it in any of the four languages.
export function readCapacity(word: string): Capacity | undefined {
  return capacities.get(keyOf(word));
}

// Those a person in a delegation can be, the highest first.
export const CAPACITIES = CAPACITY_WORDS.map(([capacity]) => capacity);

// How far two words are from each other: letters to change, add or leave out.
export function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; ++i) {
    const next = [i];
    for (let j = 1; j <= other.length; ++j) {
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (one[i - 1] === other[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[other.length]!;
}

// The one of `words` that was probably meant; undefined where none is near.
export function nearest<T>(written: string, words: readonly (readonly [string, T])[]): T | undefined {
  const key = keyOf(written);
  let best: { meaning: T; far: number } | undefined;
  for (const [word, meaning] of words) {
    const candidate = keyOf(word);
    const begins = key.length >= 3 && (candidate.startsWith(key) || key.startsWith(candidate));
    const far = begins ? 1 : distance(key, candidate);
    if (far <= Math.max(1, Math.floor(candidate.length / 4)) && (best === undefined || far < best.far)) best = { meaning, far };
  }
  return best?.meaning;
}

export function nearestCapacity(written: string): Capacity | undefined {
  return nearest(written, [...capacities]);
}
