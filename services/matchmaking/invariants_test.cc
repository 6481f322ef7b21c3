// What always holds, under any number of callers: a request goes where its states allow, one answer
// of several at once counts, limits are kept.
#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/matchmaking/rules.h"
#include "services/matchmaking/sweep.h"
#include "tests/testing/matchmaking.h"
#include "tests/testing/race.h"

namespace plenary::matchmaking {
namespace {

using ::plenary::testing::IsOk;
using ::plenary::testing::MatchmakingForum;
using ::plenary::testing::Race;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::Value;
using Request = v1::MeetingRequest;
using Rooms = MatchmakingForum::Matchmaking;

class InvariantsTest : public testing::MatchmakingTest {};
PLENARY_ON_EVERY_ENGINE(InvariantsTest);

TEST_P(InvariantsTest, OfSeveralAnswersAtOnceExactlyOneCounts) {
  for (int round = 0; round < 8; ++round) {
    const std::string name = forum_.Asked(forum_.kursk(), forum_.omsk());
    const std::string text = MatchmakingForum::Named(name);
    const std::string etag = absl::StrCat(text, "etag: 'r1' ");
    std::vector<absl::Status> answers(3);
    Race(3, [&](int i) {
      if (i == 0) {
        answers[0] = forum_.DoAs(forum_.of_omsk(), &Rooms::AcceptMeetingRequest, etag).status();
      } else if (i == 1) {
        answers[1] = forum_.DoAs(forum_.of_kursk(), &Rooms::CancelMeetingRequest, etag).status();
      } else {
        answers[2] = forum_
                         .DoAs(forum_.of_omsk(), &Rooms::CounterMeetingRequest,
                               absl::StrCat(etag, "duration { seconds: 600 }"))
                         .status();
      }
    });
    const Request::State states[] = {Request::ACCEPTED, Request::CANCELLED, Request::COUNTERED};
    int won = 0;
    for (size_t i = 0; i < answers.size(); ++i) {
      if (!answers[i].ok()) {
        EXPECT_THAT(answers[i], RefusedFor(v1::ERROR_REASON_ETAG_MISMATCH));
        continue;
      }
      ++won;
      EXPECT_EQ(forum_.StateOfRequest(name), states[i]);
    }
    EXPECT_EQ(won, 1);
    ASSERT_THAT(forum_.DeleteRequest(name), IsOk());
  }
}

TEST_P(InvariantsTest, AnAnswerWithoutAnEtagStillFindsTheStateThatAnotherLeft) {
  const std::string name = forum_.Asked(forum_.kursk(), forum_.omsk());
  std::vector<absl::Status> answers(8);
  Race(8, [&](int i) {
    const std::string text = MatchmakingForum::Named(name);
    answers[i] = i % 2 == 0
                     ? forum_.DoAs(forum_.of_omsk(), &Rooms::AcceptMeetingRequest, text).status()
                     : forum_
                           .DoAs(forum_.of_omsk(), &Rooms::CounterMeetingRequest,
                                 absl::StrCat(text, "duration { seconds: 600 }"))
                           .status();
  });
  EXPECT_EQ(std::count_if(answers.begin(), answers.end(),
                          [](const absl::Status& answer) { return answer.ok(); }),
            1);
}

TEST_P(InvariantsTest, TheLimitHoldsHoweverManyAskAtOnce) {
  Value(forum_.Settle("max_open_requests: 3"));
  std::vector<std::string> others;
  others.reserve(12);
  for (int i = 0; i < 12; ++i) others.push_back(forum_.Delegation(absl::StrCat("d", i)));
  std::vector<absl::Status> answers(others.size());
  Race(12, [&](int i) {
    answers[i] = forum_
                     .DoAs(forum_.of_kursk(), &Rooms::CreateMeetingRequest,
                           MatchmakingForum::TextOf(forum_.kursk(), others[i]))
                     .status();
  });
  int made = 0;
  for (const absl::Status& answer : answers) {
    if (answer.ok()) {
      ++made;
    } else {
      EXPECT_THAT(answer, RefusedFor(v1::ERROR_REASON_MEETING_REQUEST_LIMIT_REACHED));
    }
  }
  EXPECT_EQ(made, 3);
}

TEST_P(InvariantsTest, TwoThatAskEachOtherAtOnceHaveOneRequest) {
  std::vector<absl::Status> answers(2);
  Race(2, [&](int i) {
    answers[i] = i == 0 ? forum_
                              .DoAs(forum_.of_kursk(), &Rooms::CreateMeetingRequest,
                                    MatchmakingForum::TextOf(forum_.kursk(), forum_.omsk()))
                              .status()
                        : forum_
                              .DoAs(forum_.of_omsk(), &Rooms::CreateMeetingRequest,
                                    MatchmakingForum::TextOf(forum_.omsk(), forum_.kursk()))
                              .status();
  });
  EXPECT_NE(answers[0].ok(), answers[1].ok());
  EXPECT_THAT(answers[0].ok() ? answers[1] : answers[0],
              RefusedFor(v1::ERROR_REASON_MEETING_REQUEST_EXISTS));
}

// Random verbs by random callers as time goes by, against a model that knows the states alone.
class RandomVerbsTest : public InvariantsTest {
 protected:
  // What a request must be now.
  struct Model {
    std::string from;
    std::string to;
    Request::State state = Request::PENDING;
    absl::Time expires;
  };

  bool IsExpired(const Model& model) {
    return (model.state == Request::PENDING || model.state == Request::COUNTERED) &&
           model.expires <= forum_.clock().Now();
  }
  Request::State Expected(const Model& model) {
    return IsExpired(model) ? Request::EXPIRED : model.state;
  }
  absl::Time NewExpiry() { return forum_.clock().Now() + absl::Hours(7 * 24); }
  int Pick(int count) {
    return static_cast<int>(std::uniform_int_distribution<int>(0, count - 1)(engine_));
  }
  const base::Access* Caller() {
    const base::Access* callers[] = {nullptr, &forum_.of_kursk(), &forum_.of_omsk(),
                                     &forum_.of_tula()};
    const int caller = Pick(4);
    forum_.ActAs(absl::StrCat("users/u", caller), callers[caller]);
    return callers[caller];
  }
  static bool SpeaksFor(const base::Access* access, const std::string& party) {
    return access == nullptr || access->HoldsOn({v1::REGISTRAR}, party);
  }

  void Ask(const std::vector<std::string>& parties) {
    const std::string& from = parties[static_cast<size_t>(Pick(3))];
    const std::string& to = parties[static_cast<size_t>(Pick(3))];
    const base::Access* const access = Caller();
    const bool stands = std::any_of(models_.begin(), models_.end(), [&](const auto& each) {
      const Model& model = each.second;
      const bool is_same =
          (model.from == from && model.to == to) || (model.from == to && model.to == from);
      return is_same && IsStanding(Expected(model));
    });
    const bool should = from != to && !stands && SpeaksFor(access, from);
    const auto made = forum_.AskFor(from, to);
    ASSERT_EQ(made.ok(), should) << from << " " << to << " " << made.status();
    if (made.ok()) models_[made->name()] = {from, to, Request::PENDING, NewExpiry()};
  }

  void Answer() {
    auto found = models_.begin();
    std::advance(found, Pick(static_cast<int>(models_.size())));
    const std::string& name = found->first;
    Model& model = found->second;
    const auto verb = static_cast<Verb>(Pick(4));
    const base::Access* const access = Caller();
    const auto step = IsExpired(model) ? absl::nullopt : StepFrom(model.state, verb);
    const bool should =
        step.has_value() && SpeaksFor(access, step->by == Turn::kRequester ? model.from : model.to);
    const absl::Status done = verb == Verb::kAccept    ? forum_.Accept(name).status()
                              : verb == Verb::kDecline ? forum_.Decline(name).status()
                              : verb == Verb::kCounter ? forum_.Counter(name).status()
                                                       : forum_.Cancel(name).status();
    ASSERT_EQ(done.ok(), should) << Request::State_Name(model.state) << " verb "
                                 << static_cast<int>(verb) << " " << done;
    if (!done.ok()) return;
    model.state = step->to;
    if (verb == Verb::kCounter) model.expires = NewExpiry();
  }

  std::mt19937 engine_{2023};  // NOLINT: the same verbs in every run
  std::map<std::string, Model> models_;
};
PLENARY_ON_EVERY_ENGINE(RandomVerbsTest);

TEST_P(RandomVerbsTest, RequestsGoWhereTheirStatesAllowAndNowhereElse) {
  const std::vector<std::string> parties = {forum_.kursk(), forum_.omsk(), forum_.tula()};
  for (int i = 0; i < 400; ++i) {
    if (models_.empty() || Pick(4) == 0) {
      Ask(parties);
    } else {
      Answer();
    }
    if (HasFatalFailure()) return;
    if (Pick(12) == 0) forum_.clock().Advance(absl::Hours(24));
    if (Pick(20) == 0) {
      ASSERT_THAT(Sweep(forum_.store(), forum_.clock(), forum_.random()), IsOk());
    }
  }
  forum_.ActAs("local", nullptr);
  for (const auto& [name, model] : models_) {
    EXPECT_EQ(forum_.StateOfRequest(name), Expected(model)) << name;
  }
  for (int number = 1; number < Request::State_ARRAYSIZE; ++number) {
    const auto state = static_cast<Request::State>(number);
    const auto count = std::count_if(models_.begin(), models_.end(), [&](const auto& each) {
      return Expected(each.second) == state;
    });
    EXPECT_EQ(
        forum_.Requests(absl::StrCat("filter: 'state = ", Request::State_Name(state), "'")).size(),
        static_cast<size_t>(count))
        << Request::State_Name(state);
  }
}

}  // namespace
}  // namespace plenary::matchmaking
