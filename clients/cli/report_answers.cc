#include "clients/cli/report_answers.h"

#include <ostream>
#include <set>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "clients/cli/output.h"
#include "clients/cli/refusals.h"
#include "clients/cli/text_table.h"
#include "plenary/client.h"

namespace plenary::cli {
namespace {

using Texts = google::protobuf::RepeatedPtrField<v1::ReportText>;

// The language in which a report is written where nobody says.
std::string LanguageOf(const Session& session) {
  static const auto* const kWritten = new std::set<std::string>{"ru", "be", "en", "zh"};
  const std::string& language = session.settings.language.value;
  return kWritten->count(language) > 0 ? language : "en";
}

class ReportPage {
 public:
  ReportPage(const Session& session, std::string language, bool queries)
      : out_(session.terminal.out),
        columns_(session.terminal.columns),
        language_(std::move(language)),
        queries_(queries) {}

  void Print(const v1::Report& report) {
    out_ << Indented(TextIn(report.titles()), 0, columns_);
    for (const v1::ReportSection& section : report.sections()) Print(section);
  }

 private:
  void Print(const v1::ReportSection& section) {
    out_ << "\n" << Indented(TextIn(section.titles()), 0, columns_);
    bool is_first = true;
    for (const v1::ReportSentence& sentence : section.sentences()) {
      // The first one tells of all, those behind it of each.
      out_ << Indented(absl::StrCat(is_first ? "" : "- ", TextIn(sentence.texts())), 2, columns_,
                       is_first ? 0 : 2);
      is_first = false;
      if (queries_) PrintNumbers(sentence);
    }
  }

  void PrintNumbers(const v1::ReportSentence& sentence) {
    for (const v1::ReportNumber& number : sentence.numbers()) {
      out_ << "      " << number.value() << (number.unit().empty() ? "" : " ") << number.unit()
           << "  " << number.key() << "\n";
      for (const v1::ReportQuery& query : number.queries()) {
        out_ << "        " << query.method() << " " << query.request();
        if (!query.field().empty()) out_ << " " << query.field();
        out_ << "\n";
      }
    }
  }

  std::string TextIn(const Texts& texts) const {
    for (const v1::ReportText& text : texts) {
      if (text.language() == language_) return text.text();
    }
    return "";
  }

  std::ostream& out_;
  const int columns_;
  const std::string language_;
  const bool queries_;
};

}  // namespace

int ShowReport(const Session& session, v1::WriteReportRequest request, bool queries) {
  if (request.language_codes().empty()) request.add_language_codes(LanguageOf(session));
  const absl::StatusOr<v1::Report> report = Connect(session).WriteReport(request);
  if (!report.ok()) return PrintRefusal(session.terminal, "plenary", report.status());
  if (session.format != Format::kTable) {
    PrintAnswer(OutputOf(session), *report, false);
    return kDone;
  }
  bool is_first = true;
  for (const std::string& language : request.language_codes()) {
    if (!is_first) session.terminal.out << "\n";
    is_first = false;
    ReportPage(session, language, queries).Print(*report);
  }
  return kDone;
}

}  // namespace plenary::cli
