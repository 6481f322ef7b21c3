// What somebody sees who is not cleared for a position, over every engine: the same whether it is
// there or not.
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/negotiations.h"

namespace plenary::negotiations {
namespace {

using ::plenary::testing::NegotiationForum;
using ::plenary::testing::Value;
using Room = NegotiationForum::Negotiations;

// An answer as a text, without what differs from one call to the next.
std::string Shown(google::protobuf::Message& answer) {
  const google::protobuf::Reflection& reflection = *answer.GetReflection();
  for (const char* token : {"next_page_token", "resume_token"}) {
    const auto* const field = answer.GetDescriptor()->FindFieldByName(token);
    if (field == nullptr) continue;
    // How long a token is tells as much as what it says.
    const size_t size = reflection.GetString(answer, field).size();
    reflection.SetString(&answer, field, absl::StrCat(size));
  }
  return answer.DebugString();
}

class VisibilityTest : public testing::NegotiationTest {
 protected:
  VisibilityTest() {
    Value(forum_.AddBody("group"));
    negotiation_ = forum_.Negotiation("kursk", "body: 'bodies/group'");
    topic_ = forum_.Topic(negotiation_, "edo");
    Value(forum_.AddRound(negotiation_, absl::StrCat("topics: '", topic_, "'")));
    Value(forum_.AddContact(negotiation_, "date: '2023-08-24'"));
    for (int i = 0; i < 3; ++i) open_ = forum_.Position(topic_, "Open");
  }

  template <class Request, class Response>
  void Add(absl::StatusOr<Response> (Room::*method)(storage::Tx&, const storage::Call&,
                                                    const Request&) const,
           const std::string& request) {
    absl::StatusOr<Response> answer = forum_.Ask(method, request);
    const std::string shown = answer.ok() ? Shown(*answer) : answer.status().ToString();
    answers_.emplace_back(absl::StrCat(Request::descriptor()->name(), " ", request), shown);
  }
  template <class Request, class Response>
  void Try(absl::StatusOr<Response> (Room::*method)(storage::Change&, const Request&) const,
           const std::string& request) {
    absl::StatusOr<Response> answer =
        forum_.Do(method, absl::StrCat(request, " validate_only: true"));
    const std::string shown = answer.ok() ? Shown(*answer) : answer.status().ToString();
    answers_.emplace_back(absl::StrCat(Request::descriptor()->name(), " ", request), shown);
  }

  // Every answer that the reader can have, by its question.
  std::vector<std::pair<std::string, std::string>> AllAnswers(const base::Access& access) {
    forum_.ActAs("users/somebody", &access);
    answers_.clear();
    for (const char* rest :
         {"", "page_size: 1", "page_size: 2 show_deleted: true", "order_by: 'create_time desc'",
          "filter: 'classification = SECRET'", "filter: 'NOT side = THEIRS' page_size: 2"}) {
      Add(&Room::ListPositions, absl::StrCat("parent: '", topic_, "' ", rest));
      Add(&Room::ListPositions, absl::StrCat("parent: '", negotiation_, "/topics/-' ", rest));
    }
    for (const std::string& parent : {negotiation_, std::string("negotiations/-")}) {
      Add(&Room::ListTopics, absl::StrCat("parent: '", parent, "'"));
      Add(&Room::ListRounds, absl::StrCat("parent: '", parent, "'"));
      Add(&Room::ListContacts, absl::StrCat("parent: '", parent, "'"));
    }
    Add(&Room::ListNegotiations, "");
    Add(&Room::ListBodies, "");
    Add(&Room::GetTopic, NegotiationForum::Named(topic_));
    Add(&Room::GetNegotiation, NegotiationForum::Named(negotiation_));
    Add(&Room::GetBriefing, NegotiationForum::Named(negotiation_));
    Add(&Room::ListPositionRevisions, absl::StrCat("parent: '", open_, "'"));
    Try(&Room::DeleteTopic, NegotiationForum::Named(topic_));
    Try(&Room::UpdateTopic,
        absl::StrCat("topic { ", NegotiationForum::Named(topic_, "etag: 'r1' priority: 1"), " }"));
    return answers_;
  }
  // What can be tried with one position.
  std::vector<std::pair<std::string, std::string>> Attempts(const std::string& name) {
    answers_.clear();
    Add(&Room::GetPosition, NegotiationForum::Named(name));
    Add(&Room::ListPositionRevisions, absl::StrCat("parent: '", name, "'"));
    for (const char* etag : {"", "etag: 'r1'", "etag: 'r7'"}) {
      Try(&Room::UpdatePosition,
          absl::StrCat("position { ", NegotiationForum::Named(name, etag), " side: THEIRS }"));
      Try(&Room::DeletePosition, NegotiationForum::Named(name, etag));
      Try(&Room::UndeletePosition, NegotiationForum::Named(name, etag));
    }
    return answers_;
  }

  std::string negotiation_;
  std::string topic_;
  std::string open_;
  std::vector<std::pair<std::string, std::string>> answers_;
  const base::Access official_{{{v1::NEGOTIATOR, ""}}};
  const base::Access bound_ =
      base::Access({{v1::NEGOTIATOR, "negotiations/kursk"}}).ClearedFor(v1::CONFIDENTIAL);
};
PLENARY_ON_EVERY_ENGINE(VisibilityTest);

TEST_P(VisibilityTest, AllAnswersAreTheSameWhetherThereIsASecretOrNot) {
  for (const base::Access* access : {&official_, &bound_}) {
    const auto before = AllAnswers(*access);
    forum_.ActAs("local", nullptr);
    const std::string secret = forum_.Position(topic_, "Dark", "SECRET");
    Value(forum_.UpdatePosition(secret, "side: THEIRS"));
    Value(forum_.Do(&Room::DeletePosition, NegotiationForum::Named(secret)));
    forum_.Position(topic_, "Dark", "SECRET");
    const auto after = AllAnswers(*access);
    ASSERT_EQ(before.size(), after.size());
    for (size_t i = 0; i < before.size(); ++i) {
      EXPECT_EQ(before[i].second, after[i].second) << before[i].first;
    }
  }
}

TEST_P(VisibilityTest, WhateverIsTriedWithASecretItIsNotThere) {
  // As its name would be answered for if nothing had it.
  const std::string name = absl::StrCat(topic_, "/positions/", std::string(24, 'a'));
  forum_.ActAs("users/somebody", &official_);
  const auto missing = Attempts(name);
  forum_.ActAs("local", nullptr);
  const std::string secret = forum_.Position(topic_, "Dark", "SECRET");
  forum_.ActAs("users/somebody", &official_);
  const auto there = Attempts(secret);
  ASSERT_EQ(missing.size(), there.size());
  for (size_t i = 0; i < missing.size(); ++i) {
    std::string told = there[i].second;
    for (size_t at = told.find(secret); at != std::string::npos; at = told.find(secret)) {
      told.replace(at, secret.size(), name);
    }
    EXPECT_EQ(told, missing[i].second) << there[i].first;
  }
}

}  // namespace
}  // namespace plenary::negotiations
