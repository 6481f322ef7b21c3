#include "services/names/chinese.h"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <memory>
#include <stdexcept>
#include <unordered_map>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_join.h"
#include "services/names/code_points.h"
#include "services/names/romanize.h"
#include "services/names/sound.h"

namespace plenary::names {
namespace {

// The usual ones, simplified and traditional; they cover well over nine tenths of all people.
constexpr char32_t kFamilyNames[] =
    U"王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏"
    U"吕丁任"
    U"卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛闫阎段雷龙黎史陶贺毛郝顾龚邵万覃武"
    U"钱戴严"
    U"莫孔向常汤康易乔牛温芦俞葛樊兰殷施洪翟安颜倪包左岳齐梅庄辛管祝涂谷祁耿牟卜路詹关苗凌费纪靳盛"
    U"童欧"
    U"甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单柏宁柯阮桂闵解强柴华车冉房边净阴闻党习吉娄褚"
    U"張劉陳楊黃趙吳孫馬羅鄭謝許鄧韓馮蕭葉蘇呂盧鍾譚陸賈鄒閻龍賀顧龔萬錢戴嚴湯喬溫蘆蘭顏齊莊塗關費"
    U"紀項陽"
    U"衛單寧閔車邊陰聞黨習婁";

struct DoubleFamilyName {
  char32_t characters[3];
  const char* pinyin[2];
};

// Some of their characters read otherwise elsewhere.
constexpr DoubleFamilyName kDoubleFamilyNames[] = {
    {U"欧阳", {"ou", "yang"}},    {U"歐陽", {"ou", "yang"}},  {U"司马", {"si", "ma"}},
    {U"司馬", {"si", "ma"}},      {U"诸葛", {"zhu", "ge"}},   {U"諸葛", {"zhu", "ge"}},
    {U"上官", {"shang", "guan"}}, {U"司徒", {"si", "tu"}},    {U"东方", {"dong", "fang"}},
    {U"東方", {"dong", "fang"}},  {U"独孤", {"du", "gu"}},    {U"獨孤", {"du", "gu"}},
    {U"南宫", {"nan", "gong"}},   {U"南宮", {"nan", "gong"}}, {U"夏侯", {"xia", "hou"}},
    {U"皇甫", {"huang", "fu"}},   {U"尉迟", {"yu", "chi"}},   {U"尉遲", {"yu", "chi"}},
    {U"公孙", {"gong", "sun"}},   {U"公孫", {"gong", "sun"}}, {U"长孙", {"zhang", "sun"}},
    {U"長孫", {"zhang", "sun"}},  {U"慕容", {"mu", "rong"}},  {U"令狐", {"ling", "hu"}},
    {U"宇文", {"yu", "wen"}},     {U"端木", {"duan", "mu"}},  {U"轩辕", {"xuan", "yuan"}},
    {U"軒轅", {"xuan", "yuan"}},  {U"呼延", {"hu", "yan"}},   {U"闻人", {"wen", "ren"}},
    {U"聞人", {"wen", "ren"}},    {U"澹台", {"tan", "tai"}},  {U"澹臺", {"tan", "tai"}},
    {U"万俟", {"mo", "qi"}},      {U"申屠", {"shen", "tu"}},  {U"太史", {"tai", "shi"}},
    {U"濮阳", {"pu", "yang"}},    {U"濮陽", {"pu", "yang"}},  {U"淳于", {"chun", "yu"}},
    {U"西门", {"xi", "men"}},     {U"西門", {"xi", "men"}},   {U"拓跋", {"tuo", "ba"}},
    {U"完颜", {"wan", "yan"}},    {U"完顏", {"wan", "yan"}},
};

const DoubleFamilyName* FindDoubleFamilyName(const std::u32string& han) {
  for (const DoubleFamilyName& name : kDoubleFamilyNames) {
    if (han.compare(0, 2, name.characters) == 0) return &name;
  }
  return nullptr;
}

bool IsFamilyName(char32_t c) {
  static const auto& names =
      *new absl::flat_hash_set<char32_t>(std::begin(kFamilyNames), std::end(kFamilyNames) - 1);
  return names.contains(c);
}

// Reads single characters by one of ICU's transliterations and remembers them.
class Reader {
 public:
  explicit Reader(const char* id) {
    UErrorCode error = U_ZERO_ERROR;
    transliterator_.reset(icu::Transliterator::createInstance(id, UTRANS_FORWARD, error));
    if (U_FAILURE(error)) throw std::runtime_error("ICU lacks a transliteration from Chinese");
  }

  const std::string& Read(char32_t c) {
    std::string& syllable = syllables_[c];
    if (!syllable.empty()) return syllable;
    icu::UnicodeString text(static_cast<UChar32>(c));
    transliterator_->transliterate(text);
    std::string utf8;
    text.toUTF8String(utf8);
    return syllable = Romanize(utf8);
  }

 private:
  std::unique_ptr<icu::Transliterator> transliterator_;
  std::unordered_map<char32_t, std::string> syllables_;
};

struct FamilyNameSpellings {
  FamilyNameSpellings() : pinyin{"lyu"} {
    for (const char32_t c : std::u32string(kFamilyNames)) Add({c});
    for (const DoubleFamilyName& name : kDoubleFamilyNames) Add(name.characters);
  }

  void Add(const std::u32string& name) {
    pinyin.insert(absl::StrJoin(Pinyin(name), ""));
    sounds.insert(SoundOf(Utf8(name)));
  }

  absl::flat_hash_set<std::string> pinyin, sounds;
};

}  // namespace

size_t FamilyNameLength(const std::u32string& han) {
  if (FindDoubleFamilyName(han) != nullptr) return 2;
  return !han.empty() && IsFamilyName(han[0]) ? 1 : 0;
}

std::vector<std::string> Pinyin(const std::u32string& han) {
  // One of each for a thread: neither ICU's nor our part may be used by two.
  static thread_local Reader family_reader("Han-Latin/Names");
  static thread_local Reader reader("Han-Latin");
  std::vector<std::string> syllables;
  syllables.reserve(han.size());
  if (const DoubleFamilyName* name = FindDoubleFamilyName(han)) {
    syllables.assign(std::begin(name->pinyin), std::end(name->pinyin));
  }
  while (syllables.size() < han.size()) {
    Reader& of_this = syllables.empty() ? family_reader : reader;
    syllables.push_back(of_this.Read(han[syllables.size()]));
  }
  return syllables;
}

bool IsChineseFamilyName(absl::string_view word) {
  static const FamilyNameSpellings& spellings = *new FamilyNameSpellings();
  const std::u32string letters = CodePoints(word);
  if (!letters.empty() && IsLatinLetter(letters[0])) return spellings.pinyin.contains(word);
  // Longer words only sound like one.
  constexpr size_t kMostLetters = 7;
  return letters.size() <= kMostLetters && spellings.sounds.contains(SoundOf(word));
}

}  // namespace plenary::names
