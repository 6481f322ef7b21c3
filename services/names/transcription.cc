#include "services/names/transcription.h"

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "services/names/code_points.h"

namespace plenary::names {
namespace {

// Each character with the letters it stands for. Where one stands for l and r alike, the more
// frequent in family names.
constexpr absl::string_view kTable =
    "阿a 亚ya 娅ya 雅ya 埃e 叶ye 耶ye 伊i 奥o 乌u 尤yu 约yo "
    "艾ay 安an 扬yan 延yen 因in 翁on 温vin 巴ba 贝be 别be "
    "比bi 博bo 布b 邦bon 班ban 宾bin 边ben 鲍bo 波po 拜bay "
    "瓦va 韦ve 维vi 沃vo 武vu 弗v 夫v 万van 文ven 汪van 威vi "
    "沙sha 绍sho 舍she 希shi 什sh 舒shu 尚shan 申shen 加ga "
    "盖ge 格g 戈go 古gu 吉gi 甘gan 根gen 金kin 达da 捷te 德d "
    "季di 迪di 多do 杜du 丹dan 坚den 丁din 东don 登den "
    "扎zha 热zhe 日zh 若zho 茹zhu 泽ze 兹z 济zi 佐zo 祖zu "
    "赞zan 卡ka 克k 凯ke 基ki 科ko 库ku 坎kan 肯ken 孔kon "
    "拉la 列le 莱le 利li 莉li 丽li 历li 洛lo 卢lu 柳lyu "
    "廖lyo 辽lyo 兰lan 连len 林lin 隆lon 伦len 良lyan 马ma "
    "玛ma 梅me 麦me 米mi 莫mo 穆mu 姆m 曼man 缅men 明min "
    "蒙mon 门men 纳na 娜na 内ne 涅ne 尼ni 妮ni 诺no 努nu 恩n "
    "南nan 年nen 宁nin 农non 帕pa 佩pe 皮pi 普p 潘pan 平pin "
    "篷pon 彭pen 罗ro 里ri 雷re 鲁ru 留ryu 尔r 龙ron 琳rin "
    "萨sa 莎sa 谢se 塞se 西si 索so 苏su 斯s 桑san 先sen "
    "森sen 辛sin 松son 塔ta 泰tay 特t 蒂ti 京tin 托to 图tu "
    "坦tan 滕ten 通ton 法fa 费fe 菲fi 福fo 富fu 凡fan 芬fin "
    "丰fon 哈ha 赫kh 黑khe 霍kho 胡khu 汉khan 亨khen 茨ts "
    "采tse 齐tsi 措tso 楚chu 恰cha 切che 奇ch 乔cho 丘chu "
    "昌chan 琴chin 钦chin 夏shcha 休shchu";

absl::flat_hash_map<char32_t, std::string> ReadTable() {
  absl::flat_hash_map<char32_t, std::string> table;
  char32_t character = 0;
  for (size_t at = 0; at < kTable.size();) {
    const char32_t c = NextCodePoint(kTable, at);
    if (IsHan(c)) {
      character = c;
    } else if (c != U' ') {
      table[character].push_back(static_cast<char>(c));
    }
  }
  return table;
}

}  // namespace

std::string TranscribedLatin(const std::u32string& han) {
  static const auto& table = *new absl::flat_hash_map<char32_t, std::string>(ReadTable());
  if (han.size() < 2) return "";
  std::string latin;
  for (const char32_t character : han) {
    const auto found = table.find(character);
    if (found == table.end()) return "";
    latin += found->second;
  }
  return latin;
}

}  // namespace plenary::names
