#include "services/documents/expansion.h"

#include <string>

#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "services/documents/layout.h"
#include "services/documents/xml_text.h"

namespace plenary::documents {
namespace {

// On a paragraph of which something was filled in or decided.
constexpr char kTouched[] = "{touched}";

absl::string_view NameOf(const pugi::xml_node& node) { return node.name(); }

bool IsWrapper(absl::string_view name) {
  return name == kEachElement || name == kWhenElement || name == kUnlessElement;
}

class NodeCounter : public pugi::xml_tree_walker {
 public:
  bool for_each(pugi::xml_node&) override {
    ++count_;
    return true;
  }
  int64_t count() const { return count_; }

 private:
  int64_t count_ = 0;
};

void Touch(pugi::xml_node node) {
  while (node && NameOf(node) != "w:p") node = node.parent();
  if (node && !node.attribute(kTouched)) node.append_attribute(kTouched) = "";
}

class Expansion {
 public:
  Expansion(const std::vector<Mark>& marks, const Data& data, Room& room)
      : marks_(marks), scopes_{&data}, room_(room) {}

  void Expand(pugi::xml_node node) {
    for (pugi::xml_node child = node.first_child(); child && !room_.is_used_up();) {
      const pugi::xml_node next = child.next_sibling();
      const absl::string_view name = NameOf(child);
      if (IsWrapper(name)) {
        ExpandWrapper(child, name);
      } else if (child.child(kMarkElement)) {
        ExpandField(child);
      } else if (child.type() == pugi::node_element) {
        Expand(child);
      }
      child = next;
    }
    if (!IsWrapper(NameOf(node))) Mend(node);
  }

 private:
  const std::string& NameIn(const pugi::xml_node& node) const {
    return marks_[node.attribute("i").as_uint()].name;
  }

  void ExpandWrapper(pugi::xml_node wrapper, absl::string_view kind) {
    const std::string& name = NameIn(wrapper);
    Touch(wrapper.parent());
    if (kind == kEachElement) {
      Repeat(wrapper, name);
    } else if (IsThere(name) == (kind == kWhenElement)) {
      Expand(wrapper);
      Unwrap(wrapper);
    }
    wrapper.parent().remove_child(wrapper);
  }

  void Repeat(pugi::xml_node wrapper, const std::string& name) {
    const std::vector<Data>* const records = ListOf(name);
    if (records == nullptr) return;
    NodeCounter counter;
    wrapper.traverse(counter);
    for (const Data& record : *records) {
      room_.nodes -= counter.count();
      if (room_.is_used_up()) return;
      const pugi::xml_node copy = wrapper.parent().insert_copy_before(wrapper, wrapper);
      scopes_.push_back(&record);
      Expand(copy);
      scopes_.pop_back();
      Unwrap(copy);
      copy.parent().remove_child(copy);
    }
  }

  static void Unwrap(pugi::xml_node wrapper) {
    for (pugi::xml_node child = wrapper.first_child(); child; child = wrapper.first_child()) {
      wrapper.parent().insert_move_before(child, wrapper);
    }
  }

  void ExpandField(pugi::xml_node run) {
    Touch(run);
    const pugi::xml_node mark = run.child(kMarkElement);
    const std::string text = XmlText(TextOf(NameIn(mark)));
    room_.bytes -= static_cast<int64_t>(text.size());
    run.remove_child(mark);
    if (text.empty()) {
      run.parent().remove_child(run);
      return;
    }
    bool is_first_line = true;
    for (const absl::string_view line : absl::StrSplit(text, '\n')) {
      if (!is_first_line) run.append_child("w:br");
      is_first_line = false;
      AddLine(run, line);
    }
  }

  void AddLine(pugi::xml_node run, absl::string_view line) {
    bool is_first = true;
    for (const absl::string_view text : absl::StrSplit(line, '\t')) {
      if (!is_first) run.append_child("w:tab");
      is_first = false;
      room_.nodes -= 3;
      if (text.empty()) continue;
      pugi::xml_node element = run.append_child("w:t");
      element.append_attribute("xml:space") = "preserve";
      element.text().set(std::string(text).c_str());
    }
  }

  // Takes out the paragraphs of which nothing is left, as far as a document of Word can do without
  // them: a cell ends with a paragraph (ECMA-376, part 1, 17.4.65), and a table has a row.
  void Mend(pugi::xml_node node) {
    for (pugi::xml_node child = node.first_child(); child;) {
      const pugi::xml_node next = child.next_sibling();
      if (NameOf(child) == "w:tbl" && !HasRow(child)) {
        node.remove_child(child);
      } else if (child.remove_attribute(kTouched) && IsBlank(child) && IsSpare(child)) {
        node.remove_child(child);
      }
      child = next;
    }
    if (EndsWithParagraph(NameOf(node)) && NameOf(LastElement(node)) != "w:p") {
      node.append_child("w:p");
    }
  }

  static bool EndsWithParagraph(absl::string_view name) {
    for (const absl::string_view holder :
         {"w:tc", "w:hdr", "w:ftr", "w:txbxContent", "w:footnote", "w:endnote"}) {
      if (name == holder) return true;
    }
    return false;
  }

  static bool HasRow(const pugi::xml_node& table) {
    for (const pugi::xml_node& child : table.children()) {
      if (NameOf(child) == "w:tr" || NameOf(child) == "w:sdt") return true;
    }
    return false;
  }

  // Whether what holds this paragraph ends with another one.
  static bool IsSpare(const pugi::xml_node& paragraph) {
    const pugi::xml_node last = LastElement(paragraph.parent());
    if (last != paragraph) return true;
    pugi::xml_node before = paragraph.previous_sibling();
    while (before && before.type() != pugi::node_element) before = before.previous_sibling();
    return NameOf(before) == "w:p";
  }

  // Blanks between elements are no content.
  static pugi::xml_node LastElement(const pugi::xml_node& node) {
    pugi::xml_node last = node.last_child();
    while (last && last.type() != pugi::node_element) last = last.previous_sibling();
    return last;
  }

  // From the innermost record outward.
  absl::string_view TextOf(const std::string& name) const {
    for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
      const auto text = (*scope)->texts.find(name);
      if (text != (*scope)->texts.end()) return text->second;
      if ((*scope)->lists.count(name) > 0) return {};
    }
    return {};
  }
  const std::vector<Data>* ListOf(const std::string& name) const {
    for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
      const auto list = (*scope)->lists.find(name);
      if (list != (*scope)->lists.end()) return &list->second;
      if ((*scope)->texts.count(name) > 0) return nullptr;
    }
    return nullptr;
  }
  bool IsThere(const std::string& name) const {
    const std::vector<Data>* const list = ListOf(name);
    return list != nullptr ? !list->empty() : !TextOf(name).empty();
  }

  const std::vector<Mark>& marks_;
  std::vector<const Data*> scopes_;
  Room& room_;
};

}  // namespace

void Expand(Story& story, const std::vector<Mark>& marks, const Data& data, Room& room) {
  Expansion(marks, data, room).Expand(story.xml.document_element());
}

}  // namespace plenary::documents
