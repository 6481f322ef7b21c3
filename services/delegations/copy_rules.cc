#include "services/delegations/copy_rules.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "google/protobuf/util/time_util.h"
#include "services/delegations/custom_value_rules.h"
#include "services/delegations/rules.h"
#include "services/names/sound.h"

namespace plenary::delegations {
namespace {

using P = v1::Participant;
using Row = v1::CopyDelegationResponse::Row;
using Texts = google::protobuf::RepeatedPtrField<v1::LocalizedText>;

// Whether `a` counts rather than `b` of the same person.
bool CountsBefore(const P& a, const P& b) {
  if (IsActive(a.state()) != IsActive(b.state())) return IsActive(a.state());
  return a.create_time() > b.create_time();
}

bool TookNoPart(P::State state) { return !IsActive(state); }

bool HasText(const Texts& texts, absl::string_view folded) {
  return std::any_of(texts.begin(), texts.end(), [&](const v1::LocalizedText& text) {
    return names::Fold(text.text()) == folded;
  });
}

}  // namespace

std::vector<P> OneOfEach(std::vector<P> participants) {
  std::map<std::string, const P*> counts;
  for (const P& each : participants) {
    const P*& one = counts[each.person()];
    if (one == nullptr || CountsBefore(each, *one)) one = &each;
  }
  std::vector<P> kept;
  kept.reserve(counts.size());
  for (P& each : participants) {
    if (counts.at(each.person()) == &each) kept.push_back(std::move(each));
  }
  return kept;
}

CopyMark MarkOf(const CopyFacts& facts) {
  if (facts.is_excluded) return Row::EXCLUDED;
  if (facts.is_deleted) return Row::DELETED;
  if (facts.participates_already) return Row::ALREADY_PARTICIPATES;
  if (!facts.has_category) return Row::NO_CATEGORY;
  if (TookNoPart(facts.state)) return Row::TOOK_NO_PART;
  if (facts.attendance == P::NO_SHOW) return Row::DID_NOT_COME;
  if (facts.has_left) return Row::LEFT_ORGANIZATION;
  return Row::MARK_UNSPECIFIED;
}

bool IsCopied(CopyMark mark, bool is_included) {
  switch (mark) {
    case Row::MARK_UNSPECIFIED:
      return true;
    case Row::LEFT_ORGANIZATION:
    case Row::TOOK_NO_PART:
    case Row::DID_NOT_COME:
      return is_included;
    default:
      return false;
  }
}

bool WasAffiliatedWith(const P& participant, const v1::Organization& organization) {
  const auto is_its_name = [&](const v1::LocalizedText& affiliation) {
    const std::string folded = names::Fold(affiliation.text());
    return HasText(organization.display_names(), folded) ||
           HasText(organization.short_names(), folded) ||
           HasText(organization.alternative_names(), folded);
  };
  const Texts& affiliations = participant.affiliations();
  return std::any_of(affiliations.begin(), affiliations.end(), is_its_name);
}

bool FitsIn(const P& participant, const v1::Category& category) {
  return CheckMaySpeak(participant, category).ok();
}

P CopyOf(const P& source, const v1::Event& source_event, const v1::Event& event,
         absl::string_view delegation, absl::string_view category) {
  P copy;
  copy.set_person(source.person());
  copy.set_delegation(std::string(delegation));
  copy.set_category(std::string(category));
  copy.set_capacity(source.capacity());
  *copy.mutable_functions() = source.functions();
  *copy.mutable_titles() = source.titles();
  *copy.mutable_affiliations() = source.affiliations();
  copy.set_precedence(source.precedence());
  copy.set_state(P::DRAFT);
  copy.set_attendance(P::EXPECTED);
  for (const auto& [id, value] : source.custom_values()) {
    const v1::CustomField* const was = FindCustomField(source_event, id);
    const v1::CustomField* const is = FindCustomField(event, id);
    if (was == nullptr || is == nullptr || was->type() != is->type()) continue;
    (*copy.mutable_custom_values())[id] = value;
  }
  DropUnfitAnswers(event, copy);
  return copy;
}

v1::Delegation CopyOf(const v1::Delegation& source) {
  v1::Delegation copy;
  copy.set_organization(source.organization());
  *copy.mutable_display_names() = source.display_names();
  copy.set_payer(source.payer());
  *copy.mutable_focal_points() = source.focal_points();
  copy.set_liaison_officer(source.liaison_officer());
  return copy;
}

}  // namespace plenary::delegations
