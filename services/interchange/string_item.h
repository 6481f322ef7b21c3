// The text of a cell as workbooks write it, plain or in runs of fonts.
#ifndef PLENARY_SERVICES_INTERCHANGE_STRING_ITEM_H_
#define PLENARY_SERVICES_INTERCHANGE_STRING_ITEM_H_

#include <string>

#include "absl/strings/string_view.h"

namespace plenary::interchange {

// Gathers the text inside an <si> or <is>, without the pronunciation that East Asian texts carry
// (<rPh>).
class StringItem {
 public:
  void Clear();
  void Start(absl::string_view name);
  void End(absl::string_view name);
  void Text(absl::string_view text);
  const std::string& raw() const { return text_; }

 private:
  std::string text_;
  bool is_in_text_ = false;
  bool is_in_phonetic_ = false;
};

// Undoes what ISO/IEC 29500-1, 22.9.2.19 does to characters that XML has no room for: "_x000D_" is
// a carriage return,
// "_x005F_" the underscore of a text that looks like that.
std::string UnescapeXstring(std::string text);

// Does it.
std::string EscapeXstring(absl::string_view text);

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_STRING_ITEM_H_
