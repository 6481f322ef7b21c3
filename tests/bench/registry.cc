// The bench group `registry`: what lists cost to take in beside registrations one by one, and how
// fast a search answers while somebody types. See docs/performance.md.
#include <algorithm>
#include <cstring>
#include <functional>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "google/longrunning/operations.grpc.pb.h"
#include "grpcpp/client_context.h"
#include "plenary/v1/delegations.grpc.pb.h"
#include "plenary/v1/directory.grpc.pb.h"
#include "plenary/v1/files.grpc.pb.h"
#include "services/base/clock.h"
#include "services/storage/store.h"
#include "tests/bench/bytes.h"
#include "tests/bench/figure.h"
#include "tests/bench/load.h"
#include "tests/bench/plenaryd.h"
#include "tests/bench/registry_sample.h"
#include "tests/bench/sample.h"
#include "tests/testing/temporary_folder.h"

namespace plenary::bench {
namespace {

constexpr int kRounds = 5;
constexpr int kCallers = 64;
constexpr int64_t kRowsARound = 20'000;
constexpr int64_t kRowsOfLargeList = 100'000;
constexpr int64_t kPeopleSearched = 200'000;
constexpr int kPeopleAtOnce = 1'000;
constexpr int kSearchesFor = 400;  // people looked for in a round
constexpr size_t kChunk = 256 << 10;
constexpr int64_t kMegabyte = 1 << 20;
// Every figure has people of its own, so that nothing is found that should be created.
constexpr int64_t kSingles = 10'000'000;
constexpr int64_t kListed = 20'000'000;

using Wanted = Figure::Wanted;

void Check(const grpc::Status& status, const std::string& what) {
  if (status.ok()) return;
  throw std::runtime_error(absl::StrCat(what, ": ", status.error_message()));
}

void Beside(Figure& figure, const std::string& name, double value) {
  for (auto& [known, series] : figure.beside) {
    if (known == name) return series.values.push_back(value);
  }
  figure.beside.push_back({name, {{value}}});
}

double Percentile(std::vector<double> values, int percent) {
  std::sort(values.begin(), values.end());
  return values[(values.size() - 1) * percent / 100];
}

// A database with events and delegations, and hardly anybody in it.
std::string DatabaseWithEvents(const std::string& path) {
  const base::SystemClock clock;
  const std::string uri = absl::StrCat("sqlite:", path);
  {
    const auto store = storage::OpenStore(uri, clock);
    if (!store.ok()) throw std::runtime_error(store.status().ToString());
    FillPeople(**store, 0);
  }
  FillEvents(Plenaryd(uri).channel(), 0);
  return uri;
}

std::string Upload(const Plenaryd& server, const std::string& list) {
  const auto files = v1::FileService::NewStub(server.channel());
  grpc::ClientContext context;
  v1::File file;
  const auto stream = files->UploadFile(&context, &file);
  v1::UploadFileRequest request;
  request.mutable_header()->set_filename("list.csv");
  request.mutable_header()->set_size_bytes(static_cast<int64_t>(list.size()));
  stream->Write(request);
  for (size_t at = 0; at < list.size(); at += kChunk) {
    request.set_chunk(list.substr(at, kChunk));
    stream->Write(request);
  }
  stream->WritesDone();
  Check(stream->Finish(), "UploadFile");
  return file.name();
}

// Imports a list into an event, from its first byte to the operation's end, and calls `watch` again
// and again meanwhile.
void Import(const Plenaryd& server, const std::string& event, const std::string& list, int64_t rows,
            const std::function<void()>& watch) {
  const auto delegations = v1::DelegationService::NewStub(server.channel());
  const auto operations = google::longrunning::Operations::NewStub(server.channel());
  v1::ImportParticipantsRequest request;
  request.set_parent(event);
  request.set_file(Upload(server, list));
  request.set_delegation(DelegationName(event, 0));
  request.set_category(CategoryName(event));
  google::longrunning::Operation operation;
  grpc::ClientContext context;
  Check(delegations->ImportParticipants(&context, request, &operation), "ImportParticipants");
  while (!operation.done()) {
    watch();
    google::longrunning::WaitOperationRequest wait;
    wait.set_name(operation.name());
    wait.mutable_timeout()->set_nanos(50'000'000);
    grpc::ClientContext waiting;
    Check(operations->WaitOperation(&waiting, wait, &operation), "WaitOperation");
  }
  if (operation.has_error()) throw std::runtime_error(operation.error().message());
  v1::ImportResponse response;
  operation.response().UnpackTo(&response);
  // Two in a hundred thousand may be born on the same day under the same name.
  if (response.counts().created() < rows - rows / 1'000) {
    throw std::runtime_error(absl::StrCat("of ", rows, " rows the import created ",
                                          response.counts().ShortDebugString()));
  }
}

// The same people as a list has, one call each.
GrpcLoad SingleRegistrations(const Plenaryd& server, const std::string& event, int64_t& next) {
  GrpcLoad load;
  load.address = server.address();
  load.bearer = server.token();
  load.method = "/plenary.v1.DelegationService/BatchChangeParticipants";
  load.callers = kCallers;
  load.next_request = [event, &next] {
    const int64_t number = next++;
    v1::BatchChangeParticipantsRequest request;
    request.set_parent(event);
    request.set_request_id(RequestId(number));
    v1::RegistrationRow& row = *request.add_changes()->mutable_register_();
    *row.mutable_new_person() = RegistryPerson(number);
    row.mutable_participant()->set_delegation(DelegationName(event, 0));
    row.mutable_participant()->set_category(CategoryName(event));
    v1::LocalizedText& title = *row.mutable_participant()->add_titles();
    title.set_language("ru");
    title.set_text("Начальник управления");
    return ToBytes(request);
  };
  return load;
}

void MeasureImports(const Settings& settings) {
  Figure rows{"import_rows",
              "rows a second of a CSV import over single registrations a second with 64 callers",
              Wanted::kAtLeast,
              2,
              {},
              {}};
  const testing::TemporaryFolder folder;
  const Plenaryd server(DatabaseWithEvents(folder / "imports.db"));
  int64_t next = kSingles;
  for (int round = 0; round < kRounds; ++round) {
    const LoadResult singles =
        RunLoad(SingleRegistrations(server, EventName(0), next), Window::Of(settings.round));
    const std::string list = RegistryList(kListed + round * kRowsARound, kRowsARound);
    const absl::Time begin = absl::Now();
    Import(server, EventName(1), list, kRowsARound, [] {});
    const double per_second =
        static_cast<double>(kRowsARound) / absl::ToDoubleSeconds(absl::Now() - begin);
    rows.series.values.push_back(per_second / singles.per_second);
    Beside(rows, "import rows /s", per_second);
    Beside(rows, "singles /s", singles.per_second);
  }
  Print(rows);
}

void MeasureMemory(const Settings&) {
  Figure memory{"import_memory",
                "anonymous resident memory added by an import of 100,000 rows, in MiB",
                Wanted::kAtMost,
                100,
                {},
                {}};
  const testing::TemporaryFolder folder;
  Plenaryd server(DatabaseWithEvents(folder / "memory.db"));
  const std::string list = RegistryList(kListed, kRowsOfLargeList);
  const int64_t before = server.process().RssAnonBytes();
  int64_t most = before;
  const absl::Time begin = absl::Now();
  Import(server, EventName(1), list, kRowsOfLargeList,
         [&] { most = std::max(most, server.process().RssAnonBytes()); });
  most = std::max(most, server.process().RssAnonBytes());
  memory.series.values.push_back(static_cast<double>(most - before) / kMegabyte);
  Beside(memory, "before MiB", static_cast<double>(before) / kMegabyte);
  Beside(memory, "seconds", absl::ToDoubleSeconds(absl::Now() - begin));
  Print(memory);
}

std::vector<std::string> AddPeople(const Plenaryd& server) {
  const auto directory = v1::DirectoryService::NewStub(server.channel());
  std::vector<std::string> names;
  names.reserve(kPeopleSearched);
  for (int64_t first = 0; first < kPeopleSearched; first += kPeopleAtOnce) {
    v1::BatchCreatePeopleRequest request;
    for (int64_t i = first; i < first + kPeopleAtOnce; ++i) {
      *request.add_people() = RegistryPerson(i);
    }
    v1::BatchCreatePeopleResponse response;
    grpc::ClientContext context;
    Check(directory->BatchCreatePeople(&context, request, &response), "BatchCreatePeople");
    for (const v1::Person& person : response.people()) names.push_back(person.name());
  }
  return names;
}

double Milliseconds(const std::function<void()>& call) {
  const absl::Time begin = absl::Now();
  call();
  return absl::ToDoubleMilliseconds(absl::Now() - begin);
}

// Whether anybody was found.
bool Search(v1::DirectoryService::Stub& directory, const std::string& text) {
  v1::SearchPeopleRequest request;
  request.set_query(text);
  request.set_language_code("ru");
  v1::SearchPeopleResponse response;
  grpc::ClientContext context;
  Check(directory.SearchPeople(&context, request, &response), "SearchPeople");
  return !response.results().empty();
}

void Get(v1::DirectoryService::Stub& directory, const std::string& name) {
  v1::GetPersonRequest request;
  request.set_name(name);
  v1::Person person;
  grpc::ClientContext context;
  Check(directory.GetPerson(&context, request, &person), "GetPerson");
}

void MeasureSearch(const Settings&) {
  Figure typing{"search_typing",
                "95th percentile of a search among 200,000 people, in ms",
                Wanted::kAtMost,
                30,
                {},
                {}};
  const testing::TemporaryFolder folder;
  const Plenaryd server(absl::StrCat("sqlite:", folder / "search.db"));
  const std::vector<std::string> names = AddPeople(server);
  const auto directory = v1::DirectoryService::NewStub(server.channel());
  for (int round = 0; round < kRounds; ++round) {
    std::vector<double> searches;
    std::vector<double> reads;
    int64_t found = 0;
    for (int i = 0; i < kSearchesFor; ++i) {
      const auto number =
          static_cast<int64_t>(Scrambled(round * kSearchesFor + i) % kPeopleSearched);
      for (const std::string& text : TypedFor(number)) {
        searches.push_back(Milliseconds([&] { found += Search(*directory, text) ? 1 : 0; }));
        reads.push_back(Milliseconds([&] { Get(*directory, names[number]); }));
      }
    }
    // Some misspellings sound like nobody; a search that finds little else measures nothing.
    const double found_percent = 100.0 * static_cast<double>(found) / searches.size();
    if (found_percent < 98) throw std::runtime_error("too many searches found nobody");
    typing.series.values.push_back(Percentile(searches, 95));
    Beside(typing, "found somebody %", found_percent);
    Beside(typing, "search p50 ms", Percentile(searches, 50));
    Beside(typing, "search p99 ms", Percentile(searches, 99));
    Beside(typing, "GetPerson p95 ms", Percentile(reads, 95));
  }
  Print(typing);
}

constexpr char kUsage[] =
    "bench_registry: the figures of the bench group 'registry', as tests/run bench registry prints "
    "them.\n"
    "\n"
    "Prints, for each figure, a line of detail and then 'figure NAME VALUE'.\n"
    "  BENCH_FIGURES=name,name  measures these only\n"
    "  BENCH_SECONDS=n          length of a round (6)\n"
    "  TMPDIR                   where its databases lie; must be a disk, not memory (/tmp)\n";

int Main() {
  const Settings settings = ReadSettings();
  return RunAll(settings, {{{"import_rows"}, [&] { MeasureImports(settings); }},
                           {{"search_typing"}, [&] { MeasureSearch(settings); }},
                           {{"import_memory"}, [&] { MeasureMemory(settings); }}});
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
    std::cerr << "bench_registry: " << exception.what() << std::endl;
    return 1;
  }
}
