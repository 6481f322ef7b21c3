// The bench group `ledger`: what booking costs, how it grows, what the questions about free time
// cost and how fast a conference comes in. See docs/performance.md.
#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "google/longrunning/operations.grpc.pb.h"
#include "plenary/v1/delegations.grpc.pb.h"
#include "plenary/v1/events.grpc.pb.h"
#include "plenary/v1/files.grpc.pb.h"
#include "plenary/v1/schedule.grpc.pb.h"
#include "services/base/clock.h"
#include "services/schedule/ledger_table.h"
#include "services/schedule/table.h"
#include "services/storage/resource.h"
#include "services/storage/store.h"
#include "tests/bench/bytes.h"
#include "tests/bench/figure.h"
#include "tests/bench/load.h"
#include "tests/bench/plenaryd.h"
#include "tests/bench/sample.h"
#include "tests/testing/temporary_folder.h"

namespace plenary::bench {
namespace {

constexpr int kRounds = 5;
constexpr int kCallers = 64;
constexpr int64_t kPeople = 60'000;
// The ledgers that are compared, by people with so many bookings each.
constexpr int64_t kBookedPeople = 1'000;
constexpr int64_t kShortLedger = 10;
constexpr int64_t kLongLedger = 1'000;
constexpr int64_t kPeopleAtOnce = 5;
constexpr int kAsked = 1'000;
constexpr int kBookingsEach = 20;
constexpr int kQueries = 5;
constexpr size_t kChunk = 256 << 10;
// Bookings name their requests from here on: a server keeps one book of them for all methods, and
// registrations count from 0.
constexpr int64_t kFirstBookingRequest = 1'000'000'000;

using Wanted = Figure::Wanted;

void Check(const grpc::Status& status, const std::string& what) {
  if (!status.ok()) throw std::runtime_error(what + ": " + status.error_message());
}
void Check(const absl::Status& status, const std::string& what) {
  if (!status.ok()) throw std::runtime_error(absl::StrCat(what, ": ", status.ToString()));
}

void Beside(Figure& figure, const std::string& name, double value) {
  for (auto& [known, series] : figure.beside) {
    if (known == name) return series.values.push_back(value);
  }
  figure.beside.push_back({name, {{value}}});
}

// The half hours of an event, which is open for a while: number 0, 1, … follow each other.
absl::Time HalfHour(int64_t number) {
  return absl::FromUnixSeconds(1'900'000'000) + number * absl::Minutes(30);
}

void SetInterval(absl::Time start, absl::Time end, google::type::Interval& interval) {
  *interval.mutable_start_time() = storage::ToTimestamp(start);
  *interval.mutable_end_time() = storage::ToTimestamp(end);
}

// An event around the half hours that are booked, in a database with people.
void MakeEvent(const std::shared_ptr<grpc::Channel>& channel, const std::string& id) {
  const auto events = v1::EventService::NewStub(channel);
  v1::CreateEventRequest request;
  request.set_event_id(id);
  v1::Event& event = *request.mutable_event();
  event.set_kind(v1::Event::FORUM);
  event.set_role(v1::Event::HOSTED);
  event.set_time_zone("Europe/Minsk");
  v1::LocalizedText& name = *event.add_display_names();
  name.set_language("en");
  name.set_text("Bookings");
  SetInterval(HalfHour(0), HalfHour(48 * 30), *event.mutable_interval());
  grpc::ClientContext context;
  v1::Event made;
  Check(events->CreateEvent(&context, request, &made), "CreateEvent");
}

v1::Booking BookingOf(const std::string& person, int64_t half_hour) {
  v1::Booking booking;
  booking.add_people(person);
  booking.set_purpose("Переговоры");
  SetInterval(HalfHour(half_hour), HalfHour(half_hour + 1), *booking.mutable_interval());
  return booking;
}

// `callers` that book, each time another person, by their numbers from `next` on, at times from
// `first_hour` on.
GrpcLoad BookingLoad(const Plenaryd& server, int callers, int64_t people, int64_t first_hour,
                     int64_t& next) {
  GrpcLoad load;
  load.address = server.address();
  load.bearer = server.token();
  load.method = "/plenary.v1.ScheduleService/CreateBooking";
  load.callers = callers;
  load.next_request = [people, first_hour, &next] {
    const int64_t number = next++;
    v1::CreateBookingRequest request;
    request.set_parent("events/bookings");
    request.set_request_id(RequestId(kFirstBookingRequest + number));
    *request.mutable_booking() =
        BookingOf(PersonName(number * 7919 % people), first_hour + number / people);
    return ToBytes(request);
  };
  return load;
}

std::string DatabaseWithPeople(const std::string& path, int64_t people) {
  const base::SystemClock clock;
  const std::string uri = absl::StrCat("sqlite:", path);
  const auto store = storage::OpenStore(uri, clock);
  if (!store.ok()) throw std::runtime_error(store.status().ToString());
  FillPeople(**store, people);
  return uri;
}

void MeasureBookings(const Settings& settings) {
  Figure figure{"book_vs_register",
                "durable bookings a second with 64 callers over durable registrations",
                Wanted::kAtLeast,
                0.6,
                {},
                {}};
  const testing::TemporaryFolder folder;
  const std::string uri = DatabaseWithPeople(folder / "bookings.db", kPeople);
  const Plenaryd server(uri);
  FillEvents(server.channel(), kPeople);
  MakeEvent(server.channel(), "bookings");
  const Registrations registrations(kPeople);
  int64_t registered = 0;
  int64_t booked = 0;
  for (int round = 0; round < kRounds; ++round) {
    const LoadResult registering = RunLoad(
        RegistrationLoad(server, kCallers, registrations, registered), Window::Of(settings.round));
    const LoadResult booking =
        RunLoad(BookingLoad(server, kCallers, kPeople, 0, booked), Window::Of(settings.round));
    figure.series.values.push_back(booking.per_second / registering.per_second);
    Beside(figure, "bookings /s", booking.per_second);
    Beside(figure, "registrations /s", registering.per_second);
  }
  Print(figure);
}

// Adds `each` bookings of every person in a ledger, as the server writes them but for its change
// log.
void FillLedger(const std::string& uri, int64_t each) {
  const base::SystemClock clock;
  const auto store = storage::OpenStore(uri, clock);
  if (!store.ok()) throw std::runtime_error(store.status().ToString());
  for (int64_t first = 0; first < kBookedPeople; first += kPeopleAtOnce) {
    const auto body = [&](storage::Tx& tx) {
      std::vector<schedule::OccupancyRow> rows;
      rows.reserve(static_cast<size_t>(kPeopleAtOnce * each));
      for (int64_t person = first; person < first + kPeopleAtOnce; ++person) {
        for (int64_t i = 0; i < each; ++i) {
          schedule::ActivityRow row;
          v1::Booking& booking = *row.body.mutable_booking();
          // Every other half hour, so that there is room between them.
          booking = BookingOf(PersonName(person), 2 * i);
          storage::StampCreated(
              booking, absl::StrCat("events/bookings/bookings/", SampleId(person * each + i)),
              tx.now());
          booking.set_state(v1::Booking::FIRM);
          row.released = row.body;
          PLENARY_RETURN_IF_ERROR(schedule::InsertActivity(tx, row, "events/bookings"));
          PLENARY_RETURN_IF_ERROR(schedule::WriteLinks(tx, booking.name(), 0, HalfHour(2 * i),
                                                       HalfHour(2 * i + 1), {PersonName(person)},
                                                       false));
          schedule::OccupancyRow& occupied = rows.emplace_back();
          occupied.subject = PersonName(person);
          occupied.activity = booking.name();
          occupied.line = 1;
          occupied.start_us = absl::ToUnixMicros(HalfHour(2 * i));
          occupied.end_us = absl::ToUnixMicros(HalfHour(2 * i + 1));
        }
      }
      return schedule::InsertRows(tx, rows);
    };
    Check(storage::WriteAndWait(**store, {"events/bookings"}, body), "filling the ledger");
  }
}

// A server whose ledger has `each` bookings of every person.
std::unique_ptr<Plenaryd> ServerWithLedger(const std::string& path, int64_t each) {
  const std::string uri = DatabaseWithPeople(path, kBookedPeople);
  MakeEvent(Plenaryd(uri).channel(), "bookings");
  FillLedger(uri, each);
  return std::make_unique<Plenaryd>(uri);
}

// The mean time of a booking between others, one caller alone, in milliseconds.
double BookAlone(const Plenaryd& server, int64_t each, int64_t& next, absl::Duration time) {
  GrpcLoad load = BookingLoad(server, 1, kBookedPeople, 0, next);
  load.next_request = [each, &next] {
    const int64_t number = next++;
    v1::CreateBookingRequest request;
    request.set_parent("events/bookings");
    request.set_request_id(RequestId(kFirstBookingRequest + number));
    // An hour between two that are booked, each used once, and behind them when those are used up.
    const int64_t turn = number / kBookedPeople;
    const int64_t hour = turn < each ? 2 * (turn * 37 % each) + 1 : 2 * each + turn;
    *request.mutable_booking() = BookingOf(PersonName(number * 7919 % kBookedPeople), hour);
    return ToBytes(request);
  };
  return 1'000 / RunLoad(load, Window::Of(time)).per_second;
}

void MeasureGrowth(const Settings& settings) {
  Figure figure{"conflict_growth",
                "time of one booking with 1,000,000 bookings in the ledger over 10,000",
                Wanted::kAtMost,
                1.3,
                {},
                {}};
  const testing::TemporaryFolder folder;
  const auto short_server = ServerWithLedger(folder / "short.db", kShortLedger);
  const auto long_server = ServerWithLedger(folder / "long.db", kLongLedger);
  int64_t next_short = 0;
  int64_t next_long = 0;
  for (int round = 0; round < kRounds; ++round) {
    const double short_ms = BookAlone(*short_server, kShortLedger, next_short, settings.round);
    const double long_ms = BookAlone(*long_server, kLongLedger, next_long, settings.round);
    figure.series.values.push_back(long_ms / short_ms);
    Beside(figure, "among 10,000 ms", short_ms);
    Beside(figure, "among 1,000,000 ms", long_ms);
  }
  Print(figure);
}

template <class Work>
double Milliseconds(const Work& work) {
  const absl::Time begin = absl::Now();
  work();
  return absl::ToDoubleMilliseconds(absl::Now() - begin);
}

// The time of a call of GetParticipant for each of `names`, one after the other.
void GetEach(v1::DelegationService::Stub& delegations, const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    v1::GetParticipantRequest request;
    request.set_name(name);
    v1::Participant participant;
    grpc::ClientContext context;
    Check(delegations.GetParticipant(&context, request, &participant), "GetParticipant");
  }
}

std::vector<std::string> RegisterAll(const Plenaryd& server) {
  const auto delegations = v1::DelegationService::NewStub(server.channel());
  const Registrations registrations(kAsked);
  std::vector<std::string> names;
  names.reserve(kAsked);
  for (int64_t i = 0; i < kAsked; ++i) {
    grpc::ClientContext context;
    v1::BatchChangeParticipantsResponse response;
    Check(delegations->BatchChangeParticipants(&context, registrations.Number(i), &response),
          "BatchChangeParticipants");
    names.push_back(response.results(0).participant().name());
  }
  return names;
}

void BookAll(const Plenaryd& server) {
  const auto schedule = v1::ScheduleService::NewStub(server.channel());
  for (int i = 0; i < kBookingsEach; ++i) {
    for (int64_t first = 0; first < kAsked; first += 100) {
      v1::CreateBookingRequest request;
      request.set_parent("events/bookings");
      // Four days of five bookings each.
      *request.mutable_booking() = BookingOf(PersonName(first), i / 5 * 48 + i % 5 * 4);
      for (int64_t person = first + 1; person < first + 100; ++person) {
        request.mutable_booking()->add_people(PersonName(person));
      }
      v1::Booking booking;
      grpc::ClientContext context;
      Check(schedule->CreateBooking(&context, request, &booking), "CreateBooking");
    }
  }
}

void MeasureFreeBusy(const Settings&) {
  Figure figure{
      "freebusy_1000",
      "one QueryFreeBusy for 1,000 people with 20 bookings each over 1,000 GetParticipant",
      Wanted::kAtMost,
      0.5,
      {},
      {}};
  const testing::TemporaryFolder folder;
  const Plenaryd server(DatabaseWithPeople(folder / "freebusy.db", kAsked));
  FillEvents(server.channel(), kAsked);
  MakeEvent(server.channel(), "bookings");
  const std::vector<std::string> participants = RegisterAll(server);
  BookAll(server);
  const auto schedule = v1::ScheduleService::NewStub(server.channel());
  const auto delegations = v1::DelegationService::NewStub(server.channel());
  v1::QueryFreeBusyRequest request;
  SetInterval(HalfHour(0), HalfHour(4 * 48), *request.mutable_interval());
  for (int64_t i = 0; i < kAsked; ++i) request.add_subjects(PersonName(i));
  for (int round = 0; round < kRounds; ++round) {
    double query_ms = 0;
    double gets_ms = 0;
    for (int i = 0; i < kQueries; ++i) {
      v1::QueryFreeBusyResponse response;
      query_ms += Milliseconds([&] {
        grpc::ClientContext context;
        Check(schedule->QueryFreeBusy(&context, request, &response), "QueryFreeBusy");
      });
      int64_t busy = 0;
      for (const auto& subject : response.subjects()) busy += subject.busy_size();
      if (busy != int64_t{kAsked} * kBookingsEach) throw std::runtime_error("not all were busy");
      gets_ms += Milliseconds([&] { GetEach(*delegations, participants); });
    }
    figure.series.values.push_back(query_ms / gets_ms);
    Beside(figure, "query ms", query_ms / kQueries);
    Beside(figure, "1,000 gets ms", gets_ms / kQueries);
  }
  Print(figure);
}

std::string ReadLargestSchedule() {
  const char* folder = std::getenv("PLENARY_BENCH_DATA");
  const std::string path =
      absl::StrCat(folder == nullptr ? "../shared/bench" : folder, "/schedules/fosdem-2020.xml");
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    throw std::runtime_error("cannot read " + path + "; set PLENARY_BENCH_DATA to its folder");
  }
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string Upload(const Plenaryd& server, const std::string& bytes) {
  const auto files = v1::FileService::NewStub(server.channel());
  grpc::ClientContext context;
  v1::File file;
  const auto stream = files->UploadFile(&context, &file);
  v1::UploadFileRequest request;
  request.mutable_header()->set_filename("schedule.xml");
  request.mutable_header()->set_size_bytes(static_cast<int64_t>(bytes.size()));
  stream->Write(request);
  for (size_t at = 0; at < bytes.size(); at += kChunk) {
    request.set_chunk(bytes.substr(at, kChunk));
    stream->Write(request);
  }
  stream->WritesDone();
  Check(stream->Finish(), "UploadFile");
  return file.name();
}

// Imports a schedule into an event, from its first byte to the operation's end; items that became
// sessions.
int64_t Import(const Plenaryd& server, const std::string& event, const std::string& bytes) {
  const auto schedule = v1::ScheduleService::NewStub(server.channel());
  const auto operations = google::longrunning::Operations::NewStub(server.channel());
  v1::ImportScheduleRequest request;
  request.set_parent(event);
  request.set_file(Upload(server, bytes));
  google::longrunning::Operation operation;
  grpc::ClientContext context;
  Check(schedule->ImportSchedule(&context, request, &operation), "ImportSchedule");
  while (!operation.done()) {
    google::longrunning::WaitOperationRequest wait;
    wait.set_name(operation.name());
    wait.mutable_timeout()->set_nanos(50'000'000);
    grpc::ClientContext waiting;
    Check(operations->WaitOperation(&waiting, wait, &operation), "WaitOperation");
  }
  if (operation.has_error()) throw std::runtime_error(operation.error().message());
  v1::ImportScheduleResponse response;
  operation.response().UnpackTo(&response);
  if (response.sessions_created() != response.items()) {
    throw std::runtime_error("not every item became a session: " + response.ShortDebugString());
  }
  return response.sessions_created();
}

// Sessions that one caller creates one by one, as an import makes them: a title, a text, a room.
GrpcLoad SingleSessions(const Plenaryd& server, const std::string& event, int64_t& next) {
  GrpcLoad load;
  load.address = server.address();
  load.bearer = server.token();
  load.method = "/plenary.v1.ScheduleService/CreateSession";
  load.callers = 1;
  load.next_request = [event, &next] {
    const int64_t number = next++;
    v1::CreateSessionRequest request;
    request.set_parent(event);
    request.set_request_id(RequestId(number));
    v1::Session& session = *request.mutable_session();
    v1::LocalizedText& title = *session.add_titles();
    title.set_language("en");
    title.set_text(absl::StrCat("Session ", number));
    v1::LongText& text = *session.add_abstracts();
    text.set_language("en");
    text.set_text(std::string(1'500, 'a'));
    session.add_attendees()->set_who(PersonName(number % kBookedPeople));
    SetInterval(HalfHour(number / kBookedPeople), HalfHour(number / kBookedPeople + 1),
                *session.mutable_interval());
    return ToBytes(request);
  };
  return load;
}

void MeasureImport(const Settings& settings) {
  Figure figure{"import_large",
                "items a second of a conference's schedule over single sessions a second of one "
                "caller",
                Wanted::kAtLeast,
                5,
                {},
                {}};
  const std::string bytes = ReadLargestSchedule();
  const testing::TemporaryFolder folder;
  const Plenaryd server(DatabaseWithPeople(folder / "import.db", kBookedPeople));
  int64_t next = 0;
  for (int round = 0; round < kRounds; ++round) {
    MakeEvent(server.channel(), absl::StrCat("singles-", round));
    const LoadResult singles =
        RunLoad(SingleSessions(server, absl::StrCat("events/singles-", round), next),
                Window::Of(settings.round));
    const std::string id = absl::StrCat("imported-", round);
    const auto events = v1::EventService::NewStub(server.channel());
    v1::CreateEventRequest request;
    request.set_event_id(id);
    request.mutable_event()->set_kind(v1::Event::CONFERENCE);
    request.mutable_event()->set_role(v1::Event::HOSTED);
    request.mutable_event()->set_time_zone("Europe/Brussels");
    v1::LocalizedText& name = *request.mutable_event()->add_display_names();
    name.set_language("en");
    name.set_text("Imported");
    const absl::Time first = absl::FromCivil(absl::CivilDay(2020, 2, 1), absl::UTCTimeZone());
    SetInterval(first, first + absl::Hours(48), *request.mutable_event()->mutable_interval());
    grpc::ClientContext context;
    v1::Event event;
    Check(events->CreateEvent(&context, request, &event), "CreateEvent");
    const absl::Time begin = absl::Now();
    const int64_t items = Import(server, event.name(), bytes);
    const double per_second =
        static_cast<double>(items) / absl::ToDoubleSeconds(absl::Now() - begin);
    figure.series.values.push_back(per_second / singles.per_second);
    Beside(figure, "import items /s", per_second);
    Beside(figure, "singles /s", singles.per_second);
  }
  Print(figure);
}

constexpr char kUsage[] =
    "bench_ledger: the figures of the bench group 'ledger', as tests/run bench ledger prints "
    "them.\n"
    "\n"
    "Prints, for each figure, a line of detail and then 'figure NAME VALUE'.\n"
    "  BENCH_FIGURES=name,name  measures these only\n"
    "  BENCH_SECONDS=n          length of a round (6)\n"
    "  PLENARY_BENCH_DATA       the folder with schedules/ (../shared/bench)\n"
    "  TMPDIR                   where its databases lie; must be a disk, not memory (/tmp)\n";

int Main() {
  const Settings settings = ReadSettings();
  return RunAll(settings, {{{"book_vs_register"}, [&] { MeasureBookings(settings); }},
                           {{"conflict_growth"}, [&] { MeasureGrowth(settings); }},
                           {{"freebusy_1000"}, [&] { MeasureFreeBusy(settings); }},
                           {{"import_large"}, [&] { MeasureImport(settings); }}});
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
    std::cerr << "bench_ledger: " << exception.what() << std::endl;
    return 1;
  }
}
