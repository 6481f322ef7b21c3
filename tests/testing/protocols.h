// A small world for tests of protocols: a NegotiationForum with a negotiation, a round of it and
// who was there, and the service of protocols, called as the server calls it.
//
//   class SigningTest : public testing::ProtocolTest {};
//   PLENARY_ON_EVERY_ENGINE(SigningTest);
//
//   TEST_P(SigningTest, TheLastSignatureConcludes) {
//     const std::string minutes = forum_.Agreed("MINUTES");
//     EXPECT_EQ(Value(forum_.Sign(minutes, forum_.anna())).state(), v1::Protocol::AGREED);
//     EXPECT_EQ(Value(forum_.Sign(minutes, forum_.boris())).state(), v1::Protocol::SIGNED);
//   }
#ifndef PLENARY_TESTS_TESTING_PROTOCOLS_H_
#define PLENARY_TESTS_TESTING_PROTOCOLS_H_

#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "plenary/v1/protocols.pb.h"
#include "services/protocols/followers.h"
#include "services/protocols/service.h"
#include "tests/testing/negotiations.h"
#include "tests/testing/protos.h"

namespace plenary::testing {

// Keeps what was concluded, and refuses it where it is told to. Thread-safe.
class ConcludedProtocols : public protocols::ProtocolFollower {
 public:
  absl::Status Concluded(storage::Change&, const v1::Protocol& protocol,
                         const std::vector<v1::ProtocolItem>& items) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!answer_.ok()) return answer_;
    concluded_.emplace_back(protocol, items);
    return absl::OkStatus();
  }
  void Refuse(absl::Status answer) {
    const std::lock_guard<std::mutex> lock(mutex_);
    answer_ = std::move(answer);
  }
  std::vector<std::pair<v1::Protocol, std::vector<v1::ProtocolItem>>> All() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return concluded_;
  }

 private:
  mutable std::mutex mutex_;
  absl::Status answer_;
  std::vector<std::pair<v1::Protocol, std::vector<v1::ProtocolItem>>> concluded_;
};

// Safe from several threads once it is made.
class ProtocolForum : public NegotiationForum {
 public:
  using Protocols = protocols::ProtocolService;
  using NegotiationForum::Ask;
  using NegotiationForum::Do;

  static constexpr char kNegotiation[] = "negotiations/kursk";
  // The day of the round, two days before the clock begins.
  static constexpr char kDay[] = "2023-04-15";

  // Anna of the ministry and Boris of Kursk Region met; Clara of the ministry was to come.
  explicit ProtocolForum(const std::string& engine) : NegotiationForum(engine) {
    anna_ = Person("Anna");
    boris_ = Person("Boris");
    clara_ = Person("Clara");
    Negotiation("kursk");
    round_ = Meet(kNegotiation);
  }
  const std::string& anna() const { return anna_; }
  const std::string& boris() const { return boris_; }
  const std::string& clara() const { return clara_; }
  const std::string& round() const { return round_; }
  const ConcludedProtocols& concluded() const { return concluded_; }
  ConcludedProtocols& concluded() { return concluded_; }

  // A round of a negotiation in Kursk, at which the three met, but for Clara.
  std::string Meet(const std::string& negotiation) {
    const absl::Time start =
        absl::FromCivil(absl::CivilSecond(2023, 4, 15, 9, 0, 0), absl::UTCTimeZone());
    return Value(AddRound(negotiation,
                          absl::StrCat("time_zone: 'Europe/Moscow' interval { start_time ",
                                       InText(start), " end_time ", InText(start + absl::Hours(3)),
                                       " } participants { person: '", anna_,
                                       "' side: OURS was_there: true } participants { ",
                                       "person: '", boris_, "' side: THEIRS was_there: true } ",
                                       "participants { person: '", clara_, "' side: OURS }")))
        .name();
  }

  template <class Request, class Response>
  absl::StatusOr<Response> Do(absl::StatusOr<Response> (Protocols::*method)(storage::Change&,
                                                                            const Request&) const,
                              const Request& request) {
    return storage::ChangeAndWait(store(), random(), CallOf<Request>(), protocols_, method,
                                  request);
  }
  template <class Request, class Response>
  absl::StatusOr<Response> Do(absl::StatusOr<Response> (Protocols::*method)(storage::Change&,
                                                                            const Request&) const,
                              const std::string& request) {
    return Do(method, Parse<Request>(request));
  }
  template <class Request, class Response>
  absl::StatusOr<Response> Ask(absl::StatusOr<Response> (Protocols::*method)(storage::Tx&,
                                                                             const storage::Call&,
                                                                             const Request&) const,
                               const std::string& request) {
    return storage::ReadAndWait(store(), CallOf<Request>(), protocols_, method,
                                Parse<Request>(request));
  }

  // What tests stand on. `rest` is the text of further fields: of the resource, of the verb.

  // In Russian and Belarusian. All but a record are to be signed by Anna and Boris, by an office
  // that carries full powers, or, of minutes, as co-chairs.
  absl::StatusOr<v1::Protocol> Add(const std::string& type, const std::string& rest = "",
                                   const std::string& parent = kNegotiation) {
    v1::CreateProtocolRequest request;
    request.set_parent(parent);
    *request.mutable_protocol() = Parse<v1::Protocol>(
        absl::StrCat("type: ", type, " titles { language: 'en' text: 'Paper' } languages: 'ru' ",
                     "languages: 'be' ", type == "RECORD_OF_CONVERSATION" ? "" : Signatories(type),
                     type == "MINUTES" ? absl::StrCat("round: '", round_, "'") : ""),
        rest);
    return Do(&Protocols::CreateProtocol, request);
  }
  // Text of the two who sign a protocol of `type`.
  std::string Signatories(const std::string& type) const {
    const std::string powers = type == "MINUTES"
                                   ? "powers: CO_CHAIR"
                                   : "powers: OFFICE offices { language: 'en' text: 'Minister' }";
    return absl::StrCat("signatories { side: 'organizations/ministry' person: '", anna_, "' ",
                        powers, " } signatories { side: 'organizations/kursk-region' person: '",
                        boris_, "' ", powers, " } ");
  }
  absl::StatusOr<v1::ProtocolItem> AddItem(const std::string& protocol,
                                           const std::string& rest = "") {
    v1::CreateProtocolItemRequest request;
    request.set_parent(protocol);
    *request.mutable_protocol_item() = Parse<v1::ProtocolItem>(
        "kind: DECISION texts { language: 'ru' text: 'one' } "
        "texts { language: 'be' text: 'adzin' }",
        rest);
    return Do(&Protocols::CreateProtocolItem, request);
  }
  std::string Item(const std::string& protocol, const std::string& rest = "") {
    return Value(AddItem(protocol, rest)).name();
  }
  // A draft with one item.
  std::string Drafted(const std::string& type, const std::string& rest = "") {
    const std::string protocol = Value(Add(type, rest)).name();
    Item(protocol);
    return protocol;
  }
  std::string Agreed(const std::string& type, const std::string& rest = "") {
    const std::string protocol = Drafted(type, rest);
    Value(Agree(protocol));
    return protocol;
  }
  std::string Initialled(const std::string& type, const std::string& rest = "") {
    const std::string protocol = Agreed(type, rest);
    Value(Initial(protocol));
    return protocol;
  }
  // Signed by both.
  std::string Signed(const std::string& type, const std::string& rest = "") {
    const std::string protocol = type == "MINUTES" ? Agreed(type, rest) : Initialled(type, rest);
    Value(Sign(protocol, anna_));
    Value(Sign(protocol, boris_));
    return protocol;
  }

  absl::StatusOr<v1::Protocol> Agree(const std::string& name) {
    return Do(&Protocols::AgreeProtocol, Named(name));
  }
  absl::StatusOr<v1::Protocol> Initial(const std::string& name, const std::string& rest = "") {
    const std::string both =
        absl::StrCat("initials { side: 'organizations/ministry' person: '", clara_, "' date: '",
                     kDay, "' } initials { side: 'organizations/kursk-region' person: '", boris_,
                     "' date: '", kDay, "' }");
    return Do(&Protocols::InitialProtocol, Named(name, rest.empty() ? both : rest));
  }
  absl::StatusOr<v1::Protocol> Sign(const std::string& name, const std::string& person,
                                    const std::string& date = kDay) {
    return Do(
        &Protocols::SignProtocol,
        Named(name, absl::StrCat("person: '", person, "' place: 'Kursk' date: '", date, "'")));
  }
  absl::StatusOr<v1::Protocol> ApproveRecord(const std::string& name,
                                             const std::string& date = kDay) {
    return Do(&Protocols::ApproveProtocol,
              Named(name, absl::StrCat("person: '", clara_, "' date: '", date, "'")));
  }
  absl::StatusOr<v1::Protocol> ReturnToDraft(const std::string& name) {
    return Do(&Protocols::ReturnProtocolToDraft, Named(name, "reason: 'a word is missing'"));
  }
  absl::StatusOr<v1::Protocol> Update(const std::string& name, const std::string& fields,
                                      const std::string& more = "") {
    return Do(&Protocols::UpdateProtocol,
              absl::StrCat("protocol { name: '", name, "' ", fields, " } ", more));
  }
  absl::StatusOr<v1::ProtocolItem> UpdateItem(const std::string& name, const std::string& fields,
                                              const std::string& more = "") {
    return Do(&Protocols::UpdateProtocolItem,
              absl::StrCat("protocol_item { name: '", name, "' ", fields, " } ", more));
  }

  // How things stand now.

  v1::Protocol Get(const std::string& name) {
    return Value(Ask(&Protocols::GetProtocol, Named(name)));
  }
  v1::ProtocolItem GetItem(const std::string& name) {
    return Value(Ask(&Protocols::GetProtocolItem, Named(name)));
  }
  // The items of a protocol page by page; `rest` is the text of further fields of the list.
  std::vector<v1::ProtocolItem> Items(const std::string& protocol, const std::string& rest = "") {
    auto request = Parse<v1::ListProtocolItemsRequest>(
        absl::StrCat("parent: '", protocol, "' page_size: 2 ", rest));
    std::vector<v1::ProtocolItem> items;
    do {
      const auto page =
          Value(storage::ReadAndWait(store(), CallOf<v1::ListProtocolItemsRequest>(), protocols_,
                                     &Protocols::ListProtocolItems, request));
      items.insert(items.end(), page.protocol_items().begin(), page.protocol_items().end());
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return items;
  }
  // The names that a list of protocols tells, page by page.
  std::vector<std::string> List(const std::string& rest = "",
                                const std::string& parent = kNegotiation) {
    auto request =
        Parse<v1::ListProtocolsRequest>(absl::StrCat("parent: '", parent, "' page_size: 2 ", rest));
    std::vector<std::string> names;
    do {
      const auto page = Value(storage::ReadAndWait(store(), CallOf<v1::ListProtocolsRequest>(),
                                                   protocols_, &Protocols::ListProtocols, request));
      for (const v1::Protocol& each : page.protocols()) names.push_back(each.name());
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return names;
  }

 private:
  ConcludedProtocols concluded_;
  const Protocols protocols_{sealer(), &concluded_};
  std::string anna_;
  std::string boris_;
  std::string clara_;
  std::string round_;
};

// Its fixture.
class ProtocolTest : public ::testing::TestWithParam<std::string> {
 protected:
  std::string anna() const { return forum_.anna(); }
  std::string boris() const { return forum_.boris(); }

  ProtocolForum forum_{GetParam()};
};

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_TESTING_PROTOCOLS_H_
