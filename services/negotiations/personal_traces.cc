#include "services/negotiations/personal_traces.h"

#include <utility>

#include "plenary/v1/changes.pb.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/directory/table.h"
#include "services/negotiations/personal_table.h"
#include "services/negotiations/table.h"
#include "services/storage/change.h"
#include "services/storage/change_log.h"
#include "services/storage/request_log.h"

namespace plenary::negotiations {
namespace {

using storage::Change;
using storage::Tx;

// Takes out as what the person took part. Who was merged into the person stands by the old name, so
// whose role it was is asked of the directory.
template <class Resource>
absl::Status TakeOutRole(Tx& tx, absl::string_view person, Resource& resource) {
  for (v1::Presence& each : *resource.mutable_participants()) {
    PLENARY_ASSIGN_OR_RETURN(const auto found, directory::FindPerson(tx, each.person()));
    if (found && found->name() == person) each.clear_role();
  }
  return absl::OkStatus();
}

// Lets the log forget what a resource was, and records what is left of it.
template <class Resource>
absl::Status Forget(Change& change, const Resource& left) {
  Tx& tx = change.tx();
  const std::string& name = left.name();
  PLENARY_RETURN_IF_ERROR(storage::ErasePayloads(tx, base::PartitionOf(name), name).status());
  PLENARY_RETURN_IF_ERROR(storage::ForgetAnswersAbout(tx, name));
  change.Record(name, v1::Change::ERASED, left);
  return absl::OkStatus();
}

absl::Status EraseFrom(Change& change, absl::string_view person, v1::Round round) {
  Tx& tx = change.tx();
  const absl::string_view negotiation = base::NegotiationOf(round.name());
  PLENARY_RETURN_IF_ERROR(tx.Require(negotiation));
  PLENARY_RETURN_IF_ERROR(TakeOutRole(tx, person, round));
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(negotiation));
  storage::StampUpdated(round, round, now);
  std::string body;
  if (round.session_number() > 0) {
    PLENARY_ASSIGN_OR_RETURN(const v1::Negotiation its,
                             storage::Existing(FindNegotiation(tx, negotiation), negotiation));
    body = its.body();
  }
  PLENARY_RETURN_IF_ERROR(Update(tx, round, body));
  return Forget(change, round);
}

absl::Status EraseFrom(Change& change, absl::string_view person, v1::Contact contact) {
  Tx& tx = change.tx();
  const absl::string_view negotiation = base::NegotiationOf(contact.name());
  PLENARY_RETURN_IF_ERROR(tx.Require(negotiation));
  PLENARY_RETURN_IF_ERROR(TakeOutRole(tx, person, contact));
  contact.clear_content();
  if (contact.has_basis()) contact.mutable_basis()->clear_signatory();
  if (contact.has_record()) contact.mutable_record()->clear_signatory();
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(negotiation));
  storage::StampUpdated(contact, contact, now);
  PLENARY_RETURN_IF_ERROR(Update(tx, contact));
  return Forget(change, contact);
}

// Of what the person had in hand: what was written when its state changed.
template <class Resource>
absl::Status EraseReason(Change& change, Resource resource) {
  if (resource.state_reason().empty()) return absl::OkStatus();
  Tx& tx = change.tx();
  const absl::string_view negotiation = base::NegotiationOf(resource.name());
  PLENARY_RETURN_IF_ERROR(tx.Require(negotiation));
  resource.clear_state_reason();
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(negotiation));
  storage::StampUpdated(resource, resource, now);
  PLENARY_RETURN_IF_ERROR(Update(tx, resource));
  return Forget(change, resource);
}

absl::Status EraseReasons(Change& change, absl::string_view person) {
  PLENARY_ASSIGN_OR_RETURN(auto negotiations, NegotiationsInHandOf(change.tx(), person));
  for (v1::Negotiation& each : negotiations) {
    PLENARY_RETURN_IF_ERROR(EraseReason(change, std::move(each)));
  }
  PLENARY_ASSIGN_OR_RETURN(auto topics, TopicsOwnedBy(change.tx(), person));
  for (v1::Topic& each : topics) {
    PLENARY_RETURN_IF_ERROR(EraseReason(change, std::move(each)));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<v1::Participant>> PersonalTraces::Of(Tx& tx, absl::string_view person) {
  return participations_.Of(tx, person);
}

absl::StatusOr<std::string> PersonalTraces::ToCome(Tx& tx, absl::string_view person,
                                                   absl::Time now) {
  return participations_.ToCome(tx, person, now);
}

absl::Status PersonalTraces::Erase(Change& change, absl::string_view person) {
  PLENARY_ASSIGN_OR_RETURN(auto rounds, RoundsWith(change.tx(), person));
  for (v1::Round& round : rounds) {
    PLENARY_RETURN_IF_ERROR(EraseFrom(change, person, std::move(round)));
  }
  PLENARY_ASSIGN_OR_RETURN(auto contacts, ContactsWith(change.tx(), person));
  for (v1::Contact& contact : contacts) {
    PLENARY_RETURN_IF_ERROR(EraseFrom(change, person, std::move(contact)));
  }
  PLENARY_RETURN_IF_ERROR(EraseReasons(change, person));
  return participations_.Erase(change, person);
}

absl::StatusOr<std::vector<v1::Participant>> PersonalTraces::Behind(Tx& tx, absl::string_view event,
                                                                    absl::string_view after,
                                                                    int limit) {
  return participations_.Behind(tx, event, after, limit);
}

absl::Status PersonalTraces::Purge(Change& change, const v1::Participant& participant) {
  return participations_.Purge(change, participant);
}

absl::Status PersonalTraces::Purged(Change& change, absl::string_view event) {
  return participations_.Purged(change, event);
}

}  // namespace plenary::negotiations
