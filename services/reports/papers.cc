// What was concluded in a year: minutes, memorandums, agreements, records of conversation.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/reports/year.h"

namespace plenary::reports {
namespace {

using Protocols = protocols::ProtocolService;
using Protocol = v1::Protocol;

// What was concluded in one negotiation.
struct Concluded {
  const v1::Negotiation* negotiation;
  std::vector<Protocol> protocols;
};

v1::ListProtocolsRequest ConcludedIn(const Year& year, const v1::Negotiation& negotiation,
                                     absl::string_view condition = "") {
  v1::ListProtocolsRequest request;
  request.set_parent(negotiation.name());
  request.set_filter(
      Both(Both(Between("date", year.first_day, year.latest_day),
                "(state = APPROVED OR state = SIGNED OR state = IN_FORCE OR state = TERMINATED)"),
           condition));
  return request;
}

// How many there are of a type, or of all: the sum over the negotiations in which anything was
// concluded.
v1::ReportNumber CountType(const Year& year, const std::vector<Concluded>& all,
                           absl::string_view key, Protocol::Type type) {
  const std::string condition =
      type == Protocol::TYPE_UNSPECIFIED ? "" : absl::StrCat("type = ", Protocol::Type_Name(type));
  int64_t count = 0;
  Queries queries;
  queries.reserve(all.size());
  for (const Concluded& in : all) {
    count += std::count_if(in.protocols.begin(), in.protocols.end(), [&](const Protocol& each) {
      return condition.empty() || each.type() == type;
    });
    queries.push_back(CountOf(ConcludedIn(year, *in.negotiation, condition)));
  }
  return Counted(key, count, std::move(queries));
}

Draft AboutProtocol(const Year& year, const Concluded& in, const Protocol& protocol) {
  Draft draft;
  draft.pattern = "document.one";
  draft.texts = {{"title", Recorded(protocol.titles())},
                 {"type", Word(absl::StrCat("type.", Protocol::Type_Name(protocol.type())))},
                 {"date", DateOf(protocol.date())},
                 {"place", Same(protocol.place())},
                 {"counterpart", NameOf(year, in.negotiation->counterpart())}};
  draft.resources = {protocol.name()};
  return draft;
}

absl::StatusOr<std::vector<Concluded>> ReadConcluded(const Year& year) {
  std::vector<Concluded> all;
  all.reserve(year.negotiations.size());
  for (const v1::Negotiation& negotiation : year.negotiations) {
    if (negotiation.has_delete_time()) continue;
    PLENARY_ASSIGN_OR_RETURN(
        auto protocols,
        ListAll(year, year.sources.protocols, &Protocols::ListProtocols,
                ConcludedIn(year, negotiation), &v1::ListProtocolsResponse::mutable_protocols));
    if (!protocols.empty()) all.push_back({&negotiation, std::move(protocols)});
  }
  return all;
}

}  // namespace

absl::Status WriteDocuments(Year& year, Section section) {
  PLENARY_ASSIGN_OR_RETURN(const std::vector<Concluded> all, ReadConcluded(year));
  if (all.empty()) {
    section.SayMissing("documents.none");
    return absl::OkStatus();
  }
  Draft draft;
  draft.pattern = "documents.all";
  draft.numbers = {CountType(year, all, "documents", Protocol::TYPE_UNSPECIFIED),
                   CountType(year, all, "minutes", Protocol::MINUTES),
                   CountType(year, all, "memorandums", Protocol::MEMORANDUM),
                   CountType(year, all, "agreements", Protocol::AGREEMENT),
                   CountType(year, all, "records", Protocol::RECORD_OF_CONVERSATION)};
  section.Say(std::move(draft));
  for (const Concluded& in : all) {
    for (const Protocol& protocol : in.protocols) section.Say(AboutProtocol(year, in, protocol));
  }
  return absl::OkStatus();
}

}  // namespace plenary::reports
