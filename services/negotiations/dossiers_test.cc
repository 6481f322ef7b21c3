// Bodies, negotiations, rounds, topics and contacts, over every engine.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/negotiations.h"
#include "tests/testing/race.h"

namespace plenary::negotiations {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::Clock;
using ::plenary::testing::EqualsProto;
using ::plenary::testing::Interval;
using ::plenary::testing::IsOk;
using ::plenary::testing::NegotiationForum;
using ::plenary::testing::Race;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::StatusIs;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using Room = NegotiationForum::Negotiations;

class DossiersTest : public testing::NegotiationTest {
 protected:
  static std::string Named(const std::string& name, const std::string& rest = "") {
    return NegotiationForum::Named(name, rest);
  }
  // The names that a list tells, page by page.
  template <class Request, class Response, class Resource>
  std::vector<std::string> All(
      absl::StatusOr<Response> (Room::*method)(storage::Tx&, const storage::Call&, const Request&)
          const,
      const google::protobuf::RepeatedPtrField<Resource>& (Response::*resources)() const,
      const std::string& text) {
    std::vector<std::string> names;
    std::string token;
    do {
      const Response page =
          Value(forum_.Ask(method, absl::StrCat(text, " page_size: 2 page_token: '", token, "'")));
      for (const Resource& each : (page.*resources)()) names.push_back(each.name());
      token = page.next_page_token();
    } while (!token.empty());
    return names;
  }
  std::vector<std::string> Rounds(const std::string& text) {
    return All(&Room::ListRounds, &v1::ListRoundsResponse::rounds, text);
  }
  std::vector<std::string> Topics(const std::string& text) {
    return All(&Room::ListTopics, &v1::ListTopicsResponse::topics, text);
  }
  std::vector<std::string> Contacts(const std::string& text) {
    return All(&Room::ListContacts, &v1::ListContactsResponse::contacts, text);
  }
  std::vector<std::string> ListedNegotiations(const std::string& text = "") {
    return All(&Room::ListNegotiations, &v1::ListNegotiationsResponse::negotiations, text);
  }
  std::vector<std::string> Bodies(const std::string& text = "") {
    return All(&Room::ListBodies, &v1::ListBodiesResponse::bodies, text);
  }
};
PLENARY_ON_EVERY_ENGINE(DossiersTest);

TEST_P(DossiersTest, ABodyIsReadAsItWasWrittenAndFoundByItsSides) {
  const std::string chair = forum_.Person();
  const v1::Body body =
      Value(forum_.AddBody("group", absl::StrCat("officials { person: '", chair,
                                                 "' since_date: '2023-01-10' organization: "
                                                 "'organizations/kursk-region' }")));
  EXPECT_EQ(body.name(), "bodies/group");
  EXPECT_EQ(body.etag(), "r1");
  EXPECT_THAT(Value(forum_.Ask(&Room::GetBody, Named(body.name()))), EqualsProto(body));
  forum_.clock().Advance(absl::Seconds(1));
  Value(forum_.AddBody("commission", "kind: COMMISSION"));
  EXPECT_THAT(Bodies(), ElementsAre("bodies/group", "bodies/commission"));
  EXPECT_THAT(Bodies("filter: 'kind = COMMISSION'"), ElementsAre("bodies/commission"));
  EXPECT_THAT(Bodies("filter: 'organization = \"organizations/kursk-region\"' "
                     "order_by: 'create_time desc'"),
              ElementsAre("bodies/commission", "bodies/group"));
  EXPECT_THAT(Bodies("filter: 'organization = \"organizations/other\"'"), IsEmpty());
}

TEST_P(DossiersTest, ABodyNamesWhoIsThereAndKeepsWhoWasDeletedSince) {
  EXPECT_THAT(forum_.AddBody("group", "officials { person: 'people/nobody' }"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(forum_.AddBody("group", "sides { organization: 'organizations/nobody' }"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  const std::string official = forum_.Person();
  const std::string name =
      Value(forum_.AddBody("group", absl::StrCat("officials { person: '", official, "' }"))).name();
  Value(forum_.Do(&NegotiationForum::Directory::DeletePerson, Named(official)));
  EXPECT_THAT(forum_.Do(&Room::UpdateBody, absl::StrCat("body { ", Named(name, "kind: COUNCIL"),
                                                        " } update_mask { paths: 'kind' }")),
              IsOk());
  EXPECT_THAT(forum_.AddBody("council", absl::StrCat("officials { person: '", official, "' }")),
              RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
}

TEST_P(DossiersTest, ABodyIsNotDeletedWhileSomebodyNegotiatesInIt) {
  const std::string body = Value(forum_.AddBody("group")).name();
  const std::string negotiation = forum_.Negotiation("kursk", "body: 'bodies/group'");
  const auto refused = forum_.Do(&Room::DeleteBody, Named(body));
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
  EXPECT_EQ(base::MetadataOf(refused.status()).at("blockedBy"), negotiation);
  Value(forum_.Do(&Room::DeleteNegotiation, Named(negotiation)));
  EXPECT_TRUE(Value(forum_.Do(&Room::DeleteBody, Named(body))).has_delete_time());
  EXPECT_THAT(Bodies(), IsEmpty());
  EXPECT_THAT(Bodies("show_deleted: true"), ElementsAre(body));
  EXPECT_THAT(forum_.Do(&Room::UndeleteNegotiation, Named(negotiation)),
              RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  Value(forum_.Do(&Room::UndeleteBody, Named(body)));
  EXPECT_THAT(forum_.Do(&Room::UndeleteNegotiation, Named(negotiation)), IsOk());
  EXPECT_THAT(forum_.Do(&Room::UndeleteBody, Named(body)),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_DELETED));
}

TEST_P(DossiersTest, ANegotiationGoesThroughItsStatesWithAReason) {
  const std::string name = forum_.Negotiation("kursk");
  EXPECT_EQ(Value(forum_.Ask(&Room::GetNegotiation, Named(name))).state(), v1::Negotiation::OPEN);
  const std::string why = Named(name, "reason: 'the budget'");
  const v1::Negotiation suspended = Value(forum_.Do(&Room::SuspendNegotiation, why));
  EXPECT_EQ(suspended.state(), v1::Negotiation::SUSPENDED);
  EXPECT_EQ(suspended.state_reason(), "the budget");
  EXPECT_THAT(forum_.Do(&Room::SuspendNegotiation, why), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_THAT(forum_.Do(&Room::SuspendNegotiation, Named(name)),
              RefusedFor(v1::ERROR_REASON_INVALID_FIELDS));
  EXPECT_EQ(Value(forum_.Do(&Room::ResumeNegotiation, why)).state(), v1::Negotiation::OPEN);
  EXPECT_EQ(Value(forum_.Do(&Room::CloseNegotiation, why)).state(), v1::Negotiation::CLOSED);
  EXPECT_THAT(forum_.Do(&Room::ResumeNegotiation, why), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_EQ(Value(forum_.Do(&Room::ReopenNegotiation, why)).state(), v1::Negotiation::OPEN);
  EXPECT_THAT(forum_.Do(&Room::CloseNegotiation, Named(name, "reason: 'x' etag: 'r1'")),
              RefusedFor(v1::ERROR_REASON_ETAG_MISMATCH));
}

TEST_P(DossiersTest, NothingChangesInANegotiationThatIsClosedOrDeleted) {
  const std::string name = forum_.Negotiation("kursk");
  const std::string topic = forum_.Topic(name, "edo");
  const std::string round = Value(forum_.AddRound(name)).name();
  const std::string contact = Value(forum_.AddContact(name, "date: '2023-08-24'")).name();
  const std::string position = forum_.Position(topic, "Ours");
  const auto expect_refused = [&](v1::ErrorReason reason) {
    EXPECT_THAT(forum_.AddTopic(name, "other"), RefusedFor(reason));
    EXPECT_THAT(forum_.AddRound(name), RefusedFor(reason));
    EXPECT_THAT(forum_.AddContact(name, "date: '2023-08-24'"), RefusedFor(reason));
    EXPECT_THAT(forum_.AddPosition(topic, "Theirs"), RefusedFor(reason));
    EXPECT_THAT(forum_.Do(&Room::DeleteTopic, Named(topic)), RefusedFor(reason));
    EXPECT_THAT(forum_.Do(&Room::AgreeTopic, Named(topic)), RefusedFor(reason));
    EXPECT_THAT(forum_.Do(&Room::DeleteRound, Named(round)), RefusedFor(reason));
    EXPECT_THAT(forum_.Do(&Room::DeleteContact, Named(contact)), RefusedFor(reason));
    EXPECT_THAT(forum_.UpdatePosition(position, "side: THEIRS"), RefusedFor(reason));
    EXPECT_THAT(forum_.Do(&Room::UpdateNegotiation,
                          absl::StrCat("negotiation { ", Named(name, "note: 'x'"), " }")),
                RefusedFor(reason));
  };
  Value(forum_.Do(&Room::CloseNegotiation, Named(name, "reason: 'done'")));
  expect_refused(v1::ERROR_REASON_WRONG_STATE);
  Value(forum_.Do(&Room::DeleteNegotiation, Named(name)));
  expect_refused(v1::ERROR_REASON_RESOURCE_DELETED);
  EXPECT_THAT(forum_.AddTopic("negotiations/none", "edo"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(DossiersTest, TheCounterpartIsASideOfTheBody) {
  forum_.Organization("tula");
  Value(forum_.AddBody("group"));
  EXPECT_THAT(BadFields(forum_.AddNegotiation(
                  "tula", "body: 'bodies/group' counterpart: 'organizations/tula'")),
              ElementsAre("negotiation.body"));
  const std::string name = forum_.Negotiation("kursk", "body: 'bodies/group'");
  EXPECT_THAT(
      BadFields(forum_.Do(
          &Room::UpdateNegotiation,
          absl::StrCat("negotiation { ", Named(name, "counterpart: 'organizations/tula'"), " }"))),
      ElementsAre("negotiation.body"));
}

TEST_P(DossiersTest, NegotiationsAreListedByStateAndCounterpart) {
  forum_.Organization("tula");
  const std::string kursk = forum_.Negotiation("kursk");
  forum_.clock().Advance(absl::Seconds(1));
  const std::string tula = forum_.Negotiation("tula", "counterpart: 'organizations/tula'");
  forum_.clock().Advance(absl::Seconds(1));
  const std::string gas = forum_.Negotiation("gas");
  Value(forum_.Do(&Room::SuspendNegotiation, Named(gas, "reason: 'summer'")));
  EXPECT_THAT(ListedNegotiations(), ElementsAre(kursk, tula, gas));
  EXPECT_THAT(ListedNegotiations("filter: 'state = SUSPENDED'"), ElementsAre(gas));
  EXPECT_THAT(ListedNegotiations("filter: 'counterpart = \"organizations/kursk-region\"' "
                                 "order_by: 'create_time desc'"),
              ElementsAre(gas, kursk));
}

TEST_P(DossiersTest, WhoIsBoundOnANegotiationListsThatAlone) {
  const std::string kursk = forum_.Negotiation("kursk");
  const std::string other = forum_.Negotiation("other");
  for (const std::string& each : {kursk, other}) {
    Value(forum_.AddRound(each));
    forum_.Topic(each, "edo");
    Value(forum_.AddContact(each, "date: '2023-08-24'"));
  }
  Value(forum_.AddBody("group"));
  const base::Access bound({{v1::NEGOTIATOR, kursk}});
  forum_.ActAs("users/anna", &bound);
  EXPECT_THAT(ListedNegotiations(), ElementsAre(kursk));
  EXPECT_EQ(Rounds("parent: 'negotiations/-'").size(), 1);
  EXPECT_THAT(Topics("parent: 'negotiations/-'"), ElementsAre(absl::StrCat(kursk, "/topics/edo")));
  EXPECT_EQ(Contacts("parent: 'negotiations/-'").size(), 1);
  EXPECT_THAT(Bodies(), ElementsAre("bodies/group"));
  const base::Access focal_point({{v1::REGISTRAR, "events/tibo/delegations/kursk"}});
  forum_.ActAs("users/focal", &focal_point);
  EXPECT_THAT(ListedNegotiations(), IsEmpty());
  EXPECT_THAT(Topics("parent: 'negotiations/-'"), IsEmpty());
  EXPECT_THAT(Bodies(), IsEmpty());
}

TEST_P(DossiersTest, RoundsAreNumberedOneAfterTheOtherAndANumberIsTakenOnce) {
  const std::string name = forum_.Negotiation("kursk");
  const v1::Round first = Value(forum_.AddRound(name));
  EXPECT_EQ(first.number(), 1);
  EXPECT_EQ(Value(forum_.AddRound(name, "number: 7")).number(), 7);
  EXPECT_EQ(Value(forum_.AddRound(name)).number(), 8);
  EXPECT_THAT(forum_.AddRound(name, "number: 7"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS));
  Value(forum_.Do(&Room::DeleteRound, Named(first.name())));
  EXPECT_THAT(forum_.AddRound(name, "number: 1"), IsOk());
  EXPECT_THAT(forum_.Do(&Room::UndeleteRound, Named(first.name())),
              RefusedFor(v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS));
  EXPECT_EQ(Rounds(absl::StrCat("parent: '", name, "'")).size(), 3);
}

TEST_P(DossiersTest, RoundsRecordedAtOnceGetNumbersOfTheirOwn) {
  const std::string name = forum_.Negotiation("kursk");
  std::vector<absl::StatusOr<v1::Round>> answers(6);
  Race(6, [&](int i) { answers[static_cast<size_t>(i)] = forum_.AddRound(name); });
  std::vector<int> numbers;
  numbers.reserve(answers.size());
  for (const auto& answer : answers) numbers.push_back(Value(answer).number());
  EXPECT_THAT(numbers, UnorderedElementsAre(1, 2, 3, 4, 5, 6));
}

TEST_P(DossiersTest, ASessionOfABodyIsOneRoundOfAllNegotiationsInIt) {
  Value(forum_.AddBody("group"));
  const std::string kursk = forum_.Negotiation("kursk", "body: 'bodies/group'");
  const std::string other = forum_.Negotiation("other", "body: 'bodies/group'");
  const std::string alone = forum_.Negotiation("alone");
  EXPECT_THAT(BadFields(forum_.AddRound(alone, "session_number: 1")),
              ElementsAre("round.session_number"));
  std::vector<absl::Status> answers(2);
  Race(2, [&](int i) {
    answers[static_cast<size_t>(i)] =
        forum_.AddRound(i == 0 ? kursk : other, "session_number: 3").status();
  });
  const bool first_won = answers[0].ok();
  EXPECT_THAT(answers[first_won ? 0 : 1], IsOk());
  EXPECT_THAT(answers[first_won ? 1 : 0], RefusedFor(v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS));
  EXPECT_THAT(forum_.Do(&Room::UpdateNegotiation,
                        absl::StrCat("negotiation { ", Named(first_won ? kursk : other),
                                     " } update_mask { paths: 'body' }")),
              RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
}

TEST_P(DossiersTest, ARoundNamesItsMeetingItsTopicsAndWhoWasThere) {
  const std::string name = forum_.Negotiation("kursk");
  const std::string topic = forum_.Topic(name, "edo");
  const std::string person = forum_.Person();
  const std::string meeting =
      forum_.Meeting(Clock(10), Clock(11),
                     absl::StrCat("parties { delegation: '", forum_.Delegation("kursk"), "' }"));
  const v1::Round round = Value(forum_.AddRound(
      name,
      absl::StrCat("meeting: '", meeting, "' topics: '", topic, "' ",
                   Interval(Clock(10), Clock(11)), "participants { person: '", person,
                   "' side: THEIRS role: 'Deputy Governor' is_head: true was_there: true }")));
  EXPECT_TRUE(round.participants(0).was_there());
  const std::string parent = absl::StrCat("parent: '", name, "' ");
  for (const std::string& filter :
       {absl::StrCat("meeting = \"", meeting, "\""), absl::StrCat("topic = \"", topic, "\""),
        absl::StrCat("person = \"", person, "\""),
        std::string("start_time > \"2023-06-01T00:00:00Z\"")}) {
    EXPECT_THAT(Rounds(absl::StrCat(parent, "filter: '", filter, "'")), ElementsAre(round.name()))
        << filter;
  }
  EXPECT_THAT(forum_.AddRound(name, "meeting: 'events/tibo/meetings/none'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(forum_.AddRound(name, "event: 'events/none'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(forum_.AddRound(name, absl::StrCat("topics: '", name, "/topics/none'")),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(forum_.AddRound(name, "event: 'events/tibo'"), IsOk());
}

TEST_P(DossiersTest, ARoundChangesByItsMaskAndLosesWhatIsCleared) {
  const std::string person = forum_.Person();
  const v1::Round round = Value(forum_.AddRound(
      forum_.Negotiation("kursk"),
      absl::StrCat("event: 'events/tibo' participants { person: '", person, "' side: OURS }")));
  const v1::Round changed =
      Value(forum_.Do(&Room::UpdateRound,
                      absl::StrCat("round { ", Named(round.name(), "number: 4 etag: 'r1'"),
                                   " } update_mask { paths: 'number' paths: 'participants' }")));
  EXPECT_EQ(changed.number(), 4);
  EXPECT_EQ(changed.event(), "events/tibo");
  EXPECT_THAT(changed.participants(), IsEmpty());
  EXPECT_THAT(
      Rounds(absl::StrCat("parent: 'negotiations/kursk' filter: 'person = \"", person, "\"'")),
      IsEmpty());
  EXPECT_THAT(
      forum_.Do(&Room::UpdateRound,
                absl::StrCat("round { ", Named(round.name(), "number: 5 etag: 'r1'"), " }")),
      RefusedFor(v1::ERROR_REASON_ETAG_MISMATCH));
}

TEST_P(DossiersTest, TopicsStandOnTheAgendaInOrderAndByPriority) {
  const std::string name = forum_.Negotiation("kursk");
  const v1::Topic edo = Value(forum_.AddTopic(name, "edo"));
  EXPECT_EQ(edo.order(), 1);
  EXPECT_EQ(edo.priority(), 3);
  EXPECT_EQ(edo.state(), v1::Topic::OPEN);
  const std::string roaming = forum_.Topic(name, "roaming", "priority: 1");
  const std::string post = forum_.Topic(name, "post", "order: 1 priority: 5");
  const std::string parent = absl::StrCat("parent: '", name, "' ");
  EXPECT_THAT(Topics(parent), ElementsAre(edo.name(), post, roaming));
  EXPECT_THAT(Topics(parent + "order_by: 'priority'"), ElementsAre(roaming, edo.name(), post));
  EXPECT_THAT(Topics(parent + "order_by: 'order desc'"), ElementsAre(roaming, post, edo.name()));
  EXPECT_THAT(Topics(parent + "filter: 'priority <= 3'"), ElementsAre(edo.name(), roaming));
}

TEST_P(DossiersTest, ATopicIsAgreedDroppedAndTakenUpAgain) {
  const std::string topic = forum_.Topic(forum_.Negotiation("kursk"), "edo");
  EXPECT_EQ(Value(forum_.Do(&Room::AgreeTopic, Named(topic))).state(), v1::Topic::AGREED);
  EXPECT_THAT(forum_.Do(&Room::DropTopic, Named(topic, "reason: 'no'")),
              RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  const v1::Topic reopened =
      Value(forum_.Do(&Room::ReopenTopic, Named(topic, "reason: 'new facts'")));
  EXPECT_EQ(reopened.state(), v1::Topic::OPEN);
  EXPECT_EQ(reopened.state_reason(), "new facts");
  EXPECT_EQ(Value(forum_.Do(&Room::DropTopic, Named(topic, "reason: 'no'"))).state(),
            v1::Topic::DROPPED);
  EXPECT_THAT(Topics("parent: 'negotiations/kursk' filter: 'state = DROPPED'"), ElementsAre(topic));
  Value(forum_.Do(&Room::DeleteTopic, Named(topic)));
  EXPECT_THAT(forum_.Do(&Room::ReopenTopic, Named(topic, "reason: 'x'")),
              RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  EXPECT_THAT(forum_.Do(&Room::UndeleteTopic, Named(topic)), IsOk());
}

TEST_P(DossiersTest, TheRegisterTellsContactsByDayPersonAndRound) {
  const std::string name = forum_.Negotiation("kursk");
  const std::string round = Value(forum_.AddRound(name)).name();
  const std::string person = forum_.Person();
  const std::string later = Value(forum_.AddContact(name, "date: '2023-08-24' kind: VISIT")).name();
  const v1::Contact call = Value(forum_.AddContact(
      name,
      absl::StrCat("date: '2023-03-15' kind: CALL time_of_day: '14:30' content: 'Dates' "
                   "permitted_by: '",
                   person, "' round: '", round,
                   "' record_sent_to: 'The archive' basis { kind: LETTER date: '2023-03-01' } "
                   "participants { person: '",
                   person, "' side: THEIRS }")));
  EXPECT_THAT(Value(forum_.Ask(&Room::GetContact, Named(call.name()))), EqualsProto(call));
  const std::string parent = absl::StrCat("parent: '", name, "' ");
  EXPECT_THAT(Contacts(parent), ElementsAre(call.name(), later));
  EXPECT_THAT(Contacts(parent + "order_by: 'date desc'"), ElementsAre(later, call.name()));
  for (const std::string& filter :
       {std::string("kind = CALL"), std::string("date < \"2023-06-01\""),
        absl::StrCat("person = \"", person, "\""), absl::StrCat("round = \"", round, "\"")}) {
    EXPECT_THAT(Contacts(absl::StrCat(parent, "filter: '", filter, "'")), ElementsAre(call.name()))
        << filter;
  }
  EXPECT_THAT(BadFields(forum_.AddContact(name, "date: '15.03.2023'")),
              ElementsAre("contact.date"));
  EXPECT_THAT(
      Value(forum_.Do(&Room::UpdateContact,
                      absl::StrCat("contact { ", Named(call.name(), "place: 'Kursk'"), " }")))
          .place(),
      "Kursk");
  Value(forum_.Do(&Room::DeleteContact, Named(call.name())));
  EXPECT_THAT(Contacts(parent), ElementsAre(later));
  Value(forum_.Do(&Room::UndeleteContact, Named(call.name())));
  EXPECT_THAT(Contacts(parent), ElementsAre(call.name(), later));
}

TEST_P(DossiersTest, WhatLiesInADeletedNegotiationIsNotListedAmongAll) {
  const std::string kursk = forum_.Negotiation("kursk");
  const std::string other = forum_.Negotiation("other");
  forum_.Topic(kursk, "edo");
  const std::string topic = forum_.Topic(other, "edo");
  Value(forum_.Do(&Room::DeleteNegotiation, Named(kursk)));
  EXPECT_THAT(Topics("parent: 'negotiations/-'"), ElementsAre(topic));
  EXPECT_EQ(Topics("parent: 'negotiations/-' show_deleted: true").size(), 2);
}

TEST_P(DossiersTest, ATrialTellsWhatWouldBeAndLeavesNothing) {
  const std::string name = forum_.Negotiation("kursk");
  EXPECT_EQ(Value(forum_.Do(&Room::CreateTopic,
                            absl::StrCat("parent: '", name,
                                         "' validate_only: true topic_id: 'edo' topic { titles { "
                                         "language: 'en' text: 'EDO' } }")))
                .order(),
            1);
  EXPECT_THAT(Topics(absl::StrCat("parent: '", name, "'")), IsEmpty());
}

TEST_P(DossiersTest, ABriefingTellsWhoIsWhoWhatIsOpenAndWhatWasBefore) {
  Value(forum_.AddBody("group"));
  const std::string name = forum_.Negotiation("kursk", "body: 'bodies/group'");
  const std::string open = forum_.Topic(name, "edo");
  const std::string agreed = forum_.Topic(name, "post");
  Value(forum_.Do(&Room::AgreeTopic, Named(agreed)));
  forum_.Position(open, "We want it");
  const std::string first = Value(forum_.AddRound(name)).name();
  const std::string minister = forum_.Person("Ivanov");
  const std::string guest = forum_.Person("Petrov");
  const std::string second =
      Value(forum_.AddRound(name, absl::StrCat("participants { person: '", minister,
                                               "' side: OURS is_head: true } participants { "
                                               "person: '",
                                               guest, "' side: THEIRS role: 'Deputy Governor' }")))
          .name();
  const std::string contact = Value(forum_.AddContact(name, "date: '2023-08-24'")).name();
  const v1::Briefing briefing =
      Value(forum_.Ask(&Room::GetBriefing, Named(name, "language_code: 'en'")));
  EXPECT_EQ(briefing.body().name(), "bodies/group");
  EXPECT_EQ(briefing.round().name(), second);
  ASSERT_EQ(briefing.people_size(), 2);
  EXPECT_EQ(briefing.people(0).person(), guest);
  EXPECT_EQ(briefing.people(0).display_name(), "Petrov");
  EXPECT_EQ(briefing.people(0).role(), "Deputy Governor");
  EXPECT_TRUE(briefing.people(1).is_head());
  ASSERT_EQ(briefing.topics_size(), 1);
  EXPECT_EQ(briefing.topics(0).topic().name(), open);
  EXPECT_EQ(briefing.topics(0).positions(0).texts(0).text(), "We want it");
  ASSERT_EQ(briefing.past_rounds_size(), 1);
  EXPECT_EQ(briefing.past_rounds(0).name(), first);
  ASSERT_EQ(briefing.contacts_size(), 1);
  EXPECT_EQ(briefing.contacts(0).name(), contact);
  EXPECT_THAT(Value(forum_.Ask(&Room::GetBriefing, Named(first))).past_rounds(), IsEmpty());
  EXPECT_THAT(forum_.Ask(&Room::GetBriefing, Named(absl::StrCat(name, "/rounds/none"))),
              StatusIs(absl::StatusCode::kNotFound));
}

}  // namespace
}  // namespace plenary::negotiations
