#include "services/interchange/workbook.h"

#include <map>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "services/base/errors.h"
#include "services/interchange/number_forms.h"
#include "services/interchange/refusals.h"
#include "services/interchange/xml_reader.h"

namespace plenary::interchange {
namespace {

constexpr size_t kMostSheets = 1'000;
constexpr size_t kMostStyles = 100'000;  // Excel has 65,490

// The folder of a part, with its slash: "xl/" of "xl/workbook.xml".
std::string FolderOf(absl::string_view part) {
  const size_t slash = part.rfind('/');
  return std::string(slash == absl::string_view::npos ? "" : part.substr(0, slash + 1));
}

// Where the relationships of a part stand: "xl/_rels/workbook.xml.rels".
std::string RelationshipsOf(absl::string_view part) {
  const std::string folder = FolderOf(part);
  return absl::StrCat(folder, "_rels/", part.substr(folder.size()), ".rels");
}

// The part a target means, seen from `folder`.
std::string PartOf(absl::string_view folder, absl::string_view target) {
  const std::string path =
      absl::StartsWith(target, "/") ? std::string(target) : absl::StrCat(folder, target);
  std::vector<absl::string_view> steps;
  for (const absl::string_view step : absl::StrSplit(path, '/', absl::SkipEmpty())) {
    if (step == ".") continue;
    if (step != "..") {
      steps.push_back(step);
    } else if (!steps.empty()) {
      steps.pop_back();
    }
  }
  return absl::StrJoin(steps, "/");
}

struct Relationship {
  std::string type;  // the last step of its address: "worksheet"
  std::string part;
};

class RelationshipsListener : public XmlListener {
 public:
  explicit RelationshipsListener(std::string folder) : folder_(std::move(folder)) {}

  absl::Status Start(absl::string_view name, const XmlAttributes& attributes) override {
    if (name != "Relationship" || attributes.Get("TargetMode") == "External") {
      return absl::OkStatus();
    }
    const std::vector<absl::string_view> type = absl::StrSplit(attributes.Get("Type"), '/');
    by_id_[std::string(attributes.Get("Id"))] = {std::string(type.back()),
                                                 PartOf(folder_, attributes.Get("Target"))};
    return absl::OkStatus();
  }
  absl::Status End(absl::string_view) override { return absl::OkStatus(); }
  absl::Status Text(absl::string_view) override { return absl::OkStatus(); }

  const std::map<std::string, Relationship>& by_id() const { return by_id_; }
  std::string PartOfType(absl::string_view type) const {
    for (const auto& [id, relationship] : by_id_) {
      if (relationship.type == type) return relationship.part;
    }
    return {};
  }

 private:
  std::string folder_;
  std::map<std::string, Relationship> by_id_;
};

class WorkbookListener : public XmlListener {
 public:
  WorkbookListener(const std::map<std::string, Relationship>& relationships, Workbook& workbook)
      : relationships_(relationships), workbook_(workbook) {}

  absl::Status Start(absl::string_view name, const XmlAttributes& attributes) override {
    if (name == "workbook") is_workbook_ = true;
    if (name == "workbookPr") {
      const absl::string_view date1904 = attributes.Get("date1904");
      workbook_.is_1904 = date1904 == "1" || date1904 == "true";
    }
    return name == "sheet" ? AddSheet(attributes) : absl::OkStatus();
  }
  absl::Status End(absl::string_view) override { return absl::OkStatus(); }
  absl::Status Text(absl::string_view) override { return absl::OkStatus(); }
  bool is_workbook() const { return is_workbook_; }

 private:
  // A sheet has two ids, one of them in another namespace; the relationship's is the last.
  absl::Status AddSheet(const XmlAttributes& attributes) {
    const auto at = relationships_.find(std::string(attributes.Get("id")));
    if (at == relationships_.end() || at->second.type != "worksheet") return absl::OkStatus();
    if (workbook_.sheets.size() >= kMostSheets) {
      return TooLarge("the workbook has too many sheets: save the one to be read alone");
    }
    const absl::string_view state = attributes.Get("state");
    workbook_.sheets.push_back({std::string(attributes.Get("name")), at->second.part,
                                state == "hidden" || state == "veryHidden"});
    return absl::OkStatus();
  }

  const std::map<std::string, Relationship>& relationships_;
  Workbook& workbook_;
  bool is_workbook_ = false;
};

class StylesListener : public XmlListener {
 public:
  explicit StylesListener(std::vector<bool>& date_styles) : date_styles_(date_styles) {}

  absl::Status Start(absl::string_view name, const XmlAttributes& attributes) override {
    if (name == "cellXfs") is_in_cell_styles_ = true;
    if (name == "numFmt") AddFormat(attributes);
    return name == "xf" && is_in_cell_styles_ ? AddStyle(attributes) : absl::OkStatus();
  }
  absl::Status End(absl::string_view name) override {
    if (name == "cellXfs") is_in_cell_styles_ = false;
    return absl::OkStatus();
  }
  absl::Status Text(absl::string_view) override { return absl::OkStatus(); }

 private:
  void AddFormat(const XmlAttributes& attributes) {
    int id = 0;
    if (absl::SimpleAtoi(attributes.Get("numFmtId"), &id)) {
      shows_date_[id] = IsDateFormatCode(attributes.Get("formatCode"));
    }
  }
  absl::Status AddStyle(const XmlAttributes& attributes) {
    if (date_styles_.size() >= kMostStyles || shows_date_.size() >= kMostStyles) {
      return TooLarge("the workbook has too many styles: copy its values into a new one");
    }
    int id = 0;
    const bool has_format = absl::SimpleAtoi(attributes.Get("numFmtId"), &id);
    const auto own = shows_date_.find(id);
    date_styles_.push_back(has_format &&
                           (own != shows_date_.end() ? own->second : IsDateFormat(id)));
    return absl::OkStatus();
  }

  std::vector<bool>& date_styles_;
  std::map<int, bool> shows_date_;
  bool is_in_cell_styles_ = false;
};

// What an archive without a workbook is, as far as its names tell.
absl::Status RefuseOther(ZipArchive& archive) {
  constexpr absl::string_view kSave = "open it in a spreadsheet program and save it as XLSX";
  if (archive.Has("word/document.xml")) {
    return Unreadable(
        "this is a Word document: copy its table into a workbook and save it as XLSX");
  }
  if (archive.Has("ppt/presentation.xml")) {
    return Unreadable("this is a presentation: copy its table into a workbook and save it as XLSX");
  }
  if (archive.Has("xl/workbook.bin")) {
    return Unreadable(absl::StrCat("this is a binary workbook (XLSB): ", kSave));
  }
  if (archive.Has("content.xml") && archive.Has("mimetype")) {
    return Unreadable(absl::StrCat("this is an OpenDocument file: ", kSave));
  }
  if (archive.Has("Index/Document.iwa")) {
    return Unreadable("this is a Numbers table: export it as XLSX");
  }
  return Unreadable(
      "this is a ZIP archive without a workbook: unpack it and send the table itself");
}

absl::Status ReadSheets(ZipArchive& archive, const std::string& part,
                        const RelationshipsListener& relationships, Workbook& workbook) {
  WorkbookListener listener(relationships.by_id(), workbook);
  PLENARY_RETURN_IF_ERROR(ReadXml(archive, part, listener));
  if (!listener.is_workbook()) return RefuseOther(archive);
  if (workbook.sheets.empty()) return Unreadable("the workbook has no sheet of cells");
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Workbook> ReadWorkbook(ZipArchive& archive) {
  RelationshipsListener root("");
  if (!archive.Has("_rels/.rels")) return RefuseOther(archive);
  PLENARY_RETURN_IF_ERROR(ReadXml(archive, "_rels/.rels", root));
  const std::string part = root.PartOfType("officeDocument");
  if (part.empty() || !absl::EndsWithIgnoreCase(part, ".xml") || !archive.Has(part)) {
    return RefuseOther(archive);
  }
  RelationshipsListener relationships(FolderOf(part));
  const std::string relationships_part = RelationshipsOf(part);
  if (!archive.Has(relationships_part)) return RefuseOther(archive);
  PLENARY_RETURN_IF_ERROR(ReadXml(archive, relationships_part, relationships));
  Workbook workbook;
  PLENARY_RETURN_IF_ERROR(ReadSheets(archive, part, relationships, workbook));
  workbook.shared_strings_part = relationships.PartOfType("sharedStrings");
  const std::string styles_part = relationships.PartOfType("styles");
  if (!styles_part.empty() && archive.Has(styles_part)) {
    StylesListener styles(workbook.date_styles);
    PLENARY_RETURN_IF_ERROR(ReadXml(archive, styles_part, styles));
  }
  return workbook;
}

}  // namespace plenary::interchange
