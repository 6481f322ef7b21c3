// "начальник управления, Комитет цифрового развития": title and organization in one cell.
import { clean, fold } from "./clean.ts";

const LEGAL_FORM =
  /^[«"“]|^(ООО|ОАО|ЗАО|АО|ПАО|НАО|РУП|УП|ЧУП|ЧП|ГУП|ФГУП|МУП|КУП|ГП|ИП|ТОО|СООО|ИООО|ОДО|СП|ГУ|ГБУ|ФГБУ|УО|НИИ|ТАА|ААТ|ЗАТ|АНО|НКО|ТПП)(\s|$)/u;
const ORGANIZATION =
  /^(министерств|департамент|комитет|госкомитет|компани|агентств|администраци|университет|академи|институт|корпораци|концерн|холдинг|банк|фонд|союз|ассоциаци|палат|посольств|предприяти|учреждени|обществ|центр|групп|правительств|управлени|облисполком|исполком|горисполком|государственн|республиканск|белорусск|национальн|торгово-промышленн|завод|фабрик|оператор|міністэрств|дэпартамент|камітэт|кампані|агенцтв|адміністрацы|універсітэт|акадэмі|інстытут|карпарацы|саюз|асацыяцы|пасольств|прадпрыемств|установ|таварыств|цэнтр|урад|дзяржаўн|ministry|department|committee|agency|administration|university|academy|institute|embassy|government|chamber|association|the\s)/;
const ENGLISH_ORGANIZATION = /\b(ltd|llc|inc|gmbh|corp|corporation|jsc|plc|company|limited|holding|ministry|committee|university|bank)\b/;
const TITLE =
  /^(директор|генеральн|заместител|зам\.?\s|перв|начальник|руководител|министр|главн|ведущ|старш|специалист|советник|консультант|менеджер|председател|ректор|проректор|профессор|доцент|инженер|эксперт|заведующ|зав\.?\s|глава|президент|вице|секретар|помощник|управляющ|основател|учредител|посол|и\.о|врио|аналитик|представител|координатор|юрист|бухгалтер|переводчик|дырэктар|намеснік|начальнік|кіраўнік|міністр|галоўн|вядуч|спецыяліст|саветнік|кансультант|старшын|рэктар|прафесар|інжынер|загадчык|прэзідэнт|сакратар|памочнік|перакладчык|director|general|deputy|head|minister|chief|manager|president|vice|chair|ceo|cto|cfo|specialist|adviser|advisor|engineer|secretary|expert|professor|rector|senior|first|founder|partner|ambassador|counsellor|analyst|lead|managing|executive|assistant|consultant|interpreter)/;
const CHINESE_ORGANIZATION = /(公司|集团|委员会|大学|学院|研究院|研究所|银行|协会|大使馆|商会|中心|部|局|司|厅)$/;
const CHINESE_TITLE =
  /(主任|局长|经理|总裁|部长|司长|处长|主席|董事长|总监|工程师|专家|顾问|秘书|秘书长|院长|校长|教授|会长|科长|参赞|大使|翻译|主管|代表|助理|研究员)$/;

export interface TitleAndOrganization {
  title: string;
  organization: string;
}

const looksLikeTitle = (text: string) => TITLE.test(fold(text)) || CHINESE_TITLE.test(text);
const looksLikeOrganization = (text: string) =>
  LEGAL_FORM.test(text) || ORGANIZATION.test(fold(text)) || CHINESE_ORGANIZATION.test(text) || ENGLISH_ORGANIZATION.test(fold(text));

function ordered(left: string, right: string): TitleAndOrganization | undefined {
  if (left === "" || right === "") return undefined;
  const leftOrganization = !looksLikeTitle(left) && looksLikeOrganization(left);
  const rightOrganization = !looksLikeTitle(right) && looksLikeOrganization(right);
  if (rightOrganization && !leftOrganization) return { title: left, organization: right };
  if (leftOrganization && !rightOrganization) return { title: right, organization: left };
  return undefined;
}

// Where a separator stands outside quotes and brackets.
function placesOf(text: string): number[] {
  const places: number[] = [];
  let depth = 0;
  for (let at = 0; at < text.length; ++at) {
    if ("«“(（".includes(text[at]!)) ++depth;
    if ("»”)）".includes(text[at]!)) depth = Math.max(0, depth - 1);
    if (depth === 0 && /[,;/|\n，]|\s[–—-]\s/.test(text.slice(at, at + 1))) places.push(at);
    else if (depth === 0 && /^\s[–—-]\s/.test(text.slice(at))) places.push(at);
  }
  return places;
}

// The two parts; undefined where the cell holds one, or nothing shows where one ends.
export function splitTitleAndOrganization(cell: string): TitleAndOrganization | undefined {
  const text = cell.replace(/\r?\n+/g, "\n").trim();
  for (const place of placesOf(text)) {
    const left = clean(text.slice(0, place));
    const right = clean(text.slice(place).replace(/^\s?[,;/|\n，–—-]\s*/, ""));
    const split = ordered(left, right);
    if (split) return split;
  }
  const of = /^(.+?)\s+(?:of|at)\s+(.+)$/.exec(clean(text));
  if (of && looksLikeTitle(of[1]!) && ENGLISH_ORGANIZATION.test(fold(of[2]!))) return { title: of[1]!, organization: of[2]! };
  return undefined;
}
