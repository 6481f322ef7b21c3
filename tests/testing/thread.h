// A small world for tests of threads: a ControlForum whose protocols become commitments, with
// figures, and the service of threads, called as the server calls it.
//
//   class TraceTest : public testing::ThreadTest {};
//   PLENARY_ON_EVERY_ENGINE(TraceTest);
//
//   TEST_P(TraceTest, AThreadIsWhole) {
//     const auto chain = forum_.WholeThread();
//     EXPECT_THAT(forum_.Traced(chain.figure).gaps(), IsEmpty());
//   }
#ifndef PLENARY_TESTS_TESTING_THREAD_H_
#define PLENARY_TESTS_TESTING_THREAD_H_

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "plenary/v1/protocols.pb.h"
#include "plenary/v1/thread.pb.h"
#include "services/control/protocol_commitments.h"
#include "services/protocols/service.h"
#include "services/thread/service.h"
#include "tests/testing/control.h"
#include "tests/testing/indicators.h"
#include "tests/testing/protos.h"

namespace plenary::testing {

// What a thread runs through, by name.
struct ThreadNames {
  std::string event = "events/tibo";
  std::string negotiation;
  std::string round;
  std::string topic;
  std::string position;
  std::string protocol;
  std::string protocol_item;
  std::string commitment;
  std::string action_item;
  std::string result;
  std::string figure;

  // From the counterpart to the figure.
  std::vector<std::string> All() const {
    return {"organizations/kursk-region",
            negotiation,
            event,
            round,
            topic,
            position,
            protocol,
            protocol_item,
            commitment,
            action_item,
            result,
            figure};
  }
};

// It is 17 April 2023. What is not heard of for 90 days is silent.
class ThreadForum : public ControlForum {
 public:
  using Protocols = protocols::ProtocolService;

  explicit ThreadForum(const std::string& engine) : ControlForum(engine) {
    Value(indicators_.CreateIndicator("ict"));
    Value(Settle("silent_after_days: 90"));
  }
  IndicatorCalls& indicators() { return indicators_; }

  // `rest` is the text of further fields of the resource.

  // A round of that day in the morning, about the topic if one is given.
  std::string RoundOf(const std::string& negotiation, const std::string& topic,
                      const std::string& rest = "event: 'events/tibo'") {
    const absl::Time start =
        absl::FromCivil(absl::CivilSecond(2023, 4, 17, 7, 0, 0), absl::UTCTimeZone());
    return Value(AddRound(negotiation,
                          absl::StrCat("interval { start_time ", InText(start), " end_time ",
                                       InText(start + absl::Hours(1)), " } ",
                                       topic.empty() ? "" : absl::StrCat("topics: '", topic, "' "),
                                       rest)))
        .name();
  }
  // A record of a round, which needs no signatures.
  std::string Record(const std::string& negotiation, const std::string& round,
                     const std::string& rest = "") {
    v1::CreateProtocolRequest request;
    request.set_parent(negotiation);
    *request.mutable_protocol() = Parse<v1::Protocol>(
        absl::StrCat("type: RECORD_OF_CONVERSATION titles { language: 'en' text: 'Record' } ",
                     "languages: 'en' date: '2023-04-17' ",
                     round.empty() ? "" : absl::StrCat("round: '", round, "'")),
        rest);
    return Value(Make(&Protocols::CreateProtocol, request)).name();
  }
  // What we undertook in it, by the end of September.
  std::string Undertaking(const std::string& protocol, const std::string& topic,
                          const std::string& rest = "side: OURS due_date: '2023-09-29'") {
    v1::CreateProtocolItemRequest request;
    request.set_parent(protocol);
    *request.mutable_protocol_item() = Parse<v1::ProtocolItem>(absl::StrCat(
        "kind: COMMITMENT texts { language: 'en' text: 'To exchange documents' } ",
        topic.empty() ? "" : absl::StrCat("topic: '", topic, "' "), "commitment { ", rest, " }"));
    return Value(Make(&Protocols::CreateProtocolItem, request)).name();
  }
  void Approve(const std::string& protocol) {
    Value(Make(&Protocols::ApproveProtocol,
               Parse<v1::ApproveProtocolRequest>(absl::StrCat(
                   "name: '", protocol, "' person: '", Who("anna"), "' date: '2023-04-17'"))));
  }
  // The commitment that was made of an item.
  std::string CommitmentOf(const std::string& protocol_item) {
    return Commitments(absl::StrCat("filter: 'protocol_item = \"", protocol_item, "\"'")).at(0);
  }

  // One of each, from an event to a figure, and nothing missing.
  ThreadNames WholeThread(const std::string& id = "kursk") {
    ThreadNames names;
    names.negotiation = Negotiation(id);
    names.topic = Topic(names.negotiation, "documents");
    names.position = Position(names.topic, "We are ready");
    names.round = RoundOf(names.negotiation, names.topic);
    names.protocol = Record(names.negotiation, names.round);
    names.protocol_item = Undertaking(names.protocol, names.topic);
    Approve(names.protocol);
    names.commitment = CommitmentOf(names.protocol_item);
    names.action_item = Item(absl::StrCat("commitment: '", names.commitment, "'"));
    names.figure =
        Value(indicators_.Add(absl::StrCat("country: 'RU' value: '120' source: '", id, "'")))
            .name();
    names.result =
        Value(indicators_.CreateResult(absl::StrCat("pilot-", id),
                                       absl::StrCat("kind: PILOT origins: '", names.action_item,
                                                    "' figures: '", names.figure, "'")))
            .name();
    return names;
  }

  absl::StatusOr<v1::Thread> Trace(const std::string& name, const std::string& rest = "") {
    return storage::ReadAndWait(
        store(), CallOf<v1::TraceThreadRequest>(), thread_, &thread::ThreadService::TraceThread,
        Parse<v1::TraceThreadRequest>(absl::StrCat("name: '", name, "' ", rest)));
  }
  v1::Thread Traced(const std::string& name, const std::string& rest = "") {
    return Value(Trace(name, rest));
  }
  absl::StatusOr<v1::CounterpartPage> Page(const std::string& name = "organizations/kursk-region",
                                           const std::string& rest = "") {
    return storage::ReadAndWait(
        store(), CallOf<v1::GetCounterpartPageRequest>(), thread_,
        &thread::ThreadService::GetCounterpartPage,
        Parse<v1::GetCounterpartPageRequest>(absl::StrCat("name: '", name, "' ", rest)));
  }
  static std::vector<std::string> NamesIn(const v1::Thread& thread) {
    std::vector<std::string> names;
    for (const v1::ThreadNode& node : thread.nodes()) names.push_back(node.name());
    return names;
  }
  // "COMMITMENT_OVERDUE commitments/… 2023-09-29 2023-09-30 3" of each gap.
  static std::vector<std::string> GapsIn(
      const google::protobuf::RepeatedPtrField<v1::ThreadGap>& gaps) {
    std::vector<std::string> texts;
    for (const v1::ThreadGap& gap : gaps) {
      texts.push_back(absl::StrCat(v1::ThreadGap::Kind_Name(gap.kind()), " ", gap.node(), " ",
                                   gap.start_date(), " ", gap.since_date(), " ", gap.days()));
    }
    return texts;
  }
  std::vector<std::string> Gaps(const std::string& name, const std::string& rest = "") {
    return GapsIn(Traced(name, rest).gaps());
  }

 private:
  template <class Request, class Response>
  absl::StatusOr<Response> Make(absl::StatusOr<Response> (Protocols::*method)(storage::Change&,
                                                                              const Request&) const,
                                const Request& request) {
    return storage::ChangeAndWait(store(), random(), CallOf<Request>(), protocols_, method,
                                  request);
  }

  control::ProtocolCommitments commitments_;
  const Protocols protocols_{sealer(), &commitments_};
  IndicatorCalls indicators_{*this};
  const thread::ThreadService thread_{};
};

// Its fixture.
class ThreadTest : public ::testing::TestWithParam<std::string> {
 protected:
  ThreadForum forum_{GetParam()};
};

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_TESTING_THREAD_H_
