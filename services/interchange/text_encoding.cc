#include "services/interchange/text_encoding.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "services/base/errors.h"
#include "services/interchange/cyrillic_check.h"
#include "services/interchange/refusals.h"

namespace plenary::interchange {
namespace {

constexpr int64_t kPieceBytes = 64 << 10;
constexpr char kUtf8[] = "UTF-8";
constexpr char kUtf16Le[] = "UTF-16LE";
constexpr char kUtf16Be[] = "UTF-16BE";
constexpr char kWindows1251[] = "windows-1251";
constexpr char kSaveAsUtf8[] = "; save the table as \"CSV UTF-8\" or as XLSX";

// Gives `piece` all of the source from `offset` on, until it answers false.
absl::Status ForEachPiece(ByteSource& source, int64_t offset,
                          const std::function<bool(absl::string_view)>& piece) {
  while (offset < source.size()) {
    PLENARY_ASSIGN_OR_RETURN(const std::string bytes, source.Read(offset, kPieceBytes));
    if (bytes.empty() || !piece(bytes)) break;
    offset += static_cast<int64_t>(bytes.size());
  }
  return absl::OkStatus();
}

// Whether bytes are well-formed UTF-8 (RFC 3629), given piece by piece.
class Utf8Check {
 public:
  // False from the first bad byte on.
  bool Add(absl::string_view piece) {
    for (const char c : piece) {
      if (!AddByte(static_cast<unsigned char>(c))) return false;
      ++offset_;
    }
    return true;
  }
  bool ends_well() const { return missing_ == 0; }
  // Where the character begins that could not be read.
  int64_t bad_offset() const { return character_; }
  bool has_long_characters() const { return has_long_characters_; }

 private:
  bool AddByte(unsigned char byte) {
    if (missing_ > 0) {
      if (byte < lowest_ || byte > highest_) return false;
      lowest_ = 0x80;
      highest_ = 0xBF;
      --missing_;
      return true;
    }
    character_ = offset_;
    if (byte < 0x80) return true;
    has_long_characters_ = true;
    return Begin(byte);
  }
  // The second byte's range keeps out overlong forms, surrogates and what is above U+10FFFF.
  bool Begin(unsigned char byte) {
    if (byte < 0xC2 || byte > 0xF4) return false;
    missing_ = byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3;
    lowest_ = byte == 0xE0 ? 0xA0 : byte == 0xF0 ? 0x90 : 0x80;
    highest_ = byte == 0xED ? 0x9F : byte == 0xF4 ? 0x8F : 0xBF;
    return true;
  }

  int64_t offset_ = 0;
  int64_t character_ = 0;
  int missing_ = 0;
  unsigned char lowest_ = 0x80;
  unsigned char highest_ = 0xBF;
  bool has_long_characters_ = false;
};

// Whether bytes are well-formed UTF-16, given piece by piece.
class Utf16Check {
 public:
  explicit Utf16Check(bool is_big_endian) : is_big_endian_(is_big_endian) {}
  bool Add(absl::string_view piece) {
    for (const char c : piece) {
      const auto byte = static_cast<unsigned char>(c);
      if (offset_++ % 2 == 0) {
        first_ = byte;
      } else if (!AddUnit(is_big_endian_ ? first_ << 8 | byte : byte << 8 | first_)) {
        return false;
      }
    }
    return true;
  }
  bool ends_well() const { return offset_ % 2 == 0 && !is_in_pair_; }
  int64_t offset() const { return offset_; }

 private:
  bool AddUnit(int unit) {
    const bool is_low = (unit & 0xFC00) == 0xDC00;
    const bool was_in_pair = is_in_pair_;
    is_in_pair_ = (unit & 0xFC00) == 0xD800;
    return is_low == was_in_pair;
  }

  bool is_big_endian_;
  int64_t offset_ = 0;
  int first_ = 0;
  bool is_in_pair_ = false;
};

TextEncoding EncodingOfMark(absl::string_view head) {
  if (absl::StartsWith(head, "\xEF\xBB\xBF")) return {kUtf8, 3};
  if (absl::StartsWith(head, "\xFF\xFE")) return {kUtf16Le, 2};
  if (absl::StartsWith(head, "\xFE\xFF")) return {kUtf16Be, 2};
  return {};
}

// UTF-16 without a mark shows itself by the zero halves of separators, digits and Latin letters:
// all on one side. A stray zero in some other text is too rare for that.
absl::string_view Utf16OfZeros(absl::string_view head) {
  constexpr absl::string_view kMarks = "\n\r\t,; ";
  const size_t units = head.size() / 2;
  size_t zeros[2] = {0, 0};
  bool has_marks[2] = {false, false};
  for (size_t i = 0; i < units * 2; ++i) {
    if (head[i] != 0) continue;
    ++zeros[i % 2];
    if (absl::StrContains(kMarks, head[i ^ 1])) has_marks[i % 2] = true;
  }
  for (const size_t side : {0, 1}) {
    const bool are_enough = zeros[side] >= 2 && zeros[side] * 50 >= units;
    if (are_enough && zeros[1 - side] * 4 <= zeros[side] && has_marks[side]) {
      return side == 0 ? kUtf16Be : kUtf16Le;
    }
  }
  return {};
}

absl::Status CheckUtf16(ByteSource& source, const TextEncoding& encoding) {
  Utf16Check check(encoding.name == kUtf16Be);
  bool is_good = true;
  PLENARY_RETURN_IF_ERROR(
      ForEachPiece(source, 0, [&](absl::string_view piece) { return is_good = check.Add(piece); }));
  if (is_good && check.ends_well()) return absl::OkStatus();
  return WrongEncodingAt(absl::StrCat("the text is not ", encoding.name, ": byte ", check.offset(),
                                      " belongs to no character", kSaveAsUtf8),
                         check.offset());
}

absl::StatusOr<bool> ReadsAsWindows1251(ByteSource& source, bool is_told) {
  CyrillicCheck check;
  PLENARY_RETURN_IF_ERROR(ForEachPiece(source, 0, [&](absl::string_view piece) {
    check.Add(piece);
    return true;
  }));
  return check.ReadsAsText(is_told);
}

// Of a text without any other sign: UTF-8, or else windows-1251.
absl::StatusOr<TextEncoding> EncodingOfBytes(ByteSource& source, TextEncoding known, bool is_told) {
  Utf8Check utf8;
  bool is_utf8 = true;
  PLENARY_RETURN_IF_ERROR(
      ForEachPiece(source, 0, [&](absl::string_view piece) { return is_utf8 = utf8.Add(piece); }));
  is_utf8 = is_utf8 && utf8.ends_well();
  if (known.name == kWindows1251 && is_utf8 && utf8.has_long_characters()) {
    return WrongEncoding(
        "the text is UTF-8, not windows-1251; leave the encoding to be recognised");
  }
  if (known.name != kWindows1251 && is_utf8) return TextEncoding{kUtf8, known.bom_bytes};
  const std::string where = absl::StrCat("byte ", utf8.bad_offset());
  if (known.name == kUtf8) {
    return WrongEncodingAt(
        absl::StrCat("the text is not UTF-8: ", where, " belongs to no character", kSaveAsUtf8),
        utf8.bad_offset());
  }
  PLENARY_ASSIGN_OR_RETURN(const bool is_cyrillic, ReadsAsWindows1251(source, is_told));
  if (is_cyrillic) return TextEncoding{kWindows1251, 0};
  if (is_told) {
    return WrongEncoding(
        absl::StrCat("read as windows-1251 the text makes no Cyrillic words", kSaveAsUtf8));
  }
  return WrongEncodingAt(absl::StrCat("the encoding is not recognised: ", where,
                                      " is no UTF-8, and read as windows-1251 the text makes no "
                                      "Cyrillic words",
                                      kSaveAsUtf8),
                         utf8.bad_offset());
}

absl::StatusOr<std::string> OfferedName(absl::string_view told) {
  for (const char* name : {"", kUtf8, kUtf16Le, kUtf16Be, kWindows1251}) {
    if (absl::EqualsIgnoreCase(told, name)) return std::string(name);
  }
  return base::BadField("encoding",
                        "none of UTF-8, UTF-16LE, UTF-16BE, windows-1251; empty recognises it");
}

}  // namespace

absl::StatusOr<TextEncoding> RecogniseEncoding(ByteSource& source, absl::string_view told) {
  PLENARY_ASSIGN_OR_RETURN(const std::string name, OfferedName(told));
  PLENARY_ASSIGN_OR_RETURN(const std::string head, source.Read(0, kPieceBytes));
  TextEncoding encoding = EncodingOfMark(head);
  if (!encoding.name.empty() && !name.empty() && encoding.name != name) {
    return WrongEncoding(absl::StrCat("the text begins with the mark of ", encoding.name,
                                      ", so it is not ", name,
                                      "; leave the encoding to be recognised"));
  }
  if (encoding.name.empty()) encoding.name = name;
  if (encoding.name.empty()) encoding.name = std::string(Utf16OfZeros(head));
  if (absl::StartsWith(encoding.name, "UTF-16")) {
    PLENARY_RETURN_IF_ERROR(CheckUtf16(source, encoding));
    return encoding;
  }
  return EncodingOfBytes(source, encoding, !name.empty());
}

// ICU's converter, which keeps the half of a character that a piece ends with.
class TextStream::Converter {
 public:
  explicit Converter(const std::string& encoding)
      : from_(Open(encoding)),
        to_(Open(kUtf8)),
        pivot_source_(pivot_.data()),
        pivot_target_(pivot_.data()) {}

  absl::StatusOr<std::string> Convert(absl::string_view piece, bool is_last) {
    std::string text(piece.size() * 3 + 16, '\0');  // the most that UTF-16 and windows-1251 take
    const char* source = piece.data();
    char* target = &text[0];
    UErrorCode error = from_ != nullptr && to_ != nullptr ? U_ZERO_ERROR : U_MISSING_RESOURCE_ERROR;
    ucnv_convertEx(to_.get(), from_.get(), &target, &text[0] + text.size(), &source,
                   piece.data() + piece.size(), pivot_.data(), &pivot_source_, &pivot_target_,
                   pivot_.data() + pivot_.size(), is_first_, is_last, &error);
    is_first_ = false;
    if (U_FAILURE(error)) {
      return base::Refuse(absl::StatusCode::kInternal, v1::ERROR_REASON_INTERNAL,
                          absl::StrCat("ICU converts no text: ", u_errorName(error)));
    }
    text.resize(static_cast<size_t>(target - &text[0]));
    return text;
  }

 private:
  using Handle = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

  static Handle Open(const std::string& encoding) {
    UErrorCode error = U_ZERO_ERROR;
    Handle converter(ucnv_open(encoding.c_str(), &error), &ucnv_close);
    return U_SUCCESS(error) ? std::move(converter) : Handle(nullptr, &ucnv_close);
  }

  Handle from_;
  Handle to_;
  std::array<UChar, 1024> pivot_{};
  UChar* pivot_source_;
  UChar* pivot_target_;
  bool is_first_ = true;
};

TextStream::TextStream(ByteSource& source, const TextEncoding& encoding)
    : source_(source), offset_(encoding.bom_bytes) {
  if (encoding.name != kUtf8) converter_ = std::make_unique<Converter>(encoding.name);
}

TextStream::~TextStream() = default;

absl::StatusOr<std::string> TextStream::Next() {
  while (offset_ < source_.size()) {
    PLENARY_ASSIGN_OR_RETURN(std::string piece, source_.Read(offset_, kPieceBytes));
    if (piece.empty()) break;
    offset_ += static_cast<int64_t>(piece.size());
    if (converter_ == nullptr) return piece;
    PLENARY_ASSIGN_OR_RETURN(std::string text,
                             converter_->Convert(piece, offset_ >= source_.size()));
    if (!text.empty()) return text;
  }
  return std::string();
}

}  // namespace plenary::interchange
