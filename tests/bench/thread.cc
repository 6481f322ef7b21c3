// The bench group `thread`: what it costs to follow a thread, to see what somebody has under
// control, and to write the report of a year, however much else there is. See docs/performance.md.
#include <cstring>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "services/base/access.h"
#include "services/base/clock.h"
#include "services/base/errors.h"
#include "services/control/commitment_table.h"
#include "services/control/item_table.h"
#include "services/control/service.h"
#include "services/directory/table.h"
#include "services/indicators/table.h"
#include "services/negotiations/table.h"
#include "services/protocols/table.h"
#include "services/storage/handle.h"
#include "services/storage/resource.h"
#include "services/storage/store.h"
#include "services/thread/service.h"
#include "tests/bench/figure.h"
#include "tests/bench/report_year.h"
#include "tests/testing/protos.h"
#include "tests/testing/temporary_folder.h"

namespace plenary::bench {
namespace {

using testing::Parse;

constexpr int kRounds = 5;
constexpr int kCalls = 200;
constexpr int64_t kFew = 10'000;
constexpr int64_t kMany = 1'000'000;
constexpr int64_t kAtOnce = 1'000;
constexpr int64_t kStatementsOfPeople = 100'000;
// Who watches over items and who carries them out: each of the first has 2,000 of a million.
constexpr int64_t kControllers = 500;
constexpr int64_t kExecutors = 2'000;
constexpr int64_t kItemsOfCommitment = 20;
// What the thread that is followed has.
constexpr int kTopics = 10;
constexpr int kItemsOfThread = 30;
constexpr char kCounterpart[] = "organizations/kursk-region";

void Check(const absl::Status& status, const std::string& what) {
  if (!status.ok()) throw std::runtime_error(absl::StrCat(what, ": ", status.ToString()));
}

void Beside(Figure& figure, const std::string& name, double value) {
  for (auto& [known, series] : figure.beside) {
    if (known == name) return series.values.push_back(value);
  }
  figure.beside.push_back({name, {{value}}});
}

std::string Day(int64_t days) {
  return absl::FormatCivilTime(absl::ToCivilDay(absl::Now(), absl::UTCTimeZone()) + days);
}

std::string Controller(int64_t number) { return absl::StrCat("people/controller-", number); }

template <class Resource>
Resource Stamped(Resource resource) {
  *resource.mutable_create_time() = storage::ToTimestamp(absl::Now());
  return resource;
}

// A database with action items, and one thread among them.
class Filled {
 public:
  explicit Filled(int64_t items) {
    auto opened = storage::OpenStore(absl::StrCat("sqlite:", folder_ / "thread.db"), clock_);
    Check(opened.status(), "OpenStore");
    store_ = *std::move(opened);
    Write([](storage::Tx& tx) {
      tx.AllowStatements(kStatementsOfPeople);
      return AddPeople(tx);
    });
    Write([](storage::Tx& tx) { return AddThread(tx); });
    for (int64_t first = 0; first < items; first += kAtOnce) {
      Write([first](storage::Tx& tx) { return AddItems(tx, first); });
    }
  }
  storage::Store& store() const { return *store_; }

 private:
  void Write(const storage::Body& body) {
    Check(storage::WriteAndWait(*store_, {std::string(storage::kControlPartition)}, body), "fill");
  }
  static absl::Status AddPeople(storage::Tx& tx);
  static absl::Status AddThread(storage::Tx& tx);
  static absl::Status AddTopic(storage::Tx& tx, int number);
  static absl::Status AddUndertaking(storage::Tx& tx, int number);
  static absl::Status AddItems(storage::Tx& tx, int64_t first);
  static v1::ActionItem Item(int64_t number);

  const base::SystemClock clock_;
  const testing::TemporaryFolder folder_;
  std::unique_ptr<storage::Store> store_;
};

absl::Status Filled::AddPeople(storage::Tx& tx) {
  std::vector<v1::Person> people;
  people.reserve(kControllers);
  for (int64_t i = 0; i < kControllers; ++i) {
    people.push_back(Stamped(Parse<v1::Person>(absl::StrCat(
        "name: '", Controller(i), "' names { language: 'ru' family_name: '", i, "' }"))));
  }
  return directory::InsertPeople(tx, people);
}

// A topic with two positions.
absl::Status Filled::AddTopic(storage::Tx& tx, int number) {
  const std::string topic = absl::StrCat("negotiations/kursk/topics/t-", number);
  PLENARY_RETURN_IF_ERROR(negotiations::Insert(
      tx, Stamped(Parse<v1::Topic>(absl::StrCat(
              "name: '", topic, "' state: OPEN titles { language: 'ru' text: 'Тема' }")))));
  for (const char* side : {"OURS", "THEIRS"}) {
    PLENARY_RETURN_IF_ERROR(negotiations::Insert(
        tx, Stamped(Parse<v1::Position>(absl::StrCat(
                "name: '", topic, "/positions/", side == std::string("OURS") ? "ours" : "theirs",
                "' side: ", side, " classification: OFFICIAL revision: 1 ",
                "texts { language: 'ru' text: 'Готовы обсуждать' }")))));
  }
  return absl::OkStatus();
}

// An item of the minutes with its commitment, two action items, a result and a figure.
absl::Status Filled::AddUndertaking(storage::Tx& tx, int number) {
  const std::string item = absl::StrCat("negotiations/kursk/protocols/minutes/items/i-", number);
  const std::string commitment = absl::StrCat("commitments/of-thread-", number);
  const std::string figure = absl::StrCat("indicators/ict/figures/f-", number);
  PLENARY_RETURN_IF_ERROR(protocols::InsertProtocolItem(
      tx, Stamped(Parse<v1::ProtocolItem>(absl::StrCat(
              "name: '", item, "' kind: COMMITMENT topic: 'negotiations/kursk/topics/t-",
              number % kTopics, "' commitment { side: OURS } texts { language: 'ru' text: ",
              "'Стороны обменяются документами' }")))));
  PLENARY_RETURN_IF_ERROR(control::InsertCommitment(
      tx,
      Stamped(Parse<v1::Commitment>(absl::StrCat(
          "name: '", commitment, "' side: OURS state: IN_PROGRESS source { protocol_item: '", item,
          "' } source_date: '", Day(-100), "' negotiation: 'negotiations/kursk' counterpart: '",
          kCounterpart, "' texts { language: 'ru' text: 'Обменяться документами' }"))),
      Day(-100)));
  std::string last;
  for (int i = 0; i < 2; ++i) {
    last = absl::StrCat("actionItems/of-thread-", number, "-", i);
    PLENARY_RETURN_IF_ERROR(control::InsertActionItem(
        tx,
        Stamped(Parse<v1::ActionItem>(absl::StrCat(
            "name: '", last, "' commitment: '", commitment,
            "' negotiation: 'negotiations/kursk' state: IN_PROGRESS due_date: '", Day(i * 60 - 30),
            "' lead { person: 'people/executor-1' } titles { language: 'ru' text: 'Подготовить' "
            "}"))),
        Day(-90)));
  }
  v1::Figure made = Stamped(Parse<v1::Figure>(
      absl::StrCat("name: '", figure, "' country: 'RU' kind: ACTUAL source: 's-", number,
                   "' value: '120' status: FINAL period { kind: YEAR year: 2023 }")));
  PLENARY_RETURN_IF_ERROR(indicators::InsertFigure(tx, "indicators/ict", {std::move(made), 1}));
  return indicators::InsertResult(
      tx, Stamped(Parse<v1::Result>(absl::StrCat(
              "name: 'results/r-", number, "' kind: PILOT date: '", Day(-10), "' origins: '", last,
              "' figures: '", figure, "' titles { language: 'ru' text: 'Пилот' }"))));
}

absl::Status Filled::AddThread(storage::Tx& tx) {
  PLENARY_RETURN_IF_ERROR(negotiations::Insert(
      tx, Stamped(Parse<v1::Negotiation>(
              absl::StrCat("name: 'negotiations/kursk' state: OPEN counterpart: '", kCounterpart,
                           "' display_names { language: 'ru' text: 'Курская область' }")))));
  std::string topics;
  for (int i = 0; i < kTopics; ++i) {
    PLENARY_RETURN_IF_ERROR(AddTopic(tx, i));
    absl::StrAppend(&topics, "topics: 'negotiations/kursk/topics/t-", i, "' ");
  }
  PLENARY_RETURN_IF_ERROR(
      negotiations::Insert(tx,
                           Stamped(Parse<v1::Round>(absl::StrCat(
                               "name: 'negotiations/kursk/rounds/one' number: 1 ", topics))),
                           ""));
  PLENARY_RETURN_IF_ERROR(protocols::InsertProtocol(
      tx, Stamped(Parse<v1::Protocol>(absl::StrCat(
              "name: 'negotiations/kursk/protocols/minutes' type: MINUTES state: SIGNED date: '",
              Day(-100), "' round: 'negotiations/kursk/rounds/one' ",
              "titles { language: 'ru' text: 'Протокол' }")))));
  for (int i = 0; i < kItemsOfThread; ++i) {
    PLENARY_RETURN_IF_ERROR(AddUndertaking(tx, i));
  }
  return absl::OkStatus();
}

// Seven of ten are removed from control, two under way, one reported; due from 300 days ago to 300
// days from now.
v1::ActionItem Filled::Item(int64_t number) {
  constexpr const char* kStates[] = {"REMOVED_FROM_CONTROL", "IN_PROGRESS", "REPORTED"};
  const int64_t tenth = number / kControllers % 10;
  const char* state = kStates[tenth < 7 ? 0 : tenth < 9 ? 1 : 2];
  return Stamped(Parse<v1::ActionItem>(absl::StrCat(
      "name: 'actionItems/i-", number, "' commitment: 'commitments/c-", number / kItemsOfCommitment,
      "' negotiation: 'negotiations/n-", number % 1000, "' state: ", state,
      " lead { organization: 'organizations/o-", number % 100, "' person: 'people/executor-",
      number % kExecutors, "' } controller: '", Controller(number % kControllers),
      "' author: 'people/author-", number % 50, "' due { date: '", Day(number / 7919 % 600 - 300),
      "' } due_date: '", Day(number / 7919 % 600 - 300), "' first_due_date: '",
      Day(number / 7919 % 600 - 300),
      "' titles { language: 'ru' text: 'Подготовить предложения по сотрудничеству в сфере ИКТ' "
      "}")));
}

absl::Status Filled::AddItems(storage::Tx& tx, int64_t first) {
  const std::string assigned = Day(-310);
  for (int64_t i = first; i < first + kAtOnce; ++i) {
    PLENARY_RETURN_IF_ERROR(control::InsertActionItem(tx, Item(i), assigned));
  }
  return absl::OkStatus();
}

// The median of some calls of a method, in ms.
template <class Service, class Request, class Response>
double Milliseconds(const Filled& filled, const Service& service,
                    absl::StatusOr<Response> (Service::*method)(storage::Tx&, const storage::Call&,
                                                                const Request&) const,
                    const std::vector<std::string>& requests, Response& last) {
  Series series;
  series.values.reserve(kCalls);
  for (int i = 0; i < kCalls; ++i) {
    const auto request = Parse<Request>(requests[static_cast<size_t>(i) % requests.size()]);
    const absl::Time begin = absl::Now();
    auto answer = storage::ReadAndWait(filled.store(), storage::Call{"local", "bench", "", nullptr},
                                       service, method, request);
    series.values.push_back(absl::ToDoubleMilliseconds(absl::Now() - begin));
    Check(answer.status(), request.ShortDebugString());
    last = *std::move(answer);
  }
  return series.Median();
}

void MeasureTrace(const Filled& few, const Filled& many) {
  Figure figure{"trace_growth",
                "a trace among 1,000,000 action items over the same among 10,000",
                Figure::Wanted::kAtMost,
                1.5,
                {},
                {}};
  const thread::ThreadService service;
  const std::vector<std::string> request = {"name: 'negotiations/kursk'"};
  v1::Thread thread;
  for (int round = 0; round < kRounds; ++round) {
    const double small =
        Milliseconds(few, service, &thread::ThreadService::TraceThread, request, thread);
    const double large =
        Milliseconds(many, service, &thread::ThreadService::TraceThread, request, thread);
    figure.series.values.push_back(large / small);
    Beside(figure, "of 1,000,000 ms", large);
    Beside(figure, "of 10,000 ms", small);
    Beside(figure, "nodes", thread.nodes_size());
  }
  Print(figure);
}

void MeasureControlList(const Filled& many) {
  Figure figure{"control_list",
                "a controller's weekly list among 1,000,000 items over a point read of one",
                Figure::Wanted::kAtMost,
                50,
                {},
                {}};
  const base::TokenSealer sealer(std::string(32, 'k'));
  const control::ActionPlanService service(sealer);
  std::vector<std::string> lists;
  std::vector<std::string> reads;
  lists.reserve(kCalls);
  reads.reserve(kCalls);
  for (int64_t i = 0; i < kCalls; ++i) {
    lists.push_back(absl::StrCat("subject: '", Controller(i * 7 % kControllers), "'"));
    reads.push_back(absl::StrCat("name: 'actionItems/i-", i * 4999, "'"));
  }
  v1::ControlList list;
  v1::ActionItem item;
  for (int round = 0; round < kRounds; ++round) {
    const double read =
        Milliseconds(many, service, &control::ActionPlanService::GetActionItem, reads, item);
    const double listing =
        Milliseconds(many, service, &control::ActionPlanService::GetControlList, lists, list);
    figure.series.values.push_back(listing / read);
    Beside(figure, "list ms", listing);
    Beside(figure, "read ms", read);
    Beside(figure, "items",
           list.due().action_items_size() + list.overdue().action_items_size() +
               list.to_decide().action_items_size());
  }
  Print(figure);
}

void MeasureAmongItems(const Settings& settings) {
  const Filled many(kMany);
  if (settings.Wants({"trace_growth"})) MeasureTrace(Filled(kFew), many);
  if (settings.Wants({"control_list"})) MeasureControlList(many);
}

constexpr char kUsage[] =
    "bench_thread: the figures of the bench group 'thread', as tests/run bench thread prints "
    "them.\n"
    "\n"
    "Prints, for each figure, a line of detail and then 'figure NAME VALUE'.\n"
    "  BENCH_FIGURES=name,name  measures these only\n"
    "  TMPDIR                   where its databases lie; must be a disk, not memory (/tmp)\n";

int Main() {
  const Settings settings = ReadSettings();
  return RunAll(settings, {{{"trace_growth", "control_list"}, [&] { MeasureAmongItems(settings); }},
                           {{"report_year"}, [&] { MeasureReportYear(); }}});
}

}  // namespace
}  // namespace plenary::bench

int main(int argc, char** argv) {
  if (argc > 1) {
    std::cout << plenary::bench::kUsage;
    return std::strcmp(argv[1], "--help") == 0 ? 0 : 2;
  }
  try {
    return plenary::bench::Main();
  } catch (const std::exception& exception) {
    std::cerr << "bench_thread: " << exception.what() << std::endl;
    return 1;
  }
}
