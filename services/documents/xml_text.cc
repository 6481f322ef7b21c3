#include "services/documents/xml_text.h"

#include <cstdint>

#include "absl/strings/str_replace.h"

namespace plenary::documents {
namespace {

struct Decoded {
  uint32_t code_point = 0;
  size_t size = 0;  // in bytes; 0: this is not UTF-8
};

Decoded DecodeFirst(absl::string_view text) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  if (byte(0) < 0x80) return {byte(0), 1};
  const size_t size = byte(0) >= 0xF0 ? 4 : byte(0) >= 0xE0 ? 3 : 2;
  if (byte(0) < 0xC2 || byte(0) > 0xF4 || text.size() < size) return {};
  uint32_t code_point = byte(0) & (0x7Fu >> size);
  for (size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {};
    code_point = code_point << 6 | (byte(i) & 0x3F);
  }
  constexpr uint32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool is_surrogate = code_point >= 0xD800 && code_point < 0xE000;
  if (code_point < kLeast[size] || code_point > 0x10FFFF || is_surrogate) return {};
  return {code_point, size};
}

bool XmlHolds(uint32_t code_point) {
  if (code_point < 0x20) return code_point == '\n' || code_point == '\r' || code_point == '\t';
  return code_point != 0xFFFE && code_point != 0xFFFF;
}

}  // namespace

std::string XmlText(absl::string_view text) {
  const std::string lines = absl::StrReplaceAll(
      text, {{"\r\n", "\n"}, {"\r", "\n"}, {"\u2028", "\n"}, {"\u2029", "\n"}, {"\u0085", "\n"}});
  std::string clean;
  clean.reserve(lines.size());
  for (size_t i = 0; i < lines.size();) {
    const Decoded decoded = DecodeFirst(absl::string_view(lines).substr(i));
    if (decoded.size == 0) {
      clean += "\uFFFD";
    } else if (XmlHolds(decoded.code_point)) {
      clean.append(lines, i, decoded.size);
    }
    i += decoded.size == 0 ? 1 : decoded.size;
  }
  return clean;
}

bool IsXmlText(absl::string_view text) {
  while (!text.empty()) {
    const Decoded decoded = DecodeFirst(text);
    if (decoded.size == 0 || !XmlHolds(decoded.code_point)) return false;
    text.remove_prefix(decoded.size);
  }
  return true;
}

}  // namespace plenary::documents
