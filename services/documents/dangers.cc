#include "services/documents/dangers.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace plenary::documents {
namespace {

// Relationships (by the end of their type) whose target is run, or opened as a document in the
// document.
constexpr absl::string_view kForbiddenTypes[] = {
    "/vbaproject",  "/wordvbadata", "/oleobject",
    "/package",     "/control",     "/afchunk",
    "/subdocument", "/frame",       "/activexcontrolbinary",
};

// The first words of fields that read other files or talk to other programs.
constexpr absl::string_view kForbiddenFields[] = {
    "include", "includepicture", "includetext", "import", "dde",         "ddeauto",
    "link",    "embed",          "database",    "rd",     "macrobutton",
};

bool PeopleClick(absl::string_view type, absl::string_view target) {
  if (!absl::EndsWith(type, "/hyperlink")) return false;
  for (const absl::string_view scheme : {"http:", "https:", "mailto:", "tel:", "#"}) {
    if (absl::StartsWith(target, scheme)) return true;
  }
  return target.find(':') == absl::string_view::npos && !absl::StartsWith(target, "\\");
}

// Whether a target lies outside of the file, whatever its mode claims.
bool LiesOutside(absl::string_view mode, absl::string_view target) {
  return absl::EqualsIgnoreCase(mode, "External") || target.find(':') != absl::string_view::npos ||
         target.find('\\') != absl::string_view::npos || absl::StartsWith(target, "//");
}

void CheckFieldCode(absl::string_view code, const std::string& story,
                    std::vector<TemplateProblem>& problems) {
  code = absl::StripLeadingAsciiWhitespace(code);
  size_t end = 0;
  while (end < code.size() && absl::ascii_isalpha(static_cast<unsigned char>(code[end]))) ++end;
  const std::string word = absl::AsciiStrToLower(code.substr(0, end));
  for (const absl::string_view forbidden : kForbiddenFields) {
    if (word != forbidden) continue;
    AddProblem(story,
               absl::StrCat("a field ", absl::AsciiStrToUpper(word),
                            " of Word reads other files or runs programs: put what it shows into "
                            "the template itself"),
               problems);
  }
}

// The codes of fields, which Word splits over runs as it likes (ECMA-376, part 1, 17.16.18).
class StoryWalker : public pugi::xml_tree_walker {
 public:
  StoryWalker(const std::string& story, std::vector<TemplateProblem>& problems)
      : story_(story), problems_(problems) {}

  bool for_each(pugi::xml_node& node) override {
    const absl::string_view name = node.name();
    if (name == "w:fldSimple") {
      CheckFieldCode(node.attribute("w:instr").value(), story_, problems_);
    } else if (name == "w:fldChar") {
      OnFieldCharacter(node.attribute("w:fldCharType").value());
    } else if (name == "w:instrText" && !codes_.empty()) {
      codes_.back() += node.text().get();
    } else if (absl::StartsWith(name, "v:") && LoadsByItself(node)) {
      AddProblem(story_, "a picture is fetched from elsewhere: insert it into the template",
                 problems_);
    }
    return true;
  }

  bool end(pugi::xml_node&) override {
    while (!codes_.empty()) EndCode();
    return true;
  }

 private:
  void OnFieldCharacter(absl::string_view type) {
    if (type == "begin") codes_.emplace_back();
    if (type == "end" && !codes_.empty()) EndCode();
  }
  void EndCode() {
    CheckFieldCode(codes_.back(), story_, problems_);
    codes_.pop_back();
  }
  static bool LoadsByItself(const pugi::xml_node& node) {
    return node.attribute("src") || (node.attribute("o:href") && node.attribute("type")) ||
           (absl::string_view(node.name()) == "v:imagedata" &&
            (node.attribute("o:href") || node.attribute("r:href")));
  }

  const std::string& story_;
  std::vector<TemplateProblem>& problems_;
  std::vector<std::string> codes_;  // of the fields that have begun
};

}  // namespace

void CheckPartType(const std::string& name, const std::string& content_type,
                   std::vector<TemplateProblem>& problems) {
  const std::string lower = absl::AsciiStrToLower(name);
  const std::string type = absl::AsciiStrToLower(content_type);
  if (absl::StrContains(lower, "vbaproject") || absl::StrContains(lower, "vbadata") ||
      absl::StrContains(type, "vbaproject") || absl::StrContains(type, "macroenabled")) {
    AddProblem("", "the template has macros: save it as .docx, not as .docm", problems);
  } else if (absl::StrContains(lower, "activex/") || absl::StrContains(type, "activex")) {
    AddProblem("", "the template has controls that run programs: remove them", problems);
  } else if (absl::StrContains(lower, "/embeddings/") || absl::StrContains(type, "oleobject")) {
    AddProblem(
        "",
        "the template has an embedded object, a chart or a sheet say: put a picture of it in "
        "its place",
        problems);
  }
}

void CheckRelationships(const std::string& part, const pugi::xml_document& relationships,
                        std::vector<TemplateProblem>& problems) {
  for (const pugi::xml_node& link : relationships.document_element().children()) {
    const std::string type = absl::AsciiStrToLower(link.attribute("Type").value());
    const std::string target =
        std::string(absl::StripAsciiWhitespace(link.attribute("Target").value()));
    for (const absl::string_view forbidden : kForbiddenTypes) {
      if (!absl::EndsWith(type, forbidden)) continue;
      AddProblem(part,
                 absl::StrCat("the template has a ", type.substr(type.rfind('/') + 1),
                              " in it, another document or a program: remove it"),
                 problems);
    }
    if (!LiesOutside(link.attribute("TargetMode").value(), target)) continue;
    if (PeopleClick(type, absl::AsciiStrToLower(target))) continue;
    AddProblem(part,
               absl::StrCat("something is fetched from elsewhere, from ", target.substr(0, 100),
                            ": put pictures into the template itself, and detach it from the "
                            "template it was made from"),
               problems);
  }
}

void CheckStory(const std::string& story, const pugi::xml_document& xml,
                std::vector<TemplateProblem>& problems) {
  StoryWalker walker(story, problems);
  xml.document_element().traverse(walker);
}

}  // namespace plenary::documents
