#include "services/documents/layout.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace plenary::documents {
namespace {

// Levels of marks within each other; every one of them is a level of recursion later.
constexpr size_t kMostNestedMarks = 16;

struct Pair {
  size_t begin = 0;  // among the marks
  size_t end = 0;
};

absl::string_view NameOf(const pugi::xml_node& node) { return node.name(); }

bool IsSeen(const pugi::xml_node& node) {
  const absl::string_view name = NameOf(node);
  if (name == "w:t") {
    const absl::string_view text = node.text().get();
    return text.find_first_not_of(" \t\n\r") != absl::string_view::npos;
  }
  static const absl::string_view kSeen[] = {kMarkElement,
                                            kEachElement,
                                            kWhenElement,
                                            kUnlessElement,
                                            "w:drawing",
                                            "w:pict",
                                            "w:object",
                                            "w:fldChar",
                                            "w:fldSimple",
                                            "w:sym",
                                            "w:sectPr",
                                            "w:br",
                                            "w:footnoteReference",
                                            "w:endnoteReference",
                                            "w:tbl",
                                            "mc:AlternateContent"};
  return std::find(std::begin(kSeen), std::end(kSeen), name) != std::end(kSeen);
}

class SeenWalker : public pugi::xml_tree_walker {
 public:
  bool for_each(pugi::xml_node& node) override {
    has_seen_ = IsSeen(node);
    return !has_seen_;
  }
  bool has_seen() const { return has_seen_; }

 private:
  bool has_seen_ = false;
};

// From the document down to the node itself.
std::vector<pugi::xml_node> PathTo(pugi::xml_node node) {
  std::vector<pugi::xml_node> path;
  for (; node; node = node.parent()) path.push_back(node);
  std::reverse(path.begin(), path.end());
  return path;
}

pugi::xml_node Enclosing(pugi::xml_node node, absl::string_view name) {
  while (node && NameOf(node) != name) node = node.parent();
  return node;
}

// Puts the siblings from `first` to `last` into a new element at their place.
pugi::xml_node Wrap(const char* name, size_t mark, pugi::xml_node first, pugi::xml_node last) {
  pugi::xml_node wrapper = first.parent().insert_child_before(name, first);
  wrapper.append_attribute("i") = static_cast<unsigned>(mark);
  for (pugi::xml_node node = first;;) {
    const pugi::xml_node next = node.next_sibling();
    const bool is_last = node == last;
    wrapper.append_move(node);
    if (is_last) return wrapper;
    node = next;
  }
}

void Remove(pugi::xml_node node) { node.parent().remove_child(node); }

// Takes a mark's run out, and its paragraph too where nothing is left and the cell has another.
void RemoveFromCell(pugi::xml_node run) {
  const pugi::xml_node paragraph = Enclosing(run, "w:p");
  Remove(run);
  if (!IsBlank(paragraph)) return;
  for (const pugi::xml_node& sibling : paragraph.parent().children("w:p")) {
    if (sibling != paragraph) return Remove(paragraph);
  }
}

// Bookmarks and the ids of paragraphs are there once in a document.
void RemoveUnique(pugi::xml_node node) {
  for (pugi::xml_node child = node.first_child(); child;) {
    const pugi::xml_node next = child.next_sibling();
    const absl::string_view name = NameOf(child);
    if (name == "w:bookmarkStart" || name == "w:bookmarkEnd") {
      node.remove_child(child);
    } else {
      child.remove_attribute("w14:paraId");
      child.remove_attribute("w14:textId");
      RemoveUnique(child);
    }
    child = next;
  }
}

const char* WrapperOf(MarkKind kind) {
  return kind == MarkKind::kEach   ? kEachElement
         : kind == MarkKind::kWhen ? kWhenElement
                                   : kUnlessElement;
}

class Layout {
 public:
  Layout(Story& story, const std::vector<Mark>& marks, std::vector<TemplateProblem>& problems)
      : story_(story), marks_(marks), problems_(problems) {}

  void Make() {
    for (const Pair& pair : Pairs()) {
      const pugi::xml_node wrapper = WrapPair(pair);
      if (wrapper && marks_[pair.begin].kind == MarkKind::kEach) RemoveUnique(wrapper);
    }
  }

 private:
  void Add(const Mark& mark, absl::string_view words) {
    AddProblem({story_.name, mark.paragraph, mark.shown, std::string(words)}, problems_);
  }

  // Ordered by their beginnings, so that what is outside comes first.
  std::vector<Pair> Pairs() {
    std::vector<Pair> pairs;
    std::vector<size_t> open;
    for (size_t i = 0; i < marks_.size(); ++i) {
      if (marks_[i].kind == MarkKind::kField) continue;
      if (marks_[i].kind != MarkKind::kEnd) {
        open.push_back(i);
        if (open.size() == kMostNestedMarks + 1)
          Add(marks_[i], "too much begins within each other");
        continue;
      }
      if (!EndsOne(i, open)) continue;
      if (open.size() <= kMostNestedMarks) pairs.push_back({open.back(), i});
      open.pop_back();
    }
    for (const size_t mark : open) AddUnended(marks_[mark]);
    std::sort(pairs.begin(), pairs.end(),
              [](const Pair& one, const Pair& other) { return one.begin < other.begin; });
    return pairs;
  }

  // Whether a mark ends the last of `open`, after those were left out that it shows to be unended.
  bool EndsOne(size_t end, std::vector<size_t>& open) {
    const auto begin = std::find_if(open.rbegin(), open.rend(), [&](size_t mark) {
      return marks_[mark].name == marks_[end].name;
    });
    if (begin == open.rend()) {
      Add(marks_[end], absl::StrCat("nothing that ends here was begun: write {#", marks_[end].name,
                                    "} or {?", marks_[end].name, "} before it, or remove it"));
      return false;
    }
    while (marks_[open.back()].name != marks_[end].name) {
      Add(marks_[open.back()], absl::StrCat("this crosses what ends with ", marks_[end].shown,
                                            " in paragraph ", marks_[end].paragraph, ": write {/",
                                            marks_[open.back()].name, "} before that"));
      open.pop_back();
    }
    return true;
  }

  void AddUnended(const Mark& mark) {
    Add(mark, absl::StrCat("this is not ended: write {/", mark.name, "} behind what it is about"));
  }

  pugi::xml_node WrapPair(const Pair& pair) {
    const Mark& begin = marks_[pair.begin];
    const Mark& end = marks_[pair.end];
    const std::vector<pugi::xml_node> one = PathTo(begin.run);
    const std::vector<pugi::xml_node> other = PathTo(end.run);
    size_t shared = 0;
    while (one[shared] == other[shared]) ++shared;
    const pugi::xml_node first = one[shared];
    const pugi::xml_node last = other[shared];
    if (first == begin.run && last == end.run) return WrapWords(pair, first, last);
    if (NameOf(first) == "w:p" && NameOf(last) == "w:p") return WrapBlocks(pair, first, last);
    if (NameOf(first) == "w:tr" && NameOf(last) == "w:tr") return WrapRows(pair, first, last);
    const pugi::xml_node row = Enclosing(one[shared - 1], "w:tr");
    if (row && InCellsOf(row, begin.run, end.run)) {
      return WrapRows(pair, row, row);
    }
    Add(begin,
        absl::StrCat("this begins in one place and ends in another, in paragraph ", end.paragraph,
                     ": both belong into one paragraph, or each into a paragraph of its own "
                     "beside the other, or into rows of one table"));
    return {};
  }

  // Whether they stand in two cells of this very row, not in a table within one of them.
  static bool InCellsOf(const pugi::xml_node& row, const pugi::xml_node& one,
                        const pugi::xml_node& other) {
    return Enclosing(one, "w:tr") == row && Enclosing(other, "w:tr") == row &&
           Enclosing(one, "w:tc") != Enclosing(other, "w:tc");
  }

  pugi::xml_node WrapWords(const Pair& pair, pugi::xml_node first, pugi::xml_node last) {
    const pugi::xml_node wrapper =
        Wrap(WrapperOf(marks_[pair.begin].kind), pair.begin, first, last);
    Remove(first);
    Remove(last);
    return wrapper;
  }

  pugi::xml_node WrapBlocks(const Pair& pair, pugi::xml_node first, pugi::xml_node last) {
    for (const size_t mark : {pair.begin, pair.end}) {
      if (StandsAlone(marks_[mark])) continue;
      Add(marks_[mark],
          "what is about several paragraphs begins and ends in paragraphs of their "
          "own: nothing else may stand beside this");
      return {};
    }
    const pugi::xml_node wrapper =
        Wrap(WrapperOf(marks_[pair.begin].kind), pair.begin, first, last);
    Remove(first);
    Remove(last);
    return wrapper;
  }

  static bool StandsAlone(const Mark& mark) {
    // The mark itself is not seen while the rest is looked at.
    pugi::xml_node element = mark.run.child(kMarkElement);
    element.set_name("w:lastRenderedPageBreak");
    const bool is_alone = IsBlank(Enclosing(mark.run, "w:p"));
    element.set_name(kMarkElement);
    return is_alone;
  }

  pugi::xml_node WrapRows(const Pair& pair, pugi::xml_node first, pugi::xml_node last) {
    RemoveFromCell(marks_[pair.begin].run);
    RemoveFromCell(marks_[pair.end].run);
    const pugi::xml_node wrapper =
        Wrap(WrapperOf(marks_[pair.begin].kind), pair.begin, first, last);
    if (first == last) return wrapper;
    // Rows that held the marks alone.
    if (IsBlank(first)) Remove(first);
    if (IsBlank(last)) Remove(last);
    return wrapper;
  }

  Story& story_;
  const std::vector<Mark>& marks_;
  std::vector<TemplateProblem>& problems_;
};

}  // namespace

void LayOut(Story& story, const std::vector<Mark>& marks, std::vector<TemplateProblem>& problems) {
  Layout(story, marks, problems).Make();
}

bool IsBlank(const pugi::xml_node& node) {
  SeenWalker walker;
  pugi::xml_node(node).traverse(walker);
  return !walker.has_seen();
}

}  // namespace plenary::documents
