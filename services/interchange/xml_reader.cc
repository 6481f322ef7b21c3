#include "services/interchange/xml_reader.h"

#include <expat.h>
#include <malloc.h>

#include <cstdint>
#include <cstdlib>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/interchange/refusals.h"

namespace plenary::interchange {
namespace {

constexpr char kSeparator = '|';
constexpr char kSeparatorText[] = "|";
constexpr int kMostLevels = 64;
// Between two events of the parser: no start tag of a workbook is nearly as long.
constexpr int64_t kMostTokenBytes = 1 << 20;
// The parser keeps every name it ever met.
constexpr int64_t kMostParserBytes = 16 << 20;

constexpr absl::string_view kNamespaces[] = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
    "http://schemas.openxmlformats.org/package/2006/relationships",
    "http://schemas.openxmlformats.org/package/2006/content-types",
};

absl::string_view LocalName(absl::string_view name) {
  const size_t separator = name.rfind(kSeparator);
  if (separator == absl::string_view::npos) return name;
  const absl::string_view space = name.substr(0, separator);
  for (const absl::string_view known : kNamespaces) {
    if (space == known) return name.substr(separator + 1);
  }
  return {};
}

// expat's functions for memory get no argument of ours, so what the parser at work may still take
// stands here.
thread_local int64_t* memory_left = nullptr;

int64_t SizeOf(void* memory) { return static_cast<int64_t>(malloc_usable_size(memory)); }

void* Reallocate(void* memory, size_t size) {
  const int64_t old_size = SizeOf(memory);
  if (memory_left != nullptr && static_cast<int64_t>(size) > *memory_left + old_size) {
    return nullptr;
  }
  void* const moved = std::realloc(memory, size);
  if (memory_left != nullptr && moved != nullptr) *memory_left += old_size - SizeOf(moved);
  return moved;
}

void* Allocate(size_t size) { return Reallocate(nullptr, size); }

void Free(void* memory) {
  if (memory_left != nullptr) *memory_left += SizeOf(memory);
  std::free(memory);
}

constexpr XML_Memory_Handling_Suite kMemory = {&Allocate, &Reallocate, &Free};

}  // namespace

absl::optional<absl::string_view> XmlAttributes::Find(absl::string_view name) const {
  for (const char* const* attribute = attributes_; attribute[0] != nullptr; attribute += 2) {
    if (LocalName(attribute[0]) == name) return absl::string_view(attribute[1]);
  }
  return absl::nullopt;
}

class XmlReader::Parser {
 public:
  Parser(std::string part, XmlListener& listener)
      : part_(std::move(part)),
        listener_(listener),
        parser_(XML_ParserCreate_MM(nullptr, &kMemory, kSeparatorText), &XML_ParserFree) {
    if (parser_ == nullptr) return;
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(parser_.get(), &OnStart, &OnEnd);
    XML_SetCharacterDataHandler(parser_.get(), &OnText);
    XML_SetStartDoctypeDeclHandler(parser_.get(), &OnDoctype);
  }

  absl::Status Add(absl::string_view piece, bool is_last) {
    if (parser_ == nullptr) return TooMuchMemory();
    memory_left = &memory_left_;
    const XML_Status result =
        XML_Parse(parser_.get(), piece.data(), static_cast<int>(piece.size()), is_last);
    memory_left = nullptr;
    if (!refusal_.ok()) return refusal_;
    if (result == XML_STATUS_ERROR) return Failure();
    bytes_ += static_cast<int64_t>(piece.size());
    const int64_t event = XML_GetCurrentByteIndex(parser_.get());
    return !is_last && bytes_ - event > kMostTokenBytes ? TooMuchMemory() : absl::OkStatus();
  }

 private:
  static void OnStart(void* self, const char* name, const char** attributes) {
    Parser& parser = *static_cast<Parser*>(self);
    if (!parser.refusal_.ok()) return;
    if (++parser.level_ > kMostLevels) {
      return parser.Stop(Unreadable(absl::StrCat(parser.part_,
                                                 " is nested too deeply for a "
                                                 "workbook: save it again")));
    }
    parser.Stop(parser.listener_.Start(LocalName(name), XmlAttributes(attributes)));
  }
  static void OnEnd(void* self, const char* name) {
    Parser& parser = *static_cast<Parser*>(self);
    --parser.level_;
    if (parser.refusal_.ok()) parser.Stop(parser.listener_.End(LocalName(name)));
  }
  static void OnText(void* self, const char* text, int size) {
    Parser& parser = *static_cast<Parser*>(self);
    if (!parser.refusal_.ok()) return;
    parser.Stop(parser.listener_.Text(absl::string_view(text, static_cast<size_t>(size))));
  }
  // Entities are declared in a DOCTYPE, and no workbook has one.
  static void OnDoctype(void* self, const char*, const char*, const char*, int) {
    Parser& parser = *static_cast<Parser*>(self);
    parser.Stop(Unreadable(absl::StrCat(parser.part_,
                                        " has a DOCTYPE, which no spreadsheet "
                                        "program writes: save the workbook again")));
  }

  // A stopped parser may still tell of what it holds already, so the refusal is looked at as well.
  void Stop(absl::Status status) {
    if (status.ok()) return;
    refusal_ = std::move(status);
    XML_StopParser(parser_.get(), XML_FALSE);
  }

  absl::Status Failure() const {
    const XML_Error error = XML_GetErrorCode(parser_.get());
    if (error == XML_ERROR_NO_MEMORY) return TooMuchMemory();
    return Unreadable(absl::StrCat(part_, " is damaged (", XML_ErrorString(error), " in its line ",
                                   XML_GetCurrentLineNumber(parser_.get()),
                                   "): open the workbook and save it again"));
  }
  absl::Status TooMuchMemory() const {
    return TooLarge(absl::StrCat(part_, " takes more memory than a workbook does: save it again"));
  }

  std::string part_;
  XmlListener& listener_;
  int64_t memory_left_ = kMostParserBytes;
  int64_t bytes_ = 0;
  int level_ = 0;
  absl::Status refusal_;
  std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser_;
};

XmlReader::XmlReader(std::string part, XmlListener& listener)
    : parser_(std::make_unique<Parser>(std::move(part), listener)) {}
XmlReader::~XmlReader() = default;

absl::Status XmlReader::Add(absl::string_view piece) { return parser_->Add(piece, false); }
absl::Status XmlReader::Finish() { return parser_->Add({}, true); }

absl::Status ReadXml(ZipArchive& archive, const std::string& part, XmlListener& listener) {
  PLENARY_ASSIGN_OR_RETURN(const std::unique_ptr<ZipArchive::Part> bytes, archive.OpenPart(part));
  XmlReader reader(part, listener);
  for (;;) {
    PLENARY_ASSIGN_OR_RETURN(const absl::string_view piece, bytes->Next());
    if (piece.empty()) return reader.Finish();
    PLENARY_RETURN_IF_ERROR(reader.Add(piece));
  }
}

}  // namespace plenary::interchange
