#include "services/indicators/country_rules.h"

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "services/base/text_forms.h"
#include "services/indicators/text_rules.h"

namespace plenary::indicators {
namespace {

using CodesByName = absl::flat_hash_map<std::string, std::string>;

// What CLDR does not call them, folded. An empty code is all of them together.
constexpr struct {
  const char* code;
  const char* names;  // separated by bars
} kOtherNames[] = {
    {"",
     "всего|итого|итог|все страны|мир|весь мир|в целом|усяго|разам|усе краіны|свет|total|"
     "grand total|all|all countries|world|合计|总计|总额|全部|世界"},
    {"AE", "оаэ|объединенные арабские эмираты|ааэ|uae|阿联酋"},
    {"BY", "рб|белоруссия|республика беларусь|рэспубліка беларусь|白罗斯"},
    {"CD", "др конго|демократическая республика конго|dr congo|democratic republic of the congo"},
    {"CG", "конго|республика конго|рэспубліка конга|republic of the congo"},
    {"CH", "швейцарская конфедерация"},
    {"CN",
     "кнр|китайская народная республика|кітайская народная рэспубліка|prc|"
     "people's republic of china|中华人民共和国"},
    {"CZ", "чешская республика|чэшская рэспубліка|czech republic"},
    {"DE", "фрг|федеративная республика германия"},
    {"GB", "соединенное королевство|англия|вялікабрытанія|uk|great britain|england"},
    {"HK", "гонконг|ганконг|hong kong|香港"},
    {"IR", "исламская республика иран|iran islamic republic of"},
    {"KG", "киргизская республика|кыргызская республика|киргизстан|кыргызстан|kyrgyz republic"},
    {"KP",
     "северная корея|корейская народно-демократическая республика|паўночная карэя|"
     "north korea|朝鲜"},
    {"KR",
     "южная корея|республика корея|корея|паўднёвая карэя|рэспубліка карэя|south korea|korea|"
     "republic of korea|南韩"},
    {"KZ", "республика казахстан"},
    {"MD", "молдавия|республика молдова|малдова|republic of moldova"},
    {"MK", "македония|north macedonia"},
    {"NL", "голландия|holland"},
    {"RU", "рф|российская федерация|расійская федэрацыя|russian federation|俄国|俄罗斯联邦"},
    {"SA", "королевство саудовская аравия"},
    {"SY", "сирийская арабская республика|syrian arab republic"},
    {"TM", "туркмения|туркменія"},
    {"TR", "turkey|турецкая республика|republic of turkiye"},
    {"TW", "тайвань|taiwan"},
    {"US",
     "сша|соединенные штаты америки|злучаныя штаты амерыкі|зша|us|usa|u s|u s a|"
     "united states of america|美利坚合众国"},
    {"VN", "вьетнам|социалистическая республика вьетнам|viet nam"},
};

// What stands before or behind the name of a country and does not tell it.
constexpr const char* kBefore[] = {"республика ", "рэспубліка ", "the republic of ", "republic of ",
                                   "the "};
constexpr const char* kBehind[] = {" республика", " рэспубліка", "共和国"};

CodesByName MakeCodes() {
  CodesByName codes;
  for (const char* const* code = icu::Locale::getISOCountries(); *code != nullptr; ++code) {
    if (!base::IsCountryCode(*code)) continue;
    const icu::Locale country("", *code);
    for (const char* language : {"ru", "be", "en", "zh"}) {
      icu::UnicodeString name;
      country.getDisplayCountry(icu::Locale(language), name);
      std::string utf8;
      codes.try_emplace(FoldedWords(name.toUTF8String(utf8)), *code);
    }
  }
  for (const auto& [code, names] : kOtherNames) {
    for (const absl::string_view name : absl::StrSplit(names, '|')) {
      codes[FoldedWords(name)] = code;
    }
  }
  return codes;
}

const CodesByName& Codes() {
  static const auto& codes = *new CodesByName(MakeCodes());
  return codes;
}

// The alpha-2 code of one of two or three capitals; empty where it is none.
std::string CodeOf(absl::string_view text) {
  const bool is_code =
      (text.size() == 2 || text.size() == 3) && std::all_of(text.begin(), text.end(), [](char c) {
        return absl::ascii_isupper(static_cast<unsigned char>(c));
      });
  if (!is_code) return "";
  if (base::IsCountryCode(text)) return std::string(text);
  for (const char* const* code = icu::Locale::getISOCountries(); *code != nullptr; ++code) {
    if (text == icu::Locale("", *code).getISO3Country()) return *code;
  }
  return "";
}

}  // namespace

absl::optional<std::string> ReadCountry(absl::string_view text) {
  if (std::string code = CodeOf(absl::StripAsciiWhitespace(text)); !code.empty()) return code;
  const std::string words = FoldedWords(text);
  const CodesByName& codes = Codes();
  const auto find = [&](absl::string_view name) -> absl::optional<std::string> {
    const auto found = codes.find(name);
    if (name.empty() || found == codes.end()) return absl::nullopt;
    return found->second;
  };
  if (const auto code = find(words); code.has_value()) return code;
  for (const absl::string_view before : kBefore) {
    if (!absl::StartsWith(words, before)) continue;
    if (const auto code = find(absl::StripPrefix(words, before)); code.has_value()) return code;
  }
  for (const absl::string_view behind : kBehind) {
    if (!absl::EndsWith(words, behind)) continue;
    if (const auto code = find(absl::StripSuffix(words, behind)); code.has_value()) return code;
  }
  return absl::nullopt;
}

}  // namespace plenary::indicators
