// The bench group `foundation`: what reads, durable calls and long lists cost beside floors and
// peers measured at the same time. See docs/performance.md.
#include <sqlite3.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "plenary/v1/delegations.grpc.pb.h"
#include "services/base/clock.h"
#include "services/base/ids.h"
#include "services/base/list_query.h"
#include "services/delegations/service.h"
#include "services/schedule/attendance.h"
#include "services/storage/handle.h"
#include "services/storage/store.h"
#include "tests/bench/bytes.h"
#include "tests/bench/child.h"
#include "tests/bench/empty_server.h"
#include "tests/bench/etcd.h"
#include "tests/bench/figure.h"
#include "tests/bench/load.h"
#include "tests/bench/plenaryd.h"
#include "tests/bench/raw_sqlite.h"
#include "tests/bench/sample.h"
#include "tests/testing/postgres_cluster.h"
#include "tests/testing/temporary_folder.h"
#include "tests/testing/vault.h"

namespace plenary::bench {
namespace {

constexpr int kRounds = 5;
constexpr int kWriters = 64;
constexpr int kReaders = 32;
constexpr int kParticipantsRead = 100'000;
constexpr int kShortList = 10'000;
constexpr int kLongList = 1'000'000;
constexpr int kPage = 100;
constexpr absl::Duration kLogWatch = absl::Seconds(60);
// Through gRPC nobody registers faster, so that the people of a database last for a round.
constexpr int kMostASecond = 8'000;
constexpr int64_t kMegabyte = 1 << 20;

using Wanted = Figure::Wanted;

// What the measurements share: a folder on disk and the databases in it that they begin with.
class Bench {
 public:
  explicit Bench(const Settings& settings)
      : settings_(settings),
        people_(std::max<int64_t>(2 * absl::ToInt64Seconds(settings.round),
                                  absl::ToInt64Seconds(kLogWatch)) *
                kMostASecond / kEvents),
        registrations_(people_) {}

  absl::Duration round() const { return settings_.round; }
  bool Wants(const std::string& figure) const { return settings_.Wants({figure}); }
  int64_t people() const { return people_; }
  const Registrations& registrations() const { return registrations_; }
  std::string Path(const std::string& name) const { return folder_ / name; }

  // A database with people and events, which nothing may change.
  const std::string& Base() {
    if (!base_.empty()) return base_;
    const std::string path = Path("base.db");
    {
      const auto store = storage::OpenStore(absl::StrCat("sqlite:", path), clock_);
      if (!store.ok()) throw std::runtime_error(store.status().ToString());
      FillPeople(**store, people_);
    }
    FillEvents(Plenaryd(absl::StrCat("sqlite:", path)).channel(), people_);
    return base_ = path;
  }

  // A fresh copy of the base in the file `name`.
  std::string Copy(const std::string& name) {
    const std::string path = Path(name);
    Remove(name);
    CopyToDisk(Base(), path);
    return path;
  }

  // Removes the database `name`, if it is there.
  void Remove(const std::string& name) {
    for (const char* suffix : {"", "-wal", "-shm"}) {
      std::filesystem::remove(absl::StrCat(Path(name), suffix));
    }
  }

 private:
  const Settings settings_;
  const base::SystemClock clock_;
  const int64_t people_;
  const Registrations registrations_;
  const testing::TemporaryFolder folder_;
  std::string base_;
};

// Adds one value to what is told beside a figure.
void Beside(Figure& figure, const std::string& name, double value) {
  for (auto& [known, series] : figure.beside) {
    if (known == name) return series.values.push_back(value);
  }
  figure.beside.push_back({name, {{value}}});
}

void BesideLoad(Figure& figure, const std::string& whose, const LoadResult& result) {
  Beside(figure, absl::StrCat(whose, " /s"), result.per_second);
  Beside(figure, absl::StrCat(whose, " p99 ms"), result.p99_ms);
}

// --- Reads.

// The mean size of a participant as it is answered.
int AnswerBytes(const Plenaryd& server) {
  constexpr int kSampled = 100;
  const auto stub = v1::DelegationService::NewStub(server.channel());
  size_t bytes = 0;
  for (int i = 0; i < kSampled; ++i) {
    grpc::ClientContext context;
    v1::GetParticipantRequest request;
    request.set_name(FilledParticipant(i));
    v1::Participant participant;
    const grpc::Status status = stub->GetParticipant(&context, request, &participant);
    if (!status.ok()) throw std::runtime_error("GetParticipant: " + status.error_message());
    bytes += participant.ByteSizeLong();
  }
  return static_cast<int>(bytes / kSampled);
}

// Reads from `read` while others register at `server`; what those did is told beside `figure`.
LoadResult ReadWhileRegistering(const Bench& bench, const Plenaryd& server, const GrpcLoad& read,
                                const std::string& whose, int64_t& next, Figure& figure) {
  const Window window = Window::Of(bench.round());
  LoadResult result;
  const LoadResult writes =
      RunBeside(RegistrationLoad(server, kWriters, bench.registrations(), next), window,
                [&] { result = RunLoad(read, window); });
  BesideLoad(figure, whose, result);
  Beside(figure, absl::StrCat("registrations beside ", whose, " /s"), writes.per_second);
  return result;
}

void MeasureReads(Bench& bench) {
  const std::string path = bench.Copy("reads.db");
  FillParticipants(path, kParticipantsRead);
  const Plenaryd server(absl::StrCat("sqlite:", path));
  const int bytes = AnswerBytes(server);
  const EmptyServer empty(bytes, bench.Path("empty.log"));
  const std::string floor = absl::StrCat("an empty handler's answer of ", bytes, " bytes, ",
                                         kReaders, " calls in flight");
  Figure idle{"read_vs_empty",
              absl::StrCat("GetParticipant out of 100,000 over ", floor),
              Wanted::kAtLeast,
              0.7,
              {},
              {}};
  Figure busy{
      "read_during_writes", "the same while 64 callers register", Wanted::kAtLeast, 0.4, {}, {}};
  int64_t next_read = 0;
  int64_t next = 0;
  const GrpcLoad read = ReadLoad(server, kReaders, kParticipantsRead, next_read);
  const GrpcLoad floor_load = empty.Load(kReaders, FilledParticipant(0));
  for (int round = 0; round < kRounds; ++round) {
    if (bench.Wants(idle.name)) {
      const LoadResult mine = RunLoad(read, Window::Of(bench.round()));
      const LoadResult floors = RunLoad(floor_load, Window::Of(bench.round()));
      idle.series.values.push_back(mine.per_second / floors.per_second);
      BesideLoad(idle, "reads", mine);
      BesideLoad(idle, "empty", floors);
    }
    if (bench.Wants(busy.name)) {
      const LoadResult mine = ReadWhileRegistering(bench, server, read, "reads", next, busy);
      const LoadResult floors =
          ReadWhileRegistering(bench, server, floor_load, "empty", next, busy);
      busy.series.values.push_back(mine.per_second / floors.per_second);
    }
  }
  for (const Figure* figure : {&idle, &busy}) {
    if (bench.Wants(figure->name)) Print(*figure);
  }
}

// --- Registrations over the bare engine.

// A handler of registrations without gRPC.
class LocalDesk {
 public:
  LocalDesk(storage::Store& store, const Registrations& registrations)
      : store_(store),
        registrations_(registrations),
        sealer_(std::string(32, 'k')),
        service_(sealer_, testing::TestVault(), attendance_),
        handler_(storage::Bind(service_, &delegations::DelegationService::BatchChangeParticipants)),
        callers_(kWriters) {}

  void Register(int caller, storage::Done done) {
    Caller& mine = callers_[caller];
    mine.request = registrations_.Number(next_++);
    mine.call.request_id = mine.request.request_id();
    storage::HandleChange(store_, random_, {mine.call, mine.request, mine.response}, handler_,
                          std::move(done));
  }

 private:
  struct Caller {
    storage::Call call{"local", "plenary.v1.DelegationService/BatchChangeParticipants", ""};
    v1::BatchChangeParticipantsRequest request;
    v1::BatchChangeParticipantsResponse response;
  };

  storage::Store& store_;
  const Registrations& registrations_;
  base::SystemRandom random_;
  const base::TokenSealer sealer_;
  schedule::Attendance attendance_;
  const delegations::DelegationService service_;
  const storage::ChangeHandler handler_;
  std::vector<Caller> callers_;
  std::atomic<int64_t> next_ = 0;
};

// What the bare engine makes of the rows that registrations added to the database `name`.
struct RawRound {
  double per_second = 0;
  int group = 0;
  FactBytes bytes;
  std::string rows;  // "participants 1, changes 1 …"
};

RawRound RunRaw(Bench& bench, const std::string& name, double group, bool check_rows) {
  const std::string path = bench.Path(name);
  const WrittenRows rows(bench.Base(), path);
  RawRound round;
  round.group = std::max(1, static_cast<int>(group + 0.5));
  const std::string raw_path = bench.Copy("raw.db");
  round.per_second = ReplayRaw(rows, raw_path, round.group);
  // The floor must have done the work: once is enough, since it takes longer than the round.
  if (check_rows) CheckSameRows(path, raw_path);
  bench.Remove("raw.db");
  for (const auto& [table, each] : rows.rows_each()) {
    absl::StrAppend(&round.rows, round.rows.empty() ? "" : ", ", each, " ", table);
  }
  round.bytes.participant = static_cast<int>(rows.BytesEach("participants"));
  round.bytes.composition = static_cast<int>(rows.BytesEach("composition_changes"));
  round.bytes.change = static_cast<int>(rows.BytesEach("changes"));
  round.bytes.answer =
      static_cast<int>(rows.BytesEach("requests") + rows.BytesEach("request_resources"));
  // Two rows of a name or two and a few numbers.
  round.bytes.seats = static_cast<int>(2 * DelegationName(EventName(0), 0).size());
  return round;
}

double GroupOf(int64_t bodies, int64_t commits) {
  return static_cast<double>(bodies) / static_cast<double>(std::max<int64_t>(commits, 1));
}

void MeasureStore(Bench& bench) {
  Figure figure{"store_vs_raw", "", Wanted::kAtLeast, 0.65, {}, {}};
  for (int round = 0; round < kRounds; ++round) {
    const std::string path = bench.Copy("store.db");
    LoadResult mine;
    storage::StoreStats stats;
    {
      const base::SystemClock clock;
      const auto store = storage::OpenStore(absl::StrCat("sqlite:", path), clock);
      if (!store.ok()) throw std::runtime_error(store.status().ToString());
      LocalDesk desk(**store, bench.registrations());
      mine = RunLoad(
          kWriters, [&](int caller, storage::Done done) { desk.Register(caller, std::move(done)); },
          Window::Of(bench.round()));
      stats = (*store)->Stats();
    }
    const RawRound raw = RunRaw(bench, "store.db", GroupOf(stats.bodies_committed, stats.commits),
                                /*check_rows=*/round == 0);
    bench.Remove("store.db");
    figure.what = absl::StrCat("registrations through Store::Write, 64 at once, over the bare ",
                               "engine writing the same rows (", raw.rows, ")");
    figure.series.values.push_back(mine.per_second / raw.per_second);
    BesideLoad(figure, "store", mine);
    Beside(figure, "bare engine /s", raw.per_second);
    Beside(figure, "in a commit", raw.group);
    Beside(figure, "checkpoints", static_cast<double>(stats.checkpoints));
  }
  Print(figure);
}

// --- Registrations through gRPC.

struct DurableFigures {
  Figure raw{"durable_vs_raw", "", Wanted::kAtLeast, 0.35, {}, {}};
  Figure serial{"durable_vs_serial",
                "registrations of 64 callers over one, through gRPC",
                Wanted::kAtLeast,
                4,
                {},
                {}};
  Figure etcd{"durable_vs_etcd", "", Wanted::kAtLeast, 1.5, {}, {}};
};

void RunEtcd(Bench& bench, const LoadResult& mine, const FactBytes& bytes, Figure& figure) {
  figure.what = absl::StrCat("registrations over etcd's transactions of 2 compares and 5 puts of ",
                             bytes.participant, ", ", bytes.seats, ", ", bytes.composition, ", ",
                             bytes.change, " and ", bytes.answer, " bytes, 64 callers each");
  const Etcd etcd;
  int64_t next = 0;
  const LoadResult txns =
      RunLoad(EtcdRegistrations(etcd, kWriters, bytes, next), Window::Of(bench.round()));
  const LoadResult puts =
      RunLoad(EtcdPuts(etcd, kWriters, bytes.participant, next), Window::Of(bench.round() / 2));
  figure.series.values.push_back(mine.per_second / txns.per_second);
  BesideLoad(figure, "registrations", mine);
  BesideLoad(figure, "etcd transactions", txns);
  BesideLoad(figure, "etcd single puts", puts);
}

void RunDurableRound(Bench& bench, bool is_first, DurableFigures& figures) {
  const std::string path = bench.Copy("durable.db");
  LoadResult mine;
  LoadResult one;
  std::map<std::string, int64_t> gauges;
  {
    Plenaryd server(absl::StrCat("sqlite:", path));
    int64_t next = 0;
    auto before = server.Gauges();
    mine = RunLoad(RegistrationLoad(server, kWriters, bench.registrations(), next),
                   Window::Of(bench.round()));
    gauges = server.Gauges();
    for (auto& [name, value] : gauges) value -= before[name];
    if (bench.Wants(figures.serial.name)) {
      one = RunLoad(RegistrationLoad(server, 1, bench.registrations(), next),
                    Window::Of(bench.round()));
      figures.serial.series.values.push_back(mine.per_second / one.per_second);
      BesideLoad(figures.serial, "64 callers", mine);
      BesideLoad(figures.serial, "one", one);
    }
  }
  if (!bench.Wants(figures.raw.name) && !bench.Wants(figures.etcd.name)) return;
  const RawRound raw =
      RunRaw(bench, "durable.db",
             GroupOf(gauges["store.bodies_committed"], gauges["store.commits"]), is_first);
  bench.Remove("durable.db");
  figures.raw.what = absl::StrCat("registrations of 64 callers through gRPC over the bare engine ",
                                  "writing the same rows (", raw.rows, ")");
  figures.raw.series.values.push_back(mine.per_second / raw.per_second);
  BesideLoad(figures.raw, "64 callers", mine);
  Beside(figures.raw, "bare engine /s", raw.per_second);
  Beside(figures.raw, "in a commit", raw.group);
  Beside(figures.raw, "checkpoints", static_cast<double>(gauges["store.checkpoints"]));
  if (bench.Wants(figures.etcd.name)) RunEtcd(bench, mine, raw.bytes, figures.etcd);
}

void MeasureDurable(Bench& bench) {
  DurableFigures figures;
  for (int round = 0; round < kRounds; ++round) RunDurableRound(bench, round == 0, figures);
  for (const Figure* figure : {&figures.raw, &figures.serial, &figures.etcd}) {
    if (bench.Wants(figure->name)) Print(*figure);
  }
}

// The largest size that a file has while `run` runs.
int64_t PeakBytes(const std::string& path, const std::function<void()>& run) {
  std::atomic<bool> ends = false;
  int64_t peak = 0;
  std::thread watcher([&] {
    while (!ends) {
      peak = std::max(peak, FileBytes(path));
      absl::SleepFor(absl::Milliseconds(20));
    }
  });
  try {
    run();
  } catch (...) {
    ends = true;
    watcher.join();
    throw;
  }
  ends = true;
  watcher.join();
  return peak;
}

void MeasureLog(Bench& bench) {
  Figure figure{"wal_peak_mb",
                "the largest size of the write-ahead log in 60 s of 64 callers, in MiB",
                Wanted::kAtMost,
                256,
                {},
                {}};
  const std::string path = bench.Copy("log.db");
  {
    const Plenaryd server(absl::StrCat("sqlite:", path));
    int64_t next = 0;
    LoadResult result;
    const int64_t peak = PeakBytes(path + "-wal", [&] {
      result = RunLoad(RegistrationLoad(server, kWriters, bench.registrations(), next),
                       Window::Of(kLogWatch));
    });
    figure.series.values.push_back(static_cast<double>(peak) / kMegabyte);
    BesideLoad(figure, "registrations", result);
    Beside(figure, "p50 ms", result.p50_ms);
    Beside(figure, "checkpoints", static_cast<double>(server.Gauges()["store.checkpoints"]));
    Beside(figure, "throttled", static_cast<double>(server.Gauges()["store.throttled"]));
  }
  bench.Remove("log.db");
  Print(figure);
}

// --- PostgreSQL.

void MeasurePostgres(Bench& bench) {
  Figure figure{"postgres_vs_sqlite",
                "registrations of 64 callers to one event on PostgreSQL over a unix socket, over "
                "SQLite",
                Wanted::kAtLeast,
                0.5,
                {},
                {}};
  testing::PostgresCluster cluster(/*durable=*/true);
  cluster.Ask("CREATE DATABASE base");
  {
    const base::SystemClock clock;
    const auto store = storage::OpenStore(cluster.Uri("base"), clock);
    if (!store.ok()) throw std::runtime_error(store.status().ToString());
    FillPeople(**store, bench.people());
  }
  FillEvents(Plenaryd(cluster.Uri("base")).channel(), bench.people());
  cluster.Ask("VACUUM ANALYZE");
  for (int round = 0; round < kRounds; ++round) {
    const auto run = [&](const std::string& database) {
      const Plenaryd server(database);
      int64_t next = 0;
      const LoadResult result =
          RunLoad(RegistrationLoad(server, kWriters, bench.registrations(), next),
                  Window::Of(bench.round()));
      if (next > bench.people()) throw std::runtime_error("one event was too small");
      return result;
    };
    cluster.Ask("CREATE DATABASE round TEMPLATE base");
    cluster.Ask("CHECKPOINT");
    const LoadResult postgres = run(cluster.Uri("round"));
    cluster.Ask("DROP DATABASE round");
    const LoadResult sqlite = run(absl::StrCat("sqlite:", bench.Copy("peer.db")));
    bench.Remove("peer.db");
    figure.series.values.push_back(postgres.per_second / sqlite.per_second);
    BesideLoad(figure, "PostgreSQL", postgres);
    BesideLoad(figure, "SQLite", sqlite);
  }
  Print(figure);
}

// --- Long lists.

// One caller who walks a list page by page, from the start again at its end.
class PageWalk {
 public:
  explicit PageWalk(const Plenaryd& server)
      : server_(server), stub_(v1::DelegationService::NewStub(server.channel())) {}

  // The mean time of a page, in milliseconds.
  double Run(const Window& window) {
    absl::Duration spent;
    int64_t pages = 0;
    while (absl::Now() < window.end) {
      const absl::Time begun = absl::Now();
      Next();
      if (begun < window.count_from) continue;
      spent += absl::Now() - begun;
      ++pages;
    }
    return absl::ToDoubleMilliseconds(spent) / static_cast<double>(pages);
  }
  const Plenaryd& server() const { return server_; }

 private:
  void Next() {
    grpc::ClientContext context;
    v1::ListParticipantsRequest request;
    request.set_parent(FilledEvent());
    request.set_page_size(kPage);
    request.set_page_token(token_);
    v1::ListParticipantsResponse response;
    const grpc::Status status = stub_->ListParticipants(&context, request, &response);
    if (!status.ok()) throw std::runtime_error("ListParticipants: " + status.error_message());
    token_ = response.next_page_token();
  }

  const Plenaryd& server_;
  const std::unique_ptr<v1::DelegationService::Stub> stub_;
  std::string token_;
};

void MeasureLists(Bench& bench) {
  Figure growth{"list_growth",
                "time of a page of 100 of 1,000,000 participants over 10,000",
                Wanted::kAtMost,
                1.3,
                {},
                {}};
  Figure memory{"memory_million",
                "anonymous resident memory of the server that listed 1,000,000, in MiB",
                Wanted::kAtMost,
                300,
                {},
                {}};
  const std::string short_path = bench.Copy("short.db");
  FillParticipants(short_path, kShortList);
  const std::string long_path = bench.Copy("long.db");
  FillParticipants(long_path, kLongList);
  const Plenaryd short_server(absl::StrCat("sqlite:", short_path));
  Plenaryd long_server(absl::StrCat("sqlite:", long_path));
  PageWalk short_walk(short_server);
  PageWalk long_walk(long_server);
  for (int round = 0; round < kRounds; ++round) {
    const double short_ms = short_walk.Run(Window::Of(bench.round() / 2));
    const double long_ms = long_walk.Run(Window::Of(bench.round() / 2));
    growth.series.values.push_back(long_ms / short_ms);
    Beside(growth, "page of 10,000 ms", short_ms);
    Beside(growth, "page of 1,000,000 ms", long_ms);
  }
  memory.series.values.push_back(static_cast<double>(long_server.process().RssAnonBytes()) /
                                 kMegabyte);
  Beside(memory, "database MiB", static_cast<double>(FileBytes(long_path)) / kMegabyte);
  for (const Figure* figure : {&growth, &memory}) {
    if (bench.Wants(figure->name)) Print(*figure);
  }
}

constexpr char kUsage[] =
    "bench_foundation: the figures of the bench group 'foundation', as tests/run bench foundation "
    "prints them.\n"
    "\n"
    "Prints, for each figure, a line of detail and then 'figure NAME VALUE'.\n"
    "  BENCH_FIGURES=name,name  measures these only\n"
    "  BENCH_SECONDS=n          length of a round (6)\n"
    "  TMPDIR                   where its databases lie; must be a disk, not memory (/tmp)\n";

int Main() {
  // SQLite counts its memory under a mutex unless it is told before its first use; the server does
  // the same.
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  const Settings settings = ReadSettings();
  Bench bench(settings);
  return RunAll(settings, {{{"read_vs_empty", "read_during_writes"}, [&] { MeasureReads(bench); }},
                           {{"store_vs_raw"}, [&] { MeasureStore(bench); }},
                           {{"durable_vs_raw", "durable_vs_serial", "durable_vs_etcd"},
                            [&] { MeasureDurable(bench); }},
                           {{"wal_peak_mb"}, [&] { MeasureLog(bench); }},
                           {{"postgres_vs_sqlite"}, [&] { MeasurePostgres(bench); }},
                           {{"list_growth", "memory_million"}, [&] { MeasureLists(bench); }}});
}

}  // namespace
}  // namespace plenary::bench

int main(int argc, char** argv) {
  int port = 0;
  int bytes = 0;
  if (argc == 4 && std::strcmp(argv[1], "--serve-empty") == 0 && absl::SimpleAtoi(argv[2], &port) &&
      absl::SimpleAtoi(argv[3], &bytes)) {
    plenary::bench::ServeEmpty(port, bytes);
    return 1;
  }
  if (argc > 1) {
    std::cout << plenary::bench::kUsage;
    return std::strcmp(argv[1], "--help") == 0 ? 0 : 2;
  }
  try {
    return plenary::bench::Main();
  } catch (const std::exception& exception) {
    std::cerr << "bench_foundation: " << exception.what() << std::endl;
    return 1;
  }
}
