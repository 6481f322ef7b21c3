#include "services/interchange/string_item.h"

#include <cstdint>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_format.h"
#include "absl/types/optional.h"

namespace plenary::interchange {
namespace {

constexpr size_t kEscapeBytes = 7;  // "_x000D_"

// The UTF-16 unit that an escape at the beginning of `text` stands for.
absl::optional<uint32_t> EscapedUnit(absl::string_view text) {
  if (text.size() < kEscapeBytes || text[0] != '_' || text[1] != 'x' || text[6] != '_') {
    return absl::nullopt;
  }
  uint32_t unit = 0;
  for (const char c : text.substr(2, 4)) {
    if (!absl::ascii_isxdigit(static_cast<unsigned char>(c))) return absl::nullopt;
    const int digit = absl::ascii_isdigit(static_cast<unsigned char>(c))
                          ? c - '0'
                          : absl::ascii_tolower(static_cast<unsigned char>(c)) - 'a' + 10;
    unit = unit << 4 | static_cast<uint32_t>(digit);
  }
  return unit;
}

void AppendUtf8(uint32_t point, std::string& text) {
  if (point < 0x80) {
    text += static_cast<char>(point);
    return;
  }
  const int more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
  const uint32_t lead = more == 1 ? 0xC0 : more == 2 ? 0xE0 : 0xF0;
  text += static_cast<char>(lead | point >> (6 * more));
  for (int i = more - 1; i >= 0; --i) {
    text += static_cast<char>(0x80 | (point >> (6 * i) & 0x3F));
  }
}

struct EscapedPoint {
  uint32_t point = 0;
  size_t bytes = 0;  // of the escape
};

// Halves of pairs alone and zero stand for nothing.
absl::optional<EscapedPoint> EscapedPointAt(absl::string_view text) {
  const absl::optional<uint32_t> unit = EscapedUnit(text);
  if (!unit || *unit == 0) return absl::nullopt;
  if (*unit < 0xD800 || *unit > 0xDFFF) return EscapedPoint{*unit, kEscapeBytes};
  const absl::optional<uint32_t> low = EscapedUnit(text.substr(kEscapeBytes));
  if (*unit > 0xDBFF || !low || *low < 0xDC00 || *low > 0xDFFF) return absl::nullopt;
  return EscapedPoint{0x10000 + ((*unit - 0xD800) << 10) + (*low - 0xDC00), 2 * kEscapeBytes};
}

// U+FFFE and U+FFFF, which XML takes as little as control characters.
bool IsNoncharacter(absl::string_view text) {
  return absl::StartsWith(text, "\xEF\xBF\xBE") || absl::StartsWith(text, "\xEF\xBF\xBF");
}

bool NeedsEscape(char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n'; }

}  // namespace

void StringItem::Clear() {
  text_.clear();
  is_in_text_ = is_in_phonetic_ = false;
}

void StringItem::Start(absl::string_view name) {
  if (name == "rPh") is_in_phonetic_ = true;
  if (name == "t") is_in_text_ = !is_in_phonetic_;
}

void StringItem::End(absl::string_view name) {
  if (name == "rPh") is_in_phonetic_ = false;
  if (name == "t") is_in_text_ = false;
}

void StringItem::Text(absl::string_view text) {
  if (is_in_text_) text_.append(text.data(), text.size());
}

std::string UnescapeXstring(std::string text) {
  size_t at = text.find("_x");
  if (at == std::string::npos) return text;
  const absl::string_view from = text;
  std::string plain(from.substr(0, at));
  while (at < from.size()) {
    if (const absl::optional<EscapedPoint> escaped = EscapedPointAt(from.substr(at))) {
      AppendUtf8(escaped->point, plain);
      at += escaped->bytes;
    } else {
      plain += from[at++];
    }
  }
  return plain;
}

std::string EscapeXstring(absl::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const absl::string_view rest = text.substr(at);
    if (IsNoncharacter(rest)) {
      absl::StrAppendFormat(&escaped, "_xFFF%c_", rest[2] == '\xBE' ? 'E' : 'F');
      at += 3;
      continue;
    }
    if (NeedsEscape(rest[0])) {
      absl::StrAppendFormat(&escaped, "_x%04X_", static_cast<unsigned char>(rest[0]));
    } else {
      if (EscapedUnit(rest)) escaped += "_x005F";
      escaped += rest[0];
    }
    ++at;
  }
  return escaped;
}

}  // namespace plenary::interchange
