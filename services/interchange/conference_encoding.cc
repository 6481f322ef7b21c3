#include "services/interchange/conference_encoding.h"

#include <unicode/ucnv.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "services/base/errors.h"
#include "services/interchange/conference_refusals.h"
#include "services/interchange/refusals.h"

namespace plenary::interchange {
namespace {

constexpr char kUtf8[] = "UTF-8";
constexpr char kUtf16Le[] = "UTF-16LE";
constexpr char kUtf16Be[] = "UTF-16BE";
constexpr char kSaveAsUtf8[] = "; export the schedule as UTF-8";
constexpr size_t kPieceBytes = 64 << 10;

// Names as they are declared, in small letters, and the converter that reads such texts: a larger
// one where programs declare the smaller, as the Encoding Standard has it
// (https://encoding.spec.whatwg.org/#names-and-labels).
struct Encoding {
  absl::string_view declared;
  const char* converter;
};
constexpr Encoding kEncodings[] = {
    {"iso-8859-1", "windows-1252"},
    {"latin1", "windows-1252"},
    {"windows-1250", "windows-1250"},
    {"windows-1251", "windows-1251"},
    {"cp1251", "windows-1251"},
    {"windows-1252", "windows-1252"},
    {"cp1252", "windows-1252"},
    {"windows-1253", "windows-1253"},
    {"windows-1254", "windows-1254"},
    {"windows-1257", "windows-1257"},
    {"iso-8859-2", "ISO-8859-2"},
    {"iso-8859-5", "ISO-8859-5"},
    {"iso-8859-7", "ISO-8859-7"},
    {"iso-8859-9", "windows-1254"},
    {"iso-8859-13", "ISO-8859-13"},
    {"iso-8859-15", "ISO-8859-15"},
    {"koi8-r", "KOI8-R"},
    {"koi8-u", "KOI8-U"},
    {"ibm866", "ibm-866"},
    {"cp866", "ibm-866"},
    {"x-mac-cyrillic", "x-mac-cyrillic"},
    {"gb2312", "gb18030"},
    {"gbk", "gb18030"},
    {"gb18030", "gb18030"},
    {"big5", "Big5"},
    {"shift_jis", "windows-31j"},
    {"euc-jp", "EUC-JP"},
    {"euc-kr", "EUC-KR"},
};

int64_t LineAt(absl::string_view text) {
  return 1 + static_cast<int64_t>(std::count(text.begin(), text.end(), '\n'));
}

struct Utf8Finding {
  bool is_good = true;
  bool has_long_characters = false;
  int64_t bad_line = 0;
};

Utf8Finding LookAtUtf8(absl::string_view bytes) {
  Utf8Finding finding;
  const auto* const data = reinterpret_cast<const uint8_t*>(bytes.data());
  const auto size = static_cast<int64_t>(bytes.size());
  for (int64_t i = 0; i < size;) {
    if (data[i] < 0x80) {
      ++i;
      continue;
    }
    finding.has_long_characters = true;
    const int64_t begin = i;
    UChar32 character = 0;
    U8_NEXT(data, i, size, character);
    if (character >= 0) continue;
    finding.is_good = false;
    finding.bad_line = LineAt(bytes.substr(0, static_cast<size_t>(begin)));
    break;
  }
  return finding;
}

// The XML declaration at the beginning of a text, empty where there is none. Blank lines before it
// are wrong, and common.
absl::string_view DeclarationOf(absl::string_view text) {
  constexpr size_t kMostBytes = 400;
  constexpr absl::string_view kEnd = "?>";
  text = absl::StripLeadingAsciiWhitespace(text).substr(0, kMostBytes);
  const size_t end = text.find(kEnd);
  const bool is_declaration = absl::StartsWith(text, "<?xml") && text.size() > 5 &&
                              absl::ascii_isspace(static_cast<unsigned char>(text[5]));
  return is_declaration && end != absl::string_view::npos ? text.substr(0, end + kEnd.size()) : "";
}

// What the declaration says of the encoding is done with, and a parser would mind blank lines
// before it.
std::string WithoutDeclaration(std::string text) {
  const absl::string_view declaration = DeclarationOf(text);
  if (declaration.empty()) return text;
  const auto begin = text.begin() + (declaration.data() - text.data());
  std::replace_if(
      begin, begin + static_cast<std::ptrdiff_t>(declaration.size()),
      [](char c) { return c != '\n'; }, ' ');
  return text;
}

std::string DeclaredEncoding(absl::string_view text) {
  constexpr absl::string_view kWord = "encoding";
  absl::string_view declaration = DeclarationOf(text);
  const size_t word = declaration.find(kWord);
  if (word == absl::string_view::npos) return {};
  declaration = absl::StripLeadingAsciiWhitespace(declaration.substr(word + kWord.size()));
  if (!absl::ConsumePrefix(&declaration, "=")) return {};
  declaration = absl::StripLeadingAsciiWhitespace(declaration);
  if (declaration.empty()) return {};
  const char quote = declaration[0];
  declaration.remove_prefix(1);
  const size_t end = declaration.find(quote);
  if (end == absl::string_view::npos) return {};
  return std::string(absl::StripAsciiWhitespace(declaration.substr(0, end)));
}

absl::Status NotInEncoding(absl::string_view encoding, int64_t line) {
  return UnreadableSchedule(
      absl::StrCat("line ", line, " is not ", ShownBeginning(encoding),
                   ", which the text is declared or taken to be", kSaveAsUtf8),
      line);
}

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

Converter OpenConverter(const char* name) {
  UErrorCode error = U_ZERO_ERROR;
  Converter converter(ucnv_open(name, &error), &ucnv_close);
  // Else it would put U+FFFD in place of what it cannot read.
  ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &error);
  return U_SUCCESS(error) ? std::move(converter) : Converter(nullptr, &ucnv_close);
}

absl::StatusOr<std::string> Convert(absl::string_view bytes, const char* encoding) {
  const Converter from = OpenConverter(encoding);
  const Converter to = OpenConverter(kUtf8);
  if (from == nullptr || to == nullptr) {
    return base::Refuse(absl::StatusCode::kInternal, v1::ERROR_REASON_INTERNAL,
                        absl::StrCat("ICU has no converter for ", encoding));
  }
  std::string text;
  std::string piece(kPieceBytes, '\0');
  std::array<UChar, 4096> pivot{};
  UChar* pivot_source = pivot.data();
  UChar* pivot_target = pivot.data();
  const char* source = bytes.data();
  bool is_first = true;
  for (UErrorCode error = U_BUFFER_OVERFLOW_ERROR; error == U_BUFFER_OVERFLOW_ERROR;) {
    error = U_ZERO_ERROR;
    char* target = &piece[0];
    ucnv_convertEx(to.get(), from.get(), &target, target + piece.size(), &source,
                   bytes.data() + bytes.size(), pivot.data(), &pivot_source, &pivot_target,
                   pivot.data() + pivot.size(), is_first, true, &error);
    is_first = false;
    text.append(piece.data(), static_cast<size_t>(target - &piece[0]));
    if (U_FAILURE(error) && error != U_BUFFER_OVERFLOW_ERROR) {
      // What was read and not yet written out stands before the bad byte as well.
      const auto waiting = std::count(pivot_source, pivot_target, u'\n');
      return NotInEncoding(encoding, LineAt(text) + static_cast<int64_t>(waiting));
    }
  }
  return text;
}

// UTF-16 by its mark, or by the zero half of the "<" that XML begins with.
const char* Utf16Of(absl::string_view bytes) {
  if (bytes.size() < 2) return nullptr;
  const absl::string_view head = bytes.substr(0, 2);
  if (head == absl::string_view("\xFF\xFE", 2) || head == absl::string_view("<\0", 2)) {
    return kUtf16Le;
  }
  if (head == absl::string_view("\xFE\xFF", 2) || head == absl::string_view("\0<", 2)) {
    return kUtf16Be;
  }
  return nullptr;
}

absl::StatusOr<ConferenceSource> ReadUtf16(absl::string_view bytes, const char* encoding) {
  const bool has_mark = bytes[0] != '<' && bytes[1] != '<';
  ConferenceSource source;
  PLENARY_ASSIGN_OR_RETURN(source.utf8, Convert(bytes.substr(has_mark ? 2 : 0), encoding));
  source.declared = DeclaredEncoding(source.utf8);
  source.actual = encoding;
  source.differs =
      !source.declared.empty() && !absl::StartsWithIgnoreCase(source.declared, "UTF-16");
  return source;
}

absl::StatusOr<ConferenceSource> AsUtf8(absl::string_view text, ConferenceSource source) {
  source.utf8 = std::string(text);
  source.actual = kUtf8;
  return source;
}

absl::StatusOr<ConferenceSource> Recognise(absl::string_view bytes) {
  if (const char* const utf16 = Utf16Of(bytes)) return ReadUtf16(bytes, utf16);
  absl::string_view text = bytes;
  const bool has_mark = absl::ConsumePrefix(&text, "\xEF\xBB\xBF");
  ConferenceSource source;
  source.declared = DeclaredEncoding(text);
  const std::string declared = absl::AsciiStrToLower(source.declared);
  const Utf8Finding utf8 = LookAtUtf8(text);
  const bool says_utf8 = declared.empty() || declared == "utf-8" || declared == "utf8";
  if (says_utf8 || has_mark) {
    if (!utf8.is_good) return NotInEncoding(kUtf8, utf8.bad_line);
    source.differs = !says_utf8;
    return AsUtf8(text, std::move(source));
  }
  // Some programs say so of whatever they write, since their own texts in memory are UTF-16.
  const bool says_utf16 = absl::StartsWith(declared, "utf-16");
  const bool says_ascii = declared == "us-ascii" || declared == "ascii";
  if (utf8.is_good && (utf8.has_long_characters || says_utf16 || says_ascii)) {
    source.differs = utf8.has_long_characters || says_utf16;
    return AsUtf8(text, std::move(source));
  }
  if (says_utf16 || says_ascii) return NotInEncoding(source.declared, utf8.bad_line);
  for (const Encoding& encoding : kEncodings) {
    if (declared != encoding.declared) continue;
    PLENARY_ASSIGN_OR_RETURN(source.utf8, Convert(text, encoding.converter));
    source.actual = encoding.converter;
    return source;
  }
  return UnreadableSchedule(
      absl::StrCat("the text is declared to be in “", ShownBeginning(source.declared),
                   "”, which is not read", kSaveAsUtf8),
      1);
}

}  // namespace

absl::StatusOr<ConferenceSource> ReadConferenceEncoding(absl::string_view bytes) {
  PLENARY_ASSIGN_OR_RETURN(ConferenceSource source, Recognise(bytes));
  source.utf8 = WithoutDeclaration(std::move(source.utf8));
  return source;
}

}  // namespace plenary::interchange
