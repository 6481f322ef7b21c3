// What always holds, under any number of callers: races for one seat, one person, one request_id,
// and several hundred random verbs at once, after which everything is counted anew.
#include <atomic>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/delegations/headship_rules.h"
#include "services/delegations/sweep.h"
#include "tests/testing/forum_suite.h"
#include "tests/testing/race.h"

namespace plenary::delegations {
namespace {

using ::plenary::testing::EqualsProto;
using ::plenary::testing::Forum;
using ::plenary::testing::ForumAudit;
using ::plenary::testing::IsOk;
using ::plenary::testing::Race;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::Value;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using P = v1::Participant;
using Rooms = Forum::Delegations;

// What `make` makes, `count` times.
template <class Make>
std::vector<std::string> Many(int count, const Make& make) {
  std::vector<std::string> made;
  made.reserve(count);
  for (int i = 0; i < count; ++i) made.push_back(make());
  return made;
}

class RacesTest : public testing::ForumTest {};
PLENARY_ON_EVERY_ENGINE(RacesTest);

TEST_P(RacesTest, TheLastSeatOfAQuotaGoesToExactlyOneOf64) {
  forum_.Event();
  const std::string delegates = forum_.Category("delegates");
  const std::string kursk = forum_.Delegation("kursk");
  forum_.SetQuota(kursk, delegates, 2);
  forum_.Confirmed(kursk, delegates);
  const auto racers = Many(64, [&] { return forum_.Nominated(kursk, delegates); });
  std::vector<absl::Status> answers(racers.size());
  Race(64, [&](int i) { answers[i] = forum_.Confirm(racers[i]).status(); });
  int seated = 0;
  for (const absl::Status& answer : answers) {
    if (answer.ok()) {
      ++seated;
    } else {
      EXPECT_THAT(answer, RefusedFor(v1::ERROR_REASON_DELEGATION_QUOTA_EXHAUSTED));
    }
  }
  EXPECT_EQ(seated, 1);
  EXPECT_EQ(forum_.QuotaOf(kursk, delegates).used(), 2);
}

TEST_P(RacesTest, TheLastSeatOfACategoryGoesToExactlyOneDelegation) {
  forum_.Event("seat_policy: ON_NOMINATION waiting_list: true");
  const std::string delegates = forum_.Category("delegates", "limit: 1");
  int delegations = 0;
  const auto racers = Many(16, [&] {
    return forum_.Draft(forum_.Delegation(absl::StrCat("d", ++delegations)), delegates);
  });
  Race(16, [&](int i) { EXPECT_THAT(forum_.Nominate(racers[i]), IsOk()); });
  EXPECT_THAT(forum_.Participants("events/tibo", "filter: 'state = NOMINATED'"), SizeIs(1));
  EXPECT_THAT(forum_.Participants("events/tibo", "filter: 'state = WAITLISTED'"), SizeIs(15));
}

TEST_P(RacesTest, ASeatThatIsGivenUpGoesToOneOfThoseWhoRaceForIt) {
  forum_.Event("waiting_list: true");
  const std::string delegates = forum_.Category("delegates", "limit: 4");
  const std::string kursk = forum_.Delegation("kursk");
  const auto seated = Many(4, [&] { return forum_.Confirmed(kursk, delegates); });
  const auto newcomers = Many(4, [&] { return forum_.Nominated(kursk, delegates); });
  Race(8, [&](int i) {
    EXPECT_THAT(i < 4 ? forum_.Withdraw(seated[i]) : forum_.Confirm(newcomers[i - 4]), IsOk());
  });
  for (const std::string& name : newcomers) EXPECT_EQ(forum_.StateOf(name), P::CONFIRMED);
  EXPECT_EQ(forum_.GetCategory(delegates).used(), 4);
}

TEST_P(RacesTest, APersonRegisteredThroughManyDelegationsAtOnceIsInExactlyOne) {
  forum_.Event();
  const std::string delegates = forum_.Category("delegates");
  const std::string person = forum_.Person();
  constexpr int kRacers = 16;
  int organizations = 0;
  const auto requests = Many(kRacers, [&] {
    return absl::StrCat("parent: 'events/tibo' delegation { organization: '",
                        forum_.Organization(absl::StrCat("o", ++organizations)),
                        "' } participants { participant { person: '", person, "' category: '",
                        delegates, "' } }");
  });
  std::vector<absl::Status> answers(kRacers);
  Race(kRacers,
       [&](int i) { answers[i] = forum_.Do(&Rooms::RegisterDelegation, requests[i]).status(); });
  int registered = 0;
  for (const absl::Status& answer : answers) {
    if (answer.ok()) {
      ++registered;
    } else {
      EXPECT_THAT(answer, RefusedFor(v1::ERROR_REASON_PERSON_ALREADY_PARTICIPATES));
    }
  }
  EXPECT_EQ(registered, 1);
  EXPECT_THAT(forum_.Participants(), SizeIs(1));
  EXPECT_THAT(forum_.AllDelegations("events/tibo"), SizeIs(1));
}

TEST_P(RacesTest, OnePersonSubstitutesForOneOnly) {
  forum_.Event();
  const std::string delegates = forum_.Category("delegates");
  const std::string person = forum_.Person();
  const auto leaving = Many(8, [&] { return forum_.Nominated("", delegates); });
  std::atomic<int> done = 0;
  Race(8, [&](int i) { done += forum_.Substitute(leaving[i], person).ok() ? 1 : 0; });
  EXPECT_EQ(done, 1);
}

TEST_P(RacesTest, TheLastHeldSeatIsNamedOnce) {
  forum_.Event();
  const std::string delegates = forum_.Category("delegates", "limit: 1");
  const std::string kursk = forum_.Delegation("kursk");
  const std::string hold = forum_.Hold(kursk, delegates, 1, Forum::start());
  const auto drafts = Many(8, [&] { return forum_.Draft(kursk, delegates); });
  std::atomic<int> named = 0;
  Race(8, [&](int i) {
    const auto answer = forum_.Nominate(drafts[i], absl::StrCat("seat_hold: '", hold, "'"));
    if (answer.ok()) {
      ++named;
    } else {
      EXPECT_THAT(answer, RefusedFor(v1::ERROR_REASON_SEAT_HOLD_EXPIRED));
    }
  });
  EXPECT_EQ(named, 1);
  EXPECT_EQ(forum_.QuotaOf(kursk, delegates).used(), 1);
}

TEST_P(RacesTest, OneRequestIdHasOneEffectAndOneAnswer) {
  forum_.Event();
  const std::string delegates = forum_.Category("delegates");
  const std::string request = absl::StrCat(
      "parent: 'events/tibo' delegation { organization: '", forum_.Organization("kursk"),
      "' } participants { participant { category: '", delegates,
      "' } new_person { names { language: 'en' family_name: 'Ivanova' } } } request_id: 'once'");
  std::vector<absl::StatusOr<v1::RegisterDelegationResponse>> answers(16);
  Race(16, [&](int i) { answers[i] = forum_.Do(&Rooms::RegisterDelegation, request); });
  for (const auto& answer : answers) {
    ASSERT_THAT(answer, IsOk());
    EXPECT_THAT(*answer, EqualsProto(*answers[0]));
  }
  EXPECT_THAT(forum_.AllDelegations("events/tibo"), SizeIs(1));
  EXPECT_THAT(forum_.Participants(), SizeIs(1));
  EXPECT_EQ(Value(forum_.Ask(&Forum::Directory::ListPeople, "")).people_size(), 1);
}

TEST_P(RacesTest, OneHeadIsLeftOfManyWhoWereSetAtOnce) {
  forum_.Event();
  const std::string delegates = forum_.Category("delegates");
  const std::string kursk = forum_.Delegation("kursk");
  forum_.Nominated(kursk, delegates, "capacity: HEAD");
  forum_.Approved(kursk);
  const auto heads = Many(8, [&] { return forum_.Nominated(kursk, delegates); });
  Race(8, [&](int i) { EXPECT_THAT(forum_.SetHead(kursk, heads[i]), IsOk()); });
  EXPECT_THAT(forum_.GetDelegation(kursk).headships(), SizeIs(1));
  EXPECT_THAT(forum_.Participants("events/tibo", "filter: 'capacity = HEAD'"), SizeIs(1));
}

// Random verbs on a small, crowded event: 40 people, four delegations, two categories with few
// seats and an overflow. Each caller has its own generator; the names of what was made are shared.
class Crowd {
 public:
  // `overbooks`: whether the secretariat may go beyond limits.
  Crowd(Forum& forum, const std::string& seat_policy, bool overbooks)
      : forum_(forum), overbooks_(overbooks) {
    forum_.Event(
        absl::StrCat("waiting_list: true host_acceptance: true seat_policy: ", seat_policy));
    categories_ = {forum_.Category("delegates", "limit: 9"), forum_.Category("press", "limit: 3")};
    categories_.push_back(
        forum_.Category("balcony", "limit: 2 overflow_of: 'events/tibo/categories/delegates'"));
    for (const char* id : {"brest", "kursk", "omsk", "pskov"}) {
      delegations_.push_back(forum_.Delegation(id));
      forum_.SetQuota(delegations_.back(), categories_[0], 3);
    }
    people_ = Many(40, [&] { return forum_.Person(); });
  }

  // One verb. What it was and how it went.
  std::string Act(std::mt19937& generator) {
    const Caller caller{*this, generator};
    std::string did;
    const absl::Status status = caller.Act(did);
    CheckRefusal(did, status);
    ++(status.ok() ? done_ : refused_);
    return absl::StrCat(did, status.ok() ? "" : absl::StrCat(" refused: ", status.message()));
  }

  const std::vector<std::string>& delegations() const { return delegations_; }
  int done() const { return done_; }
  int refused() const { return refused_; }

 private:
  // One who acts with a generator of their own.
  struct Caller {
    Crowd& crowd;
    std::mt19937& generator;

    int Pick(int count) const {
      return std::uniform_int_distribution<int>(0, count - 1)(generator);
    }
    template <class T>
    const T& One(const std::vector<T>& of) const {
      return of[Pick(static_cast<int>(of.size()))];
    }
    std::string Participant() const { return crowd.OneOf(crowd.participants_, generator); }
    std::string Category() const { return One(crowd.categories_); }
    // Of a delegation, or of none.
    std::string Delegation() const { return Pick(5) == 0 ? "" : One(crowd.delegations_); }
    std::string WhenFull() const {
      const std::vector<std::string> ways = {"",
                                             "",
                                             "when_full: WAIT",
                                             "when_full: REFUSE",
                                             "when_full: USE_OVERFLOW",
                                             "when_full: OVERBOOK reason: 'the governor'"};
      return ways[Pick(crowd.overbooks_ ? 6 : 5)];
    }
    std::string Row() const {
      return absl::StrCat("participant { person: '", One(crowd.people_), "' delegation: '",
                          Delegation(), "' category: '", Category(), "' waiting_rank: ", Pick(3),
                          Pick(6) == 0 ? " functions: SPEAKER" : "", " }");
    }

    absl::Status Act(std::string& did) const;
    absl::Status Create() const;
    absl::Status RegisterOne() const;
    absl::Status Batch() const;
    absl::Status SetQuota() const;
    absl::Status SetHead() const;
    absl::Status Hold() const;
    absl::Status Rank() const;
    absl::Status LimitCategory() const;
    absl::Status ActOnDelegation() const;
  };

  std::string OneOf(const std::vector<std::string>& names, std::mt19937& generator) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (names.empty()) return "events/tibo/participants/nobody";
    return names[std::uniform_int_distribution<size_t>(0, names.size() - 1)(generator)];
  }
  void Made(std::vector<std::string>& names, const std::string& name) {
    const std::lock_guard<std::mutex> lock(mutex_);
    names.push_back(name);
  }

  // A rule may refuse; nothing may break.
  static void CheckRefusal(const std::string& did, const absl::Status& status) {
    switch (status.code()) {
      case absl::StatusCode::kOk:
      case absl::StatusCode::kNotFound:
      case absl::StatusCode::kAlreadyExists:
      case absl::StatusCode::kFailedPrecondition:
      case absl::StatusCode::kInvalidArgument:
        break;
      default:
        ADD_FAILURE() << did << ": " << status;
    }
  }

  Forum& forum_;
  const bool overbooks_;
  std::vector<std::string> categories_;
  std::vector<std::string> delegations_;
  std::vector<std::string> people_;
  std::atomic<int> done_ = 0;
  std::atomic<int> refused_ = 0;
  std::mutex mutex_;
  std::vector<std::string> participants_;
  std::vector<std::string> holds_;
};

absl::Status Crowd::Caller::Create() const {
  const auto made =
      crowd.forum_.Do(&Rooms::CreateParticipant, absl::StrCat("parent: 'events/tibo' ", Row()));
  if (made.ok()) crowd.Made(crowd.participants_, made->name());
  return made.status();
}

absl::Status Crowd::Caller::RegisterOne() const {
  const auto made = crowd.forum_.Do(
      &Rooms::BatchChangeParticipants,
      absl::StrCat("parent: 'events/tibo' reason: 'at the desk' changes { register { ", Row(),
                   Pick(2) == 0 ? " confirm: true" : "", " } }"));
  if (made.ok()) crowd.Made(crowd.participants_, made->results(0).participant().name());
  return made.status();
}

absl::Status Crowd::Caller::Batch() const {
  const auto answer = crowd.forum_.Do(
      &Rooms::BatchChangeParticipants,
      absl::StrCat("parent: 'events/tibo' reason: 'in one go' mode: ",
                   Pick(2) == 0 ? "ROW_BY_ROW" : "ALL_OR_NOTHING", " changes { withdraw { name: '",
                   Participant(), "' } } changes { confirm { name: '", Participant(),
                   "' } } changes { reinstate { name: '", Participant(),
                   "' } } changes { substitute { name: '", Participant(), "' substitute: '",
                   One(crowd.people_), "' } } changes { register { ", Row(), " } }"));
  if (!answer.ok()) return answer.status();
  for (const int row : {3, 4}) {
    const v1::ParticipantResult& result = answer->results(row);
    if (result.has_participant()) crowd.Made(crowd.participants_, result.participant().name());
  }
  return absl::OkStatus();
}

absl::Status Crowd::Caller::SetQuota() const {
  const std::string reason =
      crowd.overbooks_ && Pick(2) == 0 ? " overbooking_reason: 'a smaller hall'" : "";
  return crowd.forum_
      .Do(&Rooms::SetQuota,
          absl::StrCat("delegation: '", One(crowd.delegations_), "' category: '", Category(), "' ",
                       Pick(6) == 0 ? "" : absl::StrCat("limit: ", Pick(5)), reason))
      .status();
}

absl::Status Crowd::Caller::SetHead() const {
  const std::string participant = Participant();
  const auto found = crowd.forum_.Ask(&Rooms::GetParticipant, Forum::Named(participant));
  if (!found.ok()) return found.status();
  const std::string delegation =
      found->delegation().empty() ? One(crowd.delegations_) : found->delegation();
  const absl::Time from = Forum::start() + absl::Hours(Pick(72));
  const std::string interval =
      Pick(2) == 0 ? ""
                   : absl::StrCat("interval { start_time ", testing::InText(from), " end_time ",
                                  testing::InText(from + absl::Hours(1 + Pick(72))), " } ");
  return crowd.forum_
      .SetHead(delegation, participant, absl::StrCat(interval, Pick(3) == 0 ? "acting: true" : ""))
      .status();
}

absl::Status Crowd::Caller::Hold() const {
  const auto hold =
      crowd.forum_.HoldSeats(One(crowd.delegations_), Category(), 1 + Pick(2),
                             crowd.forum_.clock().Now() + absl::Seconds(1 + Pick(20)));
  if (hold.ok()) crowd.Made(crowd.holds_, hold->name());
  return hold.status();
}

absl::Status Crowd::Caller::Rank() const {
  return crowd.forum_
      .Do(&Rooms::UpdateParticipant,
          absl::StrCat("update_mask { paths: 'waiting_rank' } participant { name: '", Participant(),
                       "' waiting_rank: ", Pick(4), " }"))
      .status();
}

absl::Status Crowd::Caller::LimitCategory() const {
  return crowd.forum_
      .Do(&Forum::Events::UpdateCategory,
          absl::StrCat("category { name: '", Category(), "' limit: ", 2 + Pick(8), " }"))
      .status();
}

absl::Status Crowd::Caller::ActOnDelegation() const {
  Forum& forum = crowd.forum_;
  const std::string& name = One(crowd.delegations_);
  switch (Pick(8)) {
    case 0:
    case 1:
      return forum.Submit(name).status();
    case 2:
    case 3:
    case 4:
      return forum.Approve(name).status();
    case 5:
      return forum.AcceptDelegation(name).status();
    default:
      return forum.Return(name).status();
  }
}

absl::Status Crowd::Caller::Act(std::string& did) const {
  Forum& forum = crowd.forum_;
  const std::string name = Participant();
  const auto say = [&](absl::string_view verb) { did = absl::StrCat(verb, " ", name); };
  switch (Pick(33)) {
    case 0:
    case 1:
      return say("create"), Create();
    case 2:
    case 3:
    case 4:
      return say("register"), RegisterOne();
    case 5:
    case 6:
      return say("nominate"), forum.Nominate(name, WhenFull()).status();
    case 7:
    case 8:
    case 9:
      return say("confirm"), forum.Confirm(name, WhenFull()).status();
    case 10:
      return say("accept"), forum.Accept(name).status();
    case 11:
      return say("reject"), forum.Reject(name).status();
    case 12:
      return say("decline"), forum.Decline(name).status();
    case 13:
    case 14:
      return say("withdraw"), forum.Withdraw(name).status();
    case 15:
      return say("reinstate"), forum.Reinstate(name).status();
    case 16: {
      say("substitute");
      const auto answer = forum.Substitute(name, One(crowd.people_));
      if (answer.ok()) crowd.Made(crowd.participants_, answer->substitute().name());
      return answer.status();
    }
    case 17:
      return say("change category"), forum.ChangeCategory(name, Category(), WhenFull()).status();
    case 18:
      return say("batch"), Batch();
    case 19:
      return say("quota"), SetQuota();
    case 20:
    case 28:
    case 29:
      return say("head"), SetHead();
    case 21:
      return say("hold"), Hold();
    case 22: {
      say("name a held seat");
      const std::string hold = crowd.OneOf(crowd.holds_, generator);
      return absl::StartsWith(hold, "events/tibo/delegations/")
                 ? forum.Nominate(name, absl::StrCat("seat_hold: '", hold, "'")).status()
                 : absl::OkStatus();
    }
    case 23:
      return say("rank"), Rank();
    case 24:
    case 30:
    case 31:
      return say("delegation"), ActOnDelegation();
    case 25:
      return say("limit a category"), LimitCategory();
    case 26:
      return say("delete"), forum.Do(&Rooms::DeleteParticipant, Forum::Named(name)).status();
    case 27:
      return say("undelete"), forum.Do(&Rooms::UndeleteParticipant, Forum::Named(name)).status();
    default:
      say("wait and sweep");
      forum.clock().Advance(absl::Seconds(1));
      return Sweep(forum.store(), forum.clock(), forum.random(), forum.attendances());
  }
}

struct CrowdCase {
  std::string label;
  std::string seat_policy;
  bool overbooks;
};

const std::vector<CrowdCase>& CrowdCases() {
  static const auto& cases =
      *new std::vector<CrowdCase>{{"seats on confirmation", "ON_CONFIRMATION", false},
                                  {"seats on confirmation, overbooking", "ON_CONFIRMATION", true},
                                  {"seats on nomination", "ON_NOMINATION", false},
                                  {"seats on nomination, overbooking", "ON_NOMINATION", true}};
  return cases;
}

class CrowdTest : public ::testing::TestWithParam<std::string> {};
PLENARY_ON_EVERY_ENGINE(CrowdTest);

// Whoever waits although there is a seat, after a sweep.
std::vector<std::string> LeftWaiting(Forum& forum) {
  const v1::QuotaReport report = forum.QuotaReport();
  const auto has_room = [](const v1::Quota& quota) {
    return !quota.has_limit() || quota.used() + quota.held() < quota.limit();
  };
  std::map<std::string, bool> room;  // by delegation and category, and by category alone
  for (const v1::Quota& quota : report.quotas()) {
    room[absl::StrCat(quota.delegation(), " ", quota.category())] = has_room(quota);
  }
  for (const v1::Quota& total : report.category_totals()) {
    room[total.category()] = has_room(total);
  }
  std::vector<std::string> left;
  for (const P& each : forum.Participants("events/tibo", "filter: 'state = WAITLISTED'")) {
    const std::string own = absl::StrCat(each.delegation(), " ", each.category());
    const bool delegation_has_room = each.delegation().empty() || room[own];
    if (delegation_has_room && room[each.category()]) left.push_back(each.name());
  }
  return left;
}

// What a snapshot must never show, whatever happens meanwhile.
void CheckSnapshot(Forum& forum, bool overbooks) {
  const v1::QuotaReport report = forum.QuotaReport();
  for (const auto* quotas : {&report.quotas(), &report.category_totals()}) {
    for (const v1::Quota& quota : *quotas) {
      const bool over = quota.has_limit() && quota.used() + quota.held() > quota.limit();
      EXPECT_FALSE(over && (!overbooks || quota.overbooking_reason().empty()))
          << quota.ShortDebugString();
    }
  }
  for (const v1::Delegation& delegation : forum.AllDelegations("events/tibo")) {
    if (delegation.state() != v1::Delegation::APPROVED &&
        delegation.state() != v1::Delegation::ACCEPTED) {
      continue;
    }
    EXPECT_TRUE(HeadsCover(delegation.headships())) << delegation.ShortDebugString();
  }
}

TEST_P(CrowdTest, NothingBreaksStepByStep) {
  std::set<v1::CompositionChange::Kind> happened;
  for (const CrowdCase& row : CrowdCases()) {
    SCOPED_TRACE(row.label);
    Forum forum(GetParam());
    Crowd crowd(forum, row.seat_policy, row.overbooks);
    std::mt19937 generator(2023);
    std::string story;
    for (int step = 1; step <= 320; ++step) {
      absl::StrAppend(&story, crowd.Act(generator), "\n");
      if (step % 40 != 0) continue;
      ASSERT_THAT(ForumAudit(forum).Faults(), IsEmpty()) << "after\n" << story;
      CheckSnapshot(forum, row.overbooks);
      story.clear();
    }
    EXPECT_GT(crowd.done(), 60);
    EXPECT_GT(crowd.refused(), 20);
    ASSERT_THAT(Sweep(forum.store(), forum.clock(), forum.random(), forum.attendances()), IsOk());
    EXPECT_THAT(LeftWaiting(forum), IsEmpty());
    for (const std::string& name : crowd.delegations()) {
      for (const auto& change : forum.CompositionOf(name)) happened.insert(change.kind());
    }
  }
  // The crowd did everything that a composition can go through.
  EXPECT_THAT(happened, SizeIs(v1::CompositionChange::PROMOTED));
}

TEST_P(CrowdTest, NothingBreaksUnderManyCallers) {
  for (const CrowdCase& row : CrowdCases()) {
    SCOPED_TRACE(row.label);
    Forum forum(GetParam());
    Crowd crowd(forum, row.seat_policy, row.overbooks);
    std::atomic<int> callers = 8;
    Race(9, [&](int caller) {
      if (caller == 8) {
        while (callers > 0) CheckSnapshot(forum, row.overbooks);
        return;
      }
      std::mt19937 generator(1000 + caller);
      for (int step = 0; step < 60; ++step) crowd.Act(generator);
      --callers;
    });
    EXPECT_GT(crowd.done(), 100);
    EXPECT_THAT(ForumAudit(forum).Faults(), IsEmpty());
    ASSERT_THAT(Sweep(forum.store(), forum.clock(), forum.random(), forum.attendances()), IsOk());
    EXPECT_THAT(LeftWaiting(forum), IsEmpty());
    EXPECT_THAT(ForumAudit(forum).Faults(), IsEmpty());
  }
}

}  // namespace
}  // namespace plenary::delegations
