#include "clients/cli/figure_answers.h"

#include <map>
#include <ostream>
#include <set>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/columns.h"
#include "clients/cli/countries.h"
#include "clients/cli/long_work.h"
#include "clients/cli/names.h"
#include "clients/cli/output.h"
#include "clients/cli/question.h"
#include "clients/cli/refusals.h"
#include "clients/cli/report.pb.h"
#include "clients/cli/subjects.h"
#include "clients/cli/text_table.h"
#include "clients/cli/thread_values.h"
#include "clients/cli/values.h"
#include "google/longrunning/operations.pb.h"
#include "plenary/client.h"
#include "plenary/status.h"

namespace plenary::cli {
namespace {

using google::longrunning::Operation;
using Row = v1::FigureComparison::Row;
using Rows = std::vector<std::vector<std::string>>;

bool IsForPeople(const Session& session) { return session.format == Format::kTable; }

int Refuse(const Session& session, const absl::Status& status) {
  return PrintRefusal(session.terminal, "plenary", status);
}

// ---- Comparison.

// "120.0 %"; a dash where nothing could be said.
std::string Percent(const std::string& number) {
  return number.empty() ? "—" : absl::StrCat(number, " %");
}

class ComparisonTable {
 public:
  ComparisonTable(const Session& session, const v1::FigureComparison& comparison,
                  const std::map<std::string, std::string>& names)
      : session_(session), words_(session.words), comparison_(comparison), names_(names) {
    for (const auto& rows : {comparison.rows(), comparison.totals()}) {
      for (const Row& row : rows) {
        has_targets_ = has_targets_ || !row.targets().empty();
        sources_.insert(row.source());
      }
    }
  }

  void Print(const std::string& title) {
    std::ostream& out = session_.terminal.out;
    out << title << ", " << comparison_.unit() << "\n"
        << words_.Say("compare.periods", PeriodText(comparison_.period()),
                      PeriodText(comparison_.base_period()))
        << (sources_.size() == 1 ? absl::StrCat("; ", *sources_.begin()) : "") << "\n";
    if (comparison_.rows().empty() && comparison_.totals().empty()) {
      out << words_.Say("compare.nothing") << "\n";
      return;
    }
    std::vector<std::string> headings = HeadingsOf();
    for (std::string& heading : headings) {
      heading = *words_.Find(absl::StrCat("heading.", heading));
    }
    Rows rows;
    rows.reserve(comparison_.rows_size() + comparison_.totals_size());
    for (const Row& row : comparison_.rows()) rows.push_back(CellsOf(row));
    for (const Row& row : comparison_.totals()) rows.push_back(CellsOf(row));
    out << AlignedTable(headings, rows, OutputOf(session_).has_colour);
  }

 private:
  std::vector<std::string> HeadingsOf() const {
    std::vector<std::string> headings = {"OF",       "VALUE", "BASE",  "GROWTH",
                                         "INCREASE", "SHARE", "STATUS"};
    if (has_targets_) headings.insert(headings.end(), {"TARGET", "ATTAINED"});
    if (sources_.size() > 1) headings.push_back("SOURCE");
    return headings;
  }

  std::vector<std::string> CellsOf(const Row& row) const {
    const std::string language = session_.settings.language.value;
    std::string of = words_.Say("compare.total");
    if (!row.country().empty()) of = CountryName(row.country(), language);
    if (const auto found = names_.find(row.organization()); found != names_.end()) {
      of = row.country().empty() ? found->second : absl::StrCat(found->second, ", ", of);
    }
    std::vector<std::string> cells = {of,
                                      row.number().value(),
                                      row.has_base() ? row.base().value() : "—",
                                      Percent(row.growth_percent()),
                                      Percent(row.increase_percent()),
                                      Percent(row.share_percent()),
                                      StatusOf(row)};
    if (has_targets_) {
      std::vector<std::string> targets;
      std::vector<std::string> attained;
      targets.reserve(row.targets_size());
      attained.reserve(row.targets_size());
      for (const v1::FigureComparison::Target& target : row.targets()) {
        targets.push_back(target.number().value());
        attained.push_back(Percent(target.attainment_percent()));
      }
      cells.push_back(absl::StrJoin(targets, ", "));
      cells.push_back(absl::StrJoin(attained, ", "));
    }
    if (sources_.size() > 1) cells.push_back(row.source());
    return cells;
  }

  // How firm the less firm of the two numbers is.
  std::string StatusOf(const Row& row) const {
    std::set<v1::Figure::Status> statuses = {row.number().status()};
    if (row.has_base()) statuses.insert(row.base().status());
    for (const v1::Figure::Status status :
         {v1::Figure::ILLUSTRATIVE, v1::Figure::PRELIMINARY, v1::Figure::FINAL}) {
      if (statuses.count(status) == 0) continue;
      const std::string name = v1::Figure::Status_Name(status);
      return words_.Find(absl::StrCat("figure-status.", name)).value_or(EnumText(name));
    }
    return "";
  }

  const Session& session_;
  const Words& words_;
  const v1::FigureComparison& comparison_;
  const std::map<std::string, std::string>& names_;
  bool has_targets_ = false;
  std::set<std::string> sources_;
};

std::string TitleOf(const Session& session, const Client& client, const std::string& indicator) {
  v1::GetIndicatorRequest request;
  request.set_name(indicator);
  const absl::StatusOr<v1::Indicator> found = client.GetIndicator(request);
  return found.ok() ? Cells(*found, OutputOf(session).style)[1] : indicator;
}

void PrintTables(const Session& session, const Client& client,
                 const v1::CompareFiguresResponse& compared) {
  std::set<std::string> organizations;
  for (const v1::FigureComparison& comparison : compared.comparisons()) {
    for (const Row& row : comparison.rows()) organizations.insert(row.organization());
  }
  organizations.erase("");
  const std::map<std::string, std::string> names = DisplayNames(session, client, organizations);
  bool is_first = true;
  for (const v1::FigureComparison& comparison : compared.comparisons()) {
    if (!is_first) session.terminal.out << "\n";
    is_first = false;
    ComparisonTable(session, comparison, names)
        .Print(TitleOf(session, client, comparison.indicator()));
  }
}

void PrintRows(const Session& session, const v1::CompareFiguresResponse& compared) {
  const Output output = OutputOf(session);
  RowPrinter printer(output, *ComparedFigures::descriptor());
  for (const v1::FigureComparison& comparison : compared.comparisons()) {
    ComparedFigures line;
    line.set_indicator(comparison.indicator());
    line.set_unit(comparison.unit());
    *line.mutable_period() = comparison.period();
    for (const auto& rows : {comparison.rows(), comparison.totals()}) {
      for (const Row& row : rows) {
        *line.mutable_row() = row;
        printer.Add(line);
      }
    }
  }
  printer.End();
}

// ---- Import.

// One import from beginning to end: tried first, then carried out.
class FigureImport {
 public:
  FigureImport(const Session& session, const ImportFlags& flags, v1::ImportFiguresRequest request)
      : session_(session), flags_(flags), request_(std::move(request)), client_(Connect(session)) {}

  int Run() {
    const absl::StatusOr<v1::File> file = Upload(session_, client_, flags_.path);
    if (!file.ok()) return Refuse(session_, file.status());
    request_.set_file(file->name());
    const int code = TryAndCarry();
    // The server would forget the file by itself, a week from now.
    v1::DeleteFileRequest forget;
    forget.set_name(file->name());
    (void)client_.DeleteFile(forget);
    return code;
  }

 private:
  int TryAndCarry() {
    const bool only_tries = request_.dry_run() || flags_.preview;
    if (only_tries || (!flags_.yes && IsForPeople(session_))) {
      v1::ImportFiguresRequest trial = request_;
      trial.set_dry_run(true);
      trial.clear_request_id();
      const int code = Carry(trial);
      const bool is_over = only_tries || (code != kDone && code != kRefused);
      if (is_over) return code;
    }
    if (!flags_.yes && !Agrees(session_, session_.words.Say("figures.question"))) {
      return session_.terminal.in_is_tty ? kRefused : kUsage;
    }
    return Carry(request_);
  }

  int Carry(const v1::ImportFiguresRequest& request) {
    absl::StatusOr<Operation> operation = client_.ImportFigures(request);
    if (!operation.ok()) return Refuse(session_, operation.status());
    const std::string name = operation->name();
    const absl::StatusOr<Operation> done = Follow(session_, client_, *std::move(operation));
    if (!done.ok()) return Refuse(session_, done.status());
    if (done->has_error()) return Refuse(session_, FromRpcStatus(done->error()));
    FigureImportReport report;
    report.set_operation(name);
    done->response().UnpackTo(report.mutable_counts());
    v1::ListFigureImportRejectsRequest list;
    list.set_operation(name);
    for (absl::StatusOr<v1::FigureImportReject>& reject : client_.ListFigureImportRejects(list)) {
      if (!reject.ok()) return Refuse(session_, reject.status());
      *report.add_rejects() = *std::move(reject);
    }
    Tell(report, request.dry_run());
    return report.rejects().empty() ? kDone : kRefused;
  }

  void Tell(const FigureImportReport& report, bool was_tried) {
    const bool has_rejects = !report.rejects().empty();
    // An empty table says less than no table.
    if (!IsForPeople(session_) || has_rejects) PrintAnswer(OutputOf(session_), report, false);
    TellRemedies(report);
    if (!IsForPeople(session_)) return;
    const v1::ImportFiguresResponse& counts = report.counts();
    const Words& words = session_.words;
    session_.terminal.out << words.Say("figures.counts", counts.created(), counts.revised(),
                                       counts.unchanged(), counts.rejected())
                          << "\n";
    if (!counts.unread_headings().empty()) {
      session_.terminal.out << words.Say("figures.unread",
                                         absl::StrJoin(counts.unread_headings(), ", "))
                            << "\n";
    }
    if (was_tried) session_.terminal.out << words.Say("figures.tried") << "\n";
    session_.terminal.out.flush();
  }

  // How to mend what was rejected, once for each reason.
  void TellRemedies(const FigureImportReport& report) {
    std::set<std::string> remedies;
    for (const v1::FigureImportReject& reject : report.rejects()) {
      remedies.insert(AdviceOn(FromRpcStatus(reject.error()), session_.words));
    }
    remedies.erase("");
    for (const std::string& remedy : remedies) {
      session_.terminal.err << session_.words.Say("refusal.next", remedy) << "\n";
    }
  }

  const Session& session_;
  const ImportFlags& flags_;
  v1::ImportFiguresRequest request_;
  const Client client_;
};

}  // namespace

int CompareFigures(const Session& session, const v1::CompareFiguresRequest& request) {
  const Client client = Connect(session);
  const absl::StatusOr<v1::CompareFiguresResponse> compared = client.CompareFigures(request);
  if (!compared.ok()) return Refuse(session, compared.status());
  if (IsForPeople(session)) {
    PrintTables(session, client, *compared);
  } else if (session.format == Format::kJson) {
    PrintAnswer(OutputOf(session), *compared, true);
  } else {
    PrintRows(session, *compared);
  }
  return kDone;
}

int TakeInFigures(const Session& session, const ImportFlags& flags, const std::string& indicator,
                  v1::ImportFiguresRequest request) {
  request.set_parent(ExpandName(indicator, {"indicators/{indicator}"}, ""));
  return FigureImport(session, flags, std::move(request)).Run();
}

}  // namespace plenary::cli
