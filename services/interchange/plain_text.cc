#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/interchange/cells.h"

namespace plenary::interchange {
namespace {

constexpr char kApostrophe = '\'';
constexpr absl::string_view kFormulaBeginnings = "=+-@\t\r";

// The number of apostrophes in front of what begins a formula; -1 where nothing does.
int ApostrophesBeforeFormula(absl::string_view text) {
  size_t at = 0;
  while (at < text.size() && text[at] == kApostrophe) ++at;
  const bool is_formula = at < text.size() && absl::StrContains(kFormulaBeginnings, text[at]);
  return is_formula ? static_cast<int>(at) : -1;
}

}  // namespace

std::string WritePlain(absl::string_view text, TableFormat::Kind kind) {
  const int fewest = kind == TableFormat::kCsv ? 0 : 1;
  if (ApostrophesBeforeFormula(text) < fewest) return std::string(text);
  return absl::StrCat(absl::string_view(&kApostrophe, 1), text);
}

absl::string_view ReadPlain(absl::string_view cell) {
  return ApostrophesBeforeFormula(cell) > 0 ? cell.substr(1) : cell;
}

}  // namespace plenary::interchange
