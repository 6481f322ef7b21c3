#include "services/documents/marks.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"

namespace plenary::documents {
namespace {

constexpr size_t kMostMarkBytes = 200;
constexpr size_t kMostTokens = 20'000;  // of a story
// Stands for what is no text: a tab, a line end, a picture.
constexpr char kNoText = '\x01';

// A stretch of a paragraph's text that means something.
struct Token {
  size_t begin = 0;
  size_t end = 0;
  bool is_brace = false;  // "{{"
  Mark mark;              // else
};

// A w:t with where its text begins in that of its paragraph.
struct Piece {
  pugi::xml_node node;
  size_t begin = 0;
  size_t end = 0;
};

struct ParagraphText {
  std::string text;
  std::vector<Piece> pieces;
};

void AddRunText(const pugi::xml_node& run, ParagraphText& paragraph) {
  for (const pugi::xml_node& child : run.children()) {
    const absl::string_view name = child.name();
    if (name == "w:t") {
      const size_t begin = paragraph.text.size();
      paragraph.text += child.text().get();
      paragraph.pieces.push_back({child, begin, paragraph.text.size()});
    } else if (name != "w:rPr" && name != "w:lastRenderedPageBreak" &&
               child.type() == pugi::node_element) {
      paragraph.text += kNoText;
    }
  }
}

// The text of a paragraph itself: neither of text boxes in it nor what a tracked change took away.
void AddText(const pugi::xml_node& node, ParagraphText& paragraph) {
  for (const pugi::xml_node& child : node.children()) {
    const absl::string_view name = child.name();
    if (name == "w:r") {
      AddRunText(child, paragraph);
    } else if (name != "w:p" && name != "w:moveFrom" && name != "w:del" && name != "w:pPr") {
      AddText(child, paragraph);
    }
  }
}

bool IsName(absl::string_view name) {
  bool begins_word = true;
  for (const char c : name) {
    if (begins_word
            ? !absl::ascii_islower(static_cast<unsigned char>(c))
            : !absl::ascii_islower(static_cast<unsigned char>(c)) &&
                  !absl::ascii_isdigit(static_cast<unsigned char>(c)) && c != '_' && c != '.') {
      return false;
    }
    begins_word = c == '.';
  }
  return !begins_word;
}

// Word's no-break blanks are blanks here.
std::string Trimmed(absl::string_view text) {
  return std::string(absl::StripAsciiWhitespace(absl::StrReplaceAll(text, {{"\u00A0", " "}})));
}

// What stands between two braces. The name may be no name: see IsName.
Mark MarkOf(absl::string_view inside) {
  Mark mark;
  mark.shown = absl::StrCat("{", inside, "}");
  std::string name = Trimmed(inside);
  constexpr struct {
    char sign;
    MarkKind kind;
  } kSigns[] = {{'#', MarkKind::kEach},
                {'?', MarkKind::kWhen},
                {'^', MarkKind::kUnless},
                {'/', MarkKind::kEnd}};
  for (const auto& [sign, kind] : kSigns) {
    if (name.empty() || name[0] != sign) continue;
    mark.kind = kind;
    name = Trimmed(name.substr(1));
    break;
  }
  // Word begins sentences with a capital letter by itself.
  mark.name = absl::AsciiStrToLower(name);
  return mark;
}

class Scanner {
 public:
  Scanner(const std::string& part, int paragraph, std::vector<TemplateProblem>& problems)
      : part_(part), paragraph_(paragraph), problems_(problems) {}

  std::vector<Token> Scan(absl::string_view text) {
    std::vector<Token> tokens;
    for (size_t at = text.find('{'); at != absl::string_view::npos && tokens.size() <= kMostTokens;
         at = text.find('{', at)) {
      Token token = ScanOne(text, at);
      at = token.end;
      if (token.end > token.begin + 1) tokens.push_back(std::move(token));
    }
    return tokens;
  }

 private:
  // One byte long where a brace begins nothing.
  Token ScanOne(absl::string_view text, size_t at) {
    Token token;
    token.begin = at;
    if (text.substr(at, 2) == "{{") {
      token.end = at + 2;
      token.is_brace = true;
      return token;
    }
    token.end = at + 1;
    constexpr char kEnds[] = {'{', '}', kNoText};
    const size_t end = text.find_first_of(absl::string_view(kEnds, sizeof kEnds), at + 1);
    if (end == absl::string_view::npos || text[end] != '}') {
      Add(text.substr(at, std::min<size_t>(end, at + 40) - at),
          "a { without its } in the same paragraph; write {{ for a brace");
      return token;
    }
    if (end - at > kMostMarkBytes) {
      Add(text.substr(at, 40),
          "what stands between { and } is too long for a name; write {{ for a "
          "brace");
      return token;
    }
    token.end = end + 1;
    token.mark = MarkOf(text.substr(at + 1, end - at - 1));
    token.mark.paragraph = paragraph_;
    return token;
  }

  void Add(absl::string_view field, absl::string_view words) {
    AddProblem({part_, paragraph_, std::string(field), std::string(words)}, problems_);
  }

  const std::string& part_;
  const int paragraph_;
  std::vector<TemplateProblem>& problems_;
};

void SetText(pugi::xml_node node, const std::string& text) {
  node.text().set(text.c_str());
  node.remove_attribute("xml:space");
  node.append_attribute("xml:space") = "preserve";
}

// Moves each token as a whole into the w:t in which it begins.
void GatherTokens(const std::vector<Token>& tokens, const ParagraphText& paragraph) {
  size_t token = 0;
  for (const Piece& piece : paragraph.pieces) {
    // A token that began in an earlier piece is there already.
    size_t begin = piece.begin;
    if (token > 0) begin = std::max(begin, std::min(tokens[token - 1].end, piece.end));
    size_t end = piece.end;
    while (token < tokens.size() && tokens[token].begin < piece.end) {
      end = std::max(end, tokens[token].end);
      ++token;
    }
    if (begin == piece.begin && end == piece.end) continue;
    SetText(piece.node, paragraph.text.substr(begin, end - begin));
  }
}

// Builds the runs that take the place of one with marks in it.
class RunSplitter {
 public:
  explicit RunSplitter(pugi::xml_node run)
      : run_(run), properties_(run.child("w:rPr")), next_(NewRun()) {}

  void Add(pugi::xml_node child) {
    next_.append_move(child);
    has_content_ = true;
  }
  void AddText(const std::string& text) {
    if (text.empty()) return;
    SetText(next_.append_child("w:t"), text);
    has_content_ = true;
  }
  // Returns the run of the mark.
  pugi::xml_node AddMark(size_t index) {
    if (has_content_) next_ = NewRun();
    const pugi::xml_node run = next_;
    next_.append_child(kMarkElement).append_attribute("i") = static_cast<unsigned>(index);
    next_ = NewRun();
    has_content_ = false;
    return run;
  }
  void Finish() {
    pugi::xml_node parent = run_.parent();
    if (!has_content_) parent.remove_child(next_);
    parent.remove_child(run_);
  }

 private:
  pugi::xml_node NewRun() {
    pugi::xml_node run = run_.parent().insert_child_before("w:r", run_);
    if (properties_) run.append_copy(properties_);
    return run;
  }

  pugi::xml_node run_;
  pugi::xml_node properties_;
  pugi::xml_node next_;
  bool has_content_ = false;
};

class MarkFinder {
 public:
  MarkFinder(Story& story, std::vector<TemplateProblem>& problems)
      : story_(story), problems_(problems) {}

  std::vector<Mark> Find() {
    Visit(story_.xml.document_element());
    return std::move(marks_);
  }

 private:
  void Visit(pugi::xml_node node) {
    if (absl::string_view(node.name()) == "w:p") MarkParagraph(node);
    for (pugi::xml_node child = node.first_child(); child; child = child.next_sibling()) {
      if (child.type() == pugi::node_element) Visit(child);
    }
  }

  void MarkParagraph(pugi::xml_node node) {
    ++paragraph_;
    ParagraphText paragraph;
    AddText(node, paragraph);
    const std::vector<Token> tokens =
        Scanner(story_.name, paragraph_, problems_).Scan(paragraph.text);
    if (tokens.empty()) return;
    token_count_ += tokens.size();
    if (token_count_ > kMostTokens) {
      AddProblem(story_.name, "there are more fields than a template has", problems_);
      return;
    }
    GatherTokens(tokens, paragraph);
    // Where each piece's own tokens begin and end among all of them.
    size_t first = 0;
    for (size_t i = 0; i < paragraph.pieces.size();) {
      const pugi::xml_node run = paragraph.pieces[i].node.parent();
      const size_t begin = first;
      size_t last_piece = i;
      while (last_piece < paragraph.pieces.size() &&
             paragraph.pieces[last_piece].node.parent() == run) {
        while (first < tokens.size() && tokens[first].begin < paragraph.pieces[last_piece].end) {
          ++first;
        }
        ++last_piece;
      }
      if (first > begin) SplitRun(run, tokens, begin);
      i = last_piece;
    }
  }

  // Splits a run whose first token is `token`.
  void SplitRun(pugi::xml_node run, const std::vector<Token>& tokens, size_t token) {
    RunSplitter splitter(run);
    for (pugi::xml_node child = run.first_child(); child;) {
      const pugi::xml_node next = child.next_sibling();
      const absl::string_view name = child.name();
      if (name == "w:t") {
        token = SplitText(child.text().get(), tokens, token, splitter);
      } else if (name != "w:rPr") {
        splitter.Add(child);
      }
      child = next;
    }
    splitter.Finish();
  }

  // Returns the first token behind this text.
  size_t SplitText(const std::string& text, const std::vector<Token>& tokens, size_t token,
                   RunSplitter& splitter) {
    std::string plain;
    for (size_t at = 0; at < text.size();) {
      if (text[at] != '{' || token >= tokens.size() || IsUnfinished(text, at, tokens[token])) {
        plain += text[at++];
        continue;
      }
      const Token& found = tokens[token++];
      at += found.end - found.begin;
      if (found.is_brace) {
        plain += '{';
        continue;
      }
      splitter.AddText(plain);
      plain.clear();
      Mark mark = found.mark;
      mark.run = splitter.AddMark(marks_.size());
      CheckName(mark);
      marks_.push_back(std::move(mark));
    }
    splitter.AddText(plain);
    return token;
  }

  // Whether the brace at `at` is one without its end, of which there are problems but no tokens.
  static bool IsUnfinished(absl::string_view text, size_t at, const Token& next) {
    const absl::string_view wanted = next.is_brace ? "{{" : absl::string_view(next.mark.shown);
    return !absl::StartsWith(text.substr(at), wanted);
  }

  void CheckName(const Mark& mark) {
    if (IsName(mark.name)) return;
    AddProblem({story_.name, mark.paragraph, mark.shown,
                "this is no name: names are Latin letters, digits, points and _; write {{ for a "
                "brace"},
               problems_);
  }

  Story& story_;
  std::vector<TemplateProblem>& problems_;
  std::vector<Mark> marks_;
  int paragraph_ = 0;
  size_t token_count_ = 0;
};

}  // namespace

std::vector<Mark> FindMarks(Story& story, std::vector<TemplateProblem>& problems) {
  return MarkFinder(story, problems).Find();
}

}  // namespace plenary::documents
