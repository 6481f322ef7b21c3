// A small world for tests of negotiations: a ScheduleForum with a counterpart and ourselves, and
// the service of negotiations, called as the server calls it.
//
//   class RoundsTest : public testing::NegotiationTest {};
//   PLENARY_ON_EVERY_ENGINE(RoundsTest);
//
//   TEST_P(RoundsTest, RoundsAreNumberedOneAfterTheOther) {
//     EXPECT_EQ(Value(forum_.AddRound(forum_.Negotiation("kursk"))).number(), 1);
//   }
#ifndef PLENARY_TESTS_TESTING_NEGOTIATIONS_H_
#define PLENARY_TESTS_TESTING_NEGOTIATIONS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "plenary/v1/negotiations.pb.h"
#include "services/base/access.h"
#include "services/negotiations/service.h"
#include "tests/testing/protos.h"
#include "tests/testing/schedule.h"

namespace plenary::testing {

// Safe from several threads once it is made.
class NegotiationForum : public ScheduleForum {
 public:
  using Negotiations = negotiations::NegotiationService;
  using ScheduleForum::Ask;
  using ScheduleForum::Do;

  explicit NegotiationForum(const std::string& engine) : ScheduleForum(engine) {
    Organization("kursk-region");
    Organization("ministry");
  }

  template <class Request, class Response>
  absl::StatusOr<Response> Do(absl::StatusOr<Response> (Negotiations::*method)(storage::Change&,
                                                                               const Request&)
                                  const,
                              const Request& request) {
    return storage::ChangeAndWait(store(), random(), CallOf<Request>(), negotiations_, method,
                                  request);
  }
  template <class Request, class Response>
  absl::StatusOr<Response> Do(absl::StatusOr<Response> (Negotiations::*method)(storage::Change&,
                                                                               const Request&)
                                  const,
                              const std::string& request) {
    return Do(method, Parse<Request>(request));
  }
  template <class Request, class Response>
  absl::StatusOr<Response> Ask(absl::StatusOr<Response> (Negotiations::*method)(
                                   storage::Tx&, const storage::Call&, const Request&) const,
                               const std::string& request) {
    return storage::ReadAndWait(store(), CallOf<Request>(), negotiations_, method,
                                Parse<Request>(request));
  }

  // What tests stand on. `rest` is the text of further fields of the resource.

  absl::StatusOr<v1::Body> AddBody(const std::string& id, const std::string& rest = "") {
    v1::CreateBodyRequest request;
    request.set_body_id(id);
    *request.mutable_body() = Parse<v1::Body>(
        "kind: JOINT_WORKING_GROUP display_names { language: 'en' text: 'Working group' } "
        "sides { organization: 'organizations/ministry' } "
        "sides { organization: 'organizations/kursk-region' }",
        rest);
    return Do(&Negotiations::CreateBody, request);
  }
  absl::StatusOr<v1::Negotiation> AddNegotiation(const std::string& id,
                                                 const std::string& rest = "") {
    v1::CreateNegotiationRequest request;
    request.set_negotiation_id(id);
    *request.mutable_negotiation() = Parse<v1::Negotiation>(
        "counterpart: 'organizations/kursk-region' our_organization: 'organizations/ministry' "
        "display_names { language: 'en' text: 'Kursk Region' }",
        rest);
    return Do(&Negotiations::CreateNegotiation, request);
  }
  std::string Negotiation(const std::string& id, const std::string& rest = "") {
    return Value(AddNegotiation(id, rest)).name();
  }
  absl::StatusOr<v1::Round> AddRound(const std::string& negotiation, const std::string& rest = "") {
    return Do(&Negotiations::CreateRound,
              absl::StrCat("parent: '", negotiation, "' round { ", rest, " }"));
  }
  absl::StatusOr<v1::Topic> AddTopic(const std::string& negotiation, const std::string& id,
                                     const std::string& rest = "") {
    return Do(&Negotiations::CreateTopic,
              absl::StrCat("parent: '", negotiation, "' topic_id: '", id,
                           "' topic { titles { language: 'en' text: '", id, "' } ", rest, " }"));
  }
  std::string Topic(const std::string& negotiation, const std::string& id,
                    const std::string& rest = "") {
    return Value(AddTopic(negotiation, id, rest)).name();
  }
  // `words` in English, classified as the name of the classification says.
  absl::StatusOr<v1::Position> AddPosition(const std::string& topic, const std::string& words,
                                           const std::string& classification = "OFFICIAL",
                                           const std::string& rest = "") {
    return Do(&Negotiations::CreatePosition, PositionText(topic, words, classification, rest));
  }
  static std::string PositionText(const std::string& topic, const std::string& words,
                                  const std::string& classification, const std::string& rest = "") {
    return absl::StrCat("parent: '", topic,
                        "' position { side: OURS classification: ", classification,
                        " texts { language: 'en' text: '", words, "' } ", rest, " }");
  }
  std::string Position(const std::string& topic, const std::string& words,
                       const std::string& classification = "OFFICIAL") {
    return Value(AddPosition(topic, words, classification)).name();
  }
  absl::StatusOr<v1::Position> UpdatePosition(const std::string& name, const std::string& fields,
                                              const std::string& more = "") {
    return Do(&Negotiations::UpdatePosition,
              absl::StrCat("position { name: '", name, "' ", fields, " } ", more));
  }
  absl::StatusOr<v1::Contact> AddContact(const std::string& negotiation,
                                         const std::string& rest = "") {
    v1::CreateContactRequest request;
    request.set_parent(negotiation);
    *request.mutable_contact() = Parse<v1::Contact>("kind: MEETING", rest);
    return Do(&Negotiations::CreateContact, request);
  }

 private:
  Negotiations negotiations_{sealer()};
};

// Its fixture.
class NegotiationTest : public ::testing::TestWithParam<std::string> {
 protected:
  NegotiationForum forum_{GetParam()};
};

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_TESTING_NEGOTIATIONS_H_
