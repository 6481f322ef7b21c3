#include "clients/cli/thread_table.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/countries.h"
#include "clients/cli/names.h"
#include "clients/cli/text_table.h"
#include "clients/cli/values.h"

namespace plenary::cli {
namespace {

using Nodes = google::protobuf::RepeatedPtrField<v1::ThreadNode>;
using Gaps = google::protobuf::RepeatedPtrField<v1::ThreadGap>;
using Rows = std::vector<std::vector<std::string>>;

std::string TitleOf(const v1::ThreadNode& node, const ThreadStyle& style) {
  for (const std::string& language : {style.language, std::string("en")}) {
    for (const v1::LocalizedText& title : node.titles()) {
      if (title.language() == language) return title.text();
    }
  }
  return node.titles().empty() ? std::string(LastId(node.name())) : node.titles(0).text();
}

// "Commitment, ours: Connect the document systems".
std::string LabelOf(const v1::ThreadNode& node, const ThreadStyle& style) {
  const Words& words = style.words;
  std::string label = *words.Find(absl::StrCat("stage.", v1::ThreadNode::Type_Name(node.type())));
  if (!node.number().empty()) absl::StrAppend(&label, " ", node.number());
  if (!node.side().empty()) {
    absl::StrAppend(&label, ", ", words.Find(absl::StrCat("side.", node.side())).value_or(""));
  }
  return absl::StrCat(label, ": ", TitleOf(node, style));
}

std::string StatusOf(const v1::ThreadNode& node, const ThreadStyle& style) {
  const std::string text = EnumText(node.state());
  return style.words.Find(absl::StrCat("figure-status.", node.state())).value_or(text);
}

// "1250000.00 USD"
std::string ValueOf(const v1::ThreadNode& node) {
  return node.value().empty() ? "" : absl::StrCat(node.value(), " ", node.unit());
}

class Table {
 public:
  Table(const v1::Thread& thread, const ThreadStyle& style) : thread_(thread), style_(style) {
    for (const v1::ThreadNode& node : thread.nodes()) nodes_[node.name()] = &node;
    for (int i = 0; i < thread.gaps_size(); ++i) {
      gaps_[thread.gaps(i).node()].push_back(absl::StrCat("[", i + 1, "]"));
    }
  }

  std::string Draw() {
    for (const v1::ThreadRow& row : thread_.rows()) AddRow(row);
    const Words& words = style_.words;
    return AlignedTable(
        {words.Say("heading.WHAT"), words.Say("heading.WHEN"), words.Say("heading.STATE")},
        Fitted(), false);
  }

 private:
  // What stands at each stage of a row, positions behind their topic and figures last.
  static std::vector<std::vector<std::string>> StagesOf(const v1::ThreadRow& row) {
    return {{row.event()},
            {row.round()},
            {row.topic()},
            {row.positions().begin(), row.positions().end()},
            {row.protocol_item()},
            {row.commitment()},
            {row.action_item()},
            {row.result()},
            {row.figures().begin(), row.figures().end()}};
  }

  void AddRow(const v1::ThreadRow& row) {
    const std::vector<std::vector<std::string>> stages = StagesOf(row);
    bool is_same = true;
    int depth = 0;
    for (size_t i = 0; i < stages.size(); ++i) {
      is_same = is_same && i < last_.size() && last_[i] == stages[i];
      bool is_there = false;
      for (const std::string& name : stages[i]) {
        is_there = is_there || !name.empty();
        if (!is_same && !name.empty()) AddNode(name, depth);
      }
      // Nothing comes of a position by itself: items of protocols are set in as far.
      if (is_there && i != kPositions) ++depth;
    }
    last_ = stages;
  }

  void AddNode(const std::string& name, int depth) {
    const auto found = nodes_.find(name);
    if (found == nodes_.end()) return;
    const v1::ThreadNode& node = *found->second;
    std::string state = StatusOf(node, style_);
    if (node.is_overdue()) {
      absl::StrAppend(&state, state.empty() ? "" : ", ", style_.words.Say("thread.overdue"));
    }
    const auto gaps = gaps_.find(name);
    if (gaps != gaps_.end()) {
      absl::StrAppend(&state, state.empty() ? "" : " ", absl::StrJoin(gaps->second, ""));
    }
    // How much a figure is stands below the table, with its country and period.
    const bool is_figure = node.type() == v1::ThreadNode::FIGURE;
    const std::string value = is_figure ? "" : ValueOf(node);
    lines_.push_back({2 * depth, LabelOf(node, style_),
                      node.due_date().empty() ? node.date() : node.due_date(),
                      absl::StrCat(value, value.empty() || state.empty() ? "" : ", ", state)});
  }

  // What something is called takes two lines at most, and is cut off there.
  Rows Fitted() const {
    int state_width = 10;
    for (const Line& line : lines_) state_width = std::max(state_width, DisplayWidth(line.state));
    const int width = std::max(style_.columns - state_width - kDateWidth - 4, 30);
    Rows rows;
    rows.reserve(2 * lines_.size());
    for (const Line& line : lines_) {
      const std::vector<std::string> label = Wrapped(line.label, width - line.margin - 2);
      rows.push_back(
          {absl::StrCat(std::string(line.margin, ' '), label[0]), line.when, line.state});
      if (label.size() == 1) continue;
      const std::string rest = absl::StrJoin(label.begin() + 1, label.end(), " ");
      rows.push_back({absl::StrCat(std::string(line.margin + 2, ' '),
                                   Shortened(rest, width - line.margin - 2, style_.utf8)),
                      "", ""});
    }
    return rows;
  }

  struct Line {
    int margin = 0;
    std::string label;
    std::string when;
    std::string state;
  };

  static constexpr int kDateWidth = 10;
  static constexpr size_t kPositions = 3;

  const v1::Thread& thread_;
  const ThreadStyle& style_;
  std::map<std::string, const v1::ThreadNode*> nodes_;
  std::map<std::string, std::vector<std::string>> gaps_;
  std::vector<std::vector<std::string>> last_;
  std::vector<Line> lines_;
};

}  // namespace

std::string NodeTitle(const v1::Thread& thread, const std::string& name, const ThreadStyle& style) {
  for (const v1::ThreadNode& node : thread.nodes()) {
    if (node.name() == name) return TitleOf(node, style);
  }
  return name;
}

std::string ThreadTable(const v1::Thread& thread, const ThreadStyle& style) {
  return Table(thread, style).Draw();
}

std::string GapLines(const Gaps& gaps, const Nodes& nodes, const ThreadStyle& style) {
  std::string lines;
  int number = 0;
  for (const v1::ThreadGap& gap : gaps) {
    std::string what;
    for (const v1::ThreadNode& node : nodes) {
      if (node.name() == gap.node()) what = LabelOf(node, style);
    }
    std::string text =
        absl::StrCat("[", ++number, "] ",
                     *style.words.Find(absl::StrCat("gap.", v1::ThreadGap::Kind_Name(gap.kind()))));
    if (!gap.since_date().empty()) {
      absl::StrAppend(&text, " ",
                      style.words.Say("thread.since", gap.since_date(),
                                      style.words.Count("count.days", gap.days())));
    }
    const int margin = 6;
    absl::StrAppend(&lines, Indented(text, 0, style.columns), std::string(margin, ' '),
                    Shortened(what, style.columns - margin, style.utf8), "\n");
  }
  return lines;
}

std::string FigureLines(const v1::Thread& thread, const ThreadStyle& style) {
  Rows rows;
  for (const v1::ThreadNode& node : thread.nodes()) {
    if (node.type() != v1::ThreadNode::FIGURE) continue;
    rows.push_back({absl::StrCat("  ", TitleOf(node, style)),
                    node.country().empty() ? "" : CountryName(node.country(), style.language),
                    node.number().empty() ? node.date() : node.number(), ValueOf(node),
                    EnumText(node.kind()), StatusOf(node, style)});
  }
  return AlignedRows(std::move(rows));
}

}  // namespace plenary::cli
