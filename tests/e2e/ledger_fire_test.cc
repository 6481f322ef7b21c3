// Ten thousand bookings, moves and cancellations by 64 callers on 50 subjects in several events, on
// each engine, on PostgreSQL through two servers at once. Afterwards the whole history is held
// against what a ledger may do: nobody is in two places at once, what was acknowledged is there,
// and every refusal was for something that was there.
#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "plenary/client.h"
#include "plenary/v1/assets.pb.h"
#include "plenary/v1/schedule.pb.h"
#include "tests/testing/daemon.h"
#include "tests/testing/engines.h"
#include "tests/testing/protos.h"
#include "tests/testing/race.h"

namespace plenary::e2e {
namespace {

using testing::Daemon;
using testing::InText;
using ::testing::IsEmpty;
using testing::Parse;

constexpr int kCallers = 64;
constexpr int kSubjects = 50;
constexpr int kEvents = 4;
constexpr int kOperations = 10'000;
// Two weeks of half hours; busy enough that about half of all bookings meet another.
constexpr int kSlots = 96;

absl::Time SlotTime(int slot) {
  return absl::FromUnixSeconds(2'000'000'000) + slot * absl::Minutes(30);
}

// What somebody asked for and what became of it, by one clock.
struct Act {
  enum class Kind { kBook, kMove, kGiveBack };
  Kind kind = Kind::kBook;
  std::string booking;
  std::string subject;
  int from = 0;  // slots
  int to = 0;
  int64_t asked = 0;
  int64_t answered = 0;
  bool was_done = false;
  std::string blocked_by;  // of a refusal
};

// An hour that a booking may have held its subject, as the history tells: from the moment it may
// have begun to the moment it had ended for certain.
struct Span {
  std::string booking;
  int from = 0;
  int to = 0;
  int64_t begins = 0;
  int64_t ends = 0;
};

class History {
 public:
  int64_t Tick() { return ++clock_; }
  void Add(Act act) {
    const std::lock_guard<std::mutex> lock(mutex_);
    acts_.push_back(std::move(act));
  }
  const std::vector<Act>& acts() const { return acts_; }

 private:
  std::atomic<int64_t> clock_ = 0;
  std::mutex mutex_;
  std::vector<Act> acts_;
};

Client PatientClient(const std::string& address) {
  ClientOptions options;
  options.deadline = absl::Minutes(5);
  options.retry.max_attempts = 10'000;
  options.retry.max_delay = absl::Milliseconds(200);
  return Client::Connect(address, options);
}

std::string InInterval(int from, int to) {
  return absl::StrCat("interval { start_time ", InText(SlotTime(from)), " end_time ",
                      InText(SlotTime(to)), " } ");
}

// One of the callers: books, moves and gives back what is its own.
class Caller {
 public:
  Caller(Client client, int number, const std::vector<std::string>& subjects, History& history)
      : client_(std::move(client)),
        number_(number),
        subjects_(subjects),
        history_(history),
        random_(static_cast<unsigned>(number) + 1) {}

  void Work(int operations) {
    for (int i = 0; i < operations; ++i) {
      const int dice = Below(10);
      if (own_.empty() || dice < 5) {
        Book();
      } else if (dice < 8) {
        Move();
      } else {
        GiveBack();
      }
    }
  }
  // What it holds, as it was told.
  const std::map<std::string, Act>& own() const { return own_; }
  // Answers that were neither done nor refused for what the ledger holds.
  const std::vector<std::string>& surprises() const { return surprises_; }

 private:
  int Below(int limit) { return static_cast<int>(random_() % static_cast<unsigned>(limit)); }

  void ChooseTime(Act& act) {
    act.from = Below(kSlots);
    act.to = act.from + 1 + Below(4);
  }
  std::map<std::string, Act>::iterator One() {
    auto one = own_.begin();
    std::advance(one, Below(static_cast<int>(own_.size())));
    return one;
  }

  void Book() {
    Act act;
    act.kind = Act::Kind::kBook;
    act.subject = subjects_[static_cast<size_t>(Below(kSubjects))];
    ChooseTime(act);
    const std::string event = absl::StrCat("events/fire-", number_ % kEvents);
    const std::string id = absl::StrCat("b", number_, "-", ++booked_);
    act.booking = absl::StrCat(event, "/bookings/", id);
    const bool is_person = act.subject[0] == 'p';
    const auto request = Parse<v1::CreateBookingRequest>(absl::StrCat(
        "parent: '", event, "' booking_id: '", id, "' booking { ", InInterval(act.from, act.to),
        is_person ? absl::StrCat("people: '", act.subject, "'")
                  : absl::StrCat("assets { asset: '", act.subject, "' }"),
        " }"));
    if (Do<v1::Booking>(request, act)) own_[act.booking] = act;
  }
  void Move() {
    const auto one = One();
    Act act = one->second;
    act.kind = Act::Kind::kMove;
    ChooseTime(act);
    v1::MoveActivitiesRequest request;
    request.set_parent(act.booking.substr(0, act.booking.find("/bookings/")));
    v1::Move& move = *request.add_moves();
    move.set_activity(act.booking);
    *move.mutable_start_time() = Parse<google::protobuf::Timestamp>(Bare(SlotTime(act.from)));
    *move.mutable_end_time() = Parse<google::protobuf::Timestamp>(Bare(SlotTime(act.to)));
    if (Do<v1::MoveActivitiesResponse>(request, act)) one->second = act;
  }
  void GiveBack() {
    const auto one = One();
    Act act = one->second;
    act.kind = Act::Kind::kGiveBack;
    v1::ReleaseBookingRequest request;
    request.set_name(act.booking);
    if (Do<v1::Booking>(request, act)) own_.erase(one);
  }

  static std::string Bare(absl::Time time) {
    return absl::StrCat("seconds: ", absl::ToUnixSeconds(time));
  }

  template <class Response, class Request>
  bool Do(const Request& request, Act act) {
    act.asked = history_.Tick();
    const absl::StatusOr<Response> response = client_.Call<Response>(request);
    act.answered = history_.Tick();
    act.was_done = response.ok();
    if (!act.was_done) {
      act.blocked_by = MetadataOf(response.status())["blockedBy"];
      if (ReasonOf(response.status()) != v1::ERROR_REASON_SUBJECT_OCCUPIED) {
        surprises_.push_back(response.status().ToString());
      }
    }
    history_.Add(act);
    return act.was_done;
  }

  Client client_;
  const int number_;
  const std::vector<std::string>& subjects_;
  History& history_;
  std::mt19937 random_;
  int booked_ = 0;
  std::map<std::string, Act> own_;
  std::vector<std::string> surprises_;
};

// The spans of every booking by its subject. A booking is only changed by the caller who made it,
// so its acts follow each other.
std::map<std::string, std::vector<Span>> SpansOf(const std::vector<Act>& acts) {
  std::map<std::string, std::vector<const Act*>> by_booking;
  for (const Act& act : acts) {
    if (act.was_done) by_booking[act.booking].push_back(&act);
  }
  std::map<std::string, std::vector<Span>> spans;
  for (auto& [booking, own] : by_booking) {
    std::sort(own.begin(), own.end(),
              [](const Act* left, const Act* right) { return left->asked < right->asked; });
    for (size_t i = 0; i < own.size(); ++i) {
      if (own[i]->kind == Act::Kind::kGiveBack) continue;
      const int64_t ends = i + 1 < own.size() ? own[i + 1]->answered : INT64_MAX;
      spans[own[i]->subject].push_back({booking, own[i]->from, own[i]->to, own[i]->asked, ends});
    }
  }
  return spans;
}

class LedgerFireTest : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    // All callers are one user here, who would be asked to slow down.
    setenv("PLENARY_RATE_WRITES", "0", 1);
    servers_.push_back(std::make_unique<Daemon>(PLENARYD, database_.uri()));
    ASSERT_NE(servers_[0]->address(), "");
    if (GetParam() == "postgresql") {
      servers_.push_back(std::make_unique<Daemon>(PLENARYD, database_.uri()));
      ASSERT_NE(servers_[1]->address(), "");
    }
    MakeWorld(PatientClient(servers_[0]->address()));
  }
  void MakeWorld(const Client& client) {
    for (int i = 0; i < kEvents; ++i) {
      ASSERT_TRUE(client
                      .CreateEvent(Parse<v1::CreateEventRequest>(absl::StrCat(
                          "event_id: 'fire-", i,
                          "' event { kind: FORUM role: HOSTED time_zone: 'Europe/Minsk' "
                          "display_names { language: 'en' text: 'Fire' } interval { start_time ",
                          InText(SlotTime(0)), " end_time ", InText(SlotTime(kSlots)), " } }")))
                      .ok());
    }
    for (int i = 0; i < kSubjects; ++i) {
      if (i % 2 == 0) {
        const auto person = client.CreatePerson(Parse<v1::CreatePersonRequest>(
            absl::StrCat("person { names { language: 'en' family_name: 'Person ", i, "' } }")));
        ASSERT_TRUE(person.ok()) << person.status();
        subjects_.push_back(person->name());
        continue;
      }
      const auto asset = client.Call<v1::Asset>(Parse<v1::CreateAssetRequest>(absl::StrCat(
          "asset_id: 'room-", i, "' asset { kind: ROOM display_names { language: 'en' text: 'Room ",
          i, "' } }")));
      ASSERT_TRUE(asset.ok()) << asset.status();
      subjects_.push_back(asset->name());
    }
  }
  Client ClientOf(int caller) {
    return PatientClient(servers_[static_cast<size_t>(caller) % servers_.size()]->address());
  }
  // Every booking that stands, by name, as the server tells it.
  std::map<std::string, v1::Booking> Standing() {
    std::map<std::string, v1::Booking> standing;
    v1::ListBookingsRequest request;
    request.set_page_size(1000);
    const Client client = ClientOf(0);
    for (int i = 0; i < kEvents; ++i) {
      request.set_parent(absl::StrCat("events/fire-", i));
      request.clear_page_token();
      do {
        const auto page = client.Call<v1::ListBookingsResponse>(request);
        EXPECT_TRUE(page.ok()) << page.status();
        if (!page.ok()) return standing;
        for (const v1::Booking& booking : page->bookings()) {
          if (booking.state() == v1::Booking::FIRM) standing[booking.name()] = booking;
        }
        request.set_page_token(page->next_page_token());
      } while (!request.page_token().empty());
    }
    return standing;
  }

  testing::Database database_{GetParam()};
  std::vector<std::unique_ptr<Daemon>> servers_;
  std::vector<std::string> subjects_;
  History history_;
};

INSTANTIATE_TEST_SUITE_P(Engines, LedgerFireTest, ::testing::ValuesIn(testing::Engines()),
                         testing::EngineName);

// Whether two spans of one subject that overlap in the calendar may have held it at the same moment
// and for certain did: each began before the other ended, whichever way answers were delayed.
bool HeldTogether(const Act& left, const Act& right, int64_t left_end, int64_t right_end) {
  return left.answered < right_end && right.answered < left_end;
}

TEST_P(LedgerFireTest, ItsHistoryIsThatOfALedger) {
  std::vector<std::unique_ptr<Caller>> callers;
  callers.reserve(kCallers);
  for (int i = 0; i < kCallers; ++i) {
    callers.push_back(std::make_unique<Caller>(ClientOf(i), i, subjects_, history_));
  }
  testing::Race(kCallers,
                [&](int i) { callers[static_cast<size_t>(i)]->Work(kOperations / kCallers + 1); });

  // Nothing that was acknowledged is lost, and nothing else is there.
  std::map<std::string, Act> told;
  for (const auto& caller : callers) {
    EXPECT_THAT(caller->surprises(), IsEmpty());
    told.insert(caller->own().begin(), caller->own().end());
  }
  const std::map<std::string, v1::Booking> standing = Standing();
  EXPECT_EQ(standing.size(), told.size());
  for (const auto& [name, act] : told) {
    const auto found = standing.find(name);
    ASSERT_NE(found, standing.end()) << name << " was acknowledged and is lost";
    EXPECT_EQ(found->second.interval().start_time().seconds(),
              absl::ToUnixSeconds(SlotTime(act.from)))
        << name;
    EXPECT_EQ(found->second.interval().end_time().seconds(), absl::ToUnixSeconds(SlotTime(act.to)))
        << name;
  }

  // No two bookings held one subject at the same time, at any moment of the history.
  const std::map<std::string, std::vector<Span>> spans = SpansOf(history_.acts());
  std::map<std::pair<std::string, int64_t>, const Act*> done;
  for (const Act& act : history_.acts()) {
    if (act.was_done) done[{act.booking, act.asked}] = &act;
  }
  std::map<std::string, std::vector<int64_t>> asked;  // by booking, of what ended its spans
  for (const Act& act : history_.acts()) {
    if (act.was_done) asked[act.booking].push_back(act.asked);
  }
  for (auto& [booking, times] : asked) std::sort(times.begin(), times.end());
  const auto surely_ends = [&](const Span& span) {
    const std::vector<int64_t>& times = asked[span.booking];
    const auto next = std::upper_bound(times.begin(), times.end(), span.begins);
    return next == times.end() ? INT64_MAX : *next;
  };
  int overlaps = 0;
  for (const auto& [subject, of_one] : spans) {
    for (size_t i = 0; i < of_one.size(); ++i) {
      for (size_t j = i + 1; j < of_one.size(); ++j) {
        const Span& left = of_one[i];
        const Span& right = of_one[j];
        const bool meet =
            left.booking != right.booking && left.from < right.to && right.from < left.to;
        if (meet && HeldTogether(*done.at({left.booking, left.begins}),
                                 *done.at({right.booking, right.begins}), surely_ends(left),
                                 surely_ends(right))) {
          ++overlaps;
        }
      }
    }
  }
  EXPECT_EQ(overlaps, 0);

  // Every refusal names a booking that may have stood in the way just then.
  int refused = 0;
  int phantoms = 0;
  for (const Act& act : history_.acts()) {
    if (act.was_done) continue;
    ++refused;
    const auto of_one = spans.find(act.subject);
    const bool was_there =
        of_one != spans.end() &&
        std::any_of(of_one->second.begin(), of_one->second.end(), [&](const Span& span) {
          return span.booking == act.blocked_by && span.from < act.to && act.from < span.to &&
                 span.begins < act.answered && act.asked < span.ends;
        });
    phantoms += was_there ? 0 : 1;
  }
  EXPECT_EQ(phantoms, 0);
  EXPECT_GT(refused, kOperations / 10) << "too quiet to prove anything";
  EXPECT_GT(static_cast<int>(told.size()), 100) << "too quiet to prove anything";
}

}  // namespace
}  // namespace plenary::e2e
