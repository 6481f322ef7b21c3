#include "services/interchange/xml_reader.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/interchange/refusals.h"
#include "services/interchange/xml_stream.h"

namespace plenary::interchange {
namespace {

constexpr char kSeparator = '|';

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

}  // namespace

absl::optional<absl::string_view> XmlAttributes::Find(absl::string_view name) const {
  for (const char* const* attribute = attributes_; attribute[0] != nullptr; attribute += 2) {
    if (LocalName(attribute[0]) == name) return absl::string_view(attribute[1]);
  }
  return absl::nullopt;
}

class XmlReader::Parser : public XmlHandler {
 public:
  Parser(std::string part, XmlListener& listener)
      : part_(std::move(part)),
        listener_(listener),
        stream_(XmlBounds{}, XmlStream::kNamespace, *this) {}

  absl::Status Start(const char* name, const char* const* attributes) override {
    return listener_.Start(LocalName(name), XmlAttributes(attributes));
  }
  absl::Status End(const char* name) override { return listener_.End(LocalName(name)); }
  absl::Status Text(absl::string_view text) override { return listener_.Text(text); }

  absl::Status Refuse(const XmlFault& fault) const override {
    switch (fault.kind) {
      case XmlFault::kDoctype:
        return Unreadable(absl::StrCat(part_,
                                       " has a DOCTYPE, which no spreadsheet program writes: save "
                                       "the workbook again"));
      case XmlFault::kTooDeep:
        return Unreadable(
            absl::StrCat(part_, " is nested too deeply for a workbook: save it again"));
      case XmlFault::kTooMuchMemory:
        return TooLarge(
            absl::StrCat(part_, " takes more memory than a workbook does: save it again"));
      case XmlFault::kMalformed:
        break;
    }
    return Unreadable(absl::StrCat(part_, " is damaged (", fault.description, " in its line ",
                                   fault.line, "): open the workbook and save it again"));
  }

  XmlStream& stream() { return stream_; }

 private:
  std::string part_;
  XmlListener& listener_;
  XmlStream stream_;
};

XmlReader::XmlReader(std::string part, XmlListener& listener)
    : parser_(std::make_unique<Parser>(std::move(part), listener)) {}
XmlReader::~XmlReader() = default;

absl::Status XmlReader::Add(absl::string_view piece) { return parser_->stream().Add(piece); }
absl::Status XmlReader::Finish() { return parser_->stream().Finish(); }

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
