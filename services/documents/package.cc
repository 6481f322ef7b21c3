#include "services/documents/package.h"

#include <zip.h>

#include <algorithm>
#include <map>
#include <memory>
#include <sstream>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "services/base/errors.h"
#include "services/documents/dangers.h"
#include "services/documents/unzip.h"
#include "services/documents/xml_text.h"

namespace plenary::documents {
namespace {

constexpr char kTypesPart[] = "[Content_Types].xml";
constexpr char kWordType[] = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
// Of a .dotx, which is a document but for this name.
constexpr char kTemplateType[] = "template.main+xml";
constexpr char kDocumentType[] = "document.main+xml";
constexpr absl::string_view kOtherStories[] = {"header+xml", "footer+xml", "footnotes+xml",
                                               "endnotes+xml"};
// Of all parts that are parsed together: in memory they are a few dozen times as large.
constexpr size_t kMostXmlBytes = 8 << 20;
// Tables in tables and text boxes in them: what people make stays far below.
constexpr int kMostLevels = 200;

class DepthWalker : public pugi::xml_tree_walker {
 public:
  bool for_each(pugi::xml_node& node) override {
    has_doctype_ = has_doctype_ || node.type() == pugi::node_doctype;
    deepest_ = std::max(deepest_, depth());
    return deepest_ <= kMostLevels;
  }
  bool has_doctype() const { return has_doctype_; }
  bool is_too_deep() const { return deepest_ > kMostLevels; }

 private:
  bool has_doctype_ = false;
  int deepest_ = 0;
};

// What is wrong with a part of XML; empty where it is parsed.
std::string Parse(const std::string& bytes, pugi::xml_document& xml, size_t& budget) {
  if (bytes.size() > budget) return "is larger than a template has it";
  budget -= bytes.size();
  if (!IsXmlText(bytes)) return "is not in UTF-8";
  constexpr unsigned kOptions =
      pugi::parse_default | pugi::parse_ws_pcdata | pugi::parse_doctype | pugi::parse_eol;
  const pugi::xml_parse_result result =
      xml.load_buffer(bytes.data(), bytes.size(), kOptions, pugi::encoding_utf8);
  if (!result) {
    return absl::StrCat("is damaged (", result.description(), " at byte ", result.offset, ")");
  }
  DepthWalker walker;
  xml.traverse(walker);
  // Entities are declared in a DOCTYPE, and no document has one.
  if (walker.has_doctype()) return "has a DOCTYPE, which Word does not write";
  if (walker.is_too_deep()) return "is nested too deeply";
  return "";
}

std::string ShortName(absl::string_view part) {
  part = part.substr(part.rfind('/') + 1);
  return std::string(absl::StripSuffix(part, ".xml"));
}

// Whether a part is parsed, at the expense of `budget`.
bool ParsePart(const Part& part, pugi::xml_document& xml, size_t& budget,
               std::vector<TemplateProblem>& problems) {
  const std::string why_not = Parse(part.bytes, xml, budget);
  if (why_not.empty()) return true;
  AddProblem(ShortName(part.name), absl::StrCat(part.name, " ", why_not, ": save it again in Word"),
             problems);
  return false;
}

// The content types of parts (ECMA-376, part 2, 10.1.2).
class ContentTypes {
 public:
  explicit ContentTypes(const pugi::xml_document& xml) {
    for (const pugi::xml_node& type : xml.document_element().children()) {
      const std::string content_type = type.attribute("ContentType").value();
      if (absl::string_view(type.name()) == "Default") {
        by_extension_[absl::AsciiStrToLower(type.attribute("Extension").value())] = content_type;
      } else {
        by_name_[absl::AsciiStrToLower(type.attribute("PartName").value())] = content_type;
      }
    }
  }

  std::string Of(absl::string_view part) const {
    const std::string name = absl::AsciiStrToLower(part);
    const auto own = by_name_.find("/" + name);
    if (own != by_name_.end()) return own->second;
    const auto shared = by_extension_.find(name.substr(name.rfind('.') + 1));
    return shared != by_extension_.end() ? shared->second : "";
  }

 private:
  std::map<std::string, std::string> by_extension_;
  std::map<std::string, std::string> by_name_;
};

enum class StoryKind { kNone, kDocument, kOther };

StoryKind StoryKindOf(absl::string_view content_type) {
  if (!absl::ConsumePrefix(&content_type, kWordType)) return StoryKind::kNone;
  if (content_type == kDocumentType || content_type == kTemplateType) return StoryKind::kDocument;
  return std::find(std::begin(kOtherStories), std::end(kOtherStories), content_type) !=
                 std::end(kOtherStories)
             ? StoryKind::kOther
             : StoryKind::kNone;
}

void OpenStory(const Package& package, size_t part, Story& story, size_t& budget,
               std::vector<TemplateProblem>& problems) {
  story.part = part;
  story.name = ShortName(package.parts[part].name);
  if (!ParsePart(package.parts[part], story.xml, budget, problems)) return;
  // Word, LibreOffice and others all call its namespace "w".
  if (!absl::StartsWith(story.xml.document_element().name(), "w:")) {
    AddProblem(story.name, "this is not written as Word writes it: save it again in Word",
               problems);
  }
  CheckStory(story.name, story.xml, problems);
}

void OpenParts(Package& package, std::vector<TemplateProblem>& problems) {
  const auto types_part = std::find_if(package.parts.begin(), package.parts.end(),
                                       [](const Part& part) { return part.name == kTypesPart; });
  pugi::xml_document types_xml;
  if (types_part == package.parts.end()) {
    return AddProblem("", "this is no Word document: save the template as .docx", problems);
  }
  size_t budget = kMostXmlBytes;
  if (!ParsePart(*types_part, types_xml, budget, problems)) return;
  const ContentTypes types(types_xml);

  std::vector<size_t> documents;
  std::vector<size_t> others;
  for (size_t i = 0; i < package.parts.size(); ++i) {
    const Part& part = package.parts[i];
    const std::string type = types.Of(part.name);
    CheckPartType(part.name, type, problems);
    const StoryKind kind = StoryKindOf(type);
    if (kind == StoryKind::kDocument) documents.push_back(i);
    if (kind == StoryKind::kOther) others.push_back(i);
    if (absl::EndsWithIgnoreCase(part.name, ".rels")) {
      pugi::xml_document links;
      if (ParsePart(part, links, budget, problems)) {
        CheckRelationships(ShortName(absl::StripSuffix(part.name, ".rels")), links, problems);
      }
    }
  }
  if (documents.size() != 1 && problems.empty()) {
    return AddProblem("", "this is no Word document: save the template as .docx", problems);
  }
  if (!problems.empty()) return;
  documents.insert(documents.end(), others.begin(), others.end());
  package.stories = std::vector<Story>(documents.size());
  for (size_t i = 0; i < documents.size(); ++i) {
    OpenStory(package, documents[i], package.stories[i], budget, problems);
  }
}

std::string Serialized(const pugi::xml_document& xml) {
  std::ostringstream text;
  text << "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
  xml.save(text, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
  return std::move(text).str();
}

absl::Status NoMemory() {
  return base::Refuse(absl::StatusCode::kInternal, v1::ERROR_REASON_INTERNAL,
                      "the document cannot be packed");
}

// Packs parts into `buffer`, which holds the file afterwards.
bool PackInto(zip_source_t* buffer, const std::vector<Part>& parts) {
  zip_source_keep(buffer);
  zip_t* const archive = zip_open_from_source(buffer, ZIP_TRUNCATE, nullptr);
  if (archive == nullptr) {
    zip_source_free(buffer);
    return false;
  }
  bool is_packed = true;
  for (const Part& part : parts) {
    zip_source_t* const bytes = zip_source_buffer(archive, part.bytes.data(), part.bytes.size(), 0);
    const zip_int64_t index =
        bytes == nullptr ? -1 : zip_file_add(archive, part.name.c_str(), bytes, ZIP_FL_ENC_UTF_8);
    if (index < 0 && bytes != nullptr) zip_source_free(bytes);
    // The earliest time that the format knows, so that the same document is the same file.
    is_packed = is_packed && index >= 0 &&
                zip_file_set_dostime(archive, static_cast<zip_uint64_t>(index), 0, 0x21, 0) == 0;
  }
  if (is_packed && zip_close(archive) == 0) return true;
  zip_discard(archive);
  return false;
}

}  // namespace

void AddProblem(TemplateProblem problem, std::vector<TemplateProblem>& problems) {
  if (problems.size() >= kMostProblems) return;
  // They travel as protobuf, which takes nothing but UTF-8; what is cut off or damaged may be else.
  for (std::string* const text : {&problem.part, &problem.field, &problem.words}) {
    *text = XmlText(*text);
  }
  for (const TemplateProblem& other : problems) {
    if (problem.paragraph > 0 && other.part == problem.part &&
        other.paragraph == problem.paragraph && other.field == problem.field) {
      return;
    }
  }
  problems.push_back(std::move(problem));
}

void AddProblem(absl::string_view part, absl::string_view words,
                std::vector<TemplateProblem>& problems) {
  AddProblem(TemplateProblem{std::string(part), 0, "", std::string(words)}, problems);
}

Package OpenPackage(absl::string_view docx, std::vector<TemplateProblem>& problems) {
  Package package;
  package.parts = Unzip(docx, problems);
  if (problems.empty()) OpenParts(package, problems);
  return package;
}

absl::StatusOr<std::string> ClosePackage(const Package& package) {
  std::vector<Part> parts = package.parts;
  for (const Story& story : package.stories) parts[story.part].bytes = Serialized(story.xml);
  for (Part& part : parts) {
    if (part.name != kTypesPart) continue;
    const size_t type = part.bytes.find(absl::StrCat(kWordType, kTemplateType));
    if (type == std::string::npos) continue;
    part.bytes.replace(type, absl::StrCat(kWordType, kTemplateType).size(),
                       absl::StrCat(kWordType, kDocumentType));
  }
  return Zip(parts);
}

absl::StatusOr<std::string> Zip(const std::vector<Part>& parts) {
  zip_source_t* const buffer = zip_source_buffer_create(nullptr, 0, 0, nullptr);
  if (buffer == nullptr) return NoMemory();
  const std::unique_ptr<zip_source_t, decltype(&zip_source_free)> owner(buffer, &zip_source_free);
  if (!PackInto(buffer, parts) || zip_source_open(buffer) != 0) return NoMemory();
  zip_source_seek(buffer, 0, SEEK_END);
  const zip_int64_t size = zip_source_tell(buffer);
  zip_source_seek(buffer, 0, SEEK_SET);
  std::string zip(static_cast<size_t>(std::max<zip_int64_t>(size, 0)), '\0');
  const zip_int64_t count = zip_source_read(buffer, zip.data(), zip.size());
  zip_source_close(buffer);
  if (count != size) return NoMemory();
  return zip;
}

}  // namespace plenary::documents
